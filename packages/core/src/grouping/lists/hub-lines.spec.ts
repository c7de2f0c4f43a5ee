import { expect, it } from 'vitest';
import { readHubLines } from './hub-lines.js';

const defaults = { type: 'ip', kind: 'vpn' } as const;
const types: ReadonlySet<string> = new Set(['person.place of birth']);
const read = (text: string) => {
  const found = readHubLines(text, defaults, 1000, types);
  if (!found) throw new Error('too many lines');
  return found;
};
const brief = (text: string) => read(text).lines.map(({ line, type, value, kind }) => [line, type, value, kind]);

it.each([
  [
    'a list of values',
    '192.0.2.1\n192.0.2.2\n',
    [
      [1, 'ip', '192.0.2.1', 'vpn'],
      [2, 'ip', '192.0.2.2', 'vpn'],
    ],
  ],
  [
    'values with their types',
    'asn,AS64500\nnetwork,203.0.113.9/24',
    [
      [1, 'asn', '64500', 'vpn'],
      [2, 'network', '203.0.113.0/24', 'vpn'],
    ],
  ],
  ['kinds of their own', 'type,value,kind\nasn,64500,Hosting', [[2, 'asn', '64500', 'hosting']]],
  ['a heading of one column', 'value\n192.0.2.1', [[2, 'ip', '192.0.2.1', 'vpn']]],
  [
    'tabs, and values with commas',
    'user_agent\tMozilla/5.0 (X11), like others\tclient',
    [[1, 'user_agent', 'Mozilla/5.0 (X11), like others', 'client']],
  ],
  [
    'values with commas, in quotation marks',
    'user_agent,"Mozilla/5.0 (X11), ""so"" called",client',
    [[1, 'user_agent', 'Mozilla/5.0 (X11), "so" called', 'client']],
  ],
  [
    'comments, blank lines, a byte order mark and any end of line',
    '\uFEFF# exits\r\n\r\n192.0.2.1\r192.0.2.2',
    [
      [3, 'ip', '192.0.2.1', 'vpn'],
      [4, 'ip', '192.0.2.2', 'vpn'],
    ],
  ],
  ['cells that were left empty', 'ip,192.0.2.1,\n', [[1, 'ip', '192.0.2.1', 'vpn']]],
  ['nothing', '\n \n', []],
])('reads %s', (_, text, lines) => {
  expect(brief(text)).toEqual(lines);
  expect(read(text).problems).toEqual([]);
});

it.each([
  ['value,kind\ncard-1,agency', 2],
  ['Kind,Value\nvpn,192.0.2.1', 2],
  ['type\nip', 2],
])('takes no heading in another order: %s', (text) => {
  const { lines, problems } = read(text);
  expect(problems[0]).toMatchObject({ line: 1, why: 'The columns are type, value and kind, in this order.' });
  expect(lines.every(({ line }) => line === 2)).toBe(true);
});

it('chooses comma or tab for each line', () => {
  const text = '# Exits\tversion 12\nip,192.0.2.1\nip\t192.0.2.2\nua,a\tb\n\t192.0.2.3';
  expect(brief(text)).toEqual([
    [2, 'ip', '192.0.2.1', 'vpn'],
    [3, 'ip', '192.0.2.2', 'vpn'],
    [4, 'ua', 'a\tb', 'vpn'],
  ]);
  expect(read(text).problems).toEqual([{ line: 5, text: '192.0.2.3', why: 'The type of the value is missing.' }]);
});

it('tells of problems in the order of lines', () => {
  expect(read('ip,x\n"\nip,y').problems.map(({ line }) => line)).toEqual([1, 2, 3]);
});

// One that reads a text again for each of its lines does not come to an end here.
it('stops at a file with too many lines, and comes to an end with any text', () => {
  expect(readHubLines('192.0.2.1\n'.repeat(11), defaults, 10, types)).toBeNull();
  expect(readHubLines('192.0.2.1\n'.repeat(10), defaults, 10, types)).toMatchObject({ repeated: 9 });
  for (const piece of ['\r', '\t', ',', '"', '"\n', 'a\u2028', '# \n'])
    readHubLines(piece.repeat(100_000), defaults, 20_000, types);
});

it('counts what is said twice, in whatever spelling', () => {
  const found = read('2001:DB8::1\nip,2001:db8:0::1\n192.0.2.1\ndevice_id,ABC\ndevice_id,abc');
  expect(found.lines.map(({ value }) => value)).toEqual(['2001:db8::1', '192.0.2.1', 'ABC']);
  expect(found.repeated).toBe(2);
});

it.each([
  ['exit-1.example', 'This is not an IP address.'],
  ['network,203.0.113.9', 'This is not a network such as 203.0.113.0/24.'],
  ['asn,Example Hosting', 'This is not the number of an autonomous system.'],
  ['email_domain,a@b.example', 'This is not a domain.'],
  ['ip,unknown', 'This value says nothing and links nobody.'],
  ['ip,', 'This is not an IP address.'],
  [',192.0.2.1', 'The type of the value is missing.'],
  ['an ip,192.0.2.1', '“an ip” is no type of an indicator.'],
  ['ip,192.0.2.1,proxy', '“proxy” is no kind of hub.'],
  ['ip,192.0.2.1,vpn,reason', 'More than type, value and kind.'],
  ['ja4,"t13d', 'The quotation marks do not fit.'],
  [`device_id,${'x'.repeat(1999)}yz`, 'A value has at most 2000 bytes.'],
])('says what is wrong with %s, and reads the others', (line, why) => {
  const { lines, problems } = read(`192.0.2.1\n${line}\n192.0.2.2`);
  expect(lines).toHaveLength(2);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ line: 2 });
  expect(problems[0]?.why).toContain(why);
});

it('takes any name of a type that alerts have', () => {
  expect(brief('Person.Place of birth,Exampleton\nperson.place of death,Exampleton')).toEqual([
    [1, 'person.place of birth', 'Exampleton', 'vpn'],
  ]);
});
