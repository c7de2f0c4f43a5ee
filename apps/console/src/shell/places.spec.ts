import { OPERATIONS, type Operation, PERMISSIONS, ROLES, type Role } from '@portcullis/domain';
import { expect, it } from 'vitest';
import { homeOf, lackingFor, PLACES, placesFor, titleOf } from './places.js';

const as = (role: Role) => {
  const operations = OPERATIONS.filter((operation: Operation) =>
    (PERMISSIONS[operation] as readonly string[]).includes(role),
  );
  return { id: '1', name: 'n', email: 'e', roles: [role], operations, wipLimit: 5, held: 0, queues: [] };
};

it('everybody has a place to begin that is in their own rail', () => {
  for (const role of ROLES) {
    const me = as(role);
    expect(placesFor(me).map((place) => place.to)).toContain(homeOf(me));
  }
});

it('an administrator sees no cases; a reviewer no settings', () => {
  expect(placesFor(as('admin')).map((place) => place.label)).not.toContain('Cases');
  expect(placesFor(as('reviewer')).map((place) => place.label)).not.toContain('Settings');
});

it('no two places share a key', () => {
  expect(new Set(PLACES.map((place) => place.key)).size).toBe(PLACES.length);
});

it('an address of a place that a role does not have says so, also below it', () => {
  expect(lackingFor(as('admin'), '/cases/1042')?.label).toBe('Cases');
  expect(lackingFor(as('admin'), '/decisions/3')?.label).toBe('Cases');
  expect(lackingFor(as('reviewer'), '/cases/1042')).toBeNull();
  expect(lackingFor(as('reviewer'), '/')).toBeNull();
});

it('the tab names the thing first', () => {
  expect(titleOf('/cases/1042')).toBe('C-1042 · Cases · Portcullis');
  expect(titleOf('/desk')).toBe('Desk · Portcullis');
  expect(titleOf('/')).toBe('Portcullis');
});
