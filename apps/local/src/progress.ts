const isTerminal = process.stdout.isTTY === true;

/** Runs `work` under a title, with `note` for what it is at, and the time it took. */
export async function step<T>(title: string, work: (note: (text: string) => void) => Promise<T>): Promise<T> {
  const start = performance.now();
  let detail = '';
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  const draw = () =>
    isTerminal && process.stdout.write(`\r\x1b[K  … ${title}${detail ? `: ${detail}` : ''} (${seconds()})`);
  draw();
  const ticker = setInterval(
    () => {
      if (isTerminal) draw();
      else console.log(`  … ${title}${detail ? `: ${detail}` : ''} (${seconds()})`);
    },
    isTerminal ? 500 : 10_000,
  );
  try {
    const result = await work((text) => {
      detail = text;
    });
    finish('✓');
    return result;
  } catch (error) {
    finish('✗');
    throw error;
  } finally {
    clearInterval(ticker);
  }

  function finish(mark: string): void {
    clearInterval(ticker);
    console.log(`${isTerminal ? '\r\x1b[K' : ''}  ${mark} ${title}${detail ? `: ${detail}` : ''} (${seconds()})`);
  }
}

/** Something that happens while all is running, with the time of day. */
export function say(text: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)}  ${text}`);
}
