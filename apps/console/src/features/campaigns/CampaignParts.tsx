import { Button } from '@mantine/core';
import { count, plural, RelativeTime, words } from '@portcullis/ui';
import { lazy, Suspense, useState } from 'react';
import { useMay } from '../../shell/session.js';
import { RepeatTable } from '../grouping/Repeats.js';
import { type CampaignView, routeName, shares, standing } from './campaign-facts.js';
import classes from './campaigns.module.css';

const AttributionDialog = lazy(() =>
  import('./AttributionDialog.js').then((module) => ({ default: module.AttributionDialog })),
);

/** Who is said to run it: the word that stands, and all that were said before. */
export function Attribution(props: { campaign: CampaignView }) {
  const { campaign } = props;
  const may = useMay('grouping.attribute');
  const [open, setOpen] = useState(false);
  const said = standing(campaign.attributions);
  const earlier = campaign.attributions.filter((one) => one !== said);
  return (
    <section aria-label="Attribution" className={classes.part}>
      {open && (
        <Suspense fallback={null}>
          <AttributionDialog campaign={campaign} onClose={() => setOpen(false)} />
        </Suspense>
      )}
      <div className="row">
        <h2>Attribution</h2>
        {may && (
          <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
            {said ? 'Say something else…' : 'Say who runs it…'}
          </Button>
        )}
      </div>
      {said ? (
        <p>
          <strong>{said.operator}</strong>, {said.confidence} confidence. Source: {said.source}.{' '}
          <span className="pc-quiet">
            {said.by}, <RelativeTime at={said.at} />: {said.reason}
            {said.ofNumber && ` (said of K-${said.ofNumber})`}
          </span>
        </p>
      ) : (
        <p className="pc-quiet">Nobody has claimed who runs it.</p>
      )}
      {earlier.length > 0 && (
        <details>
          <summary>{plural(earlier.length, 'earlier word', 'earlier words')}</summary>
          <ul className={classes.said}>
            {earlier.map((one) => (
              <li key={`${one.ofNumber ?? ''} ${one.version}`}>
                <span className="pc-quiet">
                  {one.ofNumber ? `of K-${one.ofNumber}, ` : ''}version {one.version}
                </span>{' '}
                {one.operator ? `${one.operator}, ${one.confidence} confidence, source: ${one.source}` : 'withdrawn'}{' '}
                <span className="pc-quiet">
                  {one.by}, <RelativeTime at={one.at} />: {one.reason}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** Routes, models and detectors, each with its alerts. */
export function Shares(props: { facts: NonNullable<CampaignView['facts']> }) {
  const { facts } = props;
  const models = facts.models ?? [];
  return (
    <div className={classes.shares}>
      <ShareTable title="Routes" rows={facts.routes} name={routeName} />
      <ShareTable
        title="Models"
        rows={models}
        name={(model) => model}
        none="Its alerts name none."
        note="in its newest alerts"
      />
      <ShareTable title="Found by" rows={facts.detectors} name={words} />
    </div>
  );
}

function ShareTable(props: {
  title: string;
  rows: readonly { name: string; alerts: number }[];
  name: (name: string) => string;
  none?: string;
  note?: string;
}) {
  const lines = shares(props.rows);
  return (
    <section aria-label={props.title} className={classes.part}>
      <h2>
        {props.title} {props.note && lines.length > 0 && <small className="pc-quiet">{props.note}</small>}
      </h2>
      {lines.length === 0 ? (
        <p className="pc-quiet">{props.none ?? 'None yet.'}</p>
      ) : (
        <table className={classes.shareTable}>
          <caption className="pc-visually-hidden">{`${props.title}, by alerts`}</caption>
          <tbody>
            {lines.map((line) => (
              <tr key={line.name}>
                <th scope="row">{props.name(line.name)}</th>
                <td>
                  <span className={classes.bar} style={{ width: `${Math.max(2, line.length * 100)}%` }} />
                </td>
                <td className="num">{count(line.alerts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** Cases in which a scheme went on after a measure. */
export function Recidivism(props: { campaign: CampaignView }) {
  const { repeats } = props.campaign;
  if (repeats.length === 0) return null;
  return (
    <section aria-label="Recidivism" className={classes.part}>
      <details>
        <summary>
          <h2 style={{ display: 'inline' }}>Recidivism</h2>{' '}
          {repeats.length === 100
            ? 'at least 100 cases repeat'
            : plural(repeats.length, 'case repeats', 'cases repeat')}{' '}
          an earlier one
        </summary>
        <RepeatTable rows={repeats} />
      </details>
    </section>
  );
}
