import { Button, TextInput } from '@mantine/core';
import { LOOK_UP } from '@portcullis/domain';
import {
  count,
  DataTable,
  EmptyState,
  ErrorState,
  ExactTime,
  FactList,
  Note,
  plural,
  RelativeTime,
  SkeletonRows,
  StateBadge,
} from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../shell/session.js';
import { alertColumns } from '../casework/CaseAlerts.js';
import classes from '../casework/casework.module.css';
import { attributeWord } from '../casework/words.js';
import { type FoundIndicator, lookUpOptions } from './grouping.queries.js';
import { NotSeen } from './NotSeen.js';
import { useAllow } from './useAllow.js';
import { useCorrection } from './useCorrection.js';

const route = getRouteApi('/shell/look-up');

/** How many of each the answer has at most. Of a common value only some subjects are looked at. */
const { shown: SHOWN, subjects: LOOKED_AT, subjectsForAlerts: ALERTS_OF } = LOOK_UP;

/** Any shared attribute, wherever it occurs. */
export function LookUpPage() {
  const { value = '', type } = route.useSearch();
  const navigate = route.useNavigate();
  const [text, setText] = useState(value);
  const [last, setLast] = useState(value);
  if (value !== last) {
    setLast(value);
    setText(value);
  }
  const found = useQuery(lookUpOptions(value, type));
  return (
    <div className="page">
      <header className="page-head">
        <h1>Look up</h1>
        <form
          className="row"
          style={{ flex: 1, maxWidth: '40rem' }}
          onSubmit={(event) => {
            event.preventDefault();
            void navigate({ search: { value: text.trim() || undefined } });
          }}
        >
          <TextInput
            aria-label="Value"
            placeholder="an address, a card, a device id, a phone, a name"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            style={{ flex: 1 }}
          />
          <Button type="submit" variant="default">
            Look up
          </Button>
        </form>
        <Link to="/lists" className="end">
          Lists
        </Link>
      </header>
      <div className="page-body" style={{ padding: '0.75rem 1rem 1rem' }}>
        {value.trim() === '' ? (
          <EmptyState title="Nothing looked up yet" because="because no value was given." />
        ) : found.isPending ? (
          <SkeletonRows rows={8} label="Looking it up" />
        ) : found.isLoadingError ? (
          <ErrorState
            title="It could not be looked up"
            why={found.error.message}
            onRetry={() => void found.refetch()}
          />
        ) : found.data.length === 0 ? (
          <NotSeen key={value} value={value} type={type} />
        ) : (
          found.data.map((one) => <Found key={one.id} found={one} />)
        )}
      </div>
    </div>
  );
}

function Found(props: { found: FoundIndicator }) {
  const { found } = props;
  const mayCorrect = useMay('grouping.correct');
  const mayAllow = useMay('grouping.lists.propose');
  const { dialog, open } = useCorrection(null);
  const allow = useAllow();
  const [alertAt, setAlertAt] = useState<string | null>(null);
  const hubEntry = found.lists.find((entry) => entry.list === 'hub' && entry.inForce && entry.place === null);
  // Whatever its own entry says, it links nobody while that of the network holds.
  const isHubByPlace = found.lists.some(({ place }) => place === 'around');
  const inside = found.lists.filter(({ place }) => place === 'inside');
  const lists = found.lists.filter(({ place }) => place !== 'inside');
  const times = found.subjectList.flatMap((one) => [one.firstAt, one.lastAt]).sort();
  return (
    <section className="stack" aria-label={`${attributeWord(found.type)} ${found.value}`}>
      {dialog}
      {allow.dialog}
      <div className="row">
        <h2 style={{ margin: 0 }}>
          {attributeWord(found.type)} <span className="pc-mono">{found.value}</span>
        </h2>
        {mayCorrect &&
          !isHubByPlace &&
          (hubEntry ? (
            <Button variant="default" onClick={() => open({ step: 'undo', correctionId: hubEntry.id })}>
              Link by it again…
            </Button>
          ) : (
            !found.lists.some(({ list, state }) => list === 'hub' && state === 'proposed') && (
              <Button variant="default" onClick={() => open({ step: 'unlink', type: found.type, value: found.value })}>
                Stop linking by it…
              </Button>
            )
          ))}
        {mayAllow && (
          <Button variant="default" onClick={() => allow.open({ start: { type: found.type, value: found.value } })}>
            Put on the allow-list…
          </Button>
        )}
      </div>
      <FactList
        facts={[
          [
            'How common',
            found.hub
              ? `${plural(found.subjects, 'subject')} carry it: it adds nothing to a link`
              : `${plural(found.subjects, 'subject')} ${found.subjects === 1 ? 'carries' : 'carry'} it: it adds ${found.weight.toFixed(1)}, and a link needs ${found.threshold.toFixed(0)}`,
          ],
          [
            found.subjectList.length < SHOWN ? 'Subjects seen' : `The newest ${SHOWN} seen`,
            times.length > 0 ? (
              <span key="seen">
                from <ExactTime at={times[0] as string} /> to <ExactTime at={times.at(-1) as string} />
              </span>
            ) : (
              'in no case at present'
            ),
          ],
          ['Lists', lists.length === 0 ? 'on none' : plural(lists.length, 'entry', 'entries')],
        ]}
      />
      {inside.length > 0 && (
        <Note tone="warning">
          <p>
            {inside.length === LOOK_UP.inside && 'At least '}
            {plural(inside.length, 'value')} in it {inside.length === 1 ? 'is' : 'are'} on the list of hubs, so it links
            nobody either:{' '}
            {inside.slice(0, INSIDE_SHOWN).map((entry, i) => (
              <span key={entry.id}>
                {i > 0 && ', '}
                <span className="pc-mono">{entry.value}</span> ({entry.reason})
              </span>
            ))}
            {inside.length > INSIDE_SHOWN && ` and ${inside.length - INSIDE_SHOWN} more`}.
          </p>
        </Note>
      )}
      {lists.map((entry) => (
        <Note key={entry.id} tone={entry.inForce || entry.state === 'proposed' ? 'warning' : 'info'}>
          <p>
            <StateBadge kind="list" state={entry.state} />{' '}
            {entry.list === 'hub' ? `List of hubs (${entry.kind})` : `Allow-list (${entry.kind})`}
            {entry.place && (
              <>
                , for <span className="pc-mono">{entry.value}</span>, which it lies in
              </>
            )}
            : {entry.reason}
            {entry.source && ` · known from ${entry.source}`}
            {entry.by && ` · ${entry.by}`}
            {entry.confirmedBy && `, confirmed by ${entry.confirmedBy}`} · <RelativeTime at={entry.at} />
            {entry.until && entry.inForce && (
              <>
                {' · until '}
                <ExactTime at={entry.until} />
              </>
            )}
          </p>
        </Note>
      ))}
      {lists.length > 0 && (
        <p>
          <Link to="/lists" search={{ value: found.value, phase: phaseOf(lists) }}>
            Who stands for these entries
          </Link>
        </p>
      )}
      <h3>Cases {found.cases.length === SHOWN ? `(the ${SHOWN} with most)` : count(found.cases.length)}</h3>
      {found.subjects > LOOKED_AT && (
        <p className="pc-quiet">Of so common a value, {count(LOOKED_AT)} subjects are looked at.</p>
      )}
      <ul className={classes.facts}>
        {found.cases.map((one) => (
          <li key={one.case.id}>
            <div className="row">
              <Link to="/cases/$number" params={{ number: String(one.case.number) }} style={{ paddingBlock: '0.2rem' }}>
                C-{one.case.number} {one.case.title}
              </Link>
              <StateBadge kind="case" state={one.case.state} />
              <span className="pc-quiet">
                {found.subjects > LOOKED_AT && 'at least '}
                {plural(one.subjects, 'subject')} of {count(one.case.subjectCount)} carry it; last alert on them{' '}
                <RelativeTime at={one.lastAt} />
              </span>
            </div>
          </li>
        ))}
      </ul>
      <h3>Subjects {found.subjectList.length === SHOWN ? `(the newest ${SHOWN})` : count(found.subjectList.length)}</h3>
      <ul className={classes.facts}>
        {found.subjectList.map((one) => (
          <li key={`${one.kind}:${one.id} ${one.caseNumber}`}>
            <Link to="/customers/$kind/$id" params={{ kind: one.kind, id: one.id }}>
              {attributeWord(one.kind)} {one.id}
            </Link>{' '}
            <span className="pc-quiet">
              {plural(one.alertCount, 'alert')} in{' '}
              <Link to="/cases/$number" params={{ number: String(one.caseNumber) }}>
                C-{one.caseNumber}
              </Link>
              , last <RelativeTime at={one.lastAt} />
            </span>
          </li>
        ))}
      </ul>
      <h3>
        Alerts {found.alerts.length === SHOWN ? `(${SHOWN} new ones)` : count(found.alerts.length)}
        {found.subjects > ALERTS_OF && ` of ${count(ALERTS_OF)} of its subjects`}
      </h3>
      <p className="pc-quiet">Looked for among the newest {LOOK_UP.alertsOfSubject} of each subject.</p>
      <DataTable
        label={`Alerts with ${found.value}`}
        rows={found.alerts}
        rowKey={(row) => row.id}
        columns={alertColumns}
        cursor={alertAt}
        onCursor={setAlertAt}
        fit={10}
      />
    </section>
  );
}

/** Of what is on the list in a network. */
const INSIDE_SHOWN = 3;

const phaseOf = (lists: FoundIndicator['lists']) =>
  lists.some(({ state }) => state === 'proposed')
    ? 'waiting'
    : lists.some(({ inForce }) => inForce)
      ? 'active'
      : 'ended';
