import { parseDirectoryRecord } from '@portcullis/contracts/directory/parse-directory';
import type { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { PutDirectory } from '@portcullis/core/directory/put-directory.command';
import { AcceptAlerts } from '@portcullis/core/intake/accept.command';
import { type IntakeSource, incomingAlert } from '@portcullis/core/intake/incoming';
import type { WorldIntake } from './world-intake.js';

/** No key: the story posts as all of its detectors. */
const EVERY_DETECTOR: IntakeSource = { keyId: null, detectors: ['*'], defaultDetector: null };

/** A story's alerts and entries, taken in by the application's own commands. */
export function coreIntake(uow: UnitOfWork): WorldIntake {
  const intake = new AcceptAlerts(uow);
  const directory = new PutDirectory(uow);
  return {
    accept: async (context, alerts) => {
      const now = context.now.getTime();
      const incoming = alerts.map((alert) => incomingAlert(alert, EVERY_DETECTOR, now));
      const answers = await intake.accept(context, EVERY_DETECTOR, incoming);
      const bad = answers.find(({ status }) => status === 'rejected');
      if (bad) throw new Error(`the alert ${bad.id} was rejected: ${JSON.stringify(bad.problem)}`);
    },
    putDirectory: async (context, records) => {
      const parsed = records.map((raw) => {
        const answer = parseDirectoryRecord(raw);
        if (!answer.ok)
          throw new Error(`the entry ${raw.kind} ${raw.id} was rejected: ${JSON.stringify(answer.problem)}`);
        return answer.record;
      });
      const answer = await directory.put(context, parsed);
      if (!answer.ok) throw new Error(answer.message);
    },
  };
}
