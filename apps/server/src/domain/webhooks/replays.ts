import type { Body, Contract, WebhookType } from '@cadenza/contract';
import { sql } from 'kysely';
import { invalid } from '../../kernel/errors.js';
import { hasScope } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { lockPlace } from './place-rows.js';
import { LINK_SWAP } from './subscribers.js';
import { ownedBy, requireWebhookScope, scopeOfWebhook } from './subscriptions.js';

type Asked = Body<Contract['operations']['webhook_delivery_replay']>;

/** The caller's subscriptions that send, of those that are asked for. @throws AppError invalid, forbidden */
async function chosen({ tx, principal }: Command, { subscription_ids: ids, event_types: types }: Asked) {
  const all = await tx
    .selectFrom('webhook_subscriptions')
    .select(['id', 'application', 'user_id', 'callback_url', 'event_type', 'enabled'])
    .where('team_id', '=', principal.teamId)
    .where('deleted_at', 'is', null)
    .where('event_type', '<>', LINK_SWAP)
    .orderBy('id')
    .execute();
  const named = ids && new Set(ids);
  // What an admin in the browser does not name is not told again to the programs of others.
  const rows = all.filter(
    (row) => ownedBy(principal, row) && (named !== undefined || row.application === principal.application),
  );
  if (named && rows.filter(({ id }) => named.has(id)).length < named.size)
    throw invalid('subscription_ids', 'names a subscription that could not be found');
  const asked = rows.filter((row) => named?.has(row.id) ?? true);
  for (const row of named ? asked : []) {
    requireWebhookScope(principal, row.event_type as WebhookType);
    if (!row.enabled) throw invalid('subscription_ids', `subscription ${row.id} is paused: enable it first`);
  }
  const allowed = (type: WebhookType) => {
    const scope = scopeOfWebhook(type);
    return scope === null || hasScope(principal, scope);
  };
  const sending = asked.filter(
    ({ enabled, event_type: type }) =>
      enabled && allowed(type as WebhookType) && (types?.includes(type as WebhookType) ?? true),
  );
  if (sending.length === 0) throw invalid('base', 'no subscription of yours that is enabled is about this');
  return sending;
}

type Sending = Awaited<ReturnType<typeof chosen>>[number];

/** By program and address: each place is told a range by itself. */
function placesOf(sending: readonly Sending[]): (readonly [Sending, ...Sending[]])[] {
  const places = new Map<string, [Sending, ...Sending[]]>();
  for (const row of sending) {
    const name = JSON.stringify([row.application, row.callback_url]);
    const place = places.get(name);
    if (place) place.push(row);
    else places.set(name, [row]);
  }
  return [...places.values()];
}

/**
 * Has what happened told again to subscriptions of the caller, each record in its order, behind what was told of it as it
 * happened. `after`: a place before the range, as near as it is known. @returns ids of the subscriptions
 * @throws AppError invalid, forbidden
 */
export async function queueReplay(command: Command, asked: Asked, after: number): Promise<number[]> {
  const { tx, principal } = command;
  const { teamId } = principal;
  const { happened_from: from, happened_to: to } = asked;
  if (from && to && from >= to) throw invalid('happened_to', 'must be after happened_from');
  const until = await lockPlace(tx, teamId);
  const sending = await chosen(command, asked);
  const ids = sending.map(({ id }) => id);
  const { rows: underway } = await sql`SELECT FROM webhook_replays
    WHERE team_id = ${teamId} AND subscription_ids && ${ids}::bigint[] LIMIT 1`.execute(tx);
  if (underway.length > 0)
    throw invalid(
      'base',
      'one of these subscriptions is being told of an earlier range: wait until that is over',
    );
  const places = after < until ? placesOf(sending) : [];
  for (const at of places) {
    const [{ application, callback_url }] = at;
    await tx
      .insertInto('webhook_replays')
      .values({
        team_id: teamId,
        application,
        callback_url,
        subscription_ids: at.map(({ id }) => id),
        sequence: after,
        until,
        happened_from: from ?? null,
        happened_to: to ?? null,
      })
      .execute();
  }
  return ids;
}
