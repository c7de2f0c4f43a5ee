import type { AlertLines } from '../group.js';
import type { SimulatedAlert } from '../wire.js';

/** The JSON of an alert and of its truth, cut open where a repeat of the same finding differs: id and times. */
export interface Mould {
  readonly alert: readonly [string, string, string, string];
  readonly truth: readonly [string, string];
}

/** Works for repeats as `emitAlert` makes them: first seen, last seen and collected are all the moment of observation. */
export function mouldOf({ alert, truth }: SimulatedAlert): Mould {
  const text = JSON.stringify(alert);
  const id = JSON.stringify(alert.id);
  const times = `"observedAt":"${alert.observedAt}","firstSeen":"${alert.observedAt}","lastSeen":"${alert.observedAt}"`;
  const collected = `"collectedAt":"${alert.observedAt}"`;
  const [head = '', afterId = ''] = cut(text, id);
  const [middle = '', afterTimes = ''] = cut(afterId, times);
  const [before = '', after = ''] = cut(afterTimes, collected);
  const [truthHead = '', truthTail = ''] = cut(JSON.stringify(truth), id);
  return { alert: [head, middle, before, after], truth: [truthHead, truthTail] };
}

function cut(text: string, at: string): [string, string] {
  const place = text.indexOf(at);
  if (place < 0) throw new Error('Not a repeated finding: it lacks what a mould is cut at');
  return [text.slice(0, place), text.slice(place + at.length)];
}

let second = Number.NaN;
let stem = '';

function iso(at: number): string {
  const whole = Math.floor(at / 1000);
  if (whole !== second) {
    second = whole;
    stem = new Date(at).toISOString().slice(0, 20);
  }
  return `${stem}${String(at - whole * 1000).padStart(3, '0')}Z`;
}

export function cast(mould: Mould, id: string, at: number): AlertLines {
  const [head, middle, before, after] = mould.alert;
  const time = iso(at);
  return {
    alert: `${head}"${id}"${middle}"observedAt":"${time}","firstSeen":"${time}","lastSeen":"${time}"${before}"collectedAt":"${time}"${after}`,
    truth: `${mould.truth[0]}"${id}"${mould.truth[1]}`,
  };
}
