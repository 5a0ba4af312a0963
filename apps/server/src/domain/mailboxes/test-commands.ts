import type { Command } from '../command.js';
import { say } from '../said.js';
import { setMailboxTrouble } from './health-commands.js';
import { setTransportWorking } from './transport-commands.js';

/** How long a failed test keeps the engine from trying, in milliseconds; it goes on by itself after that. */
const RETRY_AFTER_TEST_MS = 15 * 60_000;

/** What a server did when it was tried. */
export interface ServerTest {
  ok: boolean;
  /** For the person who typed the settings. */
  explanation: string;
  server: string | null;
  server_said: string | null;
  failed_at: 'dns' | 'connection' | 'tls' | 'authentication' | 'policy' | 'protocol' | null;
}

/** What trying a mailbox's servers found; null: it has none of that kind. */
export interface MailboxTest {
  ok: boolean;
  smtp: ServerTest | null;
  imap: ServerTest | null;
}

/**
 * What a test found stands on the mailbox: it may send again at once, or is left alone for a while.
 * @param wall now of the wall clock, which the server's own transport goes by
 */
export async function recordMailboxTest(
  { tx, principal, now }: Command,
  id: number,
  { smtp, imap }: MailboxTest,
  wall: Date,
): Promise<void> {
  const { teamId, userId } = principal;
  await tx
    .updateTable('mailboxes')
    .set({ checked_at: now, updated_at: now })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
  const failed = [smtp, imap].find((each) => each?.ok === false);
  if (smtp?.ok) {
    const reason = failed
      ? say('mailbox_test', { found: 'sends_only' }, { quote: failed.explanation })
      : say('mailbox_test', { found: 'works' });
    await setTransportWorking(tx, { teamId, mailboxId: id, now, wall }, userId, reason);
    return;
  }
  await setMailboxTrouble(tx, teamId, id, now, {
    health: failed?.failed_at === 'connection' || failed?.failed_at === 'dns' ? 'failing' : 'blocked',
    reason: failed
      ? say('mailbox_test', { found: 'fails' }, { quote: failed.explanation })
      : say('mailbox_test', { found: 'no_credentials' }),
    retryAt: new Date(now.getTime() + RETRY_AFTER_TEST_MS),
  });
}
