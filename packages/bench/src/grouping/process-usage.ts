import { readdirSync, readFileSync } from 'node:fs';

/** CPU seconds so far, and resident megabytes, now and at most. */
export interface ProcessUsage {
  cpuSeconds: number;
  megabytes: number;
  peakMegabytes: number;
}

export function usageOf(pid: number): ProcessUsage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const peak = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return {
    cpuSeconds: (Number(stat[11]) + Number(stat[12])) / 100,
    megabytes: (Number(stat[21]) * 4096) / 2 ** 20,
    peakMegabytes: Number(peak) / 1024,
  };
}

/** CPU seconds of a process so far; 0 when it has gone. */
export const cpuOf = (pid: number): number => sum((statOf(String(pid)) ?? []).slice(11, 13)) / 100;

/** CPU seconds of a process and all its children, those that have ended included. */
export function cpuOfFamily(pid: number): number {
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const [, parent, ...times] = statOf(name) ?? [];
    if (name === String(pid)) ticks += sum(times.slice(9, 13));
    else if (parent === String(pid)) ticks += sum(times.slice(9, 11));
  }
  return ticks / 100;
}

const sum = (ticks: readonly string[]): number => ticks.reduce((total, one) => total + Number(one), 0);

/** State, parent and what follows; null when the process has gone. */
function statOf(name: string): string[] | null {
  try {
    return readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? null;
  } catch {
    return null; // It ended meanwhile.
  }
}
