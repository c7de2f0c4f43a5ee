import { describe, expect, it } from 'vitest';
import { Gather, type GatherOptions } from './gather.js';

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

function gather(options: Partial<GatherOptions<number, string>> = {}) {
  const groups: number[][] = [];
  const desk = new Gather<number, string>({
    most: 4,
    groupsAtOnce: 1,
    fits: () => true,
    serve: async (group) => {
      groups.push([...group]);
      await pause(5);
      return group.map((item) => `answer to ${item}`);
    },
    ...options,
  });
  return { desk, groups };
}
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('what arrives together', () => {
  it('is served together, at most so many, the longest waiting first, and each gets its own answer', async () => {
    const { desk, groups } = gather();
    const answers = await Promise.all(numbers(10).map((item) => desk.ask(item)));
    expect(answers).toEqual(numbers(10).map((item) => `answer to ${item}`));
    expect(groups).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ]);
    await pause(0);
    expect(desk.idle).toBe(true);
  });

  it('is served apart when it does not fit, without losing its place', async () => {
    const { desk, groups } = gather({ fits: (group, item) => group[0] !== undefined && group[0] % 2 === item % 2 });
    await Promise.all(numbers(6).map((item) => desk.ask(item)));
    expect(groups).toEqual([
      [0, 2, 4],
      [1, 3, 5],
    ]);
  });

  it('is a group of one when it comes alone, and gathers while groups are served', async () => {
    const { desk, groups } = gather();
    const first = desk.ask(0);
    await pause(1);
    const others = [desk.ask(1), desk.ask(2)];
    await Promise.all([first, ...others]);
    expect(groups).toEqual([[0], [1, 2]]);
  });

  it('is asked again alone where the group had no answer, or failed as a whole', async () => {
    const tried: number[][] = [];
    const { desk } = gather({
      serve: async (group) => {
        tried.push([...group]);
        if (group.includes(3) && group.length > 1) throw new Error('all of it');
        if (group[0] === 3) throw new Error('three');
        return group.map((item) => (item === 5 && group.length > 1 ? null : `answer to ${item}`));
      },
    });
    const results = await Promise.allSettled(numbers(8).map((item) => desk.ask(item)));
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason)))).toEqual(
      numbers(8).map((item) => (item === 3 ? 'Error: three' : `answer to ${item}`)),
    );
    expect(tried).toEqual([[0, 1, 2, 3], [0], [1], [2], [3], [4, 5, 6, 7], [5]]);
  });

  it('fails where even alone there is no answer', async () => {
    const { desk } = gather({ serve: async (group) => group.map(() => null) });
    await expect(desk.ask(1)).rejects.toThrow('must be answered');
    await pause(0);
    expect(desk.idle).toBe(true);
  });
});
