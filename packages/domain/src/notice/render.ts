import type { AppealResult, NoticeKind } from '../vocabulary.js';
import type { MessageKey } from './messages.en.js';
import { type NoticeLanguage, noticeText, type Values } from './messages.js';
import type { Section, Statement } from './statement-of-reasons.js';

/** A letter in both forms of a mail. Both say the same; the HTML is self-contained and without scripts or images. */
export interface Letter {
  readonly subjectLine: string;
  readonly text: string;
  readonly html: string;
}

export function renderStatement(statement: Statement): Letter {
  const { subjectLine, greeting, sections } = statement;
  const text = [greeting, ...sections.map(sectionText)].join('\n\n');
  const body = [`<p>${escapeHtml(greeting)}</p>`, ...sections.map(sectionHtml)].join('\n');
  return { subjectLine, text: `${text}\n`, html: page(subjectLine, body) };
}

/** How an appeal ended, in a letter; an appeal that was completed once cannot be completed again. */
export type ResultInLetter = Exclude<AppealResult, 'withdrawn'> | 'inadmissible_again';

/** The shorter letters: one paragraph, one link. `result` for the result of an appeal. */
export function renderLetter(
  kind: Exclude<NoticeKind, 'statement_of_reasons'>,
  language: NoticeLanguage,
  values: Values & { readonly customer: string; readonly reference: string },
  result?: ResultInLetter,
): Letter {
  const bodyKey: MessageKey =
    kind === 'appeal_result' ? `letter.appeal_result.${result ?? 'upheld'}` : `letter.${kind}.body`;
  const subjectLine = noticeText(language, `letter.${kind}.subject`, values);
  const greeting = noticeText(language, 'greeting', values);
  const body = noticeText(language, bodyKey, values);
  return {
    subjectLine,
    text: `${greeting}\n\n${body}\n`,
    html: page(subjectLine, `<p>${escapeHtml(greeting)}</p>\n<p>${withLinks(body)}</p>`),
  };
}

function sectionText({ heading, paragraphs, points }: Section): string {
  return [heading.toUpperCase(), ...paragraphs, ...points.map((point) => `- ${point}`)].join('\n');
}

function sectionHtml({ heading, paragraphs, points }: Section): string {
  const list = points.map((point) => `<li>${withLinks(point)}</li>`).join('');
  const parts = paragraphs.map((paragraph) => `<p>${withLinks(paragraph)}</p>`);
  return [`<h2>${escapeHtml(heading)}</h2>`, ...parts, ...(list ? [`<ul>${list}</ul>`] : [])].join('\n');
}

function page(title: string, body: string): string {
  const style = 'font:16px/1.5 system-ui,sans-serif;max-width:40em;margin:0 auto;padding:16px';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body style="${style}">
${body}
</body></html>
`;
}

/** Escapes first, so that a customer's name or a fact can't bring markup or a link of its own scheme. */
function withLinks(text: string): string {
  return escapeHtml(text).replace(/https?:\/\/[^\s<&]+(?:&amp;[^\s<&]+)*/g, (url) => {
    const trailing = /[.,;:!?)]+$/.exec(url)?.[0] ?? '';
    const link = url.slice(0, url.length - trailing.length);
    return `<a href="${link}">${link}</a>${trailing}`;
  });
}

export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
