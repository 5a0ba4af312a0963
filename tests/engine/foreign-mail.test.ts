import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MailboxSession } from '../../apps/server/src/engine/ports.js';
import { syncMailbox } from '../../apps/server/src/engine/receiving/receive.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { createForeignReader } from '../../apps/server/src/mail/foreign/reader.js';
import { testDatabase } from '../support/database.js';
import { conversation, mailbox, raw } from './receiving.support.js';
import { days, log, MONDAY, type World, world } from './support.js';

describe('what a stranger can send', () => {
  let made: Awaited<ReturnType<typeof testDatabase>>;
  let w: World;
  const foreign = createForeignReader({ timeMs: 3_000 });

  beforeAll(async () => {
    made = await testDatabase();
  });
  afterAll(async () => {
    await foreign.close();
    await made?.close();
  });

  /** An inbox with these messages; a deadly one breaks the connection as soon as it is asked for. */
  function inbox(messages: readonly Buffer[], deadly: ReadonlySet<number> = new Set()) {
    const asked: number[][] = [];
    let usable = true;
    const hit = (uids: readonly number[]) => {
      asked.push([...uids]);
      if (!uids.some((uid) => deadly.has(uid))) return;
      usable = false;
      throw new Error('Connection closed');
    };
    const session = (): MailboxSession => {
      usable = true;
      return {
        folders: async () => [{ path: 'INBOX', role: 'inbox' }],
        open: async (folder) => ({ ...folder, uidValidity: 1, uidNext: messages.length + 1 }),
        newUids: async (after) => messages.map((_, n) => n + 1).filter((uid) => uid > after),
        heads: async (uids) => {
          hit(uids);
          return uids.map((uid) => {
            const message = messages[uid - 1] as Buffer;
            const end = message.indexOf('\r\n\r\n');
            const headers = message.subarray(0, end === -1 ? undefined : end);
            return { uid, flags: new Set<string>(), arrivedAt: days(MONDAY, 1), headers };
          });
        },
        source: async (uid) => messages[uid - 1],
        waitForNews: async () => undefined,
        usable: () => usable,
        close: async () => undefined,
      };
    };
    return { session, asked };
  }

  async function scene() {
    w = await world(made.database, {}, { time_zone: 'UTC' });
    const c = await conversation(w);
    const box = await mailbox(w);
    const clock = manualClock(days(MONDAY, 1));
    const watched = { teamId: w.teamId, mailboxId: box, connectedAt: MONDAY };
    const sync = (session: MailboxSession) =>
      syncMailbox({ database: made.database, clock, log, foreign }, watched, session, () => true);
    return { c, box, sync };
  }
  const received = () =>
    made.database.kysely
      .selectFrom('received_messages')
      .select(['kind', 'uid', 'unreadable'])
      .where('team_id', '=', w.teamId)
      .orderBy('id')
      .execute();
  const counted = (id: number) =>
    made.database.kysely
      .selectFrom('mailboxes')
      .select('unreadable_messages')
      .where('id', '=', id)
      .executeTakeFirst();

  it('is recorded as unreadable and counted, the watermark moves on, and nothing is read again', async () => {
    const { c, box, sync } = await scene();
    const answer = raw({ from: c.address, inReplyTo: c.messageId });
    const { session, asked } = inbox([
      raw({ from: `${'a:b;'.repeat(60_000)}`, subject: 'x' }),
      Buffer.from(`Subject: ${'x'.repeat(1_000_000)}`),
      raw({
        from: 'mailer-daemon@evil.test',
        headers: { 'Content-Type': 'multipart/mixed; boundary=b' },
        body: '--b\r\n\r\nx\r\n'.repeat(100_000),
      }),
      Buffer.alloc(100_000),
      answer,
    ]);
    expect(await sync(session())).toBeGreaterThanOrEqual(3);
    const records = await received();
    expect(records.filter(({ unreadable }) => unreadable !== null)).toEqual(
      expect.arrayContaining([
        { kind: 'other', uid: 2, unreadable: 'Its header is longer than 256 kB.' },
        { kind: 'other', uid: 3, unreadable: 'It has more than 1000 parts.' },
      ]),
    );
    expect(records.at(-1)).toEqual({ kind: 'reply', uid: 5, unreadable: null });
    expect(await counted(box)).toEqual({
      unreadable_messages: records.filter(({ unreadable }) => unreadable !== null).length,
    });
    const before = asked.length;
    expect(await sync(session())).toBe(0);
    expect(asked.length).toBe(before);
  });

  it('is tried a few times when it ends the connection or the process, alone, and then passed over', async () => {
    const { c, box, sync } = await scene();
    const answer = (n: number) => raw({ from: c.address, inReplyTo: c.messageId, subject: `${n}` });
    const { session, asked } = inbox([answer(1), answer(2), answer(3), answer(4)], new Set([3]));
    let failures = 0;
    for (; failures < 20; failures += 1) {
      try {
        await sync(session());
        break;
      } catch {
        // As after any broken connection: the next visit begins anew.
      }
    }
    expect(failures).toBeLessThanOrEqual(4);
    expect((await received()).map(({ uid, unreadable }) => [uid, unreadable === null])).toEqual([
      [1, true],
      [2, true],
      [3, false],
      [4, true],
    ]);
    expect(asked.filter((uids) => uids.includes(3)).length).toBeLessThanOrEqual(4);
    expect(await counted(box)).toEqual({ unreadable_messages: 1 });
  });

  it('is never taken for poison when the database is what fails', async () => {
    const { c, sync } = await scene();
    const { session } = inbox([raw({ from: c.address, inReplyTo: c.messageId })]);
    const broken = session();
    // The work ends after the message was read, again and again.
    for (let n = 0; n < 8; n += 1) {
      await made.database.kysely.schema.alterTable('received_messages').renameTo('away').execute();
      await expect(sync(broken)).rejects.toThrow();
      await made.database.kysely.schema.alterTable('away').renameTo('received_messages').execute();
    }
    expect(await sync(session())).toBe(1);
    expect(await received()).toEqual([{ kind: 'reply', uid: 1, unreadable: null }]);
  });
});
