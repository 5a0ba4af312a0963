import { type Body, type Contract, HANDED_OVER, type HandedOver } from '@cadenza/contract';
import { sql } from 'kysely';
import type * as z from 'zod';
import { invalid, notFound } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { findKeptCaller } from '../identity/index.js';
import { beginLong } from '../long-commands.js';
import { requeueEmails } from '../memberships/index.js';
import { restMailboxes } from '../mailboxes/rest-rows.js';
import { requireAdmin } from '../records.js';
import { say } from '../said.js';
import { setLeftBehind } from '../team/user-rows.js';
import { seesAll } from '../visibility.js';
import { countCandidates, mailboxesOf, sendersOf, staysWith } from './queries.js';
import { HAND_OVER, type Target } from './work.js';

type Operation = Contract['operations']['hand_over_user'];
type Told = z.output<Operation['response']>;
type TargetsByKind = ReadonlyMap<HandedOver, Target>;

/** In this order within a transaction: people before what is about them, and what many share last. */
const ORDER = [
  'people',
  'memberships',
  'tasks',
  'threads',
  'accounts',
  'cadences',
] as const satisfies readonly HandedOver[];

/**
 * Gives what a user has to colleagues, kind by kind; what is not done at once goes on as long commands (decision 28).
 * Only an admin may. @returns what was found, and what becomes of it @throws AppError forbidden, not_found, invalid
 */
export async function handOver(command: Command, from: number, body: Body<Operation>): Promise<Told> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  requireAdmin(principal, 'hand over what a user has');
  const dry = body.dry_run === true;
  const targets = await targetsOf(command, from, body);
  if (!dry && targets.size === 0) throw invalid('to_user_id', 'is required');
  const resting = body.rest_mailboxes ?? targets.has('memberships');
  const told: Told = {
    user: { id: from },
    dry_run: dry,
    kinds: await countCandidates(tx, { teamId, from }, targets),
    senders: await sendersOf(tx, { teamId, from }, targets.get('memberships')),
    mailboxes: await mailboxesOf(tx, { teamId, from }, resting),
    stays: await staysWith(tx, { teamId, from }),
  };
  if (dry) return told;
  // First of all: nothing leaves them any more while the rest goes on.
  if (resting) await restMailboxes(command, from);
  for (const kind of ORDER) {
    const target = targets.get(kind);
    if (target) await begin(command, from, kind, target);
  }
  const left = Object.fromEntries(
    told.kinds.map(({ kind, to_user: to, rows, refused }) => [kind, to ? refused : rows]),
  );
  await setLeftBehind({ tx, principal, now }, from, (await isActive(command, from)) ? null : left);
  return told;
}

async function begin(command: Command, from: number, kind: HandedOver, target: Target): Promise<void> {
  const { tx, principal, now } = command;
  const left = await beginLong(command, `hand_over_${kind}`, HAND_OVER[`hand_over_${kind}`], from, {
    ...target,
  });
  const said = say('handed_over_by_hand', { user_id: target.to }, { name: target.name });
  // What later parts come to must not leave in the old name until then.
  if (left && kind === 'memberships') await requeueEmails(tx, principal.teamId, { userId: from }, now, said);
}

/** Who gets which kind. Both users are locked until the end: one who is deactivated meanwhile gets nothing. */
async function targetsOf(command: Command, from: number, body: Body<Operation>): Promise<TargetsByKind> {
  const { tx, principal } = command;
  const wanted = HANDED_OVER.flatMap((kind) => {
    const one = body.to?.[kind];
    const to = one === undefined ? body.to_user_id : one;
    return to == null ? [] : [{ kind, to, field: one === undefined ? 'to_user_id' : `to.${kind}` }];
  });
  const { rows } = await sql<{ id: number; name: string; active: boolean }>`
    SELECT id, coalesce(name, email) AS name, active FROM users WHERE team_id = ${principal.teamId}
      AND id = ANY(${[from, ...wanted.map(({ to }) => to)]}::bigint[]) ORDER BY id FOR NO KEY UPDATE`.execute(
    tx,
  );
  const users = new Map(rows.map((row) => [row.id, row]));
  if (!users.has(from)) throw notFound();
  const targets = new Map<HandedOver, Target>();
  const peopleTo = wanted.find(({ kind }) => kind === 'people')?.to ?? null;
  for (const { kind, to, field } of wanted) {
    const user = users.get(to);
    if (!user) throw invalid(field, 'could not be found');
    if (!user.active) throw invalid(field, 'is not active');
    if (to === from) throw invalid(field, 'must be somebody else');
    const caller = await findKeptCaller(tx, {
      teamId: principal.teamId,
      userId: to,
      granted: null,
      admin: true,
    });
    if (!caller) throw invalid(field, 'is not active');
    targets.set(kind, { to, name: user.name, open: seesAll(caller), people_to: peopleTo });
  }
  return targets;
}

async function isActive({ tx, principal }: Command, id: number): Promise<boolean> {
  const user = await tx
    .selectFrom('users')
    .select('active')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  return user?.active === true;
}
