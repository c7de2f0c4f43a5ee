import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { count, download, EmptyState, Note, plural, RefusalNote } from '@portcullis/ui';
import { Link } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { attributeWord } from '../casework/words.js';
import { GraphCanvas, type GraphHandle } from './GraphCanvas.js';
import classes from './graph.module.css';
import type { LinkGraphData } from './graph.queries.js';
import {
  filterChoices,
  isSubjectNode,
  type LinkFilter,
  type LinkNode,
  type Links,
  stepOf,
  timeSteps,
  visibleLinks,
} from './graph-model.js';
import { attributeFacts, nodeLine } from './graph-names.js';
import { LinkTable } from './LinkTable.js';
import { NodePicker } from './NodePicker.js';
import { TimeSlider } from './TimeSlider.js';
import { type Answer, HOPS, useLinks } from './useLinks.js';

export interface GraphView extends LinkFilter {
  /** The table twin instead of the picture. */
  readonly table?: boolean;
}

/** The most telling links of a case or campaign, as a picture and as a table, with what one can ask of them. */
export function LinkGraph(props: {
  data: LinkGraphData;
  view: GraphView;
  onView: (view: GraphView) => void;
  /** Beginning of the name of the saved picture: `C-1042`. */
  name: string;
}) {
  const { data, view } = props;
  const { links, way, answer, origin, busy, hop, findWay, reset, changed } = useLinks(data);
  const [chosenId, setChosen] = useState<string | null>(null);
  const [target, setTarget] = useState<string | null>(null);
  const handle = useRef<GraphHandle | null>(null);
  const byId = useMemo(() => new Map(links.nodes.map((node) => [node.id, node])), [links]);
  const chosen = chosenId === null ? undefined : byId.get(chosenId);
  const choices = useMemo(() => filterChoices(links), [links]);
  const { until, without } = view;
  const steps = useMemo(() => {
    const { edges } = visibleLinks(links, { without });
    return timeSteps(edges.length > 0 ? edges : links.edges, data.spanDays);
  }, [links, without, data.spanDays]);
  const visible = useMemo(() => visibleLinks(links, { until, without }, way), [links, until, without, way]);
  if (data.nodes.length === 0) return <EmptyState title="Nothing to draw" because="because nothing is shared." />;

  async function savePng() {
    const picture = await handle.current?.png();
    if (picture) download(`${props.name}-links${view.until ? `-until-${view.until}` : ''}.png`, picture, 'image/png');
  }
  // A path may begin and end at a subject that is not drawn.
  const from = chosenId !== null && isSubjectNode({ id: chosenId }) ? chosenId : null;
  return (
    <div className={classes.linkGraph} data-link-graph="">
      <div className={classes.tools}>
        <NodePicker
          label="Chosen"
          placeholder="an account or attribute"
          drawn={optionsOf(visible)}
          value={chosen?.id ?? from}
          onChange={setChosen}
        />
        <Button variant="default" disabled={!chosen || busy} onClick={() => chosen && void hop(chosen.id)}>
          One hop on
        </Button>
        <NodePicker
          label="Path from it to"
          placeholder={from ? 'another account, drawn or not' : 'choose an account first'}
          disabled={!from}
          drawn={[{ group: 'Accounts', items: subjectOptions(visible.nodes.filter(({ id }) => id !== from)) }]}
          value={target}
          onChange={setTarget}
        />
        <Button
          variant="default"
          disabled={!from || !target || target === from || busy}
          onClick={() => from && target && void findWay(from, target)}
        >
          Find the path
        </Button>
        <span role="status" className="pc-quiet">
          {busy && 'Looking…'}
        </span>
        <div className={classes.end}>
          {(changed || answer) && (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => {
                reset();
                setTarget(null);
              }}
            >
              Start again
            </Button>
          )}
          {!view.table && (
            <Button variant="subtle" color="gray" disabled={visible.nodes.length === 0} onClick={() => void savePng()}>
              PNG
            </Button>
          )}
          <SegmentedControl
            size="xs"
            aria-label="Links as"
            data={[
              { value: 'picture', label: 'Picture' },
              { value: 'table', label: 'Table' },
            ]}
            value={view.table ? 'table' : 'picture'}
            onChange={(value) => props.onView({ ...view, table: value === 'table' || undefined })}
          />
        </div>
      </div>
      <fieldset className={classes.filter}>
        <legend>Shared</legend>
        {choices.map(({ key, count: many }) => (
          <Checkbox
            key={key}
            size="xs"
            label={`${key === 'hubs' ? 'hubs, add nothing' : attributeWord(key)} ${count(many)}`}
            checked={!view.without?.includes(key)}
            onChange={(event) => {
              const left = (view.without ?? []).filter((one) => one !== key);
              const next = event.currentTarget.checked ? left : [...left, key];
              props.onView({ ...view, without: next.length > 0 ? next : undefined });
            }}
          />
        ))}
      </fieldset>
      <Said answer={answer} byId={byId} />
      {view.table ? (
        <LinkTable links={visible} spanDays={data.spanDays} chosen={chosen?.id ?? null} onChoose={setChosen} />
      ) : (
        <div className={classes.picture}>
          <GraphCanvas
            links={links}
            visible={visible}
            chosen={chosen?.id ?? null}
            way={way}
            origin={origin}
            handle={handle}
            onChoose={setChosen}
            onHop={(id) => void hop(id)}
          />
          {visible.nodes.length === 0 && (
            <div className={classes.empty}>
              <EmptyState title="No link is left" because="because of the filter and the day." />
            </div>
          )}
          <div className={classes.lens}>
            <Button variant="default" size="compact-sm" aria-label="Zoom in" onClick={() => handle.current?.zoom(1.3)}>
              +
            </Button>
            <Button
              variant="default"
              size="compact-sm"
              aria-label="Zoom out"
              onClick={() => handle.current?.zoom(1 / 1.3)}
            >
              −
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => handle.current?.fit()}>
              Fit
            </Button>
          </div>
        </div>
      )}
      <div className={classes.chosen} role="status">
        {chosen ? (
          <Facts node={chosen} links={visible} />
        ) : (
          <span className="pc-quiet">
            {from ? `${from.replace(':', ' ')} is not in the picture; a path can begin at it.` : summary(data, visible)}
          </span>
        )}
      </div>
      <TimeSlider steps={steps} at={stepOf(steps, until)} onChange={(day) => props.onView({ ...view, until: day })} />
    </div>
  );
}

function Facts(props: { node: LinkNode; links: Links }) {
  const { node, links } = props;
  const here = links.edges.filter(({ source, target }) => source === node.id || target === node.id).length;
  if (isSubjectNode(node))
    return (
      <>
        <Link to="/customers/$kind/$id" params={{ kind: node.kind, id: node.value }}>
          {nodeLine(node)}
        </Link>
        <span>{`shares ${plural(here, 'attribute')} here`}</span>
        {node.caseNumber != null && (
          <Link to="/cases/$number" params={{ number: String(node.caseNumber) }}>
            C-{node.caseNumber}
          </Link>
        )}
      </>
    );
  return (
    <>
      {node.kind.startsWith('=') ? (
        <span>{nodeLine(node)}</span>
      ) : (
        <Link to="/look-up" search={{ type: node.kind, value: node.value }}>
          {nodeLine(node)}
        </Link>
      )}
      <span
        className={node.hub ? classes.hubCell : undefined}
      >{`${attributeFacts(node)}; ${count(here)} of them here`}</span>
    </>
  );
}

/** What became of the last thing that was asked. */
function Said(props: { answer: Answer | null; byId: ReadonlyMap<string, LinkNode> }) {
  const { answer, byId } = props;
  if (!answer) return null;
  const name = (id: string) => {
    const node = byId.get(id);
    return node ? nodeLine(node) : id.replace(':', ' ');
  };
  switch (answer.kind) {
    case 'refusal':
      return <RefusalNote refusal={answer.refusal} />;
    case 'fault':
      return (
        <Note tone="warning" live>
          <p>{`It could not be read: ${answer.message}`}</p>
        </Note>
      );
    case 'hop':
      return (
        <Note live>
          <p>
            {answer.added === 0
              ? `Nothing new hangs on ${name(answer.of)}.`
              : `${plural(answer.added, 'node')} more, one hop from ${name(answer.of)}.`}
            {answer.leftOut > 0 && ` ${count(answer.leftOut)} were left out for want of room.`}
            {answer.gone > 0 && ` ${plural(answer.gone, 'less telling node')} made room.`}
          </p>
        </Note>
      );
    case 'way':
      return <Way {...answer} name={name} />;
  }
}

function Way(props: Extract<Answer, { kind: 'way' }> & { name: (id: string) => string }) {
  const { way, name } = props;
  if (way.hops == null)
    return (
      <Note tone="warning" live>
        <p>
          {`No path within ${HOPS} hops from ${name(props.from)} to ${name(props.to)}, hubs left out; ${plural(way.looked, 'account')} were looked at.`}
          {!way.complete && ' What very many carry was followed only in part, so that a path cannot be ruled out.'}
        </p>
      </Note>
    );
  return (
    <Note tone="done" live>
      <p>{`${plural(way.hops, 'hop')}, no path is shorter:`}</p>
      <ol className={classes.way}>
        {way.nodes.map((node) => (
          <li key={node.id}>{isSubjectNode(node) ? nodeLine(node) : `${nodeLine(node)} (${attributeFacts(node)})`}</li>
        ))}
      </ol>
    </Note>
  );
}

function summary(data: LinkGraphData, visible: Links): string {
  const subjects = visible.nodes.filter(isSubjectNode).length;
  const drawn = `${plural(subjects, 'account')} of ${count(data.subjects)} and ${plural(visible.nodes.length - subjects, 'shared attribute')}, ${plural(visible.edges.length, 'link')}.`;
  if (data.hiddenNodes === 0) return drawn;
  const how = data.sampledSubjects == null ? '' : `, found by reading ${count(data.sampledSubjects)} accounts`;
  return `${drawn} The most telling are drawn${how}; ${count(data.hiddenNodes)} are left out.`;
}

const optionsOf = (links: Links) => [
  { group: 'Accounts', items: subjectOptions(links.nodes) },
  {
    group: 'Shared attributes',
    items: links.nodes
      .filter((node) => !isSubjectNode(node))
      .map((node) => ({ value: node.id, label: `${nodeLine(node)} (${attributeFacts(node)})` })),
  },
];

const subjectOptions = (nodes: readonly LinkNode[]) =>
  nodes.filter(isSubjectNode).map((node) => ({ value: node.id, label: nodeLine(node) }));
