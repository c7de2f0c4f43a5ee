import { count, Note, plural, RefusalNote } from '@portcullis/ui';
import classes from './graph.module.css';
import { isSubjectNode, type LinkNode } from './graph-model.js';
import { attributeFacts, nodeLine } from './graph-names.js';
import { type Answer, HOPS } from './useLinks.js';

/** What became of the last thing that was asked. */
export function LinkAnswer(props: { answer: Answer | null; byId: ReadonlyMap<string, LinkNode> }) {
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
