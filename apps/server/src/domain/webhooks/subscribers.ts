import type { SubscriptionType } from '@cadenza/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import type { ReadContext } from '../../db/listing.js';
import { HELD } from './held.js';
import { scopeOfWebhook } from './subscriptions.js';
import { ADMIN_ROLE, OPEN_TO, scopesOfRole } from '../identity/index.js';

/** Asked before an e-mail leaves, and not told of events. */
export const LINK_SWAP = 'link_swap' satisfies SubscriptionType;

/** Somebody who is told, as the reader that bodies are made for. */
export interface Subscriber {
  readonly id: number;
  readonly type: SubscriptionType;
  readonly url: string;
  readonly application: string;
  /** The key of its signatures, sealed. */
  readonly token: Buffer;
  /** The last event that it is not told, being from before. */
  readonly after: number;
  /** What the token it was made with may do, as far as its user's role still allows. */
  readonly scopes: ReadonlySet<string>;
  /** Why nothing may be told any more; undefined: it may. */
  readonly gone: string | undefined;
  readonly reads: Omit<ReadContext, 'base' | 'now'>;
}

interface Row {
  id: number;
  event_type: string;
  callback_url: string;
  application: string;
  callback_token: Buffer;
  after_sequence: number;
  scopes: string[];
  user_id: number;
  role_id: string;
  group_id: number | null;
  time_zone: string;
  open: boolean;
  active: boolean;
  known: boolean;
}

/** The team's subscriptions to events that are enabled, each with what its user and its token may see now. `ids`: of these. */
export const subscribersOf = (db: Db, teamId: number, ids?: readonly number[]): Promise<Subscriber[]> =>
  subscribers(
    db,
    teamId,
    sql`s.event_type <> ${LINK_SWAP} AND (${ids ?? null}::bigint[] IS NULL OR s.id = ANY(${ids ?? []}::bigint[]))`,
  );

/** Whom the team's e-mails are shown to before they leave; nobody while sending is held after a restore. */
export const linkSwappersOf = (db: Db, teamId: number): Promise<Subscriber[]> =>
  subscribers(db, teamId, sql`s.event_type = ${LINK_SWAP} AND NOT ${HELD}`);

async function subscribers(db: Db, teamId: number, which: RawBuilder<unknown>): Promise<Subscriber[]> {
  const { rows } = await sql<Row>`
    SELECT s.id, s.event_type, s.callback_url, s.application, s.callback_token, s.after_sequence, s.scopes, s.user_id,
      u.role_id, u.group_id, u.time_zone, ${sql.raw(OPEN_TO)} AS open, u.active AND NOT t.deactivated AS active,
      CASE split_part(s.application, ':', 1)
        WHEN 'key' THEN EXISTS (SELECT FROM api_keys k WHERE k.team_id = s.team_id
          AND k.id = split_part(s.application, ':', 2)::bigint AND k.revoked_at IS NULL)
        WHEN 'app' THEN EXISTS (SELECT FROM oauth_apps a WHERE a.client_id = substr(s.application, 5) AND a.revoked_at IS NULL)
        ELSE true END AS known
    FROM webhook_subscriptions s JOIN users u ON u.team_id = s.team_id AND u.id = s.user_id JOIN teams t ON t.id = s.team_id
    WHERE s.team_id = ${teamId} AND s.enabled AND s.deleted_at IS NULL AND ${which}
    ORDER BY s.id`.execute(db);
  return rows.map((row) => subscriberOf(teamId, row));
}

function subscriberOf(teamId: number, row: Row): Subscriber {
  const admin = row.role_id === ADMIN_ROLE;
  const scopes = new Set(scopesOfRole(row.scopes, admin));
  return {
    id: row.id,
    type: row.event_type as SubscriptionType,
    url: row.callback_url,
    application: row.application,
    token: row.callback_token,
    after: row.after_sequence,
    scopes,
    gone: goneOf(row, scopes),
    reads: {
      team: teamId,
      tz: row.time_zone,
      user: row.user_id,
      admin,
      group: row.group_id,
      open: row.open,
      contents: scopes.has('email_contents:read'),
      application: row.application,
    },
  };
}

function goneOf(
  { active, known, application, event_type: type }: Row,
  scopes: ReadonlySet<string>,
): string | undefined {
  if (!active) return 'the user who made it is deactivated';
  const scope = scopeOfWebhook(type as SubscriptionType);
  if (scope !== null && !scopes.has(scope))
    return `the user who made it may no longer use the scope ${scope}`;
  if (known) return undefined;
  return application.startsWith('key:')
    ? 'the API key that made it is revoked'
    : 'the application that made it is gone';
}
