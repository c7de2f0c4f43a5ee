import { type Catalogue, MESSAGES_EN, type MessageKey } from './messages.en.js';

/** The languages that the page speaks. A new one is one entry here and one file. */
export const PAGE_LANGUAGES = ['en'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

interface Spoken {
  catalogue: Catalogue;
  direction: 'ltr' | 'rtl';
  /** For dates and numbers. */
  locale: string;
}
const SPOKEN: Readonly<Record<PageLanguage, Spoken>> = {
  en: { catalogue: MESSAGES_EN, direction: 'ltr', locale: 'en-GB' },
};

export type Values = Readonly<Record<string, string | number>>;

let language: PageLanguage = 'en';

/** The customer's language where the page speaks it, else English. */
export function pageLanguage(wanted: string | null | undefined): PageLanguage {
  const primary = wanted?.toLowerCase().split(/[-_]/)[0];
  return PAGE_LANGUAGES.find((known) => known === primary) ?? 'en';
}

/** Sets the language of all that is said from now on, and of the document. */
export function speak(wanted: string | null | undefined, root?: { lang: string; dir: string }): void {
  language = pageLanguage(wanted);
  if (!root) return;
  root.lang = language;
  root.dir = SPOKEN[language].direction;
}

export const pageLocale = (): string => SPOKEN[language].locale;

/** A message with its placeholders filled. A missing value is a fault of the caller and thrown. */
export function say(key: MessageKey, values: Values = {}): string {
  return SPOKEN[language].catalogue[key].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`message ${key}: no value for ${name}`);
    return typeof value === 'number' ? value.toLocaleString(pageLocale()) : value;
  });
}

/** A message in parts, for elements that stand in the places of its placeholders. */
export function sayParts(key: MessageKey): { text: string; placeholder: boolean }[] {
  return SPOKEN[language].catalogue[key]
    .split(/\{(\w+)\}/)
    .map((text, index) => ({ text, placeholder: index % 2 === 1 }));
}

type Counted = MessageKey extends infer Key ? (Key extends `${infer Stem}.one` ? Stem : never) : never;

/** A message in the number that fits: keys that end in `.one` and `.other`. */
export function sayCount(stem: Counted, count: number, values: Values = {}): string {
  const form = new Intl.PluralRules(pageLocale()).select(count) === 'one' ? 'one' : 'other';
  return say(`${stem}.${form}` as MessageKey, { count, ...values });
}

/** A message by a key that is made of a word of the server's; the fallback where this page does not know the word. */
export function sayKnown(key: string, fallback: string): string {
  return key in SPOKEN[language].catalogue ? say(key as MessageKey) : fallback;
}
