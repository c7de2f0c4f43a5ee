import { Sentence } from '../parts/Sentence.js';
import { When } from '../parts/When.js';
import { say } from '../words/say.js';
import { useMatterDoor } from './matter-door.js';
import { paragraphsOf, shownSections } from './statement.js';

/** The statement of reasons as the notice gives it, and the whole letter behind a fold. */
export function StatementOfReasons() {
  const { notice } = useMatterDoor().matter;
  const sections = shownSections(notice.sections);
  if (sections.length === 0) return null;
  return (
    <>
      {sections.map(({ id, heading, paragraphs, points }) => (
        <section key={id} aria-labelledby={`part-${id}`} dir="auto">
          <h2 id={`part-${id}`}>{heading}</h2>
          {paragraphs.map((paragraph) => (
            <p key={paragraph} className="prose">
              {paragraph}
            </p>
          ))}
          {points.length > 0 && (
            <ul className={id === 'still_works' ? 'works' : id === 'why' ? 'facts' : undefined}>
              {points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
      <div className="no-print">
        <details className="fold">
          <summary>{say('letter.show')}</summary>
          <div className="letter" dir="auto">
            <p>
              <strong>{notice.subjectLine}</strong>
            </p>
            {notice.sentAt && (
              <p className="quiet">
                <Sentence of="letter.sent" with={{ when: <When at={notice.sentAt} /> }} />
              </p>
            )}
            {paragraphsOf(notice.text).map((paragraph, index) => (
              <p key={index} className="prose">
                {paragraph}
              </p>
            ))}
          </div>
        </details>
        <button type="button" className="button" data-kind="text" onClick={() => window.print()}>
          {say('page.print')}
        </button>
      </div>
    </>
  );
}
