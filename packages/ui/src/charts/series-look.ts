import { isRoute, routeMark } from '../marks/route-marks.js';
import { OTHERS } from './few-series.js';

export interface SeriesLook {
  readonly color: string;
  readonly dash: string | undefined;
}

const ORDER: readonly SeriesLook[] = [
  { color: 'var(--pc-hue-blue)', dash: undefined },
  { color: 'var(--pc-hue-vermilion)', dash: undefined },
  { color: 'var(--pc-hue-green)', dash: undefined },
  { color: 'var(--pc-hue-pink)', dash: undefined },
  { color: 'var(--pc-hue-ochre)', dash: undefined },
  { color: 'var(--pc-hue-ink)', dash: undefined },
  { color: 'var(--pc-hue-sky)', dash: undefined },
  { color: 'var(--pc-hue-olive)', dash: undefined },
];
const SECOND_ROUND = '7 3';

/** Routes keep their own mark in every chart; other series take the palette in order, then dashed. */
export function seriesLook(key: string, index: number): SeriesLook {
  if (isRoute(key)) return routeMark(key);
  if (key === OTHERS) return { color: 'var(--pc-hue-grey)', dash: '2 2' };
  const base = ORDER[index % ORDER.length] as SeriesLook;
  return index < ORDER.length ? base : { ...base, dash: SECOND_ROUND };
}
