import { RelativeTime, StateBadge, words } from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { AppealLines } from '../appeals/AppealLines.js';
import { caseAppealsOptions } from '../appeals/appeals.queries.js';
import type { FullCase } from '../casework/casework.queries.js';

/** What the customer was told, word for word, what was withheld, and what they answered. */
export function NoticesTab(props: { shown: FullCase }) {
  const { notices } = props.shown;
  const appeals = useQuery(caseAppealsOptions(props.shown.number));
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
      <AppealLines reading={appeals} />
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
