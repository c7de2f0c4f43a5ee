import type { Random } from '../random.js';
import type { City, Country } from './countries.js';
import { type Culture, cultures } from './cultures.js';

const ONSETS = 'b br c cl d dr f fl g gr h j k kl l m n p pr qu r s sk st t tr v w z'.split(' ');
const VOWELS = 'a e i o u ae ia eo'.split(' ');
const CODAS = ' n r l s x m nd rn lt th'.split(' ');

/** An invented Latin word such as `trilovarn`, for domains and for brands without a script of their own. */
export function coinedWord(random: Random, syllables = 2): string {
  let word = '';
  for (let i = 0; i < syllables; i += 1) {
    word += random.pick(ONSETS) + random.pick(VOWELS) + (i === syllables - 1 ? random.pick(CODAS) : '');
  }
  return word;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function cultureOf(country: Country): Culture {
  return cultures[country.culture];
}

export interface OrganizationName {
  readonly name: string;
  /** Latin letters and digits only, for a domain. */
  readonly slug: string;
}

export function organizationName(random: Random, country: Country): OrganizationName {
  const culture = cultureOf(country);
  const coined = coinedWord(random, random.chance(0.5) ? 2 : 3);
  const native = random.pick(culture.stems);
  // Half of all companies with a Latin name carry a coined brand; elsewhere two stems keep names apart.
  let stem = culture.script === 'Latin' && random.chance(0.6) ? capital(coined) : native;
  if (culture.script !== 'Latin' && random.chance(0.5)) {
    const second = random.pick(culture.stems);
    if (second !== native)
      stem = culture.script === 'Han' || culture.script === 'Japanese' ? native + second : `${native} ${second}`;
  }
  const name = random.pick(culture.forms).replace('{s}', stem).replace('{t}', random.pick(culture.trades));
  return { name, slug: coined };
}

export interface PersonName {
  readonly name: string;
  readonly given: string;
  readonly family: string;
}

export function personName(random: Random, country: Country): PersonName {
  const culture = cultureOf(country);
  const given = random.pick(culture.given);
  const family = random.pick(culture.family);
  const second = culture.script === 'Latin' && random.chance(0.3) ? `-${random.pick(culture.family)}` : '';
  const full = culture.familyFirst ? `${family}${culture.joined ? '' : ' '}${given}` : `${given} ${family}${second}`;
  return { name: full, given, family };
}

export function address(random: Random, country: Country, city: City): string {
  const culture = cultureOf(country);
  const line = culture.street.replace('{w}', random.pick(culture.streets)).replace('{n}', String(random.int(1, 240)));
  const unit = random.chance(0.4) ? `, ${random.int(1, 30)}/${random.int(1, 40)}` : '';
  return `${line}${unit}, ${random.int(10000, 99999)} ${city.name}, ${country.code}`;
}

/** One way in which a clerk or a forger writes the same text differently. */
export function misspelt(random: Random, text: string): string {
  const letters = [...text];
  if (letters.length < 4) return text;
  const at = random.int(1, letters.length - 2);
  switch (random.int(0, 3)) {
    case 0:
      [letters[at], letters[at + 1]] = [letters[at + 1] as string, letters[at] as string];
      break;
    case 1:
      letters.splice(at, 1);
      break;
    case 2:
      letters.splice(at, 0, letters[at] as string);
      break;
    default:
      return text
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
        .toUpperCase();
  }
  return letters.join('');
}
