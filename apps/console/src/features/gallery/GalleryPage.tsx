import { Button, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { ROUTES, SEVERITIES } from '@portcullis/domain';
import {
  Because,
  Chip,
  ConfirmWithReason,
  DataTable,
  EmptyState,
  ErrorState,
  EvidencePanel,
  ExactTime,
  FactList,
  FileDrop,
  ForbiddenState,
  Funnel,
  Interval,
  IntervalBars,
  KeyHint,
  Note,
  RefusalNote,
  RelativeTime,
  RouteTag,
  SeverityMark,
  SkeletonBlock,
  SkeletonRows,
  SlaClock,
  STATE_KINDS,
  StaleNote,
  StateBadge,
  statesOf,
  Timeline,
  TimeSeries,
  words,
} from '@portcullis/ui';
import { type ReactNode, useMemo, useState } from 'react';
import classes from './gallery.module.css';
import { galleryRows, gallerySeries, refusals, samples } from './gallery-data.js';

const HOUR = 3_600_000;

/** Every component in every state, for tests and eyes. Needs no server. */
export function GalleryPage() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [now] = useState(() => Date.now());
  const at = (hours: number) => new Date(now + hours * HOUR).toISOString();
  return (
    <main className={classes.gallery}>
      <header className="page-head">
        <h1>Gallery</h1>
        <div className="end">
          <SegmentedControl
            aria-label="Colours"
            value={colorScheme}
            onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
            data={['light', 'dark', 'auto']}
          />
        </div>
      </header>

      <Show title="Severity">
        {SEVERITIES.map((severity) => (
          <SeverityMark key={severity} severity={severity} />
        ))}
        {SEVERITIES.map((severity) => (
          <SeverityMark key={`compact ${severity}`} severity={severity} compact />
        ))}
      </Show>
      {STATE_KINDS.map((kind) => (
        <Show key={kind} title={`State: ${kind}`}>
          {statesOf(kind).map((state) => (
            <StateBadge key={state} kind={kind} state={state} />
          ))}
        </Show>
      ))}
      <Show title="Route">
        {ROUTES.map((route) => (
          <RouteTag key={route} route={route} />
        ))}
        <RouteTag route="satellite_uplink" />
      </Show>
      <Show title="SLA clock">
        <SlaClock dueAt={at(26)} />
        <SlaClock dueAt={at(3.17)} />
        <SlaClock dueAt={at(0.63)} />
        <SlaClock dueAt={at(-1.2)} />
        <SlaClock dueAt={at(8)} pausedAt={at(-2)} />
        <SlaClock dueAt={at(-8)} pausedAt={at(-2)} />
        <SlaClock dueAt={at(90)} startedAt={at(-30)} />
      </Show>
      <Show title="Time">
        <RelativeTime at={at(-0.2)} />
        <RelativeTime at={at(3)} />
        <RelativeTime at={at(-24 * 40)} />
        <RelativeTime at={null} />
        <ExactTime at={at(0)} />
      </Show>
      <Show title="Because">
        <Because parts={[{ text: 'severity high' }, { text: '3 accounts still active' }, { text: 'SLA in 38 min' }]} />
      </Show>
      <Show title="Interval">
        <Interval rate={{ estimate: 0.033, low: 0.024, high: 0.045, n: 1204 }} />
        <Interval rate={{ estimate: 0.71, low: 0.6, high: 0.8, n: 83, provisional: true }} />
        <Interval rate={{ estimate: null, low: null, high: null, n: 0 }} />
        <Interval rate={{ estimate: 1, low: 0.21, high: 1, n: 1 }} />
      </Show>
      <Show title="Keys and chips">
        <KeyHint keys={['j', 'k']} does="move" />
        <KeyHint keys={['Ctrl', 'k']} does="search or jump" />
        <Chip>automatic</Chip>
      </Show>
      <Show title="Notes" wide>
        <Note>
          <p>A neutral note.</p>
        </Note>
        <Note tone="warning" title="Changed since it was proposed">
          <p>4 accounts were added; 1.2 million exchanges more.</p>
        </Note>
        <Note tone="done">
          <p>Two families from two sources support it.</p>
        </Note>
        <RefusalNote
          refusal={refusals.oneSource}
          offer={(word) =>
            word === 'require_verification' ? <Button variant="default">Require verification</Button> : undefined
          }
        />
        <RefusalNote refusal={refusals.bare} />
        <StaleNote who="Ana Brandt" what="claimed this case 2 minutes ago.">
          <Button variant="default">Read it again</Button>
        </StaleNote>
      </Show>
      <Show title="Page states" wide>
        <SkeletonRows rows={3} />
        <SkeletonBlock height={60} />
        <EmptyState
          title="Nothing waits here"
          because="because every case of this queue is decided, or waits for somebody else."
        >
          <Button variant="default">Look at all cases</Button>
        </EmptyState>
        <ErrorState
          title="The queue could not be read"
          why="The server did not answer. Check the connection and try again."
          requestId="0193b1c2-77aa"
          onRetry={() => {}}
        />
        <ForbiddenState what="the record" roles={['auditor', 'legal', 'manager']} />
      </Show>
      <Show title="Table, 100,000 rows" wide>
        <HugeTable />
      </Show>
      <Show title="Timeline" wide>
        <Timeline
          label="Example timeline"
          entries={[
            {
              id: '1',
              at: at(-0.1),
              shape: 'diamond-filled',
              what: 'Jonas Ekdahl approved the decision (proposed → decided)',
              why: 'Both families stand on their own.',
            },
            {
              id: '2',
              at: at(-1),
              shape: 'diamond',
              what: 'Mira Okonjo proposed a decision',
              why: 'Relay signature and one card on 31 accounts.',
            },
            { id: '3', at: at(-30), shape: 'fork', what: 'The system opened the case', automatic: true },
          ]}
        />
      </Show>
      <Show title="Evidence" wide>
        <EvidencePanel
          family="Client"
          summary="14 alerts on 212 accounts · 2 sources"
          loadBearing
          goesWrongOn="legitimate gateways, enterprise TLS inspection"
        >
          <FactList
            facts={[
              ['Client software', 'known relay software'],
              ['Round trip, ms', '212'],
              ['Claimed office', null],
            ]}
          />
        </EvidencePanel>
      </Show>
      <Show title="File" wide>
        <FileDrop
          label="Proof of where your team works"
          accept={['.pdf', '.png']}
          maximumBytes={20_000_000}
          onFiles={() => {}}
        />
      </Show>
      <Show title="Dialog">
        <Dialog />
      </Show>
      <Charts now={now} />
    </main>
  );
}

function Show(props: { title: string; wide?: boolean; children: ReactNode }) {
  return (
    <section className={classes.show}>
      <h2>{props.title}</h2>
      <div className={props.wide ? classes.wide : classes.inline}>{props.children}</div>
    </section>
  );
}

function HugeTable() {
  const rows = useMemo(galleryRows, []);
  const [cursor, setCursor] = useState<string | null>('3');
  return (
    <DataTable
      label="Example rows"
      rows={rows}
      rowKey={(row) => row.id}
      fit={6}
      cursor={cursor}
      onCursor={setCursor}
      selected={samples.selected}
      secondLine={(row) => <Because parts={[{ text: row.because }]} />}
      columns={[
        { key: 'severity', header: 'Severity', track: '6rem', cell: (row) => <SeverityMark severity={row.severity} /> },
        { key: 'title', header: 'Case', track: 'minmax(12rem, 1fr)', cell: (row) => row.title },
        { key: 'n', header: 'Accounts', track: '6rem', align: 'end', cell: (row) => row.n.toLocaleString('en-GB') },
      ]}
    />
  );
}

function Dialog() {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        Return with a reason
      </Button>
      <ConfirmWithReason
        opened={opened}
        title="Return to Mira with a reason"
        verb="Return with this reason"
        onClose={() => setOpened(false)}
        onConfirm={async () => refusals.bare}
      />
    </>
  );
}

function Charts(props: { now: number }) {
  const { routes, sparse, bars, range, single } = useMemo(() => gallerySeries(props.now), [props.now]);
  const [opened, setOpened] = useState('nothing yet');
  const onOpen = (mark: { series: string; at: string }) => setOpened(`${words(mark.series)}, ${mark.at.slice(0, 10)}`);
  return (
    <>
      <Show title="Charts" wide>
        <p role="status" className="pc-quiet">{`Opened: ${opened}`}</p>
        <TimeSeries
          {...range}
          title="Alerts by route"
          label="Alerts by route"
          caption="Alerts per day, UTC"
          definition="Accepted alerts, repeats not counted, by the day they were observed."
          fileName="gallery-routes"
          grain="day"
          kind="line"
          missing="zero"
          series={routes}
          annotations={[
            { at: range.policyAt, label: 'policy 12', kind: 'policy' },
            { at: range.ruleAt, label: 'rule set 7', kind: 'rules' },
          ]}
          onOpen={onOpen}
        />
        <div className={classes.pair}>
          <TimeSeries
            {...range}
            title="With gaps"
            label="With gaps"
            caption="Precision per day, UTC; days without a decision are gaps"
            fileName="gallery-gaps"
            grain="day"
            kind="line"
            missing="gap"
            series={sparse}
            onOpen={onOpen}
          />
          <TimeSeries
            {...range}
            title="Actions by kind"
            label="Actions by kind"
            caption="Actions in effect per day, UTC"
            fileName="gallery-bars"
            grain="day"
            kind="bars"
            missing="zero"
            series={bars}
            onOpen={onOpen}
          />
          <TimeSeries
            {...range}
            title="One point"
            label="One point"
            caption="Cases per day, UTC"
            fileName="gallery-one"
            grain="day"
            kind="line"
            missing="gap"
            series={single}
            onOpen={onOpen}
          />
          <TimeSeries
            {...range}
            title="No data"
            label="No data"
            caption="Cases per day, UTC"
            fileName="gallery-none"
            grain="day"
            kind="line"
            missing="gap"
            series={[]}
          />
        </div>
      </Show>
      <Show title="Interval bars" wide>
        <IntervalBars
          label="Precision by detector"
          floor={0.8}
          bars={samples.scores}
          onOpen={(bar) => setOpened(bar.label)}
        />
      </Show>
      <Show title="Funnel" wide>
        <Funnel label="From alert to reversal" steps={samples.funnel} onOpen={(step) => setOpened(step.label)} />
      </Show>
    </>
  );
}
