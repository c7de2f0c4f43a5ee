import { Foundation1763700000001 } from './0001-foundation.js';
import { Delivery1763700000002 } from './0002-delivery.js';
import { Grouping1763700000003 } from './0003-grouping.js';
import { Casework1763700000004 } from './0004-casework.js';
import { Notices1763700000005 } from './0005-notices.js';
import { CaseDates1763700000006 } from './0006-case-dates.js';
import { WebhookFormat1763700000007 } from './0007-webhook-format.js';
import { Claims1763700000008 } from './0008-claims.js';
import { CustomerDoor1763700000009 } from './0009-customer-door.js';
import { Metrics1763700000010 } from './0010-metrics.js';
import { Intake1763700000011 } from './0011-intake.js';
import { Corrections1763700000012 } from './0012-corrections.js';
import { ReliefReason1763700000013 } from './0013-relief-reason.js';
import { OutcomePull1763700000014 } from './0014-outcome-pull.js';
import { RepeatsAndRuleTrials1763700000015 } from './0015-repeats-and-rule-trials.js';
import { Independence1763700000016 } from './0016-independence.js';
import { DefinerSearchPath1763700000017 } from './0017-definer-search-path.js';
import { CampaignFacts1763700000018 } from './0018-campaign-facts.js';
import { CountingRules1763700000019 } from './0019-counting-rules.js';
import { PartnerNames1763700000020 } from './0020-partner-names.js';
import { Lists1763700000023 } from './0023-lists.js';
import { WeeksAndWaiting1763700000025 } from './0025-weeks-and-waiting.js';
import { HotWrites1763700000026 } from './0026-hot-writes.js';
import { LessToKeep1763700000027 } from './0027-less-to-keep.js';
import { AloneInItsCase1763700000028 } from './0028-alone-in-its-case.js';
import { HubImports1763700000029 } from './0029-hub-imports.js';
import { ListedPlaces1763700000030 } from './0030-listed-places.js';
import { StoppedTrials1763700000031 } from './0031-stopped-trials.js';
import { SetAside1763700000032 } from './0032-set-aside.js';
import { TrialsHeardOf1763700000033 } from './0033-trials-heard-of.js';

/** In order. A migration that has landed is never edited: add the next one. */
export const migrations = [
  Foundation1763700000001,
  Delivery1763700000002,
  Grouping1763700000003,
  Casework1763700000004,
  Notices1763700000005,
  CaseDates1763700000006,
  WebhookFormat1763700000007,
  Claims1763700000008,
  CustomerDoor1763700000009,
  Metrics1763700000010,
  Intake1763700000011,
  Corrections1763700000012,
  ReliefReason1763700000013,
  OutcomePull1763700000014,
  RepeatsAndRuleTrials1763700000015,
  Independence1763700000016,
  DefinerSearchPath1763700000017,
  CampaignFacts1763700000018,
  CountingRules1763700000019,
  PartnerNames1763700000020,
  Lists1763700000023,
  WeeksAndWaiting1763700000025,
  HotWrites1763700000026,
  LessToKeep1763700000027,
  AloneInItsCase1763700000028,
  HubImports1763700000029,
  ListedPlaces1763700000030,
  StoppedTrials1763700000031,
  SetAside1763700000032,
  TrialsHeardOf1763700000033,
] as const;
