import { plural } from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../shell/session.js';
import { listsWaitingOptions } from './lists.queries.js';

/** Entries of the lists that wait for this person; nothing while there are none. */
export function ListsWaitingLink() {
  const mayConfirm = useMay('grouping.lists.confirm');
  const waiting = useQuery({ ...listsWaitingOptions, enabled: mayConfirm });
  if (!waiting.data) return null;
  return (
    <Link to="/lists" search={{ phase: 'waiting' }}>
      {plural(waiting.data, 'list entry waits', 'list entries wait')} for you
    </Link>
  );
}
