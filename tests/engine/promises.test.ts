import { createServer, type Server, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { createEngine, type Engine } from '../../apps/server/src/engine/engine.js';
import { inParallel } from '../../apps/server/src/engine/claim.js';
import type { Mailer } from '../../apps/server/src/engine/ports.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { createMailer } from '../../apps/server/src/mail/mailer.js';
import { testDatabase } from '../support/database.js';
import { mailbox } from './receiving.support.js';
import {
  as,
  days,
  engineOf,
  log,
  memoryMailer,
  MONDAY,
  type StepSpec,
  type World,
  world,
} from './support.js';

let made: Awaited<ReturnType<typeof testDatabase>>;
let w: World;
const open: (() => Promise<void>)[] = [];
beforeEach(async () => {
  made = await testDatabase();
  w = await world(made.database);
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
  await made.close();
});

const LETTER: StepSpec = { day: 1, type: 'email', automated: true };
const minutes = (n: number) => new Date(MONDAY.getTime() + n * 60_000);
const emails = () => w.database.kysely.selectFrom('emails').selectAll().orderBy('id').execute();

async function enrol(cadence: number, people: number, now = MONDAY): Promise<number[]> {
  const ids: number[] = [];
  await inParallel(Array.from({ length: people }), 8, async () => {
    const person = await w.person();
    ids.push(
      await as(w, (tx) =>
        addToCadence({ tx, principal: w.who, now }, { person_id: person, cadence_id: cadence }),
      ),
    );
  });
  return ids;
}

/** An engine whose default transport is a real connection to this port. */
function engineTo(port: number): Engine {
  const mailer: Mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, store: w.database });
  open.push(() => mailer.close());
  return engineOf(w.database, mailer);
}

const idOf = (message: string) => /^Message-ID: (<.+>)\r$/im.exec(message)?.[1] ?? 'none';

it('one invalid address in 1,000: 999 are sent once, and one is shown to the rep', async () => {
  const taken: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      const unknown = address.startsWith('pat500@');
      done(unknown ? Object.assign(new Error('5.1.1 no such user'), { responseCode: 550 }) : null);
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push(idOf(Buffer.concat(chunks).toString('latin1')));
        done();
      });
    },
  });
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () =>
      resolve((listening.address() as { port: number }).port),
    );
  });
  open.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  );
  const { id } = await w.cadence([LETTER]);
  await enrol(id, 1000);
  const engine = engineTo(port);
  for (const now of [MONDAY, minutes(30), days(MONDAY, 3)]) await engine.runOnce(now);
  expect(taken).toHaveLength(999);
  expect(new Set(taken).size).toBe(999);
  const rows = await emails();
  expect(rows.filter((row) => row.state === 'sent')).toHaveLength(999);
  expect(rows.filter((row) => row.state !== 'sent')).toMatchObject([
    { state: 'failed', attempts: 1, to_address: expect.stringMatching(/^pat500@/) },
  ]);
}, 60_000);

describe('a mail server that is killed', () => {
  /** Dies, with all connections, when the n-th message has come so far; until then and in its next life it works. */
  async function fragile(at: 'in the middle of' | 'after the end of', victim: number) {
    const taken: string[] = [];
    let begun = 0;
    const sockets = new Set<Socket>();
    let server: Server;
    const kill = () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    };
    const serve = (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.write('220 ready\r\n');
      let body = false;
      let rest = '';
      /** Its place among all messages; connections take turns. */
      let number = 0;
      socket.on('data', (chunk) => {
        rest += chunk.toString('latin1');
        for (;;) {
          if (body && at === 'in the middle of' && number === victim && rest.length > 200) return kill();
          const end = rest.indexOf(body ? '\r\n.\r\n' : '\r\n');
          if (end < 0) return;
          const line = rest.slice(0, end + 2);
          rest = rest.slice(end + (body ? 5 : 2));
          if (body) taken.push(idOf(line));
          if (body && number === victim && at === 'after the end of') return kill();
          body = line.toUpperCase().startsWith('DATA') && !body;
          if (body) {
            begun += 1;
            number = begun;
          }
          socket.write(body ? '354 go on\r\n' : '250 OK\r\n');
        }
      });
    };
    const listen = (port: number) =>
      new Promise<number>((resolve) => {
        server = createServer(serve);
        server.listen(port, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
      });
    const port = await listen(0);
    open.push(async () => kill());
    return { port, taken, restart: () => listen(port) };
  }

  it.each(['in the middle of', 'after the end of'] as const)(
    '%s a message: nothing is taken twice, and nothing is lost',
    async (at) => {
      const server = await fragile(at, 7);
      const { id } = await w.cadence([LETTER]);
      await enrol(id, 20);
      const engine = engineTo(server.port);
      await engine.runOnce(MONDAY);
      expect(server.taken.length).toBeLessThan(20);
      // Six were answered before the seventh; one of each of five connections may be in doubt.
      expect((await emails()).filter((row) => row.state === 'queued').length).toBeGreaterThanOrEqual(9);
      await server.restart();
      for (const n of [1, 5, 30, 120, 600]) await engine.runOnce(minutes(n));
      for (const { message_id: messageId, state, state_reason: reason } of await emails()) {
        const times = server.taken.filter((each) => each === messageId).length;
        expect(['sent', 'uncertain']).toContain(state);
        expect(times, reason).toBeLessThanOrEqual(1);
        if (state === 'sent') expect(times).toBe(1);
      }
      // Only those on one of the five connections, whose end was sent already, are in doubt.
      const uncertain = (await emails()).filter((row) => row.state === 'uncertain');
      expect(uncertain.length).toBeGreaterThan(0);
      expect(uncertain.length).toBeLessThanOrEqual(5);
    },
  );
});

it('what is deferred, paused or done by hand uses no send budget', async () => {
  await mailbox(w, { daily_limit: 3 });
  const byHand = await w.cadence([
    { day: 1, type: 'phone' },
    { day: 1, type: 'email' },
  ]);
  const evening = await w.cadence([{ ...LETTER, at: '20:00' }]);
  const paused = await w.cadence([LETTER]);
  const { id } = await w.cadence([LETTER]);
  await enrol(byHand.id, 3);
  await enrol(evening.id, 3);
  const asleep = await enrol(paused.id, 3);
  await w.database.kysely
    .updateTable('cadences')
    .set({ paused_at: MONDAY })
    .where('id', '=', paused.id)
    .execute();
  let busy = true;
  const mailer = memoryMailer(() =>
    busy ? { kind: 'refused', permanent: false, reply: '451 busy' } : { kind: 'sent', reply: '250 OK' },
  );
  const engine = engineOf(w.database, mailer);
  await engine.runOnce(MONDAY);
  await enrol(id, 3);
  // Tried and deferred all morning long.
  for (let n = 0; n < 180; n += 10) await engine.runOnce(minutes(n));
  expect(mailer.sent).toHaveLength(0);
  busy = false;
  for (let n = 180; n < 600; n += 30) await engine.runOnce(minutes(n));
  const today = await emails();
  expect(today.filter((row) => row.state === 'sent').map((row) => row.cadence_id)).toEqual([id, id, id]);
  expect(asleep).toHaveLength(3);
  expect(today.some((row) => row.cadence_id === paused.id && row.state === 'sent')).toBe(false);
});

it('people added while the others of a cadence sleep start on time', async () => {
  const { id } = await w.cadence([LETTER, { ...LETTER, day: 30 }]);
  const mailer = memoryMailer();
  const engine = createEngine({
    database: w.database,
    mailer,
    clock: manualClock(MONDAY),
    log,
    tickMs: 50,
    publicUrl: 'http://localhost:3000',
  });
  await enrol(id, 40);
  await engine.runOnce(MONDAY);
  expect(mailer.sent).toHaveLength(40);
  for (let day = 1; day < 10; day += 1) {
    const now = days(MONDAY, day);
    if ([0, 6].includes(now.getUTCDay())) continue;
    await engine.runOnce(now);
    const before = mailer.sent.length;
    await enrol(id, 1, now);
    await engine.runOnce(new Date(now.getTime() + 60_000));
    expect(mailer.sent).toHaveLength(before + 1);
  }
});
