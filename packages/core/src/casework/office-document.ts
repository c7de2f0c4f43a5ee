/** Office Open XML without macros, known by the parts in its zip directory. */
export type OfficeType =
  | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
/** The end record may be followed by a comment. */
const LONGEST_TAIL = 22 + 0xffff;
const MOST_ENTRIES = 5000;
/** Parts that run or bring something along. */
const ACTIVE = /(^|\/)(vbaproject\.bin|activex)(\/|$)|\.(bin|exe|dll|js|vbs|jar|html?)$/i;
/** Harmless parts that end like active ones. */
const HARMLESS = /(^|\/)printersettings\d*\.bin$/i;

/** @returns null for anything but a text document or a workbook, and for those with macros or embedded programs */
export function officeTypeOf(content: Buffer): OfficeType | null {
  if (content.length < 22 || content.readUInt32LE(0) !== LOCAL) return null;
  const names = namesIn(content);
  if (!names?.includes('[Content_Types].xml')) return null;
  if (names.some((name) => ACTIVE.test(name) && !HARMLESS.test(name))) return null;
  if (names.includes('word/document.xml')) {
    return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  }
  if (names.includes('xl/workbook.xml')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return null;
}

/** The names in the central directory, which is what programs open by; null when there is none that can be followed. */
function namesIn(content: Buffer): string[] | null {
  const end = content.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end < content.length - LONGEST_TAIL || end + 22 > content.length) return null;
  if (content.readUInt32LE(end) !== END) return null;
  const count = content.readUInt16LE(end + 10);
  let at = content.readUInt32LE(end + 16);
  if (count > MOST_ENTRIES) return null;
  const names: string[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || content.readUInt32LE(at) !== ENTRY) return null;
    const [name, extra, comment] = [28, 30, 32].map((offset) => content.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    names.push(content.toString('utf8', at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names;
}
