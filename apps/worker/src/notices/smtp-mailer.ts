import type { OnModuleDestroy } from '@nestjs/common';
import type { Mail, Mailer, MailResult } from '@portcullis/core/notices/mailer';
import { createTransport, type Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';

export interface SmtpSettings {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  url: string;
  from: string;
  /** The address of a person. */
  replyTo: string;
  connections?: number;
  timeoutMs?: number;
}

interface SmtpFault extends Error {
  responseCode?: number;
  code?: string;
}

/** Sends mail over a few kept connections. What has begun is brought to its end: half a mail cannot be taken back. */
export class SmtpMailer implements Mailer, OnModuleDestroy {
  private readonly transport: Transporter<SMTPPool.SentMessageInfo>;

  constructor(private readonly settings: SmtpSettings) {
    const timeout = settings.timeoutMs ?? 10_000;
    this.transport = createTransport({
      url: settings.url,
      pool: true,
      maxConnections: settings.connections ?? 10,
      maxMessages: 1_000,
      connectionTimeout: timeout,
      greetingTimeout: timeout,
      socketTimeout: timeout,
      disableFileAccess: true,
      disableUrlAccess: true,
    } as SMTPPool.Options);
  }

  async send(mail: Mail): Promise<MailResult> {
    try {
      await this.transport.sendMail({
        from: this.settings.from,
        replyTo: this.settings.replyTo,
        to: { name: '', address: mail.to },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: mail.messageId,
        headers: {
          'Content-Language': mail.language,
          // Nobody's out-of-office note should come to the appeals desk.
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          'X-Portcullis-Reference': mail.reference,
        },
      });
      return { is: 'accepted' };
    } catch (fault) {
      return judge(fault as SmtpFault);
    }
  }

  onModuleDestroy(): void {
    this.transport.close();
  }
}

/** What a server says of the address for good is a bounce; of itself, of our login or of the moment, is not. */
function judge(fault: SmtpFault): MailResult {
  const { responseCode = 0, code } = fault;
  const reason = fault.message.slice(0, 500);
  const aboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  return responseCode >= 500 && aboutTheMail ? { is: 'rejected', reason } : { is: 'later', reason };
}
