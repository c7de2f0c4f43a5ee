import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Memory and processor time of a family of processes, by name. Megabytes and seconds. */
export interface Usage {
  readonly megabytes: Readonly<Record<string, number>>;
  readonly cpuSeconds: Readonly<Record<string, number>>;
}

interface Process {
  pid: number;
  parent: number;
  cpuSeconds: number;
}

const TICKS = 100;
const PAGE_BYTES = 4096;

function processes(): Process[] {
  const found: Process[] = [];
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // With those of children that have ended: PostgreSQL starts and ends helpers.
      const cpuSeconds = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0) / TICKS;
      found.push({ pid: Number(entry), parent: Number(fields[1]), cpuSeconds });
    } catch (fault) {
      if (!hasGone(fault)) throw fault;
    }
  }
  return found;
}

function nameOf(pid: number): string {
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  if (/apps\/api\//.test(command)) return 'api';
  if (/apps\/worker\//.test(command)) return 'worker';
  if (/control-plane/.test(command)) return 'control plane';
  if (/postgres/.test(command)) return 'postgres';
  return 'launcher';
}

/** Its share of memory that several processes map, such as PostgreSQL's buffers, counts once in all. */
function megabytesOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024;
}

const hasGone = (fault: unknown): boolean =>
  ['ENOENT', 'ESRCH', 'EACCES'].includes((fault as NodeJS.ErrnoException).code ?? '');

function familyOf(root: number): Process[] {
  const all = processes();
  const family = new Set([root]);
  // Children come after their parents in almost every listing; as often as needed for the others.
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => family.has(pid));
}

/** @returns null where the system does not tell (everywhere but on Linux) */
export function usageOf(root: number): Usage | null {
  if (process.platform !== 'linux') return null;
  const megabytes: Record<string, number> = {};
  const cpuSeconds: Record<string, number> = {};
  for (const { pid, cpuSeconds: spent } of familyOf(root)) {
    try {
      const name = nameOf(pid);
      megabytes[name] = (megabytes[name] ?? 0) + megabytesOf(pid);
      cpuSeconds[name] = (cpuSeconds[name] ?? 0) + spent;
    } catch (fault) {
      if (!hasGone(fault)) throw fault;
    }
  }
  return { megabytes, cpuSeconds };
}

/**
 * What each has for itself and the most that one shares, in megabytes. The kernel keeps these counts, so it costs little;
 * it says when there is more than before, not how much.
 */
function roughMegabytesOf(root: number): number {
  let [own, mostShared] = [0, 0];
  for (const { pid } of familyOf(root)) {
    try {
      const [, resident = 0, shared = 0] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ').map(Number);
      own += resident - shared;
      mostShared = Math.max(mostShared, shared);
    } catch (fault) {
      if (!hasGone(fault)) throw fault;
    }
  }
  return ((own + mostShared) * PAGE_BYTES) / 2 ** 20;
}

export interface Peaks {
  /** The most that each took, and the most that all took at one moment. */
  readonly megabytes: Readonly<Record<string, number>>;
  readonly totalMegabytes: number;
  /** All of them but PostgreSQL, at one moment. */
  readonly nodeMegabytes: number;
  /** Since `begin`. */
  readonly cpuSeconds: Readonly<Record<string, number>>;
}

// Adding up what processes share walks through all of it: done at every glance, it would cost what is being measured.
const GLANCE_MS = 1000;
const LOOK_MS = 15_000;
const GROWTH = 1.03;

/** Looks at the memory of a family of processes now and then, and at once when a glance shows more than ever. */
export class Watch {
  private readonly most: Record<string, number> = {};
  private cpu: Readonly<Record<string, number>> = {};
  private before: Readonly<Record<string, number>> = {};
  private total = 0;
  /** Megabytes of all of them when they were last looked at. */
  megabytes = 0;
  private node = 0;
  private roughly = 0;
  private lookedAt = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly root: number,
    everyMs = GLANCE_MS,
  ) {
    this.timer = setInterval(() => this.glance(), everyMs);
    this.timer.unref();
    this.look();
  }

  private glance(): void {
    if (process.platform !== 'linux') return;
    const roughly = roughMegabytesOf(this.root);
    if (roughly < this.roughly * GROWTH && performance.now() - this.lookedAt < LOOK_MS) return;
    this.roughly = Math.max(this.roughly, roughly);
    this.look();
  }

  private look(): void {
    const usage = usageOf(this.root);
    if (!usage) return;
    this.lookedAt = performance.now();
    let total = 0;
    for (const [name, megabytes] of Object.entries(usage.megabytes)) {
      total += megabytes;
      this.most[name] = Math.max(this.most[name] ?? 0, megabytes);
    }
    this.total = Math.max(this.total, total);
    this.node = Math.max(this.node, total - (usage.megabytes.postgres ?? 0));
    this.cpu = usage.cpuSeconds;
    this.megabytes = total;
  }

  /** Processor time counts from here. */
  begin(): void {
    this.look();
    this.before = this.cpu;
  }

  peaks(): Peaks {
    this.look();
    const cpuSeconds = Object.fromEntries(
      Object.entries(this.cpu).map(([name, spent]) => [name, Math.max(0, spent - (this.before[name] ?? 0))]),
    );
    return { megabytes: this.most, totalMegabytes: this.total, nodeMegabytes: this.node, cpuSeconds };
  }

  end(): void {
    clearInterval(this.timer);
  }
}

/** Bytes of all files below a directory, as far as it can be read. */
export function bytesBelow(directory: string): number {
  let bytes = 0;
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    try {
      if (entry.isDirectory()) bytes += bytesBelow(path);
      else if (entry.isFile()) bytes += lstatSync(path).blocks * 512;
    } catch (fault) {
      if (!hasGone(fault)) throw fault;
    }
  }
  return bytes;
}
