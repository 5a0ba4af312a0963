import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { systemClock } from '../../apps/server/src/kernel/clock.js';
import { buildServer, cadenzaServer, killLeftovers } from '../e2e-node/server.js';
import { testDatabase } from '../support/database.js';
import { smtpScript } from './smtp-script.support.js';
import { as, world } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'cadenza-stop-'));
let made: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  await buildServer();
  made = await testDatabase({ stamps: 'wall' });
}, 120_000);
afterAll(async () => {
  killLeftovers();
  await made?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

it('SIGTERM while a mail server does not answer the final dot: the process ends by itself, with code 0 and the doubt told', async () => {
  const w = await world(made.database);
  const { id } = await w.cadence([
    { day: 1, type: 'email', automated: true, immediately: true, weekends: true },
  ]);
  const person = await w.person();
  await as(w, (tx) =>
    addToCadence({ tx, principal: w.who, now: systemClock.now() }, { person_id: person, cadence_id: id }),
  );
  let hung: () => void = () => undefined;
  const hanging = new Promise<void>((resolve) => {
    hung = resolve;
  });
  const mail = await smtpScript((command) => {
    if (command !== '.') return undefined;
    hung();
    return 'silence';
  });
  const { user = '', database: name = '', password } = made.connection;
  const secret = typeof password === 'string' ? `:${encodeURIComponent(password)}` : '';
  const { host, port } = inject('postgres');
  const worker = cadenzaServer(['worker'], {
    DATABASE_URL: `postgres://${encodeURIComponent(user)}${secret}@localhost/${name}?host=${encodeURIComponent(host)}&port=${port}`,
    DATA_DIR: folder,
    SMTP_URL: `smtp://127.0.0.1:${mail.port}?ignoreTLS=true`,
    PUBLIC_URL: 'http://cadenza.test',
    TICK_MS: '50',
    LOG_LEVEL: 'fatal',
  });
  await hanging;
  worker.child.kill('SIGTERM');
  expect((await worker.ended).code, worker.output.stderr).toBe(0);
  const { rows } = await made.database.pool.query('SELECT state FROM emails');
  expect(rows).toEqual([{ state: 'uncertain' }]);
  mail.close();
}, 120_000);
