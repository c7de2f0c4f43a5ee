import type { Operation } from '@portcullis/domain';
import {
  IconAddressBook,
  IconBriefcase,
  IconChartLine,
  IconChecklist,
  IconGavel,
  IconInbox,
  IconListSearch,
  IconRadar2,
  IconSettings,
  IconSitemap,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Me } from './session.js';
import { may } from './session.js';

export interface Place {
  readonly to: string;
  readonly label: string;
  readonly key: string;
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
  /** Any of these opens it. */
  readonly operations: readonly Operation[];
}

/** The left rail, in the order of the corridor. */
export const PLACES: readonly Place[] = [
  { to: '/desk', label: 'Desk', key: 'd', icon: IconInbox, operations: ['casework.claim'] },
  { to: '/cases', label: 'Cases', key: 'c', icon: IconBriefcase, operations: ['casework.read'] },
  { to: '/campaigns', label: 'Campaigns', key: 'p', icon: IconSitemap, operations: ['grouping.read'] },
  { to: '/approvals', label: 'Approvals', key: 'a', icon: IconChecklist, operations: ['decisions.approve'] },
  { to: '/appeals', label: 'Appeals', key: 'l', icon: IconGavel, operations: ['appeals.read'] },
  { to: '/customers', label: 'Customers', key: 'u', icon: IconAddressBook, operations: ['directory.read'] },
  { to: '/detectors', label: 'Detectors', key: 't', icon: IconRadar2, operations: ['detectors.read'] },
  { to: '/metrics', label: 'Metrics', key: 'm', icon: IconChartLine, operations: ['metrics.read'] },
  { to: '/record', label: 'Record', key: 'r', icon: IconListSearch, operations: ['audit.read'] },
  {
    to: '/settings',
    label: 'Settings',
    key: 's',
    icon: IconSettings,
    operations: ['access.read', 'intake.keys.read', 'operations.read'],
  },
];

export function placesFor(me: Me): readonly Place[] {
  return PLACES.filter((place) => place.operations.some((operation) => may(me, operation)));
}

/** Where a person's day begins: what only they can do comes first. */
export function homeOf(me: Me): string {
  if (me.roles.includes('admin')) return '/settings';
  if (me.roles.includes('manager')) return '/metrics';
  if (me.roles.includes('appeal_reviewer')) return '/appeals';
  if (me.roles.includes('auditor') || me.roles.includes('legal')) return '/record';
  if (me.roles.includes('senior_reviewer')) return '/approvals';
  return placesFor(me)[0]?.to ?? '/gallery';
}

/** Pages that stand in no rail but belong to one of its places. */
const BELONGS: Record<string, string> = {
  '/decisions': '/cases',
  '/look-up': '/cases',
  '/rules': '/campaigns',
  '/lists': '/campaigns',
  '/list': '/metrics',
};

/** What a page needs when this person lacks it: the place and its operations. Null when it may be opened. */
export function lackingFor(me: Me, path: string): Place | null {
  const first = `/${path.split('/')[1] ?? ''}`;
  const place = PLACES.find((candidate) => candidate.to === (BELONGS[first] ?? first));
  return place && !place.operations.some((operation) => may(me, operation)) ? place : null;
}

const NUMBERED: Record<string, string> = { '/cases': 'C', '/campaigns': 'K', '/appeals': 'A', '/decisions': 'D' };

/** What the browser's tab says: the thing first, then its place. */
export function titleOf(path: string): string {
  const [, first = '', second] = path.split('/');
  const place = PLACES.find((candidate) => candidate.to === (BELONGS[`/${first}`] ?? `/${first}`));
  const letter = NUMBERED[`/${first}`];
  const thing = letter && second ? `${letter}-${second}` : null;
  return [thing, place?.label, 'Portcullis'].filter(Boolean).join(' · ');
}
