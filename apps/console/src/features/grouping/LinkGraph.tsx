import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { count, download, EmptyState, Note } from '@portcullis/ui';
import { useCallback, useMemo, useRef, useState } from 'react';
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
  shownUntil,
  stepOf,
  timeSteps,
  visibleLinks,
} from './graph-model.js';
import { attributeFacts, nodeLine } from './graph-names.js';
import { belongingTo, strangerKey, strangerWords, summary, type Whole, wholeName } from './graph-scope.js';
import { LinkAnswer } from './LinkAnswer.js';
import { LinkFacts } from './LinkFacts.js';
import { LinkTable } from './LinkTable.js';
import { NodePicker } from './NodePicker.js';
import { TimeSlider } from './TimeSlider.js';
import { useLinks } from './useLinks.js';

export interface GraphView extends LinkFilter {
  /** The table twin instead of the picture. */
  readonly table?: boolean;
}

/** The most telling links of a case or campaign, as a picture and as a table, with what one can ask of them. */
export function LinkGraph(props: {
  data: LinkGraphData;
  view: GraphView;
  onView: (view: GraphView) => void;
  of: Whole;
}) {
  const { data, view } = props;
  const { links, way, answer, origin, busy, hop, findWay, reset, changed } = useLinks(data);
  const [chosenId, setChosen] = useState<string | null>(null);
  const [target, setTarget] = useState<string | null>(null);
  const [unsaved, setUnsaved] = useState<string | null>(null);
  const handle = useRef<GraphHandle | null>(null);
  const byId = useMemo(() => new Map(links.nodes.map((node) => [node.id, node])), [links]);
  const chosen = chosenId === null ? undefined : byId.get(chosenId);
  const choices = useMemo(() => filterChoices(links), [links]);
  const { without } = view;
  const steps = useMemo(
    () => timeSteps(visibleLinks(links, { without }).edges, data.spanDays),
    [links, without, data.spanDays],
  );
  const until = shownUntil(steps, view.until);
  const visible = useMemo(() => visibleLinks(links, { until, without }, way), [links, until, without, way]);
  const { kind, number } = props.of;
  const name = wholeName(props.of);
  const belonging = useMemo(() => belongingTo({ kind, number }, data), [kind, number, data]);
  const stranger = useCallback((node: LinkNode) => strangerWords(node, belonging(node), name), [belonging, name]);
  if (data.nodes.length === 0) return <EmptyState title="Nothing to draw" because="because nothing is shared." />;

  async function savePng() {
    setUnsaved(null);
    try {
      if (!handle.current) throw new Error('it is not drawn yet');
      const picture = await handle.current.png();
      download(`${name}-links${until ? `-until-${until}` : ''}.png`, picture, 'image/png');
    } catch (fault) {
      setUnsaved(fault instanceof Error ? fault.message : String(fault));
    }
  }
  const key = view.table ? null : strangerKey(visible, belonging, name);
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
      <LinkAnswer answer={answer} byId={byId} />
      {unsaved && (
        <Note tone="warning" live>
          <p>{`The picture could not be saved: ${unsaved}. Try again; the table says the same in words.`}</p>
        </Note>
      )}
      {view.table ? (
        <LinkTable
          links={visible}
          spanDays={data.spanDays}
          stranger={stranger}
          chosen={chosen?.id ?? null}
          onChoose={setChosen}
        />
      ) : (
        <div className={classes.picture}>
          <GraphCanvas
            links={links}
            visible={visible}
            belonging={belonging}
            chosen={chosen?.id ?? null}
            way={way}
            origin={origin}
            handle={handle}
            onChoose={setChosen}
            onHop={(id) => void hop(id)}
          />
          {visible.nodes.length === 0 && (
            <div className={classes.empty}>
              <EmptyState title="No link is left" because="because of the filter." />
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
      {key && <p className={classes.key}>{key}</p>}
      <div className={classes.chosen} role="status">
        {chosen ? (
          <LinkFacts node={chosen} links={visible} stranger={stranger(chosen)} />
        ) : (
          <span className="pc-quiet">
            {from
              ? `${from.replace(':', ' ')} is not in the picture; a path can begin at it.`
              : summary(data, visible, belonging, name)}
          </span>
        )}
      </div>
      <TimeSlider
        steps={steps}
        at={stepOf(steps, view.until)}
        onChange={(day) => props.onView({ ...view, until: day })}
      />
    </div>
  );
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
