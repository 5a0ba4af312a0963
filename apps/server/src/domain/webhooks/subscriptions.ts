import {
  type Body,
  type Contract,
  contract,
  eventOfWebhook,
  EVENTS,
  isOfEvents,
  type ResourceSpec,
  scopeOfDerived,
  type SubscriptionType,
} from '@cadenza/contract';
import type { Db, Tx } from '../../db/connect.js';
import { plain, sort, view } from '../../db/view.js';
import { forbidden, invalid, notFound } from '../../kernel/errors.js';
import { hasScope, type Principal } from '../../kernel/principal.js';
import { sealedColumn, sealForJson, unsealedText } from '../../kernel/sealed-json.js';
import { ALL_SCOPES } from '../identity/index.js';
import type { Command, SealingCommand } from '../command.js';
import { ofUser } from '../visibility.js';
import { endWaiting, moveWaiting } from './delivery-rows.js';
import { lockPlace } from './place-rows.js';
import { KEY_GONE, opens } from './subscription-rows.js';

type Spec = Contract['resources']['webhook_subscriptions'];

/**
 * A program has its own subscriptions; of those that users of the same one made, each has theirs, and admins all. An admin in
 * the browser has those of every program, without their secrets: whoever runs the team must see where its data goes.
 */
export const OWN_SUBSCRIPTION = (alias: string): string =>
  `(${alias}.application = :application OR (:admin AND starts_with(:application, 'user:'))) AND ${ofUser(alias)}`;

/** OWN_SUBSCRIPTION for commands: whether a row with these is the caller's. */
export function ownedBy(
  { admin, application, userId, via }: Principal,
  row: { readonly application: string; readonly user_id: number },
): boolean {
  return (
    (row.application === application || (admin && via === 'session')) && (admin || row.user_id === userId)
  );
}

/** What a token needs to be told of this; null: nothing. */
export function scopeOfWebhook(type: SubscriptionType): string | null {
  if (!isOfEvents(type)) return contract.resources.emails.scopes.read;
  const resources: Readonly<Record<string, Pick<ResourceSpec, 'scopes'>>> = contract.resources;
  return scopeOfDerived(type) ?? resources[EVENTS[eventOfWebhook(type)].resource]?.scopes.read ?? null;
}

/** @throws AppError forbidden */
export function requireWebhookScope(principal: Principal, type: SubscriptionType): void {
  const scope = scopeOfWebhook(type);
  // Clients look for the first words.
  if (scope !== null && !hasScope(principal, scope))
    throw forbidden(`The token does not have the required scopes: ${scope}`);
}

/** Of one team: each event asks all of them. */
const MOST = 500;

async function own({ tx, principal }: Command, id: number) {
  const row = await tx
    .selectFrom('webhook_subscriptions')
    .select([
      'event_type',
      'callback_url',
      'callback_token',
      'enabled',
      'application',
      'user_id',
      'deleted_at',
    ])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row && ownedBy(principal, row) ? row : undefined;
}

/** Deliveries are tried by the wall clock, whatever the team's says. */
export const wallOf = ({ now, principal }: Command): Date =>
  new Date(now.getTime() - principal.clockOffsetMs);

const scopesOf = ({ scopes }: Principal): string[] => (scopes === 'all' ? [...ALL_SCOPES] : [...scopes]);

/** A key of Standard Webhooks: what is no base64 decodes to a key that everybody can guess. @throws AppError invalid */
function requireKey(token: string): void {
  const key = token.startsWith('whsec_') ? token.slice('whsec_'.length) : undefined;
  if (key === undefined) return;
  const bare = key.replaceAll('=', '');
  const bytes = Buffer.from(bare, 'base64');
  if (bytes.length === 0 || bytes.toString('base64').replaceAll('=', '') !== bare)
    throw invalid('callback_token', 'begins with whsec_, which a key in base64 follows');
}

async function create(command: SealingCommand, body: Body<Spec['create']>): Promise<number> {
  const { tx, principal, now, sealer } = command;
  const { teamId, userId, application } = principal;
  if (application === undefined) throw forbidden('Only programs may subscribe to webhooks');
  requireWebhookScope(principal, body.event_type);
  requireKey(body.callback_token);
  const after = await lockPlace(tx, teamId);
  const { n } = await tx
    .selectFrom('webhook_subscriptions')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('team_id', '=', teamId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (n >= MOST) throw invalid('base', `a team has at most ${MOST} webhook subscriptions`);
  const row = {
    team_id: teamId,
    created_at: now,
    updated_at: now,
    user_id: userId,
    application,
    scopes: scopesOf(principal),
    event_type: body.event_type,
    callback_url: body.callback_url,
    callback_token: sealForJson(sealer, body.callback_token),
    after_sequence: after,
  };
  const { id } = await tx
    .insertInto('webhook_subscriptions')
    .values(row)
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function update(command: SealingCommand, id: number, body: Body<Spec['update']>): Promise<void> {
  const { tx, principal, now, sealer } = command;
  const { teamId } = principal;
  const place = await lockPlace(tx, teamId);
  const before = await own(command, id);
  if (!before || before.deleted_at !== null) throw notFound();
  requireWebhookScope(principal, before.event_type as SubscriptionType);
  const enabled = body.enabled ?? before.enabled;
  const url = body.callback_url ?? before.callback_url;
  const again = enabled && !before.enabled;
  if (again && !opens(sealer, before.callback_token)) throw invalid('enabled', `cannot be true: ${KEY_GONE}`);
  await tx
    .updateTable('webhook_subscriptions')
    .set({
      updated_at: now,
      // An admin who resumes what another program made lends it no rights of theirs.
      ...(before.application === principal.application ? { scopes: scopesOf(principal) } : {}),
      callback_url: url,
      enabled,
      ...(enabled ? { paused_reason: null } : {}),
      ...(again ? { failing_since: null, after_sequence: place } : {}),
    })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
  if (!enabled) await endWaiting(tx, { teamId, id }, 'cancelled', wallOf(command));
  else if (url !== before.callback_url)
    await moveWaiting(tx, { teamId, id }, { application: before.application, url }, wallOf(command));
}

async function remove(command: SealingCommand, id: number): Promise<void> {
  const { tx, principal, now } = command;
  const before = await own(command, id);
  if (!before) throw notFound();
  if (before.deleted_at !== null) return;
  await tx
    .updateTable('webhook_subscriptions')
    .set({ deleted_at: now, updated_at: now, enabled: false })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
  await endWaiting(tx, { teamId: principal.teamId, id }, 'cancelled', wallOf(command));
}

/** Which program made it, by the name that the team knows it by. */
const PROGRAM = `CASE split_part(r.application, ':', 1)
      WHEN 'key' THEN json_build_object('kind', 'api_key', 'name', (SELECT ${unsealedText('k.name')} FROM api_keys k
        WHERE k.team_id = r.team_id AND k.id = split_part(r.application, ':', 2)::bigint))
      WHEN 'app' THEN json_build_object('kind', 'oauth_app', 'name', (SELECT ${unsealedText('a.name')} FROM oauth_apps a
        WHERE a.client_id = substr(r.application, 5)))
      ELSE json_build_object('kind', 'browser', 'name', NULL) END`;

/** The webhook subscriptions resource. */
export const webhookSubscriptions = {
  view: view(contract.resources.webhook_subscriptions, {
    table: 'webhook_subscriptions',
    sight: null,
    secret: true,
    columns: `(SELECT u.guid FROM users u WHERE u.team_id = r.team_id AND u.id = r.user_id) AS user_guid,
      r.team_id AS tenant_id, ${plain('id', 'event_type', 'enabled', 'callback_url')},
      ${sealedColumn('callback_token', 'r.application = :application')},
      ${plain('paused_reason')}, ${PROGRAM} AS program`,
    visible: `r.deleted_at IS NULL AND ${OWN_SUBSCRIPTION('r')}`,
    filters: { enabled: 'r.enabled' },
    sorts: { id: sort('r.id', 'bigint') },
  }),
  create,
  update,
  remove,
};

/** A subscription of the caller's application: of everybody for admins, else the caller's own. @throws AppError not_found, forbidden */
export async function ownSubscription(db: Db | Tx, principal: Principal, id: number) {
  const row = await db
    .selectFrom('webhook_subscriptions')
    .select(['id', 'application', 'user_id', 'callback_url', 'event_type', 'enabled'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!row || !ownedBy(principal, row)) throw notFound();
  requireWebhookScope(principal, row.event_type as SubscriptionType);
  return row;
}

/** What a subscription of the caller's is about. @throws AppError not_found, forbidden */
export const webhookTypeOf = async (db: Db, principal: Principal, id: number): Promise<SubscriptionType> =>
  (await ownSubscription(db, principal, id)).event_type as SubscriptionType;
