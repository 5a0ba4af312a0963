import type { AddressInfo } from 'node:net';
import { loadConfig } from 'cadenza-server/config.js';
import { connect } from 'cadenza-server/db/connect.js';
import { importLoop } from 'cadenza-server/engine/imports.js';
import { openFiles } from 'cadenza-server/file-parts.js';
import { createRunner } from 'cadenza-server/jobs/runner.js';
import { createForeignReader } from 'cadenza-server/mail/foreign/reader.js';
import { systemClock } from 'cadenza-server/kernel/clock.js';
import { buildApp } from 'cadenza-server/server.js';
import { pino } from 'pino';
import { type Assignment, ORIGIN } from './child.js';

/** Every HTTP surface of Cadenza as `npm start` serves it, without the engine's ticks, and what carries out imports. @returns its port */
export async function startCadenza({ connection, connections, dataDir }: Assignment): Promise<number> {
  const log = pino({ level: 'warn' }, pino.destination(2));
  const onError = (error: Error) => log.error({ err: error }, 'database connection lost');
  const context = {
    config: loadConfig({
      PORT: '0',
      HOST: '127.0.0.1',
      PUBLIC_URL: ORIGIN,
      DATA_DIR: dataDir,
      WEBHOOK_ALLOW_PRIVATE: '127.0.0.1',
    }),
    database: connect({ connection, max: connections, onError }),
    clock: systemClock,
    log,
  };
  const { app } = await buildApp(context);
  const store = openFiles(context.config, systemClock);
  createRunner({ loops: [importLoop({ ...context, store })], clock: systemClock, log, restMs: 1000 }).start();
  await app.listen({ port: 0, host: '127.0.0.1' });
  return (app.server.address() as AddressInfo).port;
}

let reader: ReturnType<typeof createForeignReader> | undefined;

/** Reads a message as the mail watch does, in its threads. */
export async function readForeign(message: string): Promise<void> {
  reader ??= createForeignReader();
  const reading = { folder: 'inbox' as const, flags: new Set<string>(), receivedAt: new Date(0) };
  await reader.read([{ kind: 'message', bytes: Buffer.from(message), reading }], new Set());
}
