import type { ActionKind, Scope } from '@portcullis/domain';

/** What an action does beside its name (DE-9), in words that a customer and a control plane can both read. */
export interface ActionEffects {
  requestsInFlight: string;
  batchAndScheduledJobs: string;
  billing: string;
  dataExport: string;
  retention: string;
  /** What goes on working. */
  stillWorks: string[];
}

const NOTHING: ActionEffects = {
  requestsInFlight: 'finish',
  batchAndScheduledJobs: 'go on',
  billing: 'unchanged',
  dataExport: 'open',
  retention: 'unchanged',
  stillWorks: ['everything'],
};

const STOPPED: ActionEffects = {
  requestsInFlight: 'finish',
  batchAndScheduledJobs: 'are held and can be resumed',
  billing: 'no new charges; prepaid credit is kept',
  dataExport: 'open for the whole time',
  retention: 'timers for stored data stand still',
  stillWorks: ['data export', 'billing documents', 'the appeal'],
};

/** The effects of an action kind. Wider scopes stop more, but in the same manner. */
export function effectsOf(kind: ActionKind, scope: Scope): ActionEffects {
  switch (kind) {
    case 'suspend':
      return {
        ...STOPPED,
        stillWorks: scope === 'api_key' ? ['all other keys', ...STOPPED.stillWorks] : STOPPED.stillWorks,
      };
    case 'terminate':
      return {
        ...STOPPED,
        batchAndScheduledJobs: 'are cancelled after 30 days',
        billing: 'no new charges; prepaid credit is refunded after 30 days',
        dataExport: 'open for 30 days',
      };
    case 'restrict':
      return { ...NOTHING, stillWorks: ['everything that the restriction does not name', 'data export', 'billing'] };
    case 'rate_limit':
      return { ...NOTHING, batchAndScheduledJobs: 'run slower', stillWorks: ['everything, up to the limit'] };
    default:
      return NOTHING;
  }
}
