import type { CommandContext } from '@portcullis/core/db/unit-of-work';
import type { AlertBody, DirectoryRecord } from '@portcullis/simulator';

/** How a story's alerts and directory entries come in. @throws when something is rejected: a story has no bad input */
export interface WorldIntake {
  accept(context: CommandContext, alerts: readonly AlertBody[]): Promise<void>;
  putDirectory(context: CommandContext, records: readonly DirectoryRecord[]): Promise<void>;
}
