export interface PaletteItem {
  readonly key: string;
  readonly group: string;
  readonly label: string;
  readonly sub: string;
  readonly run: () => void;
}

/** Commands whose words begin with what was typed; all of them for nothing. */
export function wantedCommands(items: readonly PaletteItem[], text: string): readonly PaletteItem[] {
  const parts = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (parts.length === 0) return items;
  return items.filter((item) => {
    const named = item.label.toLowerCase().split(/\s+/);
    return parts.every((part) => named.some((word) => word.startsWith(part)));
  });
}

export type SearchTarget =
  | { to: '/cases/$number'; params: { number: string } }
  | { to: '/campaigns/$number'; params: { number: string } }
  | { to: '/appeals/$number'; params: { number: string } }
  | { to: '/decisions/$number'; params: { number: string } }
  | { to: '/customers/$kind/$id'; params: { kind: string; id: string } }
  | { to: '/look-up'; search: { type?: string; value: string } };

/** Where a hit leads. Its id is the number for things that have one; an attribute leads to the cases that share it. */
export function searchTarget(hit: { kind: string; id: string; label: string }): SearchTarget {
  const number = /^\d+$/.test(hit.id) ? hit.id : (/(\d+)/.exec(hit.label)?.[1] ?? hit.id);
  switch (hit.kind) {
    case 'case':
      return { to: '/cases/$number', params: { number } };
    case 'campaign':
      return { to: '/campaigns/$number', params: { number } };
    case 'appeal':
      return { to: '/appeals/$number', params: { number } };
    case 'decision':
      return { to: '/decisions/$number', params: { number } };
    case 'customer': {
      // `organization/org_12`: kind and id of a directory entry.
      const [kind = 'organization', ...rest] = hit.id.split('/');
      return { to: '/customers/$kind/$id', params: { kind, id: rest.join('/') } };
    }
    case 'organization':
    case 'account':
    case 'partner':
    case 'api_key':
      return {
        to: '/customers/$kind/$id',
        params: { kind: hit.kind, id: hit.id },
      };
    case 'indicator': {
      // `device_id/6d80…`: type and value.
      const slash = hit.id.indexOf('/');
      return { to: '/look-up', search: { type: hit.id.slice(0, slash), value: hit.id.slice(slash + 1) } };
    }
    default:
      return { to: '/look-up', search: { value: hit.label } };
  }
}
