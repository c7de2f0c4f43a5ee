import type { Paper } from './step.js';

/** A page as PDF, small and the same bytes each time: what a customer attaches to an appeal. Latin letters only. */
export function pdfOf(paper: Paper): Buffer {
  const content: string[] = ['BT /F1 16 Tf 56 780 Td', `(${escaped(paper.title)}) Tj ET`];
  let y = 748;
  for (const line of paper.lines) {
    content.push(`BT /F1 10 Tf 56 ${y} Td (${escaped(line)}) Tj ET`);
    y -= 16;
  }
  y -= 24;
  paper.chart?.forEach((box, i) => {
    content.push(`0.6 w 56 ${y - 8} 260 26 re S`, `BT /F1 10 Tf 64 ${y} Td (${escaped(box.label)}) Tj ET`);
    if (i < (paper.chart?.length ?? 0) - 1) content.push(`186 ${y - 8} m 186 ${y - 38} l S`);
    if (box.share) content.push(`BT /F1 9 Tf 194 ${y - 26} Td (${escaped(box.share)}) Tj ET`);
    y -= 64;
  });
  content.push('BT /F1 8 Tf 56 40 Td (Fictional document of a demonstration) Tj ET');
  return assemble(content.join('\n'));
}

function escaped(text: string): string {
  const plain = text.replace(/[–—]/g, '-').replace(/[’‘]/g, "'");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of Latin-1 is meant
  return plain.replace(/[^\u0000-\u00ff]/g, '?').replace(/[\\()]/g, '\\$&');
}

function assemble(content: string): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets: number[] = [];
  objects.forEach((object, i) => {
    offsets.push(body.length);
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
  });
  const start = body.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  body += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(body, 'latin1');
}
