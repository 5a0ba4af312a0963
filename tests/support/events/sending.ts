import { simpleParser } from 'mailparser';
import { expect } from 'vitest';
import { secretKeys } from '../../../apps/server/src/config.js';
import { createEngine } from '../../../apps/server/src/engine/engine.js';
import type { SendResult } from '../../../apps/server/src/engine/ports.js';
import { trackingLinks, trackingTokens } from '../../../apps/server/src/kernel/tracking-token.js';
import { log, memoryMailer, type TakenMessage } from '../../engine/support.js';
import { prepareDue, queued, somebody } from './queued.js';
import type { EventWalk, Told } from './walk.js';

const TAKEN: SendResult = { kind: 'sent', reply: '250 OK' };
const BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** The engine's round, with a mail server that answers so. */
async function sends(
  walk: EventWalk,
  what: string,
  answer?: (message: TakenMessage) => SendResult,
): Promise<{ told: Told[]; sent: TakenMessage[] }> {
  const { server } = walk;
  // (What lies due of other scenes goes out beside it.)
  const own = (message: TakenMessage) => message.teamId === walk.team;
  const mailer = memoryMailer((message) => (answer && own(message) ? answer(message) : TAKEN));
  const tokens = trackingTokens(secretKeys(server.context.config));
  const told = await walk.happens(what, async () => {
    const engine = createEngine({
      database: server.database,
      mailer,
      clock: server.clock,
      log,
      tickMs: 50,
      publicUrl: 'http://cadenza.test',
      tracking: trackingLinks('http://cadenza.test', tokens),
    });
    await engine.runOnce(server.clock.now());
    await engine.stop();
  });
  return { told, sent: mailer.sent.filter(own) };
}

/** Broken off when it had begun, and taken the next time. */
function brokenOff(): () => SendResult {
  let times = 0;
  return () => {
    times += 1;
    return times === 1 ? { kind: 'withdrawn' } : TAKEN;
  };
}

const typesOf = (told: readonly Told[]) => told.map(({ type }) => type);

/** Recipients open what they got, and follow its links. */
export async function visits(walk: EventWalk): Promise<void> {
  const account = await walk.make('accounts', { name: 'V', domain: 'v.example' });
  await queued(walk, { account_id: account }, { open_tracking: true, click_tracking: true });
  const { sent } = await sends(walk, 'the engine sends what is tracked');
  const html = String((await simpleParser(sent.at(-1)?.raw ?? '')).html);
  for (const kind of ['t/o/', 't/c/', 't/o/']) {
    const url = html.split('"').find((part) => part.includes(`/${kind}`)) ?? '';
    walk.server.clock.advance(3_600_000);
    const told = await walk.happens(`a recipient visits ${kind}`, () =>
      walk.server.app.inject({
        url: url.replace('http://cadenza.test', ''),
        headers: { 'user-agent': BROWSER },
      }),
    );
    expect(typesOf(told)).toContain('email_updated');
  }
}

async function mailboxOf(walk: EventWalk, address: string): Promise<number> {
  return walk.make('mailboxes', { email_address: address, smtp_host: 'smtp.sender.example', password: 'x' });
}

const dueNow = (person: number, more: object) => ({
  person_id: person,
  subject: 'S',
  body: '<p>B</p>',
  ...more,
});

/** A mailbox is turned down, works again, and what had begun is put back. */
export async function mailboxTrouble(walk: EventWalk): Promise<void> {
  const mailbox = await mailboxOf(walk, 'trouble@sender.example');
  const { person } = await somebody(walk);
  await walk.make('scheduled_emails', dueNow(person, { mailbox_id: mailbox }));
  for (const trouble of ['connection', 'auth'] as const) {
    const { told } = await sends(walk, `a mailbox is turned down: ${trouble}`, () => ({
      kind: 'refused',
      permanent: false,
      reply: '421 no',
      trouble,
    }));
    expect(typesOf(told)).toEqual(expect.arrayContaining(['mailbox_updated', 'email_updated']));
    walk.server.clock.advance(2 * 86_400_000);
  }
  await walk.sql(`UPDATE mailboxes SET retry_at = NULL WHERE id = $1`, [mailbox]);
  await walk.sql(`UPDATE emails SET send_after = $2 WHERE team_id = $1`, [
    walk.team,
    walk.server.clock.now(),
  ]);
  const back = await sends(walk, 'what had begun is put back, and the mailbox works again', brokenOff());
  expect(typesOf(back.told)).toEqual(expect.arrayContaining(['mailbox_updated', 'email_updated']));
}

/** A copy is refused, waits, begins and is put back, and is accepted. */
export async function copies(walk: EventWalk): Promise<void> {
  const { person } = await somebody(walk);
  const colleague = await somebody(walk);
  await walk.make(
    'scheduled_emails',
    dueNow(person, { cc: [colleague.address], bcc: ['crm@sender.example'] }),
  );
  const { told } = await sends(walk, 'a copy does not exist, another waits', () => ({
    kind: 'sent',
    reply: '250 OK',
    recipients: [
      {
        address: colleague.address,
        accepted: false,
        permanent: true,
        reply: '550 5.1.1',
        noSuchAddress: true,
      },
      {
        address: 'crm@sender.example',
        accepted: false,
        permanent: false,
        reply: '450',
        noSuchAddress: false,
      },
    ],
  }));
  expect(typesOf(told)).toEqual(expect.arrayContaining(['email_updated', 'suppression_created']));
  walk.server.clock.advance(86_400_000);
  const back = await sends(walk, 'a copy is put back, and accepted then', brokenOff());
  expect(typesOf(back.told)).toContain('email_updated');
}

/** A colleague takes over what lies open when a leave begins. */
export async function handOvers(walk: EventWalk): Promise<void> {
  const cadence = await walk.make('cadences', { name: 'Calls', shared: true });
  await walk.make('steps', { cadence_id: cadence, type: 'phone', name: 'Call', day: 1 });
  const { person } = await somebody(walk);
  await walk.make('cadence_memberships', { person_id: person, cadence_id: cadence });
  await prepareDue(walk);
  const today = walk.server.clock.now().toISOString().slice(0, 10);
  await walk.go('user_absences.create', '', {
    starts_on: today,
    ends_on: '2026-12-31',
    mode: 'hand_over',
    hand_over_to_id: walk.colleague.principal.userId,
  });
  await sends(walk, 'a leave begins');
  await sends(walk, 'what is due again is passed on');
  const [action] = (await walk.admin.call('GET', `/v2/actions?person_id=${person}`)).body.data;
  expect(action.user.id).toBe(walk.colleague.principal.userId);
}
