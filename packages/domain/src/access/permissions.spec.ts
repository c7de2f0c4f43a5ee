import { describe, expect, it } from 'vitest';
import { ROLES } from '../vocabulary.js';
import type { Actor } from './actor.js';
import {
  may,
  OPERATIONS,
  type Operation,
  operationsOf,
  PARTIES,
  PERMISSIONS,
  partiesFor,
  READ_OPERATIONS,
  rolesFor,
} from './permissions.js';

const staff = (...roles: (typeof ROLES)[number][]): Actor => ({ kind: 'staff', id: 'someone', roles });

describe('permissions', () => {
  it('answers for every operation × every party as the table says, and nobody else', () => {
    for (const operation of OPERATIONS) {
      for (const party of PARTIES) {
        const actor: Actor = (ROLES as readonly string[]).includes(party)
          ? staff(party as (typeof ROLES)[number])
          : ({ kind: party, id: 'x' } as Actor);
        expect(may(actor, operation), `${operation} × ${party}`).toBe(partiesFor(operation).includes(party));
      }
      expect(may(staff(), operation)).toBe(false);
    }
  });

  it('names each operation stage.verb and gives each to somebody, once', () => {
    for (const [operation, parties] of Object.entries(PERMISSIONS)) {
      expect(operation).toMatch(/^[a-z]+(\.[a-z_]+)+$/);
      expect(parties.length).toBeGreaterThan(0);
      expect(new Set(parties).size).toBe(parties.length);
    }
  });

  it('lets an auditor read everything that staff can read of the work and the record, and change nothing', () => {
    const reads = operationsOf(staff('auditor'));
    expect(reads.filter((operation) => !READ_OPERATIONS.includes(operation))).toEqual([]);
    const staffReads = READ_OPERATIONS.filter(
      (operation) => operation.endsWith('.read') && rolesFor(operation).length > 0,
    );
    expect(staffReads.filter((operation) => !reads.includes(operation))).toEqual([]);
  });

  it('keeps an administrator out of cases, decisions, enforcement steps, appeals and outcomes', () => {
    const granted = operationsOf(staff('admin'));
    const decisive: Operation[] = granted.filter((operation) =>
      /^(casework|decisions|appeals|notices|grouping\.correct|outcomes\.record|intake\.(dismiss|reopen))/.test(
        operation,
      ),
    );
    expect(decisive).toEqual([]);
    expect(granted).toContain('access.manage');
    expect(granted).toContain('intake.keys.manage');
  });

  it('leaves users, keys and settings to the administrator alone', () => {
    for (const operation of ['access.manage', 'intake.keys.manage', 'settings.manage'] as const) {
      expect(PERMISSIONS[operation]).toEqual(['admin']);
    }
  });

  it('lets a customer touch only their own appeal and notice', () => {
    expect(operationsOf({ kind: 'customer', id: 'c' })).toEqual([
      'casework.resume',
      'notices.open',
      'appeals.file',
      'appeals.answer',
      'appeals.withdraw',
      'appeals.message',
      'appeals.relief.ask',
    ]);
  });

  it('adds up the roles of a person who holds several', () => {
    const both = staff('reviewer', 'appeal_reviewer');
    expect(may(both, 'decisions.propose') && may(both, 'appeals.decide')).toBe(true);
    expect(may(both, 'decisions.approve')).toBe(false);
  });
});
