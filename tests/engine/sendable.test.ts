import fc from 'fast-check';
import { domainToASCII } from 'node:url';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tidyAddress } from '../../apps/server/src/kernel/address.js';
import { createEngine, type Engine } from '../../apps/server/src/engine/engine.js';
import { buildMailer } from '../../apps/server/src/mail-parts.js';
import { unsubscribeUrl } from '../../apps/server/src/server.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';
import { log } from './support.js';

let server: TestServer;
let engine: Engine;
let smtp: SMTPServer;
let rep: Caller;
const arrived: string[][] = [];
beforeAll(async () => {
  server = await createTestServer();
  const { config } = server.context;
  engine = createEngine({
    database: server.database,
    mailer: buildMailer(config, server.database),
    clock: server.clock,
    log,
    tickMs: 50,
    publicUrl: config.publicUrl,
    unsubscribeUrl: unsubscribeUrl(config),
  });
  smtp = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    closeTimeout: 50,
    onAuth: (_auth, _session, done) => done(null, { user: 'rep' }),
    onData: (stream, session, done) => {
      stream.resume();
      stream.on('end', () => {
        arrived.push(session.envelope.rcptTo.map(({ address }) => address));
        done(null, 'taken');
      });
    },
  });
  smtp.on('error', () => undefined);
  const port = await new Promise<number>((resolve) => {
    const listening = smtp.listen(0, '127.0.0.1', () =>
      resolve((listening.address() as { port: number }).port),
    );
  });
  rep = await server.team();
  const box = await rep.call('POST', '/v2/mailboxes', {
    email_address: 'rep@sender.test',
    smtp_host: '127.0.0.1',
    smtp_port: port,
    smtp_security: 'none',
    username: 'rep',
    password: 'secret',
  });
  expect(box.status, box.text).toBe(200);
});
afterAll(async () => {
  await engine.stop();
  await new Promise<void>((resolve) => {
    smtp.close(() => resolve());
  });
  await server.close();
});

// Comments, groups, lists, quoted and over-long local parts, letters that need SMTPUTF8, addresses of numbers.
const NONE = [
  'upper(c)@x.test',
  '(c)upper@x.test',
  'upper@x.test(c)',
  'upper@(c)x.test',
  'Team: a@x.test, b@x.test;',
  'a@x.test,b@x.test',
  'a@x.test;b@x.test',
  'Ann <ann@x.test>',
  '"ann lee"@x.test',
  '"ann"@x.test',
  'ann\\@x.test',
  'ann[1]@x.test',
  'ann@[192.0.2.10]',
  'ann@192.0.2.10',
  'ann lee@x.test',
  'ann@x y.test',
  'ann\r\nRCPT TO:<b@x.test>@x.test',
  'ann\t@x.test',
  'ann@b@x.test',
  'a..b@x.test',
  '.a@x.test',
  'a.@x.test',
  'jörg@x.test',
  'анна@x.test',
  '李@x.test',
  'ann@x',
  'ann@-x.test',
  'ann@x..test',
  '@x.test',
  'ann@',
  `${'a'.repeat(65)}@x.test`,
  `a@${'b'.repeat(64)}.test`,
  `a@${'b.'.repeat(130)}test`,
  `${'a'.repeat(64)}@${`${'b'.repeat(60)}.`.repeat(3)}${'c'.repeat(10)}.test`,
];
const SOME = [
  "o'hara+news=1@x.test",
  'Ann.Lee@Example.TEST',
  '#!$%&*/=?^_`{|}~-@x.test',
  `${'a'.repeat(64)}@x.test`,
  'ann@müller.test',
  'ann@例。测试',
  'ａnn.wide＠x.test',
  'mailto:link@x.test',
];

it('an address is refused at once, or mail to it arrives at exactly that address', async () => {
  const text = fc
    .tuple(
      fc.string({
        unit: fc.constantFrom(...'aZ09.+-_\'*()[]<>,;:"\\ @\t\nöл李'.split('')),
        minLength: 1,
        maxLength: 6,
      }),
      fc.constantFrom('x.test', 'Sub.X.test', 'müller.test', 'x.test.', '[x.test]', 'x'),
    )
    .map(([local, domain]) => `${local}@${domain}`);
  const kept = new Map<string, string>();
  const write = async (given: string, counts: boolean) => {
    const made = await rep.call('POST', '/v2/people', { email_address: given, first_name: 'Ann' });
    expect([200, 422], given).toContain(made.status);
    const id = made.body.data?.id;
    if (made.status === 422) {
      // Two of the inputs may mean one person.
      expect(made.body.errors.email_address?.[0], given).toMatch(/valid e-mail address|taken/);
      expect(counts, given).toBe(false);
      const body = { person_id: await anybody(), subject: 'x', body: 'x', cc: [given] };
      if (made.body.errors.email_address[0].includes('taken')) return;
      const copy = await rep.call('POST', '/v2/scheduled_emails', body);
      expect([copy.status, Object.keys(copy.body.errors ?? {})], given).toEqual([422, ['cc']]);
      return;
    }
    const sent = await rep.call('POST', '/v2/scheduled_emails', { person_id: id, subject: 'x', body: 'x' });
    expect(sent.status, sent.text).toBe(200);
    kept.set(given, made.body.data.email_address);
  };
  let somebody: number | undefined;
  const anybody = async () => {
    somebody ??= (await rep.call('POST', '/v2/people', { email_address: 'some@body.test' })).body.data.id;
    return somebody;
  };
  for (const given of NONE) {
    await write(given, false);
    expect(kept.has(given), given).toBe(false);
  }
  for (const given of SOME) await write(given, true);
  for (const given of new Set(fc.sample(text, { numRuns: 120, seed: 7 }))) await write(given, false);
  await engine.runOnce(server.clock.now());
  // The sink shows domains in their own script.
  const wire = (address: string) => {
    const at = address.lastIndexOf('@');
    return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`;
  };
  expect(kept.size).toBeGreaterThan(SOME.length);
  expect(arrived.map((to) => wire(to.join())).toSorted()).toEqual([...kept.values()].map(wire).toSorted());
  for (const [given, address] of kept) expect(tidyAddress(given).normalize('NFKC')).toBe(address);
});
