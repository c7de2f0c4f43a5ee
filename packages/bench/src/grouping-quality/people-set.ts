import { Random } from '@portcullis/simulator';
import type { DataSet } from './data-set.js';

const SYLLABLES = [
  'an',
  'bar',
  'bel',
  'car',
  'dan',
  'del',
  'el',
  'fer',
  'gar',
  'hol',
  'is',
  'jan',
  'kel',
  'lam',
  'mar',
  'nor',
  'ol',
  'per',
  'quin',
  'ros',
  'sal',
  'ter',
  'ul',
  'ver',
  'wil',
  'yor',
  'zan',
];
const ENDS = ['a', 'e', 'en', 'er', 'ford', 'ham', 'in', 'is', 'ley', 'man', 'o', 'on', 'son', 'ton', 'well', 'wood'];
const TRADES = [
  'actor',
  'architect',
  'baker',
  'banker',
  'bishop',
  'botanist',
  'composer',
  'diplomat',
  'engineer',
  'explorer',
  'farmer',
  'journalist',
  'judge',
  'merchant',
  'novelist',
  'painter',
  'physician',
  'pianist',
  'poet',
  'politician',
  'printer',
  'sculptor',
  'soldier',
  'surveyor',
  'teacher',
  'writer',
];

interface Person {
  given: string;
  second: string;
  surname: string;
  born: Date;
  place: string;
  postcode: string;
  trade: string;
}

/**
 * People as careless registers hold them: common names, families at one place, several records of each person with
 * misspellings, swapped and missing parts, shifted dates. With names of fields that no rule knows.
 */
export function peopleSet(records: number, seed: number): DataSet {
  const random = Random.of(seed, 'people');
  const words = (count: number, parts: number) => [
    ...new Set(
      Array.from(
        { length: count },
        () => Array.from({ length: parts }, () => random.pick(SYLLABLES)).join('') + random.pick(ENDS),
      ),
    ),
  ];
  const given = words(160, 1);
  const surnames = words(1400, 2);
  const places = words(500, 2);
  // Few are very common, as in life.
  const common = <T>(items: readonly T[]): T => items[Math.floor(items.length * random.float() ** 2.2)] as T;
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const alerts: DataSet['alerts'][number][] = [];
  const truth = new Map<string, string>();
  let people = 0;
  let relative: Person | null = null;
  while (alerts.length < records) {
    const kin: Person | null = relative && random.chance(0.08) ? relative : null;
    const place = kin?.place ?? common(places);
    const person: Person = {
      given: common(given),
      second: random.chance(0.4) ? common(given) : '',
      surname: kin?.surname ?? common(surnames),
      born: new Date(Date.UTC(random.int(1780, 1960), random.int(0, 11), random.int(1, 28))),
      place,
      postcode:
        kin?.postcode ??
        `${place.slice(0, 2)}${random.int(1, 30)} ${random.int(1, 9)}${random.pick([...letters])}${random.pick([...letters])}`,
      trade: common(TRADES),
    };
    relative = person;
    const copies = Math.min(30, 1 + Math.floor(-Math.log(1 - random.float() * 0.999) * 6));
    for (let n = 0; n < copies && alerts.length < records; n++) {
      const id = `p${seed}-${alerts.length}`;
      alerts.push({ id, subject: { kind: 'account', id }, indicators: written(person, random), observedAt: 0 });
      truth.set(id, `person-${people}`);
    }
    people++;
  }
  return {
    name: `people, ${records.toLocaleString('en')} records, seed ${seed}`,
    alerts,
    truth,
    hubs: [],
    keyTypes: ['full_name', 'surname', 'dob', 'birth_place', 'postcode', 'occupation'],
  };
}

/** One record of a person, as somebody wrote it down. */
function written(person: Person, random: Random): { type: string; value: string }[] {
  const slip = (text: string): string => (random.chance(0.14) ? misspelt(text, random) : text);
  const gone = (text: string): string => (random.chance(0.09) ? '' : text);
  const first = slip(random.chance(0.06) ? person.given.slice(0, 1) : person.given);
  const last = slip(person.surname);
  const names = [first, random.chance(0.6) ? person.second : '', last].filter(Boolean);
  if (random.chance(0.03)) names.reverse();
  const fields: Record<string, string> = {
    full_name: names.join(' '),
    first_name: gone(first),
    surname: gone(last),
    dob: gone(dateWritten(person.born, random)),
    birth_place: gone(slip(person.place)),
    postcode: gone(slip(person.postcode)),
    occupation: gone(random.chance(0.15) ? random.pick(TRADES) : person.trade),
  };
  return Object.entries(fields).flatMap(([type, value]) => (value === '' ? [] : [{ type, value }]));
}

function dateWritten(date: Date, random: Random): string {
  let [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  if (random.chance(0.08)) [month, day] = day <= 12 ? [day, month] : [month, Math.min(28, day + 1)];
  if (random.chance(0.08)) year += random.pick([-10, -1, 1, 10]);
  if (random.chance(0.06)) [month, day] = [1, 1];
  return `${year}-${`${month}`.padStart(2, '0')}-${`${day}`.padStart(2, '0')}`;
}

function misspelt(text: string, random: Random): string {
  if (text.length < 3) return text;
  const at = random.int(1, text.length - 2);
  const letter = random.pick([...'aeiounrst']);
  switch (random.int(0, 3)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + letter + text.slice(at);
    case 2:
      return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
    default:
      return text.slice(0, at) + letter + text.slice(at + 1);
  }
}
