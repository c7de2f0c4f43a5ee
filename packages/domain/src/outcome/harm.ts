/** A suspension that turned out wrong, in the time that the subject felt it. */
export interface WrongfulSpan {
  readonly subjectId: string;
  /** When the control plane confirmed it. */
  readonly from: Date;
  /** When the control plane confirmed its end; null while it lasts, for an ordered lift is not yet a lift. */
  readonly to: Date | null;
  readonly seats: number;
}

export interface Harm {
  readonly hours: number;
  readonly seats: number;
  readonly seatHours: number;
}

const HOUR_MS = 3_600_000;

/**
 * AP-5: hours wrongly suspended, seats hit, seat-hours. Overlapping actions on one subject count once, with the larger
 * number of seats at each moment.
 */
export function harmOf(spans: readonly WrongfulSpan[], now: Date): Harm {
  const bySubject = new Map<string, WrongfulSpan[]>();
  for (const span of spans) bySubject.set(span.subjectId, [...(bySubject.get(span.subjectId) ?? []), span]);
  let hours = 0;
  let seats = 0;
  let seatHours = 0;
  for (const own of bySubject.values()) {
    const cuts = [...new Set(own.flatMap((span) => [span.from.getTime(), endOf(span, now)]))].sort((a, b) => a - b);
    for (const [index, start] of cuts.entries()) {
      const end = cuts[index + 1];
      if (end === undefined) break;
      const running = own.filter((span) => span.from.getTime() <= start && endOf(span, now) >= end);
      if (running.length === 0) continue;
      hours += (end - start) / HOUR_MS;
      seatHours += ((end - start) / HOUR_MS) * Math.max(...running.map((span) => span.seats));
    }
    seats += Math.max(0, ...own.map((span) => span.seats));
  }
  return { hours, seats, seatHours };
}

function endOf(span: WrongfulSpan, now: Date): number {
  return Math.max(span.from.getTime(), (span.to ?? now).getTime());
}
