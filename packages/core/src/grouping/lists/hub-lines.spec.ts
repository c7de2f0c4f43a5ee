import { expect, it } from 'vitest';
import { readHubLines } from './hub-lines.js';

const defaults = { type: 'ip', kind: 'vpn' } as const;
const read = (text: string) => readHubLines(text, defaults);
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

it('counts what is said twice, in whatever spelling', () => {
  const found = read('2001:DB8::1\nip,2001:db8:0::1\n192.0.2.1');
  expect(found.lines.map(({ value }) => value)).toEqual(['2001:db8::1', '192.0.2.1']);
  expect(found.repeated).toBe(1);
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
  ['ja4,"t13d', 'A quotation mark is not closed.'],
  [`device_id,${'x'.repeat(1999)}yz`, 'A value has at most 2000 characters.'],
])('says what is wrong with %s, and reads the others', (line, why) => {
  const { lines, problems } = read(`192.0.2.1\n${line}\n192.0.2.2`);
  expect(lines).toHaveLength(2);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ line: 2 });
  expect(problems[0]?.why).toContain(why);
});
