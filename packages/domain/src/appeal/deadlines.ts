/** When an appeal may be filed and by when it is answered. Versioned data. */
export interface AppealPolicy {
  /** At least six months from delivery of the notice (AP-3). */
  readonly windowMonths: number;
  readonly targetHours: number;
  readonly answerDays: number;
}
export const DEFAULT_APPEAL_POLICY: AppealPolicy = { windowMonths: 6, targetHours: 72, answerDays: 14 };

/** The last moment to file, counted in calendar months (UTC) from delivery; null before delivery. */
export function appealWindowEndsAt(
  deliveredAt: Date | null,
  policy: AppealPolicy = DEFAULT_APPEAL_POLICY,
): Date | null {
  return deliveredAt === null ? null : addMonths(deliveredAt, policy.windowMonths);
}

/** Calendar months in UTC; the 31st becomes the first day after a month that is too short, never an earlier day. */
export function addMonths(from: Date, months: number): Date {
  const to = new Date(from.getTime());
  to.setUTCMonth(to.getUTCMonth() + months);
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(1);
  return to;
}

/** One business day ahead (Monday to Friday in UTC): the time to answer a request for interim relief. */
export function nextBusinessDay(from: Date): Date {
  const to = new Date(from.getTime());
  do to.setUTCDate(to.getUTCDate() + 1);
  while (to.getUTCDay() === 0 || to.getUTCDay() === 6);
  return to;
}
