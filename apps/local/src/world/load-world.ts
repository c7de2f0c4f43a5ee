import { sealAll } from '@portcullis/core/audit/sequencer';
import { openDatabase } from '@portcullis/core/db/database';
import { type CommandContext, UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { AssignAlerts } from '@portcullis/core/grouping/assign.command';
import { RollUp } from '@portcullis/core/metrics/roll-up.command';
import { ComposeLetters } from '@portcullis/core/notices/compose-letters.command';
import { ComposeStatements } from '@portcullis/core/notices/compose-statements.command';
import { mailDomain, SendNotice } from '@portcullis/core/notices/send-notice.command';
import { SYSTEM } from '@portcullis/domain';
import { type DemoName, demoWorld, type Scene } from '@portcullis/simulator';
import { LetterBox } from './letter-box.js';
import { OutboxWork } from './outbox-work.js';
import { PassingTime } from './passing-time.js';
import { actorsOf } from './people.js';
import { listHubs, registerDetectors } from './registry.js';
import { Replay } from './replay.js';
import { SimulatedClock } from './simulated-clock.js';
import { StoryControlPlane } from './story-control-plane.js';
import type { WorldIntake } from './world-intake.js';

export interface LoadWorldOptions {
  name: DemoName;
  seed?: number;
  /** The moment at which the story ends; it is told backwards from here. */
  now: Date;
  appUrl: string;
  portalUrl: string;
  sequencerUrl: string;
  intakeOf(uow: UnitOfWork): WorldIntake;
  /** Where the mail catcher and the control plane of this machine keep what they have. Neither may run yet. */
  mailDirectory: string;
  ledgerFile: string;
  portalOrigin: string;
  linkSecret: string;
  mailFrom: string;
  replyTo: string;
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

export interface LoadedWorld {
  scenes: readonly Scene[];
  steps: number;
  alerts: number;
}

const DAY = 86_400_000;

/**
 * Fills an installation with the past of a demo world. Everything goes through the application's commands, in the order
 * in which it happened and under a clock of its own; nothing writes history, figures or outcomes.
 * @throws StepRefused when the rules refuse a step of the story
 */
export async function loadWorld(options: LoadWorldOptions): Promise<LoadedWorld> {
  const demo = demoWorld({
    name: options.name,
    now: options.now.getTime(),
    ...(options.seed ? { seed: options.seed } : {}),
  });
  const first = demo.steps[0];
  if (!first) return { scenes: [], steps: 0, alerts: 0 };
  const app = await openDatabase({ url: options.appUrl, poolSize: 4, applicationName: 'portcullis-world' });
  const portal = await openDatabase({
    url: options.portalUrl,
    poolSize: 1,
    applicationName: 'portcullis-world-portal',
  });
  try {
    const uow = new UnitOfWork(app);
    const clock = new SimulatedClock(first.at - DAY);
    const context = (): CommandContext => ({ actor: SYSTEM, now: clock.now() });
    await registerDetectors(uow, context(), demo.detectors);
    await listHubs(uow, context(), demo.hubs);
    const intake = options.intakeOf(uow);
    await intake.putDirectory({ actor: { kind: 'directory', id: 'demo' }, now: clock.now() }, demo.records);
    const outbox = outboxWork(uow, clock, options);
    const controlPlane = new StoryControlPlane(uow, clock, options.ledgerFile);
    const replay = new Replay({
      uow,
      portal: new UnitOfWork(portal),
      clock,
      intake,
      assign: new AssignAlerts(uow),
      people: await actorsOf(uow, demo.staff),
      controlPlane,
      outbox,
    });
    const time = new PassingTime(uow);
    const passTime = async (): Promise<void> => {
      await time.pass(context());
      await controlPlane.takeOrders();
      controlPlane.endByDate();
      await outbox.drain();
    };
    let nextPass = first.at;
    for (const [i, step] of demo.steps.entries()) {
      if (options.signal?.aborted) throw new Error('Stopped while the demo world was loading.');
      for (; nextPass < step.at; nextPass += DAY) {
        clock.advanceTo(nextPass);
        await passTime();
      }
      if ('by' in step) await time.lapse(new Date(step.at));
      await replay.take(step);
      if (i % 20 === 0) options.onProgress?.(i, demo.steps.length);
    }
    clock.advanceTo(demo.now);
    await passTime();
    await time.lapse(clock.now());
    await countHistory(uow, context(), options.sequencerUrl);
    const alerts = demo.steps.reduce((sum, step) => sum + (step.do === 'alerts.post' ? step.alerts.length : 0), 0);
    return { scenes: demo.scenes, steps: demo.steps.length, alerts };
  } finally {
    await portal.destroy();
    await app.destroy();
  }
}

/** Seals the past and counts it, so that the first look at the figures finds all of them. */
async function countHistory(uow: UnitOfWork, context: CommandContext, sequencerUrl: string): Promise<void> {
  const sequencer = await openDatabase({ url: sequencerUrl, poolSize: 1, applicationName: 'portcullis-world-seal' });
  try {
    await sealAll(sequencer);
  } finally {
    await sequencer.destroy();
  }
  await new RollUp(uow).drain(context);
}

function outboxWork(uow: UnitOfWork, clock: SimulatedClock, options: LoadWorldOptions): OutboxWork {
  const { portalOrigin, replyTo, linkSecret, mailFrom, mailDirectory } = options;
  const settings = { portalOrigin, replyTo, linkSecret };
  return new OutboxWork(uow, clock, {
    statements: new ComposeStatements(uow, settings),
    letters: new ComposeLetters(uow, settings),
    send: new SendNotice(uow, new LetterBox(mailDirectory, mailFrom, clock), {
      linkSecret,
      mailDomain: mailDomain(mailFrom),
    }),
  });
}
