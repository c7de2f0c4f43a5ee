import type { Operation } from '@portcullis/domain';
import type { KeyScope } from './edge/access.decorators.js';

/**
 * Everything that can be asked of the two doors, and which row of the permission table decides it. Written by hand and
 * not derived from the decorators, so that the two can disagree: operation-table.int.spec.ts tries each line as every
 * role, as anonymous, with every kind of key and as a customer, and fails for an operation without a line.
 */
export const GRAPHQL_OPERATIONS: Readonly<Record<string, Operation>> = {
  'Query.actions': 'enforcement.read',
  'Query.apiKeys': 'intake.keys.read',
  'Query.approvals': 'decisions.read',
  'Query.auditStatus': 'audit.read',
  'Query.campaign': 'grouping.read',
  'Query.campaigns': 'grouping.read',
  'Query.case': 'casework.read',
  'Query.cases': 'casework.read',
  'Query.clauses': 'decisions.read',
  'Query.colleagues': 'casework.read',
  'Query.correctionPreview': 'grouping.correct',
  'Query.correctionRate': 'grouping.read',
  'Query.customer': 'directory.read',
  'Query.customers': 'directory.read',
  'Query.decision': 'decisions.read',
  'Query.deliveries': 'enforcement.read',
  'Query.detector': 'detectors.read',
  'Query.detectors': 'detectors.read',
  'Query.history': 'audit.read',
  'Query.lookUp': 'grouping.read',
  'Query.me': 'access.sign_in',
  'Query.myCases': 'casework.read',
  'Query.preview': 'decisions.preview',
  'Query.queues': 'casework.read',
  'Query.rejected': 'intake.rejected.read',
  'Query.search': 'casework.read',
  'Query.staff': 'access.read',

  'Mutation.approve': 'decisions.approve',
  'Mutation.assignCase': 'casework.reassign',
  'Mutation.claimCase': 'casework.claim',
  'Mutation.claimNext': 'casework.claim',
  'Mutation.comment': 'casework.comment',
  'Mutation.correctRejected': 'intake.rejected.correct',
  'Mutation.correctGrouping': 'grouping.correct',
  'Mutation.createApiKey': 'intake.keys.manage',
  'Mutation.liftAction': 'enforcement.lift',
  'Mutation.propose': 'decisions.propose',
  'Mutation.refuseDecision': 'decisions.refuse',
  'Mutation.releaseCase': 'casework.release',
  'Mutation.renewLease': 'casework.claim',
  'Mutation.reopenCase': 'casework.reopen',
  'Mutation.replayDelivery': 'enforcement.replay',
  'Mutation.resumeCase': 'casework.resume',
  'Mutation.returnDecision': 'decisions.return',
  'Mutation.revokeApiKey': 'intake.keys.manage',
  'Mutation.rotateApiKey': 'intake.keys.manage',
  'Mutation.saveDetector': 'detectors.manage',
  'Mutation.saveStaff': 'access.manage',
  'Mutation.setFindings': 'casework.find',
  'Mutation.skipCase': 'casework.skip',
  'Mutation.skipDelivery': 'enforcement.skip',
  'Mutation.waitFor': 'casework.wait',
  'Mutation.withdrawDecision': 'decisions.withdraw',
};

/** `public`: anybody. A list: programs with a key of one of these scopes. `graphql`: the lines above decide. */
export type RouteRule = Operation | 'public' | 'graphql' | readonly KeyScope[];

export const STAFF_ROUTES: Readonly<Record<string, RouteRule>> = {
  'GET /graphql': 'graphql',
  'POST /graphql': 'graphql',
  'POST /session': 'public',
  'DELETE /session': 'public',
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'public',
  'GET /live': 'live.subscribe',
  'POST /cases/:id/attachments': 'casework.attach',
  'GET /attachments/:id': 'casework.read',
  'GET /v1/export/memberships.ndjson': ['export'],
  'PUT /v1/directory': ['directory'],
  'POST /v1/alerts': ['detector'],
  'GET /v1/alerts/:detector/:id': ['detector', 'export'],
  'GET /v1/intake/status': 'public',
  'GET /v1/openapi.json': 'public',
  'POST /v1/actions/:id/confirmations': ['control_plane'],
};

/** Of the customer door. `customer`: a session that a link opened; what is another customer's is not found. */
export const CUSTOMER_ROUTES: Readonly<Record<string, 'public' | 'customer'>> = {
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'public',
  'POST /session': 'public',
  'DELETE /session': 'public',
  'POST /links': 'public',
  'GET /matter': 'customer',
  'POST /appeals': 'customer',
  'POST /appeals/:id/messages': 'customer',
  'POST /appeals/:id/withdrawal': 'customer',
  'POST /appeals/:id/relief': 'customer',
  'POST /appeals/:id/cure': 'customer',
  'POST /appeals/:id/files': 'customer',
  'GET /appeals/:id/files/:fileId': 'customer',
};
