import { expect } from 'vitest';
import { receiveMessage } from '../../../apps/server/src/engine/receiving/receive.js';
import { engineOf, memoryMailer } from '../../engine/support.js';
import { cadenceOfTwo, prepareDue, type Queued, queued, somebody } from './queued.js';
import type { EventWalk } from './walk.js';

let letters = 0;

/** Somebody's answer, or a report about the e-mail. @returns the received message's id */
async function arrives(walk: EventWalk, to: Queued, headers: object, body: string): Promise<number> {
  letters += 1;
  const [sent] = await walk.sql<{ message_id: string }>('SELECT message_id FROM emails WHERE id = $1', [
    to.email,
  ]);
  const all = {
    From: to.address,
    To: 'rep@sender.example',
    Subject: 'Re: S',
    'Message-ID': `<events${letters}@customer.test>`,
    'In-Reply-To': sent?.message_id,
    'Content-Type': 'text/plain; charset=utf-8',
    ...headers,
  };
  const text = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const at = new Date(walk.server.clock.now().getTime() + letters * 60_000);
  const arrival = {
    teamId: walk.team,
    mailboxId: null,
    folder: null,
    role: 'inbox',
    uidValidity: null,
    uid: null,
    flags: new Set<string>(),
    receivedAt: at,
  } as const;
  await walk.happens('a message arrives', () =>
    receiveMessage(walk.server.database, arrival, Buffer.from(`${text.join('\r\n')}\r\n\r\n${body}\r\n`), at),
  );
  const [received] = await walk.sql<{ id: number }>(
    'SELECT max(id) AS id FROM received_messages WHERE team_id = $1',
    [walk.team],
  );
  return received?.id as number;
}

const LEAVES = { remove_replies_enabled: true, remove_bounces_enabled: true };

/** Somebody who has the first e-mail. */
async function written(walk: EventWalk, fields: object = {}, settings: object = LEAVES): Promise<Queued> {
  const to = await queued(walk, fields, settings);
  await walk.happens('the engine sends', () =>
    engineOf(walk.server.database, memoryMailer()).runOnce(walk.server.clock.now()),
  );
  return to;
}

const bounce = (address: string) => ({
  headers: {
    From: 'MAILER-DAEMON@mx.customer.test',
    Subject: 'Undelivered Mail Returned to Sender',
    'Auto-Submitted': 'auto-replied',
    'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
  },
  body: [
    '--b\r\nContent-Type: text/plain\r\n\r\nNo such user.\r\n',
    '--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.customer.test\r\n',
    `Final-Recipient: rfc822; ${address}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 No such user\r\n`,
    '--b--\r\n',
  ].join('\r\n'),
});

/** What comes back, what it changes, and what takes that back. */
export async function received(walk: EventWalk): Promise<void> {
  const answered = await written(walk);
  const reply = await arrives(walk, answered, {}, 'Thank you, call me.');
  expect((await walk.go('received_message_undo', reply)).types).toContain('cadence_membership_updated');
  await walk.nothing('received_message_undo', reply);

  const [thread] = await walk.sql<{ id: number }>('SELECT max(id) AS id FROM threads WHERE team_id = $1', [
    walk.team,
  ]);
  await walk.go('threads.update', thread?.id, { done: true });
  const [notice] = await walk.sql<{ id: number }>('SELECT max(id) AS id FROM notices WHERE team_id = $1', [
    walk.team,
  ]);
  await walk.go('notices.update', notice?.id, { read: true });
  const away = { kind: 'auto_reply' };
  expect((await walk.go('received_message_reclassify', reply, away)).types).toContain('thread_updated');
  await walk.nothing('received_message_reclassify', reply, away);
  const gone = await walk.go('received_message_reclassify', reply, { kind: 'unsubscribe' });
  expect(gone.types).toContain('suppression_created');
  const back = await walk.go('received_message_reclassify', reply, { kind: 'reply' });
  expect(back.types).toContain('suppression_deleted');
  await walk.go('received_message_mark', reply, { positive: true });
  await walk.make('suppressions', { value: answered.address });
  const stronger = await walk.go('received_message_reclassify', reply, { kind: 'unsubscribe' });
  expect(stronger.types).toContain('suppression_updated');

  const failed = await written(walk);
  const report = bounce(failed.address);
  const first = await arrives(walk, failed, report.headers, report.body);
  expect((await walk.go('received_message_undo', first)).types).toContain('suppression_deleted');
  const known = await written(walk);
  await walk.make('suppressions', { value: known.address });
  const again = bounce(known.address);
  const second = await arrives(walk, known, again.headers, again.body);
  expect((await walk.go('received_message_undo', second)).types).toContain('suppression_updated');
  const twice = await written(walk);
  const wish = await arrives(walk, twice, {}, 'Unsubscribe');
  await arrives(walk, twice, {}, 'Unsubscribe');
  expect((await walk.go('received_message_undo', wish)).types).toContain('suppression_created');

  const please = 'Hello, please remove me from your list.';
  for (const before of [false, true]) {
    const asks = await written(walk, {}, {});
    const message = await arrives(walk, asks, {}, 'Not for us, thank you.');
    // Another e-mail to them stands in the queue.
    await onAnother(walk, asks);
    if (before) await walk.make('suppressions', { value: asks.address });
    const { types } = await walk.go('received_message_opt_out', message);
    expect(types).toContain('email_updated');
  }
  const other = await written(walk);
  const dismissed = await arrives(walk, other, { 'In-Reply-To': '<unknown@x.test>' }, please);
  await walk.sql(`UPDATE received_messages SET suggestion = 'opt_out' WHERE id = $1`, [dismissed]);
  await walk.go('received_message_dismiss', dismissed);
}

async function onAnother(walk: EventWalk, { person }: Queued): Promise<void> {
  const { cadence } = await cadenceOfTwo(walk);
  await walk.make('cadence_memberships', { person_id: person, cadence_id: cadence });
  await prepareDue(walk);
}

/** What other programs fetched or sent. */
export async function handedOver(walk: EventWalk): Promise<void> {
  const mailbox = 'outside@sender.example';
  await walk.make('mailboxes', { email_address: mailbox, smtp_host: 'smtp.sender.example', password: 'x' });
  const over = async (to: Queued, words: string, headers: object = {}) => {
    letters += 1;
    const [sent] = await walk.sql<{ message_id: string }>('SELECT message_id FROM emails WHERE id = $1', [
      to.email,
    ]);
    const all = {
      From: to.address,
      To: mailbox,
      Subject: 'Re: S',
      'Message-ID': `<events${letters}@customer.test>`,
      'In-Reply-To': sent?.message_id,
      ...headers,
    };
    const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    const raw = Buffer.from(`${head.join('')}\r\n${words}\r\n`).toString('base64url');
    return (await walk.go('external_emails', '', { mailbox, raw })).types;
  };
  const account = await walk.make('accounts', { name: 'O', domain: 'o.example' });
  const answers = await written(walk, { account_id: account });
  expect(await over(answers, 'Thank you, call me.')).toContain('thread_created');
  expect(await over(answers, 'And another thing: not before Tuesday.')).toContain('thread_updated');
  // By hand, to somebody who was not written to before.
  const { address } = await somebody(walk, { account_id: account });
  const byHand = { From: mailbox, To: address, 'In-Reply-To': '<none@sender.example>' };
  expect(await over({ ...answers, address }, 'As promised.', byHand)).toContain('account_updated');
  const please = 'Hello, please remove me from your list.';
  expect(await over(await written(walk), please)).toContain('suppression_created');
  const known = await written(walk);
  await walk.make('suppressions', { value: known.address });
  expect(await over(known, please)).toContain('suppression_updated');
}
