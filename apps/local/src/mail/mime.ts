/** What a person sees of a mail, read from its source (RFC 5322, 2045–2047). */
export interface ParsedMail {
  from: string;
  to: string[];
  subject: string;
  date: string | null;
  headers: Record<string, string>;
  text: string | null;
  html: string | null;
  attachments: { name: string; mediaType: string; size: number; content: Buffer }[];
}

interface Part {
  headers: Map<string, string>;
  body: Buffer;
}

const maxDepth = 8;

export function parseMail(source: Buffer): ParsedMail {
  const root = splitPart(source);
  const mail: ParsedMail = {
    from: decodeWords(root.headers.get('from') ?? ''),
    to: decodeWords(root.headers.get('to') ?? '')
      .split(',')
      .map((address) => address.trim())
      .filter(Boolean),
    subject: decodeWords(root.headers.get('subject') ?? ''),
    date: root.headers.get('date') ?? null,
    headers: Object.fromEntries(root.headers),
    text: null,
    html: null,
    attachments: [],
  };
  collect(root, mail, 0);
  return mail;
}

function collect(part: Part, mail: ParsedMail, depth: number): void {
  const type = parseParameters(part.headers.get('content-type') ?? 'text/plain; charset=utf-8');
  const boundary = type.parameters.boundary;
  if (type.value.startsWith('multipart/') && boundary && depth < maxDepth) {
    for (const child of splitMultipart(part.body, boundary)) collect(splitPart(child), mail, depth + 1);
    return;
  }
  const content = decodeTransfer(part.body, (part.headers.get('content-transfer-encoding') ?? '7bit').toLowerCase());
  const disposition = parseParameters(part.headers.get('content-disposition') ?? 'inline');
  const name = disposition.parameters.filename ?? type.parameters.name;
  if (disposition.value !== 'attachment' && !name && type.value === 'text/plain' && mail.text === null) {
    mail.text = decodeCharset(content, type.parameters.charset);
  } else if (disposition.value !== 'attachment' && !name && type.value === 'text/html' && mail.html === null) {
    mail.html = decodeCharset(content, type.parameters.charset);
  } else {
    mail.attachments.push({
      name: decodeWords(name ?? 'unnamed'),
      mediaType: type.value,
      size: content.length,
      content,
    });
  }
}

function splitPart(source: Buffer): Part {
  const end = /\r?\n\r?\n/.exec(source.toString('latin1'));
  const head = source.subarray(0, end ? end.index : source.length).toString('utf8');
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end ? source.subarray(end.index + end[0].length) : Buffer.alloc(0) };
}

function splitMultipart(body: Buffer, boundary: string): Buffer[] {
  const text = body.toString('latin1');
  const marker = new RegExp(
    `(?:^|\\r?\\n)--${boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(--)?[ \\t]*(?:\\r?\\n|$)`,
    'g',
  );
  const parts: Buffer[] = [];
  let start = -1;
  for (let match = marker.exec(text); match; match = marker.exec(text)) {
    if (start >= 0) parts.push(body.subarray(start, match.index));
    if (match[1]) break;
    start = match.index + match[0].length;
    marker.lastIndex = Math.max(match.index + 1, start - 2); // two markers may share a line end
  }
  return parts;
}

function decodeTransfer(body: Buffer, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64');
  if (encoding === 'quoted-printable')
    return decodeQuotedPrintable(body.toString('latin1').replace(/=[ \t]*\r?\n/g, ''));
  return body;
}

function decodeQuotedPrintable(text: string): Buffer {
  return Buffer.from(
    text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

function decodeCharset(content: Buffer, charset = 'utf-8'): string {
  try {
    return new TextDecoder(charset).decode(content);
  } catch (error) {
    if (error instanceof RangeError) return content.toString('utf8'); // a character set that nobody knows
    throw error;
  }
}

function decodeWords(value: string): string {
  return value
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?([^?]+)\?([bBqQ])\?([^?]*)\?=/g, (_, charset: string, kind: string, text: string) =>
      decodeCharset(
        kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : decodeQuotedPrintable(text.replace(/_/g, ' ')),
        charset,
      ),
    );
}

function parseParameters(header: string): { value: string; parameters: Record<string, string> } {
  const [value = '', ...rest] = header.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const parameters: Record<string, string> = {};
  for (const item of rest) {
    const equals = item.indexOf('=');
    if (equals < 0) continue;
    const name = item.slice(0, equals).trim().toLowerCase();
    const raw = item
      .slice(equals + 1)
      .trim()
      .replace(/^"(.*)"$/s, '$1');
    const extended = /^([^']*)'[^']*'(.*)$/.exec(raw);
    if (name.endsWith('*') && extended) parameters[name.slice(0, -1)] = decodeURIComponent(extended[2] ?? '');
    else parameters[name] = raw;
  }
  return { value: value.trim().toLowerCase(), parameters };
}
