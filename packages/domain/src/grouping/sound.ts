const LETTERS = /^[a-z]+$/;
/** Letters that the marks of others do not lead to. */
const ALIKE: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'e',
  œ: 'e',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 't',
  ı: 'i',
};

/** How letters are said, in this order. What is heard alike in many languages becomes one. */
const SAID: readonly (readonly [RegExp, string])[] = [
  [/^(?:kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/^(?:ps|x)/, 's'],
  [/^y(?=[aeou])/, 'j'],
  [/sch|sh|tch|tz|cz/g, 's'],
  [/ph/g, 'f'],
  [/gh(?=t|$)/g, ''],
  [/c(?=[eiy])/g, 's'],
  [/ck|ch|[cq]/g, 'k'],
  [/dt|th/g, 't'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/[vw]/g, 'f'],
  [/(?<=.)h/g, ''],
  [/(.)\1+/g, '$1'],
];
const VOWELS = /[aeiouy]+/g;
/** Shorter ones are alike by chance. */
const SHORTEST = 3;

/**
 * How a word sounds: its consonants as they are said, with the kind of its first vowel. Smith and Smyth, Catherine and
 * Kathryn, Meyer and Maier sound alike.
 * @param word in lower case
 * @returns null for what is too short or not in Latin letters
 */
export function soundOf(word: string): string | null {
  let said = word.replace(/[ßæœøłđðþı]/g, (letter) => ALIKE[letter] ?? letter);
  if (!LETTERS.test(said)) said = said.normalize('NFD').replace(/\p{M}/gu, '');
  if (!LETTERS.test(said)) return null;
  for (const [letters, as] of SAID) said = said.replace(letters, as);
  let isFirst = true;
  said = said.replace(VOWELS, (vowels) => {
    if (!isFirst) return '';
    isFirst = false;
    return /^e|[iy]/.test(vowels) ? 'e' : vowels.startsWith('a') ? 'a' : 'o';
  });
  said = said.replace(/(.)\1+/g, '$1');
  return said.length < SHORTEST ? null : said;
}
