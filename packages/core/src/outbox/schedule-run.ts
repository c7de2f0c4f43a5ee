import type { UnitOfWork } from '../db/unit-of-work.js';

export interface ScheduleTimes {
  name: string;
  everySeconds: number;
}

/** Makes the rows of schedules that have none; they are due at once. */
export async function registerSchedules(uow: UnitOfWork, schedules: readonly ScheduleTimes[]): Promise<void> {
  await uow.read(
    `insert into schedule_run (name, due_at) select unnest($1::text[]), now() on conflict (name) do nothing`,
    [schedules.map(({ name }) => name)],
  );
}

/** Takes those that are due and sets their next moment: whoever gets a name runs it. @returns the names taken */
export async function takeDueSchedules(uow: UnitOfWork, schedules: readonly ScheduleTimes[]): Promise<string[]> {
  const rows = await uow.read<{ name: string }>(
    `with due as (
       select r.name, s.seconds from schedule_run r join unnest($1::text[], $2::int[]) as s(name, seconds) on s.name = r.name
       where r.due_at <= now() for update of r skip locked)
     update schedule_run r set due_at = now() + due.seconds * interval '1 second', started_at = now()
     from due where r.name = due.name returning r.name`,
    [schedules.map(({ name }) => name), schedules.map(({ everySeconds }) => everySeconds)],
  );
  return rows.map(({ name }) => name);
}

export async function finishSchedule(uow: UnitOfWork, name: string, error: string | null): Promise<void> {
  await uow.read('update schedule_run set finished_at = now(), last_error = $2 where name = $1', [
    name,
    error?.slice(0, 2000) ?? null,
  ]);
}
