import { canonicalJson } from '../alert/canonical-json.js';
import { jsonPointer } from '../alert/json-pointer.js';
import { type Problem, type ProblemError, problem } from '../problem.js';
import { type DirectoryKind, directoryRecord } from './directory-record.js';

/** A directory entry in the one form that is stored: identity apart, all other fields together, usage beside them. */
export type NormalisedDirectoryRecord = {
  kind: DirectoryKind;
  id: string;
  version: number;
  deleted: boolean;
  parent: { kind: DirectoryKind; id: string } | null;
  data: Record<string, unknown>;
};

export type ParsedDirectoryRecord =
  | { ok: true; record: NormalisedDirectoryRecord }
  | { ok: false; problem: Problem; id?: string };

/** Never throws on data. */
export function parseDirectoryRecord(raw: unknown): ParsedDirectoryRecord {
  const canonical = canonicalJson(raw);
  if (!canonical.ok) return rejected(raw, [{ pointer: canonical.pointer, detail: canonical.detail }]);
  const parsed = directoryRecord.safeParse(raw);
  if (!parsed.success) {
    return rejected(
      raw,
      parsed.error.issues.map((issue) => ({ pointer: jsonPointer(issue.path), detail: issue.message })),
    );
  }
  const { kind, id, version, deleted, parent, usage, ...fields } = parsed.data;
  if (parent?.kind === kind && parent.id === id) {
    return rejected(raw, [{ pointer: '/parent', detail: 'is the entry itself' }]);
  }
  const data: Record<string, unknown> = { ...usage, ...withoutNulls(fields) };
  if (typeof data.country === 'string') data.country = data.country.toUpperCase();
  if (typeof data.email === 'string') data.email = data.email.trim();
  return {
    ok: true,
    record: {
      kind,
      id,
      version,
      deleted: deleted ?? false,
      parent: parent ? { kind: parent.kind, id: parent.id } : null,
      data,
    },
  };
}

function withoutNulls(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}

function rejected(raw: unknown, errors: ProblemError[]): ParsedDirectoryRecord {
  const id = (raw as { id?: unknown } | null | undefined)?.id;
  const isFit = typeof id === 'string' && id.length <= 256 && canonicalJson(id).ok;
  return { ok: false, problem: problem('invalid_directory_record', { errors }), ...(isFit ? { id } : {}) };
}
