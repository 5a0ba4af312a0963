import { EMAIL_COLUMNS, type EmailRow } from '../db/columns.js';
import { anyOf } from '../db/any-of.js';
import type { Tx } from '../db/connect.js';
import { composeLetter, type Letter } from '../domain/activities/email-letter.js';
import { forecast } from './forecast.js';
import type { Ahead, Compose, OnItsWay } from './forecast-types.js';
import { type Outlook, readOutlook } from './forecast-facts.js';

/** A letter of the ledger, or one that may come to be. */
export type AnyLetter = Letter & Partial<EmailRow>;

/** What the engine will do with these memberships, with the letters it will write. */
export async function lookAhead(
  tx: Tx,
  teamId: number,
  ids: readonly number[],
  now: Date,
): Promise<{
  outlook: Outlook;
  ahead: Map<number, Ahead<AnyLetter>>;
  onItsWay: ReadonlyMap<number, OnItsWay<AnyLetter>>;
}> {
  const outlook = await readOutlook(tx, teamId, ids, now);
  const onItsWay = await readOnItsWay(tx, teamId, outlook);
  const compose: Compose<AnyLetter> = ({ standing, action }, at, mailboxId, previous) =>
    composeLetter(tx, standing, action, at, {
      mailboxId,
      previous: previous && { subject: previous.subject },
    });
  return { outlook, onItsWay, ahead: await forecast(outlook, now, compose, onItsWay) };
}

/** E-mails of live actions: queued ones leave at their time, others wait for a person. */
async function readOnItsWay(
  tx: Tx,
  teamId: number,
  { runs }: Outlook,
): Promise<Map<number, OnItsWay<AnyLetter>>> {
  const ids = runs.flatMap(({ live }) => live.map((action) => action.id));
  if (ids.length === 0) return new Map();
  const emails = await tx
    .selectFrom('emails')
    .select(EMAIL_COLUMNS)
    .where('team_id', '=', teamId)
    .where('action_id', '=', anyOf(ids))
    .where('state', 'in', ['queued', 'sending', 'uncertain', 'failed'])
    .execute();
  return new Map(
    emails.map((email) => [
      email.action_id as number,
      {
        letter: email,
        at: email.state === 'queued' || email.state === 'sending' ? email.send_after : null,
        reason: email.state_reason,
      },
    ]),
  );
}
