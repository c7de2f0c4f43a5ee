import { count, plural } from '@portcullis/ui';
import { Link } from '@tanstack/react-router';
import classes from './graph.module.css';
import { isSubjectNode, type LinkNode, type Links } from './graph-model.js';
import { attributeFacts, nodeLine } from './graph-names.js';

/** What is known of the node that is chosen. */
export function LinkFacts(props: {
  node: LinkNode;
  links: Links;
  /** Where it stands when it is not known to belong. */
  stranger: string | null;
}) {
  const { node, links } = props;
  const here = links.edges.filter(({ source, target }) => source === node.id || target === node.id).length;
  if (isSubjectNode(node))
    return (
      <>
        <Link to="/customers/$kind/$id" params={{ kind: node.kind, id: node.value }}>
          {nodeLine(node)}
        </Link>
        {props.stranger && <strong>{props.stranger}</strong>}
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
