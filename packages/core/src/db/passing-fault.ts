/** Connection, rollback for concurrency, resources, locks, shutdown: classes of SQLSTATE that say nothing of what was done. */
const PASSING_STATE = /^(08|40|53|55|57P)/;
/** As Node names what went wrong with a socket. */
const SYSTEM_CODE = /^E[A-Z]{3,}$/;
const AWAY_WORDS = /connection (terminated|ended|closed)|timeout exceeded|client was closed/i;

/** Whether a fault is one of the surroundings, which may be gone the next time, and not of what was being done. */
export function isPassing(fault: unknown): boolean {
  const { code, message } = (fault ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return PASSING_STATE.test(code) || SYSTEM_CODE.test(code);
  return typeof message === 'string' && AWAY_WORDS.test(message);
}
