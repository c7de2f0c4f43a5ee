import { dropAllPapers, keptPapers } from '../papers/kept-papers.js';
import { forget, keptNames } from '../parts/kept.js';

/** Whether something that was written or chosen here has not been sent. */
export async function hasUnsent(matter: string): Promise<boolean> {
  return keptNames().length > 0 || (await keptPapers(matter)).length > 0;
}

/** Deletes all that is kept on this device. */
export async function forgetAll(): Promise<void> {
  for (const name of keptNames()) forget(name);
  await dropAllPapers();
}
