import type { Body, Contract } from '@cadenza/contract';
import { invalid, notFound } from '../../kernel/errors.js';
import { permits } from '../permissions.js';
import type { Command } from '../command.js';
import { requireOneOf } from '../records.js';
import { suppress, unsuppress, weaken } from './commands.js';
import { entryIn, EVERYBODYS, isEverybodys } from './rules.js';
import { cadenceSeenBy } from '../visibility.js';
import { suppressionsView } from './view.js';

type Spec = Contract['resources']['suppressions'];

/** Puts an address or domain on the list. One that is there already stays as it is: its id is the answer. */
async function createSuppression(command: Command, body: Body<Spec['create']>): Promise<number> {
  const { tx, principal, now } = command;
  const entry = entryIn(body.value, body.kind);
  if (entry === undefined)
    throw invalid(
      'value',
      (body.kind ?? (body.value.includes('@') ? 'address' : 'domain')) === 'address'
        ? 'is not a valid email address'
        : 'is not a domain',
    );
  if (isEverybodys(entry)) throw invalid('value', EVERYBODYS);
  if (body.cadence_id != null) await requireCadence(command, body.cadence_id);
  const { id } = await suppress(tx, principal.teamId, now, {
    ...entry,
    cadenceId: body.cadence_id ?? null,
    reason: body.reason ?? 'manual',
    note: body.note ?? null,
    byUserId: principal.userId,
  });
  return id;
}

async function requireCadence({ tx, principal }: Command, id: number): Promise<void> {
  const found = await tx
    .selectFrom('cadences as c')
    .select('c.id')
    .where('c.team_id', '=', principal.teamId)
    .where('c.id', '=', id)
    .where('c.deleted_at', 'is', null)
    .where(cadenceSeenBy(principal, 'c'))
    .executeTakeFirst();
  if (!found) throw invalid('cadence_id', 'could not be found');
}

/**
 * Takes an entry off the list; people who have the address count as bouncing no longer. What a person said about their own address, by opting out or complaining, only admins
 * may overrule; what a colleague or an import put there, who did or an admin; a bounce, who sees it (decision 27),
 * and an opt-out behind it remains.
 * @throws AppError not_found, invalid, forbidden
 */
async function deleteSuppression({ tx, principal, now }: Command, id: number): Promise<void> {
  const found = await tx
    .selectFrom('suppressions')
    .select(['reason', 'created_by_id', 'opted_out_at'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw notFound();
  const manages = permits(principal, 'manage_suppressions');
  if (!manages && ['opt_out', 'complaint'].includes(found.reason))
    throw invalid('id', 'was asked for by the person: only team admins may remove it');
  if (found.reason !== 'hard_bounce' && !manages)
    requireOneOf(principal, [found.created_by_id], 'The user who added it, or an admin, may remove it');
  if (found.reason === 'hard_bounce' && found.opted_out_at !== null && !manages)
    return weaken({ tx, principal, now }, id, 'hard_bounce', 'opt_out');
  await unsuppress({ tx, principal, now }, [id]);
}

export const suppressions = { view: suppressionsView, create: createSuppression, remove: deleteSuppression };
