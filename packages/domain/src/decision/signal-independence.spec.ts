import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAMILIES } from '../vocabulary.js';
import { type Evidence, natureOf, SIGNAL_NATURES } from './evidence.js';
import { NOT_COUNTED_REASONS, signalIndependence, standsWithout, whyNotCounted } from './signal-independence.js';

let serial = 0;
const piece = (changes: Partial<Evidence> = {}): Evidence => ({
  id: `e${++serial}`,
  detectorId: 'relay-signature',
  detectorVersion: '3.2',
  detectorState: 'active',
  family: 'client',
  sources: ['edge'],
  lawfulUse: 'decisive',
  nature: 'substantive',
  elements: ['conduct'],
  ...changes,
});
const client = (changes: Partial<Evidence> = {}) => piece(changes);
const payment = (changes: Partial<Evidence> = {}) =>
  piece({ family: 'payment', sources: ['card-processor'], ...changes });

describe('two independent families', () => {
  it('need two families and two original sources', () => {
    expect(signalIndependence([client(), payment()])).toMatchObject({
      sufficient: true,
      headline: 'Two families, two sources',
    });
  });

  it('are not there when one source speaks twice, and the page says so', () => {
    const gateway = [piece({ family: 'network', sources: ['edge'] }), piece({ family: 'account', sources: ['edge'] })];
    const answer = signalIndependence(gateway);
    expect(answer).toMatchObject({ sufficient: false, headline: 'One source, twice', pair: null, loadBearing: [] });
    expect(answer.sentences[0]).toBe(
      'One source, twice: account and network signals rest on the same original source, edge.',
    );
  });

  it('count a shared vendor once, even when each detector has a source of its own beside it', () => {
    const a = client({ sources: ['edge', 'ip-vendor'] });
    const b = payment({ sources: ['ip-vendor', 'card-processor'] });
    expect(signalIndependence([a, b]).sufficient).toBe(false);
  });

  it('are not there when one family speaks often', () => {
    const many = [client(), client({ sources: ['sdk'] }), client({ sources: ['partner-logs'] })];
    expect(signalIndependence(many)).toMatchObject({ sufficient: false, headline: 'One family only' });
  });

  it('are never made of location, name, time zone and VPN alone', () => {
    const weak = [
      piece({ family: 'network', sources: ['ip-vendor'], nature: 'vpn' }),
      piece({ family: 'behaviour', sources: ['edge'], nature: 'time_zone' }),
      piece({ family: 'identity', sources: ['list-vendor'], nature: 'name' }),
      piece({ family: 'payment', sources: ['card-processor'], nature: 'location' }),
    ];
    const answer = signalIndependence(weak);
    expect(answer).toMatchObject({ sufficient: false, headline: 'Weak signals only' });
    expect(answer.sentences[0]).toMatch(/^Location, name, time zone and vpn alone never suffice/);
    // Together with one that is substantive, a weak one may corroborate.
    expect(signalIndependence([...weak, client({ sources: ['sdk'] })]).sufficient).toBe(true);
  });

  it('never rest on language, not even beside something substantive', () => {
    const language = piece({ family: 'behaviour', sources: ['sdk'], nature: 'language' });
    expect(signalIndependence([client(), language]).sufficient).toBe(false);
  });

  it('never rest on a report, whatever else the registry says of it', () => {
    const report = piece({ family: 'report', sources: ['competitor'], lawfulUse: 'decisive' });
    const answer = signalIndependence([client(), report]);
    expect(answer.sufficient).toBe(false);
    expect(answer.notCounted).toEqual([{ id: report.id, why: 'report_never_decisive' }]);
    expect(answer.sentences).toContain('1 piece does not count: from a report, which is never decisive.');
  });

  it('leave out what is in shadow, retired, withdrawn, unregistered or for triage', () => {
    const cases = {
      detector_in_shadow: { detectorState: 'shadow' },
      detector_retired: { detectorState: 'retired' },
      detector_withdrawn: { detectorState: 'withdrawn' },
      family_not_registered: { family: null },
      source_not_registered: { sources: [] },
      triage_only: { lawfulUse: 'triage' },
      report_never_decisive: { family: 'report' },
      language_is_no_ground: { nature: 'language' },
    } as const satisfies Record<(typeof NOT_COUNTED_REASONS)[number], Partial<Evidence>>;
    for (const why of NOT_COUNTED_REASONS) {
      expect(whyNotCounted(payment(cases[why]))).toBe(why);
      expect(signalIndependence([client(), payment(cases[why])]).sufficient, why).toBe(false);
    }
  });

  it('need one that may be decisive', () => {
    const support = { lawfulUse: 'corroborate' } as const;
    expect(signalIndependence([client(support), payment(support)])).toMatchObject({
      sufficient: false,
      headline: 'Nothing decisive',
    });
    expect(signalIndependence([client(), payment(support)]).sufficient).toBe(true);
  });

  it('say plainly that nothing counts', () => {
    expect(signalIndependence([])).toMatchObject({ sufficient: false, headline: 'Nothing that counts' });
  });
});

describe('what is load-bearing', () => {
  it('is the one payment signal beside two hundred of one device', () => {
    const devices = Array.from({ length: 200 }, () => client());
    const card = payment();
    const answer = signalIndependence([...devices, card]);
    expect(answer.smallestPart).toEqual([card.id]);
    expect(answer.loadBearing).toEqual([card.id]);
    expect(answer.sentences).toContain('Without one single piece of evidence it would fall.');
  });

  it('is either one when there are only two', () => {
    const [a, b] = [client(), payment()];
    const answer = signalIndependence([a, b]);
    expect(answer.smallestPart).toHaveLength(1);
    expect([...answer.loadBearing].sort()).toEqual([a.id, b.id].sort());
  });

  it('takes two of three independent signals', () => {
    const three = [client(), payment(), piece({ family: 'identity', sources: ['registry'] })];
    const answer = signalIndependence(three);
    expect(answer.smallestPart).toHaveLength(2);
    expect(answer.loadBearing).toHaveLength(3);
  });

  it('of a recall: the decision is tested again without what was withdrawn', () => {
    const evidence = [client(), payment({ detectorVersion: '9' }), payment({ detectorVersion: '8' })];
    expect(standsWithout(evidence, (item) => item.detectorVersion === '9')).toBe(true);
    expect(standsWithout(evidence, (item) => item.family === 'payment')).toBe(false);
  });

  const arbitrary = fc.array(
    fc.record({
      family: fc.constantFrom(...FAMILIES),
      sources: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 2 }),
      lawfulUse: fc.constantFrom('triage', 'corroborate', 'decisive', 'decisive'),
      nature: fc.constantFrom(...SIGNAL_NATURES, 'substantive', 'substantive'),
    }),
    { maxLength: 9 },
  );
  const built = (rows: readonly Partial<Evidence>[]) => rows.map((row, index) => piece({ ...row, id: `p${index}` }));

  it('removing the smallest part sinks it, and nothing smaller does (against brute force)', () => {
    fc.assert(
      fc.property(arbitrary, (rows) => {
        const evidence = built(rows);
        const answer = signalIndependence(evidence);
        if (!answer.sufficient) {
          expect(answer.smallestPart).toEqual([]);
          return;
        }
        expect(standsWithout(evidence, (item) => answer.smallestPart.includes(item.id))).toBe(false);
        const counted = evidence.filter((item) => whyNotCounted(item) === null);
        const sinking: string[][] = [];
        for (let mask = 0; mask < 1 << counted.length; mask++) {
          const part = counted.filter((_, bit) => mask & (1 << bit)).map((item) => item.id);
          if (part.length <= answer.smallestPart.length && !standsWithout(counted, (item) => part.includes(item.id))) {
            sinking.push(part);
          }
        }
        expect(Math.min(...sinking.map((part) => part.length))).toBe(answer.smallestPart.length);
        // Pieces of one kind are marked together, so each marked piece is in some smallest part.
        for (const id of answer.loadBearing) expect(sinking.some((part) => part.includes(id))).toBe(true);
        for (const part of sinking) for (const id of part) expect(answer.loadBearing).toContain(id);
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on the order in which evidence is read, and more evidence never sinks a decision', () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (rows, more) => {
        const evidence = built(rows);
        const answer = signalIndependence(evidence);
        const reversed = signalIndependence([...evidence].reverse());
        expect(reversed.sufficient).toBe(answer.sufficient);
        expect(reversed.headline).toBe(answer.headline);
        expect([...reversed.loadBearing].sort()).toEqual([...answer.loadBearing].sort());
        const grown = [...evidence, ...more.map((row, index) => piece({ ...row, id: `m${index}` }))];
        if (answer.sufficient) expect(signalIndependence(grown).sufficient).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('is found at once among a hundred thousand pieces', () => {
    const sources = Array.from({ length: 12 }, (_, index) => `s${index}`);
    const evidence = Array.from({ length: 100_000 }, (_, index) =>
      piece({
        id: `b${index}`,
        family: FAMILIES[index % 7] as Evidence['family'],
        sources: [sources[index % 12] as string],
      }),
    );
    const answer = signalIndependence(evidence);
    expect(answer.sufficient).toBe(true);
    expect(answer.smallestPart.length).toBeGreaterThan(50_000);
    const oneSource = evidence.map((item) => ({ ...item, sources: ['edge'] }));
    expect(signalIndependence(oneSource).headline).toBe('One source, twice');
  });
});

describe('the nature of a signal', () => {
  it('is weak when its detector is, whatever the panel is called', () => {
    expect(natureOf('ip-intelligence', ['tls_header_signature'])).toBe('vpn');
    expect(natureOf('language_mix')).toBe('language');
    expect(natureOf('my-detector', ['geolocation', 'client_timezone'])).toBe('location');
    expect(natureOf('my-detector', ['geolocation', 'instrument_reuse'])).toBe('substantive');
    expect(natureOf('relay-signature')).toBe('substantive');
  });
});
