import type { Reader } from '../decisions/reach.query.js';

export interface Contact {
  email: string;
  role: string | null;
}

const VERIFIED = `d.kind = 'contact' and not d.deleted and coalesce(d.data->>'verifiedAt', '') <> '' and d.data->>'email' like '%_@_%'`;

const CONTACTS = `
  select "customerId", email, role from (
    select c.id as "customerId", d.id, d.data->>'email' as email, d.data->>'role' as role
    from customer c join directory_entry d on d.organization_id = c.subject_id and ${VERIFIED}
    where c.id = any($1::uuid[]) and c.subject_kind = 'organization'
    union all
    select c.id, d.id, d.data->>'email', d.data->>'role'
    from customer c join directory_entry d on d.parent_kind = c.subject_kind and d.parent_id = c.subject_id and ${VERIFIED}
    where c.id = any($1::uuid[]) and c.subject_kind <> 'organization'
  ) found
  order by "customerId", array_position(array['owner', 'admin', 'administrator', 'legal', 'security', 'technical'], lower(role)) nulls last, id`;

/**
 * Whom a customer can be written to at: contacts that the directory calls verified, the most responsible first.
 * What a detector says about an address never counts.
 */
export async function verifiedContacts(read: Reader, customerIds: readonly string[]): Promise<Map<string, Contact[]>> {
  const rows = await read<Contact & { customerId: string }>(CONTACTS, [[...customerIds]]);
  const byCustomer = new Map<string, Contact[]>();
  for (const { customerId, ...contact } of rows) {
    byCustomer.set(customerId, [...(byCustomer.get(customerId) ?? []), contact]);
  }
  return byCustomer;
}
