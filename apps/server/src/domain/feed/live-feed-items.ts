import { type Body, type Contract, contract } from '@cadenza/contract';
import { plain, sort, time, USERS_BY_GUID, type View, view } from '../../db/view.js';
import { append } from '../../events/outbox.js';
import { forbidden } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { namedUser } from '../records.js';
import { requireReference } from '../references.js';
import { aboutPerson, ofUser } from '../visibility.js';
import { linksOnly } from './rules.js';

/** Items are their user's (and admins'), while they see the person. */
export const liveFeedItemsView: View = view(contract.resources.live_feed_items, {
  table: 'live_feed_items',
  sight: aboutPerson('r.person_id'),
  columns: [
    `json_build_object('should_alert', false, 'should_alert_until', NULL) AS alert_metadata`,
    time('event_occurred_at'),
    plain('event_type', 'id', 'message'),
    `json_build_object('person_id', r.person_id) AS metadata`,
    `'/app/people/' || r.person_id AS path`,
    `'' AS rollup_key`,
    `(SELECT p.name FROM people p WHERE p.team_id = r.team_id AND p.id = r.person_id) AS title`,
    `(SELECT u.guid FROM users u WHERE u.team_id = r.team_id AND u.id = r.user_id) AS user_guid`,
  ].join(', '),
  visible: ofUser('r'),
  filters: { ids: 'r.id', user_guid: { lookup: USERS_BY_GUID, column: 'r.user_id' } },
  sorts: { event_occurred_at: sort('r.event_occurred_at') },
});

/**
 * Puts an item into a user's feed, once for each key: sent again it is the first one. @returns its id
 * @throws AppError forbidden for who is no admin and names a colleague, invalid
 */
export async function addLiveFeedItem(
  command: Command,
  body: Body<Contract['operations']['third_party_live_feed_items']>,
): Promise<number> {
  const { tx, principal, now } = command;
  const user = (await namedUser(command, { guid: body.user_guid })) ?? principal.userId;
  if (user !== principal.userId && !principal.admin)
    throw forbidden('Only team admins may tell colleagues something');
  await requireReference(command, 'people', 'subject_id', body.subject_id);
  const made = await tx
    .insertInto('live_feed_items')
    .values({
      team_id: principal.teamId,
      created_at: now,
      user_id: user,
      person_id: body.subject_id,
      event_type: 'third_party',
      event_occurred_at: body.event_occurred_at,
      message: linksOnly(body.message),
      idempotency_key: body.idempotency_key,
    })
    .onConflict((conflict) => conflict.columns(['team_id', 'user_id', 'idempotency_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) {
    await append(command, 'live_feed_item_created', made.id);
    return made.id;
  }
  const first = await tx
    .selectFrom('live_feed_items')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('user_id', '=', user)
    .where('idempotency_key', '=', body.idempotency_key)
    .executeTakeFirstOrThrow();
  return first.id;
}
