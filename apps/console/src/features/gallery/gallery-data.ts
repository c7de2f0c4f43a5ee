import type { FunnelStepView, IntervalBar, SeriesInput } from '@portcullis/ui';

const DAY = 86_400_000;

export const refusals = {
  oneSource: {
    code: 'NOT_INDEPENDENT',
    message:
      'One source, twice: both detectors read the same IP vendor. Suspension needs two families from two original sources.',
    allowed: ['require_verification', 'monitor'],
  },
  bare: { code: 'SELF_APPROVAL', message: 'You proposed this. Somebody else has to approve it.', allowed: [] },
} as const;

export const samples: { selected: ReadonlySet<string>; scores: IntervalBar[]; funnel: FunnelStepView[] } = {
  selected: new Set(['5']),
  scores: [
    {
      key: 'a',
      label: 'relay-signature 3.2',
      detail: '14 actions in effect rest on it',
      rate: { estimate: 0.71, low: 0.62, high: 0.79, n: 112 },
      previous: { estimate: 0.94, low: 0.91, high: 0.96, n: 410 },
      drill: 'a',
    },
    { key: 'b', label: 'instrument-reuse 1.4', rate: { estimate: 0.96, low: 0.94, high: 0.98, n: 530 }, drill: 'b' },
    { key: 'c', label: 'rtt-geometry 0.9', rate: { estimate: 0.75, low: 0.46, high: 0.91, n: 12 }, drill: 'c' },
    { key: 'd', label: 'seat-headcount 2.0', rate: { estimate: null, low: null, high: null, n: 0 } },
  ],
  funnel: [
    { key: 'alerts', label: 'Alerts', count: 28_400, drill: 'x' },
    { key: 'cases', label: 'Cases opened', count: 1_204, drill: 'x' },
    { key: 'decided', label: 'Decided', count: 1_010, drill: 'x' },
    { key: 'actions', label: 'Actions in effect', count: 402, drill: 'x' },
    { key: 'appeals', label: 'Appeals', count: 61, drill: 'x' },
    { key: 'reversed', label: 'Reversed', count: 13, drill: 'x' },
  ],
};

export function galleryRows() {
  return Array.from({ length: 100_000 }, (_, index) => ({
    id: String(index),
    severity: index % 7,
    title: `C-${1000 + index} Transfer station behind one device id`,
    n: (index * 37) % 5000,
    because: `severity · ${index % 9} accounts still active · SLA in ${index % 60} min`,
  }));
}

/** A wave that repeats: pictures of the gallery stay comparable. */
function wave(index: number, phase: number, height: number): number {
  return Math.max(
    0,
    Math.round(height * (1 + Math.sin(index / 3 + phase) * 0.6 + Math.cos(index * 1.7 + phase) * 0.25)),
  );
}

export function gallerySeries(now: number) {
  const today = Math.floor(now / DAY) * DAY;
  const days = Array.from({ length: 30 }, (_, index) => today - (29 - index) * DAY);
  const series = (key: string, label: string, phase: number, height: number): SeriesInput => ({
    key,
    label,
    points: days.map((at, index) => {
      const value = index === 29 ? Math.round(wave(index, phase, height) * 0.4) : wave(index, phase, height);
      return { at: new Date(at).toISOString(), value, n: value, partial: index === 29, drill: 'x' };
    }),
  });
  const sparse: SeriesInput = {
    key: 'precision',
    label: 'Precision',
    points: days
      .filter((_, index) => ![4, 5, 6, 12, 14, 20].includes(index))
      .map((at, index) => ({
        at: new Date(at).toISOString(),
        value: 70 + wave(index, 1, 12),
        low: 60,
        high: 95,
        n: 14,
        partial: false,
        drill: 'x',
      })),
  };
  return {
    routes: [
      series('transfer_station', 'Transfer station', 0, 420),
      series('distillation', 'Distillation', 1.4, 260),
      series('reseller_unscreened', 'Unscreened reseller', 2.2, 150),
      series('cloud_marketplace', 'Cloud marketplace', 3.1, 90),
      series('payment_cover', 'Payment cover', 4, 60),
    ],
    sparse: [sparse],
    bars: [
      series('warn', 'Warn', 0.4, 6),
      series('suspend', 'Suspend', 1.1, 4),
      series('terminate', 'Terminate', 2, 1),
    ],
    single: [
      {
        key: 'cases',
        label: 'Cases',
        points: [{ at: new Date(today - 12 * DAY).toISOString(), value: 4, n: 4, partial: false, drill: 'x' }],
      },
    ],
    range: {
      from: new Date(days[0] ?? today).toISOString(),
      to: new Date(today + DAY).toISOString(),
      asOf: new Date(now).toISOString(),
      policyAt: new Date(today - 18 * DAY).toISOString(),
      ruleAt: new Date(today - 7 * DAY).toISOString(),
    },
  };
}
