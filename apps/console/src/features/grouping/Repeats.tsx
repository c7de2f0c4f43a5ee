import { Note, plural, RelativeTime, StateBadge } from '@portcullis/ui';
import { Link } from '@tanstack/react-router';
import { kindNoun } from '../casework/words.js';
import type { RepeatRow } from './rate.queries.js';

/** Whether this case repeats a closed one, or is repeated by later ones; nothing where there is none. */
export function CaseRepeats(props: { number: number; rows: readonly RepeatRow[] }) {
  const { rows } = props;
  if (rows.length === 0) return null;
  const before = rows.find((row) => row.case.number === props.number);
  const after = rows.filter((row) => row.earlier.number === props.number);
  return (
    <Note tone="warning">
      {before && (
        <p>
          <strong>Repeats</strong> <CaseLink row={before.earlier} />: {kindNoun(before.decision)} was decided on it, and
          the scheme went on after {plural(before.days, 'day')}.
        </p>
      )}
      {after.map((row) => (
        <p key={row.case.number}>
          <strong>Repeated by</strong> <CaseLink row={row.case} />, {plural(row.days, 'day')} after{' '}
          {kindNoun(row.decision)} was decided here.
        </p>
      ))}
    </Note>
  );
}

/** Cases of a campaign that repeat earlier ones. */
export function RepeatTable(props: { rows: readonly RepeatRow[] }) {
  return (
    <div className="scroll-x">
      <table className="plain-table">
        <caption className="pc-visually-hidden">Cases that repeat earlier ones, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Case</th>
            <th scope="col">Repeats</th>
            <th scope="col">Decided there</th>
            <th scope="col" className="num">
              Days after
            </th>
            <th scope="col">Seen</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.case.number}>
              <td>
                <CaseLink row={row.case} /> <StateBadge kind="case" state={row.case.state} />
              </td>
              <td>
                <CaseLink row={row.earlier} /> <StateBadge kind="case" state={row.earlier.state} />
              </td>
              <td>{kindNoun(row.decision)}</td>
              <td className="num">{row.days}</td>
              <td>
                <RelativeTime at={row.at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const CaseLink = (props: { row: { number: number; title: string } }) => (
  <Link to="/cases/$number" params={{ number: String(props.row.number) }}>
    C-{props.row.number} {props.row.title}
  </Link>
);
