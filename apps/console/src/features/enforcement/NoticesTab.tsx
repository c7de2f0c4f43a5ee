import { RelativeTime, SlaClock, StateBadge, words } from '@portcullis/ui';
import { Link } from '@tanstack/react-router';
import type { FullCase } from '../casework/casework.queries.js';

/** What the customer was told, word for word, what was withheld, and what they answered. */
export function NoticesTab(props: { shown: FullCase }) {
  const { notices, appeals } = props.shown;
  return (
    <div className="stack">
      {notices.length === 0 && (
        <p className="pc-quiet">
          The customer has been told nothing yet: a notice follows an action that is in effect.
        </p>
      )}
      {notices.map((notice) => (
        <details key={notice.id}>
          <summary className="row" style={{ cursor: 'pointer' }}>
            <strong>{notice.subjectLine}</strong>
            <StateBadge kind="notice" state={notice.state} />
            <span className="pc-quiet">
              {words(notice.kind)} · {notice.toEmail ?? 'no address'} ·{' '}
              <RelativeTime at={notice.sentAt} empty="not sent yet" />
            </span>
          </summary>
          {notice.failure && <p>{notice.failure}</p>}
          <p className="prose" style={{ padding: '0.5rem 0 0.5rem 1rem' }}>
            {notice.bodyText}
          </p>
          {notice.withheld.length > 0 && (
            <p className="pc-quiet">{`Withheld, with a reason: ${notice.withheld.map(withheldWord).join(', ')}`}</p>
          )}
        </details>
      ))}
      {appeals.map((appeal) => (
        <div key={appeal.id} className="row">
          <Link to="/appeals/$number" params={{ number: String(appeal.number) }}>
            Appeal A-{appeal.number}
          </Link>
          <StateBadge kind="appeal" state={appeal.state} />
          {appeal.dueAt && !appeal.result && (
            <SlaClock dueAt={appeal.dueAt} pausedAt={appeal.pausedAt} label="Answer" />
          )}
        </div>
      ))}
    </div>
  );
}

function withheldWord(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null) {
    const { what, field, reason } = value as Record<string, unknown>;
    return `${String(what ?? field ?? 'a part')}${reason ? ` (${String(reason)})` : ''}`;
  }
  return 'a part';
}
