import { ChartFrame, count, duration, useNow } from '@portcullis/ui';
import classes from './metrics.module.css';
import type { Overview } from './metrics.queries.js';

type Queue = Overview['queues'][number];

/** Will we keep up? Each queue with what waits, what is late, and what came and went. */
export function QueueTable(props: { queues: readonly Queue[]; caption: string; onOpen: (token: string) => void }) {
  const now = useNow();
  const age = (queue: Queue) => (queue.oldestOpenedAt ? duration(now - Date.parse(queue.oldestOpenedAt)) : 'none');
  const header = ['Queue', 'Open', 'Late', 'Oldest', 'Opened', 'Closed', 'Net'];
  const net = (queue: Queue) => `${queue.opened > queue.closed ? '+' : ''}${count(queue.opened - queue.closed)}`;
  const opens = (value: number, drill: string | null | undefined) => ({
    text: count(value),
    onOpen: drill ? () => props.onOpen(drill) : undefined,
  });
  const rows = props.queues.map((queue) => [
    queue.name,
    opens(queue.open, queue.drill),
    opens(queue.late, queue.lateDrill),
    age(queue),
    count(queue.opened),
    count(queue.closed),
    net(queue),
  ]);
  return (
    <ChartFrame title="Queues" caption={props.caption} fileName="queues" twin={{ header, rows }} table="only">
      <table className={classes.queues}>
        <thead>
          <tr>
            {header.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.queues.map((queue) => (
            <tr key={queue.queue}>
              <th scope="row">{queue.name}</th>
              <td>
                <Opens value={queue.open} drill={queue.drill} onOpen={props.onOpen} what={`open in ${queue.name}`} />
              </td>
              <td data-late={queue.late > 0 || undefined}>
                <Opens
                  value={queue.late}
                  drill={queue.lateDrill}
                  onOpen={props.onOpen}
                  what={`late in ${queue.name}`}
                />
              </td>
              <td>{age(queue)}</td>
              <td>{count(queue.opened)}</td>
              <td>{count(queue.closed)}</td>
              <td>{net(queue)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ChartFrame>
  );
}

function Opens(props: { value: number; drill?: string | null; what: string; onOpen: (token: string) => void }) {
  const { drill } = props;
  if (!drill) return <>{count(props.value)}</>;
  return (
    <button
      type="button"
      className={classes.opens}
      aria-label={`${count(props.value)} ${props.what}`}
      onClick={() => props.onOpen(drill)}
    >
      {count(props.value)}
    </button>
  );
}
