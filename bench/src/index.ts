// `npm run bench`: what Cadenza promises about its speed, measured beside a bare handler in the same run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from './child.js';
import { describeMachine } from './machine.js';
import { lineOf, printReport, printRuns, type Row } from './report.js';
import { measure } from './run.js';
import { CASES, readSettings, type Settings } from './settings.js';

const say = (line: string) => void process.stderr.write(`${line}\n`);

/** The whole run; whatever ends it, the servers stop and the temporary folder goes. @returns the exit code */
async function main(settings: Settings): Promise<number> {
  const abort = new AbortController();
  const interrupt = () => abort.abort(new Error('interrupted'));
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const limit = setTimeout(
    () => abort.abort(new Error(`stopped after ${settings.limitMinutes} minutes (BENCH_LIMIT_MINUTES)`)),
    settings.limitMinutes * 60_000,
  );
  const folder = mkdtempSync(join(tmpdir(), 'cadenza-bench-'));
  const rows: Row[] = [];
  let machine: string[] = [];
  let problem: Error | undefined;
  try {
    await measure({
      settings,
      folder,
      signal: abort.signal,
      progress: say,
      report: (row) => {
        rows.push(row);
        say(`  ${lineOf(row)}`);
      },
      database: (version) => {
        machine = describeMachine(version);
      },
    });
  } catch (error) {
    problem = (abort.signal.aborted ? abort.signal.reason : error) as Error;
  } finally {
    clearTimeout(limit);
    rmSync(folder, { recursive: true, force: true });
  }
  if (rows.length > 0) printReport(machine, settings, rows);
  if (settings.runs > 1) printRuns(rows);
  if (problem === undefined) return 0;
  say(abort.signal.aborted ? problem.message : (problem.stack ?? problem.message));
  return 1;
}

const [mode, name] = process.argv.slice(2);
if (mode === 'serve' && name === 'cadenza') {
  const { readForeign, startCadenza } = await import('./cadenza.js');
  serve(startCadenza, readForeign);
} else if (mode === 'serve' && name === 'reference') {
  serve((await import('./reference.js')).startReference);
} else if (mode === 'serve' && name === 'sink') {
  serve((await import('./engine/sink.js')).startSink);
} else if (mode === 'serve' && name === 'receiver') {
  serve((await import('./engine/receiver.js')).startReceiver);
} else if (mode === 'serve' && name === 'readers') {
  serve((await import('./readers.js')).startReaders);
} else if (mode === 'load' && name !== undefined) {
  const { loadReference } = await import('./start-reference.js');
  await loadReference(name);
} else if (mode !== undefined) {
  say(`Usage: npm run bench
  BENCH_ROWS           people in the database (1000000)
  BENCH_ONLY           cases, comma separated: ${CASES.join(', ')}
  BENCH_RUNS           whole runs, one after the other, with medians and ranges over them (1)
  BENCH_SOAK_MINUTES   minutes of list load before the second look at memory (10)
  BENCH_HOSTILE        hostile inputs of the case "prober" (300000)
  BENCH_LIMIT_MINUTES  minutes after which the run ends with what it has
  BENCH_BASE           folder of a built checkout of an earlier version, for the cases "earlier", "writers", "doubt"
  BENCH_PROFILE        folder for a CPU profile of each server, and of the engine in its cases`);
  process.exitCode = mode === '--help' ? 0 : 1;
} else {
  try {
    process.exit(await main(readSettings(process.env)));
  } catch (error) {
    say((error as Error).message);
    process.exit(1);
  }
}
