import { escapeHtml, page } from '../html.js';
import type { CaughtMail } from './mail-store.js';

export function listPage(mails: CaughtMail[]): string {
  const rows = mails
    .map(
      (mail) =>
        `<tr><td class="time"><time datetime="${mail.at}">${mail.at.replace('T', ' ').slice(0, 19)} UTC</time></td><td>${escapeHtml(mail.recipients.join(', '))}</td><td><a href="/mail/${mail.id}">${escapeHtml(mail.subject || '(no subject)')}</a></td></tr>`,
    )
    .join('');
  const table = `<div class="wide"><table><thead><tr><th>Received</th><th>To</th><th>Subject</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  const empty =
    '<div class="empty">No mail yet. Whatever Portcullis sends, such as the notice of a suspension, arrives here instead of at a real address.</div>';
  return page(
    'Mail catcher',
    `<h1>Mail catcher</h1><p class="lead">Every mail of this machine's Portcullis ends here. ${mails.length} kept, newest first. The page looks again every 5 seconds.</p>${mails.length > 0 ? table : empty}`,
    { refreshSeconds: 5 },
  );
}

export function mailPage(mail: CaughtMail): string {
  const attachments = mail.attachments
    .map(
      (file, index) =>
        `<li><a href="/messages/${mail.id}/attachments/${index}">${escapeHtml(file.name)}</a> (${escapeHtml(file.mediaType)}, ${file.size} bytes)</li>`,
    )
    .join('');
  // Scripts of a mail never run; its links open in a new tab, as in a mail program.
  const html = mail.html
    ? `<h2>As the customer sees it</h2><iframe title="The mail as the customer sees it" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(`<base target="_blank">${mail.html}`)}"></iframe>`
    : '';
  return page(
    mail.subject || 'Mail',
    `<p><a href="/">All mail</a></p><h1>${escapeHtml(mail.subject || '(no subject)')}</h1>
<p class="lead">From ${escapeHtml(mail.from)} to ${escapeHtml(mail.recipients.join(', '))}, ${escapeHtml(mail.at)}</p>
${html}${mail.text ? `<h2>As plain text</h2><pre>${withLinks(escapeHtml(mail.text))}</pre>` : ''}
${attachments ? `<h2>Attachments</h2><ul>${attachments}</ul>` : ''}`,
  );
}

function withLinks(escaped: string): string {
  return escaped.replace(
    /https?:\/\/[^\s<>]+/g,
    (url) => `<a href="${url}" target="_blank" rel="noreferrer">${url}</a>`,
  );
}
