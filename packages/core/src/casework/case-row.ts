import type { BecausePart, CaseState } from '@portcullis/domain';

/** A case as a list shows it. */
export interface CaseRowView {
  id: string;
  number: number;
  title: string;
  state: CaseState;
  route: string;
  severity: number;
  queueId: string;
  region: string | null;
  language: string | null;
  organizationId: string | null;
  actBy: Date;
  dueAt: Date;
  slaPausedAt: Date | null;
  /** As stored: instants in it are ISO strings. */
  because: BecausePart[];
  alertCount: number;
  subjectCount: number;
  activeSubjectCount: number;
  openedAt: Date;
  lastAlertAt: Date;
  decidedAt: Date | null;
  /** Null once the lease has run out, whether or not it was cleared away. */
  heldById: string | null;
  heldByName: string | null;
  heldUntil: Date | null;
  assigneeId: string | null;
  assigneeName: string | null;
  campaignId: string | null;
  campaignNumber: number | null;
  campaignTitle: string | null;
  version: number;
}

/** Columns of `case_file c` with its joins. $1 is now. */
export const CASE_ROW_COLUMNS = `
  c.id, c.number, c.title, c.state, c.route, c.severity, c.queue_id as "queueId", c.region, c.language,
  c.organization_id as "organizationId", c.act_by as "actBy", c.due_at as "dueAt", c.sla_paused_at as "slaPausedAt", c.because,
  c.alert_count as "alertCount", c.subject_count as "subjectCount", c.active_subject_count as "activeSubjectCount",
  c.opened_at as "openedAt", c.last_alert_at as "lastAlertAt", c.decided_at as "decidedAt", h.id as "heldById", h.name as "heldByName",
  case when h.id is not null then c.held_until end as "heldUntil", c.assignee_id as "assigneeId", a.name as "assigneeName",
  c.campaign_id as "campaignId", k.number as "campaignNumber", k.title as "campaignTitle", c.version`;
export const CASE_ROW_JOINS = `
  left join staff h on h.id = c.held_by and c.held_until > $1
  left join staff a on a.id = c.assignee_id
  left join campaign k on k.id = c.campaign_id`;
