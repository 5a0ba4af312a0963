import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of /proc/*\/stat in a second: USER_HZ, 100 on every Linux. */
const TICKS = 100;

/**
 * Seconds of processor time that a process and all below it have used, those that ended included (proc(5): utime, stime
 * and the children's that were waited for). @returns NaN where there is no /proc
 */
export function processorSeconds(root: number): number {
  const used = new Map<number, { parent: number; ticks: number }>();
  try {
    for (const name of readdirSync('/proc')) {
      const pid = Number(name);
      const found = Number.isInteger(pid) ? readStat(pid) : undefined;
      if (found) used.set(pid, found);
    }
  } catch {
    return Number.NaN;
  }
  if (!used.has(root)) return Number.NaN;
  const isBelow = (pid: number): boolean =>
    pid === root || (used.has(pid) && isBelow(used.get(pid)?.parent ?? 0));
  let ticks = 0;
  for (const [pid, one] of used) if (isBelow(pid)) ticks += one.ticks;
  return ticks / TICKS;
}

/** Seconds of processor time of this process alone: PostgreSQL and the servers that it started are below it. */
export function ownSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function readStat(pid: number): { parent: number; ticks: number } | undefined {
  try {
    // The name stands in brackets and may hold anything; the numbers begin behind the last bracket.
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // Fields 4 and 14 to 17 of proc(5), counted from the third.
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    return { parent: Number(fields[1]), ticks };
  } catch {
    // It ended while we looked.
    return undefined;
  }
}

/** The process that started `pid`; 0 where there is no /proc or it has ended. */
export function parentOf(pid: number): number {
  return readStat(pid)?.parent ?? 0;
}
