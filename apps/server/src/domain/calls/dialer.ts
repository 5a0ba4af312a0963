import type { Body, Contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { anyOf } from '../../db/any-of.js';
import type { Db } from '../../db/connect.js';
import { AppError, doNotContact, invalid, notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import { sealForJson } from '../../kernel/sealed-json.js';
import type { SealingCommand } from '../command.js';
import { secondsLeft, spendTry } from '../identity/index.js';
import { permits, requirePermission } from '../permissions.js';
import { type HoursRule, mayCall, type Permitted } from './call-hours-rules.js';

/** How a team dials. */
interface Dialer {
  readonly kind: 'tel' | 'webhook';
  readonly webhook_url: string | null;
  /** Sealed. */
  readonly webhook_token: Buffer | null;
  readonly call_hours: readonly HoursRule[];
  readonly updated_at: Date | null;
}

const NONE: Dialer = {
  kind: 'tel',
  webhook_url: null,
  webhook_token: null,
  call_hours: [],
  updated_at: null,
};

/** As it is stored; before somebody chose: links, and no hours. */
export async function dialerOf(db: Db, teamId: number): Promise<Dialer> {
  const row = await db
    .selectFrom('dialer_settings')
    .select(['kind', 'webhook_url', 'webhook_token', 'updated_at'])
    .select(sql<HoursRule[]>`call_hours`.as('call_hours'))
    .where('team_id', '=', teamId)
    .executeTakeFirst();
  return row ? { ...row, kind: row.kind as Dialer['kind'] } : NONE;
}

/** What a caller is told of it: an address may have a secret in it, and is for who may change it. */
export function shownDialer(dialer: Dialer, principal: Principal) {
  const { kind, webhook_url: url, call_hours: hours } = dialer;
  return {
    kind,
    webhook_url: permits(principal, 'manage_team') ? url : null,
    webhook_token_set: dialer.webhook_token !== null,
    call_hours: hours.map(({ countries, blocks }) => ({
      countries,
      blocks: blocks.map(({ days, from, to }) => ({ days, from, to })),
    })),
  };
}

type Change = Body<Contract['operations']['update_dialer_settings']>;

/** Changes what the body names; null takes an address or a token away. @throws AppError forbidden, invalid */
export async function updateDialer(
  { tx, principal, now, sealer }: SealingCommand,
  body: Change,
): Promise<Dialer> {
  requirePermission(principal, 'manage_team', 'change how the team dials');
  const { teamId } = principal;
  // One after another: of two first changes one finds the row of the other.
  await sql`
    INSERT INTO dialer_settings (team_id, created_at, updated_at) VALUES (${teamId}, ${now}, ${now})
    ON CONFLICT (team_id) DO UPDATE SET updated_at = ${now}`.execute(tx);
  const before = await dialerOf(tx, teamId);
  const after = {
    kind: body.kind ?? before.kind,
    webhook_url: body.webhook_url === undefined ? before.webhook_url : body.webhook_url,
    webhook_token: tokenOf(before, body, sealer),
  };
  if (after.kind === 'webhook' && after.webhook_url === null)
    throw invalid('webhook_url', 'is required to dial by it');
  if (after.kind === 'webhook' && after.webhook_token === null)
    throw invalid('webhook_token', 'is required: what is posted is signed with it');
  const hours = body.call_hours?.map(({ countries, blocks }) => ({ countries: countries ?? [], blocks }));
  await tx
    .updateTable('dialer_settings')
    .set({ ...after, call_hours: hours === undefined ? undefined : JSON.stringify(hours), updated_at: now })
    .where('team_id', '=', teamId)
    .execute();
  return dialerOf(tx, teamId);
}

/** The key of signatures after the change, sealed. */
function tokenOf(before: Dialer, body: Change, sealer: SealingCommand['sealer']): Buffer | null {
  const given = body.webhook_token;
  if (given === undefined) return before.webhook_token;
  return given === null || given.trim() === '' ? null : sealForJson(sealer, given);
}

/** Somebody to be called. */
export interface Callee {
  readonly id: number;
  readonly name: string | null;
  readonly number: string | null;
  readonly zone: string | null;
  readonly hours: Permitted;
}

interface Row {
  id: number;
  name: string | null;
  phone: string | null;
  phone_extension: string | null;
  mobile_phone: string | null;
  home_phone: string | null;
  zone: string | null;
  work_country: string | null;
  country: string | null;
  barred: boolean;
}

async function calleesOf(db: Db, teamId: number, ids: readonly number[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    SELECT p.id, p.name, p.phone, p.phone_extension, p.mobile_phone, p.home_phone, p.locale AS zone, p.work_country, p.country,
      p.do_not_contact OR 'call' = ANY(p.contact_restrictions) OR coalesce(a.do_not_contact, false) AS barred
    FROM people p LEFT JOIN accounts a ON a.team_id = p.team_id AND a.id = p.account_id
    WHERE p.team_id = ${teamId} AND p.id = ${anyOf(ids)} AND p.deleted_at IS NULL`.execute(db);
  return rows;
}

const given = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text);
const numberOf = (row: Row): string | null =>
  given(row.phone) ?? given(row.mobile_phone) ?? given(row.home_phone);

/** Whom to call, by their numbers, with what the team's hours say of now. The caller sees them. */
export async function callees(
  db: Db,
  teamId: number,
  ids: readonly number[],
  now: Date,
): Promise<Map<number, Callee>> {
  if (ids.length === 0) return new Map();
  const { call_hours: rules } = await dialerOf(db, teamId);
  const rows = await calleesOf(db, teamId, [...new Set(ids)]);
  return new Map(
    rows.map((row) => {
      const { id, name, zone, work_country, country } = row;
      const hours = mayCall(rules, { zone, countries: [work_country, country] }, now);
      return [id, { id, name, number: numberOf(row), zone, hours }];
    }),
  );
}

/** Calls that one user may ask a dialer for within a minute. */
const PER_MINUTE = 60;

/** A call that may be made now. */
export interface Call {
  readonly dialer: Dialer;
  readonly callee: Callee & { readonly number: string };
  /** For the telephone (RFC 3966). */
  readonly uri: string;
}

/**
 * Whether a person may be called now, and under which number. `wall`: the wall clock, by which calls are counted.
 * @throws AppError invalid for who must not be called, has no number, or sleeps; rate_limited
 */
export async function prepareCall(
  db: Db,
  { teamId, userId }: Principal,
  personId: number,
  asked: Body<Contract['operations']['dial_person']>,
  { now, wall }: { now: Date; wall: Date },
): Promise<Call> {
  const [row] = await calleesOf(db, teamId, [personId]);
  if (!row) throw notFound();
  if (row.barred) throw doNotContact();
  const which = asked.number ?? undefined;
  const number = which === undefined ? numberOf(row) : given(row[which]);
  const digits = number === null ? '' : dialled(number);
  if (number === null || digits === '') throw invalid('number', 'is none that the person has');
  const dialer = await dialerOf(db, teamId);
  const { zone, work_country, country } = row;
  const hours = mayCall(dialer.call_hours, { zone, countries: [work_country, country] }, now);
  if (hours.permitted === false && asked.outside_hours !== true) throw invalid('base', hours.because.text);
  const budget = { kind: 'dial user', key: `${teamId} ${userId}`, limit: PER_MINUTE, windowMs: 60_000 };
  if (dialer.kind === 'webhook' && (await spendTry(db, [budget], wall)).size > 0)
    throw new AppError('rate_limited', 'That were many calls within a minute.', {
      retryAfter: await secondsLeft(db, [budget], wall),
    });
  const extension = which === undefined || which === 'phone' ? dialled(row.phone_extension ?? '') : '';
  const uri = `tel:${digits}${number === row.phone && extension !== '' ? `;ext=${extension}` : ''}`;
  return { dialer, callee: { id: row.id, name: row.name, number, zone, hours }, uri };
}

/** What is dialled of a number as people write it: digits, and a plus before them. */
function dialled(text: string): string {
  const digits = text.replaceAll(/[^0-9]/g, '').slice(0, 40);
  return digits !== '' && text.trim().startsWith('+') ? `+${digits}` : digits;
}
