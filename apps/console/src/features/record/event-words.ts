import { words } from '@portcullis/ui';

/** History kinds are an entity and a command of its machine; here as the predicate of a sentence. */
const PREDICATES: Record<string, Record<string, string>> = {
  case: {
    open: 'opened the case',
    triage: 'triaged the case',
    claim: 'claimed the case',
    claimed: 'claimed the case',
    assign: 'assigned the case',
    release: 'gave the case back',
    skip: 'skipped the case',
    first_reviewed: 'looked at the case for the first time',
    wait_for_customer: 'waits for the customer',
    wait_for_partner: 'waits for the partner',
    resume: 'went on with the case',
    find: 'recorded findings',
    comment: 'commented',
    attach: 'added a file',
    absorb: 'took another case in',
    propose: 'proposed a decision',
    proposal_returned: 'returned the proposal',
    proposal_refused: 'refused the proposal',
    proposal_withdrawn: 'withdrew the proposal',
    proposal_expired: 'let the proposal lapse',
    proposal_approved: 'approved the proposal',
    enforce: 'began enforcement',
    monitor: 'began monitoring',
    monitoring_due: 'ended monitoring',
    resolve: 'resolved the case',
    finalise: 'made the case final',
    reopen: 'reopened the case',
    merge: 'merged the case into another',
    undo_merge: 'undid the merge',
    split: 'split the case',
    undo_split: 'undid the split',
    part: 'let part of the case go',
    merge_waits: 'found that the case belongs with another, and waits for a person to say so',
    part_waits: 'found that some do not belong with the case, and waits for a person to say so',
    recur: 'found the same scheme again after a decision',
    keep_apart: 'kept the case apart from another',
    keep: 'kept subjects in the case',
  },
  decision: {
    propose: 'proposed a decision',
    settle: 'settled the decision',
    approve: 'approved the decision',
    return: 'returned the decision',
    refuse: 'refused the decision',
    withdraw: 'withdrew the decision',
    expire: 'let the proposal lapse',
  },
  action: {
    order: 'ordered the action',
    approve: 'released the action',
    requested: 'asked the control plane for the action',
    execute: 'asked the control plane for the action',
    confirm: 'confirmed the action in effect',
    fail: 'reported that the action failed',
    retry: 'tried the action again',
    take_over: 'took the action over by hand',
    prove_done: 'showed that the action is done',
    abandon: 'abandoned the action',
    choose_end: 'chose when the action ends',
    expire: 'let the action end',
    ratify: 'ratified the action',
    lapse: 'let the emergency action lapse',
    lift: 'ordered the lift',
    confirm_lift: 'confirmed the lift',
    reverse: 'ordered the reversal',
    confirm_reversal: 'confirmed the reversal',
    supersede: 'replaced the action',
    withdraw: 'withdrew the action',
  },
  notice: {
    make_ready: 'wrote a notice',
    send: 'sent the notice',
    confirm_delivery: 'delivered the notice',
    bounce: 'had the notice returned',
    use_other_channel: 'sent the notice another way',
    give_up: 'could not deliver the notice',
    open: 'opened the notice',
    withhold: 'withheld the notice',
  },
  appeal: {
    submit: 'filed an appeal',
    acknowledge: 'acknowledged the appeal',
    claim: 'took the appeal',
    read: 'noted a first reading',
    admit: 'admitted the appeal',
    find_inadmissible: 'found the appeal inadmissible',
    cure: 'cured the appeal',
    ask: 'asked the customer',
    answer: 'answered',
    message: 'wrote a message',
    time_out: 'let the question lapse',
    propose_result: 'proposed a result',
    return: 'returned the result',
    decide: 'decided the appeal',
    cosign: 'co-signed the result',
    withdraw: 'withdrew the appeal',
    attach: 'added a paper',
    open_dispute: 'took the matter to an external dispute',
    close_dispute: 'closed the external dispute',
  },
  alert: {
    attach: 'put alerts into the case',
    detach: 'took alerts out of the case',
    suppress: 'suppressed alerts',
    accepted: 'accepted alerts',
    outcome: 'told the detector what became of its alerts',
  },
  outcome: { record: 'recorded outcomes' },
  relief: {
    ask: 'asked for temporary access',
    grant: 'granted temporary access',
    refuse: 'refused temporary access',
    end: 'took temporary access back',
  },
  campaign: {
    open: 'opened the campaign',
    merge: 'merged campaigns',
    attribute: 'said who runs the campaign',
    unattribute: 'withdrew who runs the campaign',
  },
  delivery: { died: 'gave a message up', replayed: 'replayed a message', skipped: 'skipped a message' },
  session: { opened: 'signed in', closed: 'signed out' },
  setting: { changed: 'changed a setting' },
  correction: { undo: 'took a correction back' },
  hub: {
    add: 'listed a hub',
    revoke: 'took a hub off the list',
    propose: 'proposed a hub',
    confirm: 'confirmed a hub',
    refuse: 'refused a hub',
    withdraw: 'withdrew a hub',
  },
  allow: {
    propose: 'proposed an entry of the allow-list',
    confirm: 'confirmed an entry of the allow-list',
    refuse: 'refused an entry of the allow-list',
    withdraw: 'withdrew an entry of the allow-list',
    revoke: 'took an entry off the allow-list',
    expire: 'let an entry of the allow-list end',
    revive: 'let alerts in that the allow-list held back',
  },
};

/** Kinds without a predicate of their own are read by their words: `key.create` is "create key". */
export function eventWords(kind: string, stage?: string): string {
  // The engine attaches alerts, people attach files; both are steps of the case.
  if (kind === 'case.attach' && stage === 'grouping') return 'took alerts into the case';
  const [entity = '', command = ''] = kind.split('.', 2);
  return PREDICATES[entity]?.[command] ?? words(`${command} ${entity}`).toLowerCase().trim();
}

/** Who did it, as the subject of a sentence. */
export function actorName(entry: { actor: string; actorKind: string }): string {
  return entry.actorKind === 'system' || entry.actor === 'system' ? 'The system' : entry.actor;
}

/** Entities in the order in which a matter goes, with the heads under which their steps are chosen. */
const HEADS: readonly (readonly [string, string])[] = [
  ['alert', 'Alerts'],
  ['case', 'Cases'],
  ['campaign', 'Campaigns'],
  ['decision', 'Decisions'],
  ['action', 'Actions'],
  ['delivery', 'Deliveries'],
  ['notice', 'Notices'],
  ['appeal', 'Appeals'],
  ['relief', 'Temporary access'],
  ['outcome', 'Outcomes'],
  ['correction', 'Corrections of grouping'],
  ['hub', 'Hubs'],
  ['allow', 'Allow-list'],
  ['session', 'Sessions'],
  ['setting', 'Settings'],
];

export interface EventChoice {
  group: string;
  items: { value: string; label: string }[];
}

/** Every kind of step that has words, for choosing; one that is asked for without having any stands first. */
export function eventChoices(asked?: string): EventChoice[] {
  const choices = HEADS.map(([entity, group]) => ({
    group,
    items: Object.entries(PREDICATES[entity] ?? {}).map(([command, label]) => ({
      value: `${entity}.${command}`,
      label: label.charAt(0).toUpperCase() + label.slice(1),
    })),
  })).filter(({ items }) => items.length > 0);
  const known = asked === undefined || choices.some(({ items }) => items.some(({ value }) => value === asked));
  return known
    ? choices
    : [{ group: 'From the address', items: [{ value: asked, label: eventWords(asked) }] }, ...choices];
}
