import type { StaffKey, StaffRole } from './step.js';

export interface StaffMember {
  readonly key: StaffKey;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly StaffRole[];
  /** Queue ids; empty for all. */
  readonly queues: readonly string[];
  /**
   * Whom a visitor signs in as. Visitors have no part in the past, so that every case and every appeal is open to
   * them; the others made the history.
   */
  readonly visitor: boolean;
}

const domain = 'portcullis.example';

const visitor = (key: StaffKey, name: string, role: StaffRole): StaffMember => ({
  key,
  name,
  email: `${role.replaceAll('_', '-')}@${domain}`,
  roles: [role],
  queues: [],
  visitor: true,
});

const colleague = (key: StaffKey, name: string, role: StaffRole, queues: readonly string[] = []): StaffMember => ({
  key,
  name,
  email: `${key}@${domain}`,
  roles: [role],
  queues,
  visitor: false,
});

export const staff: readonly StaffMember[] = [
  visitor('noor', 'Noor Halabi', 'reviewer'),
  visitor('ana', 'Ana Lindqvist', 'senior_reviewer'),
  visitor('ines', 'Inês Tavares', 'appeal_reviewer'),
  visitor('priya', 'Priya Vaidya', 'verification_analyst'),
  visitor('dieter', 'Dieter Kröger', 'partner_manager'),
  visitor('ben', 'Ben Okafor', 'manager'),
  visitor('claire', 'Claire Vasseur', 'legal'),
  visitor('sam', 'Sam Thackery', 'auditor'),
  visitor('root', 'Robin Oakes', 'admin'),
  colleague('mira', 'Mira Kravchuk', 'reviewer', ['relay', 'distillation', 'triage']),
  colleague('tomas', 'Tomás Urrutia', 'reviewer', ['relay', 'victims', 'triage']),
  colleague('yuki', '風間 ゆき', 'reviewer', ['ownership', 'distillation', 'triage']),
  colleague('amara', 'Amara Eze', 'reviewer', ['ownership', 'partners', 'triage']),
  colleague('leyla', 'Leyla Çınar', 'reviewer', ['partners', 'victims', 'relay']),
  colleague('rafael', 'Rafael Montenegro', 'senior_reviewer'),
  colleague('sigrid', 'Signe Hovland', 'senior_reviewer'),
  colleague('kwame', 'Kwame Owusu', 'appeal_reviewer'),
  colleague('elodie', 'Élodie Garnier', 'appeal_reviewer'),
  colleague('viktor', 'Viktor Nyström', 'manager'),
];

/** Who reviews, approves and hears appeals in the past. */
export const cast = {
  reviewers: ['mira', 'tomas', 'yuki', 'amara', 'leyla'],
  seniors: ['rafael', 'sigrid'],
  appealReviewers: ['kwame', 'elodie'],
  managers: ['viktor'],
} as const;
