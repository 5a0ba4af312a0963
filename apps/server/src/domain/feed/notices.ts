import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { plain, ref, sort, time, type View, view } from '../../db/view.js';
import { append } from '../../events/outbox.js';
import { notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { aboutPersonOrNobody, ofUser, ofUserSeenBy } from '../visibility.js';
import { forgetNoticeMails } from './notice-mails.js';
import { MESSAGE } from './notice-words.js';

type Spec = Contract['resources']['notices'];

/** How long notices are kept. */
const KEPT_DAYS = 90;
const FORGOTTEN_AT_ONCE = 1000;

/** Notices are their user's (and admins'), while they see the person. */
const noticesView: View = view(contract.resources.notices, {
  table: 'notices',
  sight: aboutPersonOrNobody('r.person_id'),
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    plain('kind'),
    `${MESSAGE} AS message`,
    '(r.read_at IS NOT NULL) AS read',
    time('read_at'),
    plain('resource', 'resource_id'),
    ref('user_id', '/v2/users/', 'user'),
    ref('person_id', '/v2/people/', 'person'),
  ].join(', '),
  visible: ofUser('r'),
  filters: {
    ids: 'r.id',
    kind: 'r.kind',
    user_id: 'r.user_id',
    person_id: 'r.person_id',
    read: { words: { true: 'r.read_at IS NOT NULL', false: 'r.read_at IS NULL' } },
  },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});

/** @throws AppError not_found for what is somebody else's */
async function updateNotice(command: Command, id: number, { read }: Body<Spec['update']>): Promise<void> {
  const { tx, principal, now } = command;
  const { rows } = await sql`
    UPDATE notices SET updated_at = ${now}, read_at = CASE ${read ?? null}::boolean WHEN true THEN coalesce(read_at, ${now}) WHEN false THEN NULL ELSE read_at END
    WHERE team_id = ${principal.teamId} AND id = ${id} AND ${ofUserSeenBy(principal, 'notices')} RETURNING 1 AS found`.execute(
    tx,
  );
  if (rows.length === 0) throw notFound();
  await append(command, 'notice_updated', id);
}

/** Removes notices that are older than 90 days, by the clocks of their teams. @returns how many */
export async function forgetNotices(db: Db, wall: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    DELETE FROM notices n USING (SELECT k.team_id, k.id FROM teams t CROSS JOIN LATERAL (
      SELECT o.team_id, o.id FROM notices o WHERE o.team_id = t.id
        AND o.created_at <= ${wall}::timestamptz + t.clock_offset_ms * interval '1 millisecond' - ${KEPT_DAYS}::integer * interval '1 day'
      ORDER BY o.created_at, o.id LIMIT ${FORGOTTEN_AT_ONCE}) k LIMIT ${FORGOTTEN_AT_ONCE}) f
    WHERE n.team_id = f.team_id AND n.id = f.id`.execute(db);
  return Number(numAffectedRows) + (await forgetNoticeMails(db, wall, KEPT_DAYS));
}

/** The notices resource. */
export const notices = { view: noticesView, update: updateNotice };
