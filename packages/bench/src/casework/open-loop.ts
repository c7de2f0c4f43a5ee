/**
 * Begins by the clock, whether or not what went before is done; what is due while everybody is busy waits for the first
 * who is free, and its waiting counts.
 * @param people each does one thing at a time
 * @param act told when it should have begun, on the clock of `performance.now()`
 */
export async function openLoop<Person>(
  people: readonly Person[],
  { seconds, perSecond }: { seconds: number; perSecond: number },
  act: (person: Person, due: number) => Promise<void>,
): Promise<void> {
  const free = [...people];
  const due: number[] = [];
  const running = new Set<Promise<void>>();
  const begun = performance.now();
  const all = seconds * perSecond;
  for (let i = 0; i < all || due.length > 0; ) {
    const now = performance.now();
    while (i < all && begun + (i * 1000) / perSecond <= now) due.push(begun + (i++ * 1000) / perSecond);
    while (due.length > 0 && free.length > 0) {
      const person = free.pop() as Person;
      const acting: Promise<void> = act(person, due.shift() ?? now).finally(() => {
        free.push(person);
        running.delete(acting);
      });
      running.add(acting);
    }
    await new Promise((wake) => setTimeout(wake, 1));
  }
  await Promise.all(running);
}
