import { Injectable } from '@nestjs/common';
import { CLAIMABLE_CASE_STATES, FOLLOWING_CASE_STATES } from '@portcullis/domain';
import { UnitOfWork } from '../db/unit-of-work.js';

export interface QueueView {
  id: string;
  name: string;
  /** Open cases, counted up to `MOST_COUNTED`. */
  open: number;
  unclaimed: number;
  /** Whether counting stopped at the limit. */
  more: boolean;
  oldestOpenedAt: Date | null;
}

/** Counting stops here: "more than 5,000" is answer enough, and its cost does not grow with the backlog. */
export const MOST_COUNTED = 5000;
const CACHE_MS = 2000;

const open = FOLLOWING_CASE_STATES.join("','");
const claimable = CLAIMABLE_CASE_STATES.join("','");
const COUNTS = `
  select q.id, q.name, o.n as open, least(u.n, ${MOST_COUNTED}) as unclaimed, o.n >= ${MOST_COUNTED} as more, oldest.at as "oldestOpenedAt"
  from queue q
  cross join lateral (select count(*)::int as n from (select 1 from case_file c where c.queue_id = q.id and c.state in ('${open}')
    order by c.act_by limit ${MOST_COUNTED}) x) o
  cross join lateral (select count(*)::int as n from (select 1 from case_file c where c.queue_id = q.id and c.held_by is null and c.state in ('${claimable}')
    order by c.act_by limit ${MOST_COUNTED}) x) u
  left join lateral (select min(x.opened_at) as at from (select c.opened_at from case_file c where c.queue_id = q.id and c.state in ('${open}')
    order by c.act_by limit 500) x) oldest on true
  order by q.position`;

/** The queues with their load. Shared by everyone for two seconds. */
@Injectable()
export class QueuesQuery {
  private readonly ofPerson = new Map<string, { until: number; queues: Promise<string[]> }>();
  private cached: { until: number; queues: Promise<QueueView[]> } | null = null;

  constructor(private readonly uow: UnitOfWork) {}

  all(): Promise<QueueView[]> {
    const wall = Date.now();
    if (!this.cached || this.cached.until <= wall) {
      const queues = this.uow.read<QueueView>(COUNTS);
      this.cached = { until: wall + CACHE_MS, queues };
      queues.catch(() => {
        this.cached = null;
      });
    }
    return this.cached.queues;
  }

  /** Ids of the queues that claim-next walks for this person: their own, or all when they have none. Seconds old at most. */
  of(staffId: string): Promise<string[]> {
    const wall = Date.now();
    const cached = this.ofPerson.get(staffId);
    if (cached && cached.until > wall) return cached.queues;
    if (this.ofPerson.size > 10_000) this.ofPerson.clear();
    const queues = this.readOf(staffId);
    this.ofPerson.set(staffId, { until: wall + CACHE_MS, queues });
    queues.catch(() => this.ofPerson.delete(staffId));
    return queues;
  }

  private async readOf(staffId: string): Promise<string[]> {
    const rows = await this.uow.read<{ id: string; own: boolean }>(
      `select q.id, (s.staff_id is not null) as own from queue q left join staff_queue s on s.queue_id = q.id and s.staff_id = $1 order by q.position`,
      [staffId],
      'queues-of-person',
    );
    const own = rows.filter((row) => row.own);
    return (own.length > 0 ? own : rows).map((row) => row.id);
  }
}
