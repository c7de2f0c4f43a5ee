import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import classes from './casework.module.css';
import type { FullCase } from './casework.queries.js';
import { attributeWord, rarity, shortValue } from './words.js';

/** Of a case, or of one link, where nothing is said of the rest of the case. */
type Shared = Omit<FullCase['shared'][number], 'subjectsInCase' | 'alertsInCase'> & { subjectsInCase?: number };

const FIRST = 8;

/** What the accounts share, what joins most of them first; an attribute that half the world shares says that it adds nothing. */
export function SharedTable(props: { shared: readonly Shared[]; onUnlink?: (one: Shared) => void }) {
  const { shared, onUnlink } = props;
  return (
    <div>
      <Rows shared={shared.slice(0, FIRST)} onUnlink={onUnlink} />
      {shared.length > FIRST && (
        <details>
          <summary style={{ cursor: 'pointer', padding: '0.3rem 0' }}>{`${shared.length - FIRST} more`}</summary>
          <Rows shared={shared.slice(FIRST)} onUnlink={onUnlink} />
        </details>
      )}
    </div>
  );
}

function Rows(props: { shared: readonly Shared[]; onUnlink?: (one: Shared) => void }) {
  return (
    <table className={classes.shared}>
      <caption className="pc-visually-hidden">Shared attributes</caption>
      <tbody>
        {props.shared.map((one) => (
          <tr key={`${one.type} ${one.value}`} data-hub={one.hub || undefined}>
            <td>
              {attributeWord(one.type)}{' '}
              {one.type.startsWith('=') ? (
                one.value
              ) : (
                <Link
                  className="pc-mono"
                  to="/look-up"
                  search={{ type: one.type, value: one.value }}
                  title={`${one.value}: wherever it occurs`}
                >
                  {shortValue(one.value, 22)}
                </Link>
              )}
              <div className="pc-quiet">
                {one.weight < 0 ? 'speaks against it' : rarity(one)}
                {one.note && ` · ${one.note}`}
              </div>
            </td>
            <td className={classes.weight}>
              {props.onUnlink && !one.hub && !one.type.startsWith('=') && (
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-xs"
                  aria-label={`Stop linking by ${attributeWord(one.type)} ${one.value}`}
                  onClick={() => props.onUnlink?.(one)}
                >
                  Unlink…
                </Button>
              )}{' '}
              {weightText(one)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function weightText({ weight, hub }: Shared): string {
  if (hub || weight === 0) return '0';
  return `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(1)}`;
}
