import { count, ErrorState, Note, plural, SkeletonBlock, StateBadge } from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AllowScopeInput } from '../../generated/graphql.js';
import classes from '../casework/casework.module.css';
import { allowPreviewOptions } from './lists.queries.js';

/** What an entry would have done in the last weeks. */
export function AllowEffectNote(props: { scope: AllowScopeInput }) {
  const preview = useQuery(allowPreviewOptions(props.scope));
  if (preview.isPending) return <SkeletonBlock height={64} label="Working out what it would have held back" />;
  if (preview.isLoadingError)
    return <ErrorState title="The effect could not be worked out" why={preview.error.message} />;
  const { effect, refusal } = preview.data;
  if (!effect) return refusal ? <Note tone="warning">{refusal.message}</Note> : null;
  const perWeek = effect.alerts / effect.weeks;
  const rate = perWeek >= 10 || perWeek === 0 ? count(Math.round(perWeek)) : perWeek.toFixed(1);
  return (
    <Note tone={effect.confirmed > 0 ? 'warning' : 'info'} live>
      <p>
        In the last {effect.weeks} weeks it would have held back {effect.atLeast && 'at least '}
        <strong>{plural(effect.alerts, 'alert')}</strong>, {rate} a week
        {effect.detectors.length > 0 &&
          `: ${effect.detectors
            .slice(0, 4)
            .map(({ name, alerts }) => `${name} ${count(alerts)}`)
            .join(', ')}${effect.detectors.length > 4 ? ' …' : ''}`}
        .
      </p>
      {effect.confirmed > 0 && (
        <p>
          <strong>{plural(effect.confirmed, 'of them was', 'of them were')} found to be right.</strong>
        </p>
      )}
      {effect.caseCount > 0 && (
        <>
          <p>
            {effect.caseCount === 1
              ? 'They are in one case, which stays as it is:'
              : `They are in ${count(effect.caseCount)} cases, which stay as they are:`}
          </p>
          <ul className={classes.facts}>
            {effect.cases.slice(0, 5).map((one) => (
              <li key={one.number}>
                <Link to="/cases/$number" params={{ number: String(one.number) }}>
                  C-{one.number} {one.title}
                </Link>{' '}
                <StateBadge kind="case" state={one.state} /> {plural(one.alerts, 'alert')}
              </li>
            ))}
          </ul>
        </>
      )}
    </Note>
  );
}
