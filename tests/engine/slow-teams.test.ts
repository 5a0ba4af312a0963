import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSender } from '../../apps/server/src/engine/sending/sender.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { testDatabase } from '../support/database.js';
import { log, memoryMailer, MONDAY } from './support.js';

let made: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  made = await testDatabase();
});
afterAll(() => made.close());

const PATIENCE = { timeout: 60_000 };

let ids = 0;
/** So many teams, each with mailboxes and queued e-mails of them in turn. @returns their ids */
async function teams(count: number, mailboxes: number, emails: number): Promise<number[]> {
  const from = (ids += 1);
  ids += count;
  const numbers = `generate_series(${from}, ${ids - 1}) t`;
  const own = `team_id, id, created_at, updated_at`;
  const at = `'${MONDAY.toISOString()}'::timestamptz`;
  await made.database.pool.query(`
    INSERT INTO teams (id, name, created_at, updated_at) SELECT t, 'Team ' || t, ${at}, ${at} FROM ${numbers};
    INSERT INTO users (${own}, guid, email) SELECT t, t, ${at}, ${at}, gen_random_uuid(), t || '@rep.test' FROM ${numbers};
    INSERT INTO mailboxes (${own}, user_id, kind, email_address)
      SELECT t, t * 100 + m, ${at}, ${at}, t, 'smtp', t || '-' || m || '@rep.test' FROM ${numbers}, generate_series(1, ${mailboxes}) m;
    INSERT INTO people (${own}, email_address) SELECT t, t, ${at}, ${at}, t || '@person.test' FROM ${numbers};
    INSERT INTO emails (${own}, user_id, person_id, state, state_reason, state_changed_at, send_after, message_id, from_address, to_address,
        subject, body_html, body_text, mailbox_id)
      SELECT t, t * 10000 + e, ${at}, ${at}, t, t, 'queued', '', ${at}, ${at}, '<' || t || '-' || e || '@x.test>', 'rep@rep.test', t || '@person.test',
        's', 'b', 'b', t * 100 + 1 + e % ${mailboxes} FROM ${numbers}, generate_series(1, ${emails}) e`);
  return Array.from({ length: count }, (_, n) => from + n);
}

it.each([
  [2, 14, 200],
  [5, 6, 80],
  [20, 3, 24],
  [300, 1, 2],
])(
  '%i huge teams whose %i mail servers each do not answer: each has some in hand, and whoever becomes due then begins next',
  async (count, mailboxes, emails) => {
    const slow = new Set(await teams(count, mailboxes, emails));
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const begun: number[] = [];
    const mailer = memoryMailer(async ({ teamId }) => {
      begun.push(teamId);
      if (slow.has(teamId)) await answered;
      return { kind: 'sent', reply: '250 OK' };
    });
    const sender = createSender({ database: made.database, mailer, log, clock: manualClock(MONDAY) });
    let inHand = 0;
    for (let taken = -1; taken !== 0; inHand += taken) taken = await sender.more();
    await expect.poll(() => begun.length, PATIENCE).toBe(inHand);
    expect(new Set(begun)).toEqual(slow);
    for (let n = 0; n < 3; n += 1) {
      const [small] = await teams(1, 1, 1);
      expect(await sender.more()).toBe(1);
      await expect.poll(() => begun.length, PATIENCE).toBe(inHand + n + 1);
      expect(begun.at(-1)).toBe(small);
      await expect
        .poll(async () => {
          const { rows } = await made.database.pool.query('SELECT state FROM emails WHERE team_id = $1', [
            small,
          ]);
          return rows;
        }, PATIENCE)
        .toEqual([{ state: 'sent' }]);
    }
    answer();
    await sender.idle();
    expect(new Set(mailer.sent.map(({ messageId }) => messageId)).size).toBe(begun.length);
    await made.database.pool.query("UPDATE emails SET state = 'cancelled' WHERE state = 'queued'");
  },
  240_000,
);
