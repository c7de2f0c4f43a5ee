import { createHash } from 'node:crypto';
import type { Mail, Mailer, MailResult } from '@portcullis/core/notices/mailer';
import { MailStore } from '../mail/mail-store.js';
import type { SimulatedClock } from './simulated-clock.js';

/** Puts the letters of a story straight into the mail catcher's store, dated by the story's clock. */
export class LetterBox implements Mailer {
  private readonly store: MailStore;

  constructor(
    directory: string,
    private readonly from: string,
    private readonly clock: SimulatedClock,
  ) {
    this.store = new MailStore(directory);
  }

  async send(mail: Mail): Promise<MailResult> {
    this.store.add(source(mail, this.from, this.clock.now()), [mail.to], this.clock.now());
    return { is: 'accepted' };
  }
}

function source(mail: Mail, from: string, at: Date): Buffer {
  const boundary = `story-${createHash('sha256').update(mail.messageId).digest('hex').slice(0, 24)}`;
  const part = (type: string, text: string) => [
    `--${boundary}`,
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: base64',
    '',
    ...(Buffer.from(text, 'utf8')
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
  ];
  const lines = [
    `From: ${from}`,
    `To: ${mail.to}`,
    `Subject: =?UTF-8?B?${Buffer.from(mail.subject, 'utf8').toString('base64')}?=`,
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${mail.messageId}`,
    `Content-Language: ${mail.language}`,
    `X-Portcullis-Reference: ${mail.reference}`,
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    ...part('text/plain', mail.text),
    ...part('text/html', mail.html),
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'utf8');
}
