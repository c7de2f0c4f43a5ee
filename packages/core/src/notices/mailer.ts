/** A letter on its way out. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same for every attempt at one letter to one address, so that a mailbox can tell a repeat. */
  messageId: string;
  language: string;
  /** What the customer quotes to us. */
  reference: string;
}

export type MailResult =
  /** A mail server has taken it. */
  | { is: 'accepted' }
  /** This address will never take it. */
  | { is: 'rejected'; reason: string }
  /** Not now: the server is down, busy, or does not know us yet. */
  | { is: 'later'; reason: string };

/** Whatever sends mail. Never throws for what a server says: that is the result. */
export interface Mailer {
  send(mail: Mail): Promise<MailResult>;
}

/** Injection token of the Mailer; null where no server is configured and notices wait. */
export const MAILER = Symbol('mailer');
