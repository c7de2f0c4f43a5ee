import { problemOf } from '../problem.exception.js';
import type { PageInfo } from './base.types.js';

interface CorePage<Row> {
  rows: Row[];
  endCursor: string | null;
  hasNextPage: boolean;
}

/** A core page as a connection. @throws ProblemException when the cursor was none of this list */
export function toConnection<Row, Node>(
  page: CorePage<Row> | null,
  node: (row: Row) => Node,
): { nodes: Node[]; pageInfo: PageInfo } {
  if (!page) throw problemOf('invalid_input', { detail: 'This cursor does not belong to this list.' });
  const { endCursor, hasNextPage } = page;
  return { nodes: page.rows.map(node), pageInfo: { endCursor, hasNextPage } };
}
