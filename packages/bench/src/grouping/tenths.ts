/** How much was done when. */
export interface Mark {
  done: number;
  /** Milliseconds since the start. */
  at: number;
}

/** The rate in each tenth of `total`, a second. */
export function tenthsOf(marks: readonly Mark[], total: number): number[] {
  const at = (count: number) => {
    const i = marks.findIndex((mark) => mark.done >= count);
    const [before, after] = [marks[i - 1] ?? { done: 0, at: 0 }, marks[i] as Mark];
    return before.at + ((after.at - before.at) * (count - before.done)) / Math.max(1, after.done - before.done);
  };
  return Array.from({ length: 10 }, (_, i) => {
    const [from, to] = [(total * i) / 10, (total * (i + 1)) / 10];
    return (to - from) / ((at(to) - (i === 0 ? 0 : at(from))) / 1000);
  });
}
