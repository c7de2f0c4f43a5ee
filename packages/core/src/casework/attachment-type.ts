import { type Refusal, refuse } from '@portcullis/domain';
import { officeTypeOf } from './office-document.js';

/** What may be attached, to cases and appeals alike, and by which endings such a file is known. */
export const ATTACHMENT_TYPES = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'text/csv': ['csv'],
  'text/plain': ['txt', 'text', 'md', 'log'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
} as const;
export type AttachmentType = keyof typeof ATTACHMENT_TYPES;
export const LARGEST_ATTACHMENT = 10 * 1024 * 1024;

const ALLOWED = ['PDF', 'PNG', 'JPEG', 'TXT', 'CSV', 'DOCX', 'XLSX'];
const MAGIC: readonly (readonly [AttachmentType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];
/** Text that a browser or office program would run. */
const ACTIVE = /^\s*(<|\ufeff?\s*<|#!|%!|\{\\rtf)|<\s*(script|html|svg|iframe|!doctype|\?xml)/i;

export type Sniffed =
  | { ok: true; mediaType: AttachmentType; name: string }
  | Refusal<'EMPTY' | 'TOO_LARGE' | 'TYPE_NOT_ALLOWED' | 'DISGUISED'>;

/**
 * What a file is, by its content; the sender's word and the file's name must agree with it.
 * @param name as the sender gave it; comes back without a path and control characters
 */
export function sniffAttachment(name: string, declared: string | null, content: Buffer): Sniffed {
  if (content.length === 0) return refuse('EMPTY', 'The file is empty.', ALLOWED);
  if (content.length > LARGEST_ATTACHMENT) return refuse('TOO_LARGE', 'The file is larger than 10 MiB.', ALLOWED);
  const clean = cleanName(name);
  const ending = clean.includes('.') ? (clean.split('.').at(-1) ?? '').toLowerCase() : '';
  const isA = typeOf(content, ending);
  if (!isA)
    return refuse(
      'TYPE_NOT_ALLOWED',
      'Attach a PDF, a PNG or JPEG image, plain text or CSV, or a DOCX or XLSX without macros.',
      ALLOWED,
    );
  const endings: readonly string[] = ATTACHMENT_TYPES[isA];
  const claims = declared?.split(';', 1)[0]?.trim().toLowerCase();
  const declaredOther = claims && claims in ATTACHMENT_TYPES && claims !== isA && !(isText(claims) && isText(isA));
  if (!endings.includes(ending) || declaredOther) {
    return refuse('DISGUISED', `The content is ${isA}, but the file is named or sent as something else.`, ALLOWED);
  }
  return { ok: true, mediaType: isA, name: clean };
}

const isText = (type: string): boolean => type.startsWith('text/');

function typeOf(content: Buffer, ending: string): AttachmentType | null {
  for (const [type, magic] of MAGIC) if (magic.every((byte, index) => content[index] === byte)) return type;
  const office = officeTypeOf(content);
  if (office) return office;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (fault) {
    if (fault instanceof TypeError) return null;
    throw fault;
  }
  if (hasControls(content) || ACTIVE.test(text.slice(0, 4096))) return null;
  return ending === 'csv' ? 'text/csv' : 'text/plain';
}

/** Text holds tabs and line ends, and no other control character. */
const hasControls = (content: Buffer): boolean => content.some((byte) => byte < 0x20 && (byte < 0x09 || byte > 0x0d));

/** The last part of a path, without what could confuse a header or a reader: controls, quotes, direction marks. */
function cleanName(name: string): string {
  const last = [...(name.split(/[\\/]/).at(-1) ?? '')];
  const plain = last.filter((char) => !/[\p{Cc}\p{Cf}"]/u.test(char)).join('');
  return plain.trim().slice(-150) || 'file';
}
