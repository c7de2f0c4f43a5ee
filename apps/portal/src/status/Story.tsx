import { useNow } from '@portcullis/ui/text/useNow';
import { useMatterDoor } from '../matter/matter-door.js';
import { say } from '../words/say.js';
import { storyOf } from './story.js';

/** A line with dates instead of a spinner. */
export function Story() {
  const { matter } = useMatterDoor();
  const lines = storyOf(matter.milestones, useNow());
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="story">
      <h2 id="story">{say('story.title')}</h2>
      <ol className="story">
        {lines.map((line) => (
          <li key={line.key} data-state={line.state} aria-current={line.state === 'now' ? 'step' : undefined}>
            <p className="story-what">{line.text}</p>
            {line.when && (
              <p className="story-when">{line.at ? <time dateTime={line.at}>{line.when}</time> : line.when}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
