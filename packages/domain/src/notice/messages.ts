import { type Catalogue, MESSAGES_EN, type MessageKey } from './messages.en.js';

/** The languages that a customer can be written to in. A new one is one entry here and one file. */
export const NOTICE_LANGUAGES = ['en'] as const;
export type NoticeLanguage = (typeof NOTICE_LANGUAGES)[number];
const CATALOGUES: Readonly<Record<NoticeLanguage, Catalogue>> = { en: MESSAGES_EN };

/** The language to write in: the customer's where there is a catalogue, else English. */
export function noticeLanguage(wanted: string | null): NoticeLanguage {
  const primary = wanted?.toLowerCase().split(/[-_]/)[0];
  return NOTICE_LANGUAGES.find((language) => language === primary) ?? 'en';
}

export type Values = Readonly<Record<string, string | number>>;

/** Fills the placeholders of a message. A missing value is a fault of the caller and thrown, never sent as "{x}". */
export function noticeText(language: NoticeLanguage, key: MessageKey, values: Values = {}): string {
  return CATALOGUES[language][key].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`message ${key}: no value for ${name}`);
    return String(value);
  });
}

/** "20 November 2026, 08:15 UTC". */
export function noticeDate(language: NoticeLanguage, at: Date): string {
  const day = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' });
  return `${day.format(at)}, ${at.toISOString().slice(11, 16)} UTC`;
}
