import type { ActionView } from '@portcullis/core/enforcement/action.query';
import type { Action } from './enforcement.types.js';

export const toAction = (view: ActionView): Action => ({
  ...view,
  subject: {
    kind: view.subjectKind,
    id: view.subjectId,
    name: view.subjectName,
    organizationId: view.organizationId,
  },
});
