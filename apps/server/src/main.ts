#!/usr/bin/env node
import { pino } from 'pino';
import { runAdmin } from './admin.js';
import { loadDemo } from './demo.js';
import { type Config, loadConfig } from './config.js';
import type { Database } from './db/connect.js';
import { start } from './server.js';
import { withDatabase } from './database.js';
import { BootError } from './kernel/boot-error.js';
import { systemClock } from './kernel/clock.js';

const USAGE = `Usage: cadenza-server <command>
  start                     API and engine in one process
  migrate                   bring the database to this version's schema
  admin user create         --email --password --role admin|user
  admin app create          --name --redirect-uri URI [--redirect-uri URI] [--confidential|--public] [--grants ...] [--user EMAIL]
  admin key create          --user EMAIL [--scopes ...]
  admin demo load           sample people, accounts and cadences`;

async function main(args: string[]): Promise<void> {
  const [command = 'start', ...rest] = args;
  if (command === 'help' || command === '--help') {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const config = loadConfig(process.env);
  const progress = (line: string) => void process.stderr.write(`${line}\n`);
  if (command === 'start') {
    const running = await start({
      config,
      clock: systemClock,
      log: pino({ level: config.logLevel }, pino.destination(2)),
      progress,
    });
    process.stdout.write(running.welcome);
    try {
      await Promise.race([stopRequested(), running.lost.then(endedByItself)]);
    } finally {
      await running.stop();
    }
  } else if (command === 'migrate') {
    await withDatabase(config, progress, async () => undefined);
  } else if (command === 'admin') {
    await withDatabase(
      config,
      () => undefined,
      (database) => admin(rest, database, config),
    );
  } else {
    throw new BootError(`Unknown command ${command}.\n${USAGE}`);
  }
}

async function admin(args: string[], database: Database, config: Config): Promise<void> {
  const print = (json: unknown) => void process.stdout.write(`${JSON.stringify(json)}\n`);
  if (args[0] === 'demo' && args[1] === 'load') print(await loadDemo({ database, clock: systemClock }));
  else await runAdmin(args, { database, config, clock: systemClock, print });
}

function endedByItself(line: string): never {
  throw new BootError(line);
}

/** Resolves at the first signal. npm may forward Ctrl-C a second time, so only a third one leaves at once. */
function stopRequested(): Promise<void> {
  let signals = 0;
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        signals += 1;
        if (signals > 2) process.exit(130);
        resolve();
      });
    }
  });
}

try {
  await main(process.argv.slice(2));
  process.exit(0);
} catch (error) {
  process.stderr.write(
    error instanceof BootError
      ? `${error.message}\n`
      : `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
}
