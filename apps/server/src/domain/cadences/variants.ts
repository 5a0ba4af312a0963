import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { plain, ref, sort, time, type View, view } from '../../db/view.js';
import { AppError, invalid, notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { suggestWinner, type VariantNumbers } from '../emails/index.js';
import { nonBlank, softDelete } from '../records.js';
import { cadenceSeen, cadenceSeenBy } from '../visibility.js';
import { editableCadence } from './cadences.js';
import { usableTemplate } from './step-content.js';

type Spec = Contract['resources']['step_variants'];

// E-mails of the ledger; few per version next to the table, and found by an index of their own.
const COUNTS = `(SELECT json_build_object('sent_emails', count(*), 'views', count(e.first_viewed_at), 'clicks', count(e.first_clicked_at),
    'replies', count(e.replied_at), 'bounces', count(*) FILTER (WHERE e.bounced_at IS NOT NULL OR e.bounced))
  FROM emails e WHERE e.team_id = r.team_id AND e.step_variant_id = r.id AND e.state = 'sent')`;

const stepVariantsView: View = view(contract.resources.step_variants, {
  table: 'step_variants',
  sight: null,
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    plain('name', 'weight'),
    'r.winner_at IS NOT NULL AS winner',
    time('winner_at'),
    ref('step_id', '/v2/steps/', 'step'),
    ref('email_template_id', '/v2/email_templates/', 'email_template'),
    `${COUNTS} AS counts`,
  ].join(', '),
  visible: `r.deleted_at IS NULL AND EXISTS (SELECT FROM steps s JOIN cadences c ON c.team_id = s.team_id AND c.id = s.cadence_id
    WHERE s.team_id = :team AND s.id = r.step_id AND s.deleted_at IS NULL AND c.deleted_at IS NULL AND ${cadenceSeen('c')})`,
  filters: {
    ids: 'r.id',
    step_id: 'r.step_id',
    cadence_id: {
      sql: 'r.step_id IN (SELECT s.id FROM steps s WHERE s.team_id = :team AND s.cadence_id = ANY(:value::bigint[]))',
    },
  },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});

/** Adds a version of an e-mail step. From then on the step's own template is sent only while no version has weight. @throws AppError invalid, forbidden */
async function createVariant(command: Command, body: Body<Spec['create']>): Promise<number> {
  const { tx, principal, now } = command;
  const step = await stepOf(command, body.step_id).catch((error: unknown) => {
    throw error instanceof AppError && error.kind === 'not_found'
      ? invalid('step_id', 'could not be found')
      : error;
  });
  if (step.type !== 'email') throw invalid('step_id', 'is not an e-mail step');
  await usableTemplate(command, step.cadence_id, body.email_template_id);
  const { id } = await tx
    .insertInto('step_variants')
    .values({
      team_id: principal.teamId,
      created_at: now,
      updated_at: now,
      step_id: body.step_id,
      name: body.name,
      email_template_id: body.email_template_id,
      weight: body.weight ?? 1,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** @throws AppError not_found, forbidden, invalid */
async function updateVariant(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  const { tx, principal, now } = command;
  const { cadenceId } = await editable(command, id);
  if (body.email_template_id === null) throw invalid('email_template_id', 'is required');
  if (body.email_template_id !== undefined) await usableTemplate(command, cadenceId, body.email_template_id);
  await tx
    .updateTable('step_variants')
    .set({
      name: nonBlank('name', body.name),
      email_template_id: body.email_template_id,
      weight: body.weight ?? undefined,
      updated_at: now,
    })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
}

/** May be repeated. @throws AppError not_found, forbidden */
async function deleteVariant(command: Command, id: number): Promise<void> {
  const known = await command.tx
    .selectFrom('step_variants')
    .select('deleted_at')
    .where('team_id', '=', command.principal.teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (known?.deleted_at) return;
  await editable(command, id);
  await softDelete(command, 'step_variants', id);
}

/** Everyone gets this version from now on, or by weight again. @throws AppError not_found, forbidden */
export async function declareWinner(command: Command, id: number, declared: boolean): Promise<void> {
  const { tx, principal, now } = command;
  const { stepId } = await editable(command, id);
  await tx
    .updateTable('step_variants')
    .set({ winner_at: null, updated_at: now })
    .where('team_id', '=', principal.teamId)
    .where('step_id', '=', stepId)
    .where('winner_at', 'is not', null)
    .execute();
  if (!declared) return;
  await tx
    .updateTable('step_variants')
    .set({ winner_at: now, updated_at: now })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
}

/** What a read operation needs of its reader. */
interface VariantReader {
  readonly app: {
    readonly database: { readonly kysely: Db };
    readonly config: { readonly publicUrl: string };
  };
  readonly principal: Principal;
}

/** The version whose replies lead by more than chance, as JSON text. @throws AppError not_found unless the caller sees the step's cadence */
export async function suggestVariant(
  { app, principal }: VariantReader,
  { params: { id } }: { params: { id: number } },
): Promise<string> {
  const { rows } = await sql<VariantNumbers>`
    SELECT v.id, count(e.id)::int AS sent, count(e.replied_at)::int AS replied
    FROM steps s
    JOIN cadences c ON c.team_id = s.team_id AND c.id = s.cadence_id AND c.deleted_at IS NULL
    LEFT JOIN step_variants v ON v.team_id = s.team_id AND v.step_id = s.id AND v.deleted_at IS NULL
    LEFT JOIN emails e ON e.team_id = v.team_id AND e.step_variant_id = v.id AND e.state = 'sent'
    WHERE s.team_id = ${principal.teamId} AND s.id = ${id} AND s.deleted_at IS NULL
      AND ${cadenceSeenBy(principal, 'c')}
    GROUP BY v.id`.execute(app.database.kysely);
  if (rows.length === 0) throw notFound();
  const winner = suggestWinner(rows.filter((row) => row.id !== null));
  const variant =
    winner === undefined ? null : { _href: `${app.config.publicUrl}/v2/step_variants/${winner}`, id: winner };
  return JSON.stringify({ step_variant: variant });
}

async function editable(command: Command, id: number): Promise<{ stepId: number; cadenceId: number }> {
  const variant = await command.tx
    .selectFrom('step_variants')
    .select('step_id')
    .where('team_id', '=', command.principal.teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!variant) throw notFound();
  const step = await stepOf(command, variant.step_id);
  return { stepId: variant.step_id, cadenceId: step.cadence_id };
}

/** A step the caller may change, locked: one winner at a time. @throws AppError not_found, forbidden */
async function stepOf(command: Command, id: number): Promise<{ type: string; cadence_id: number }> {
  const step = await command.tx
    .selectFrom('steps')
    .select(['type', 'cadence_id'])
    .where('team_id', '=', command.principal.teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!step) throw notFound();
  await editableCadence(command, step.cadence_id);
  return step;
}

/** The step_variants resource. */
export const stepVariants = {
  view: stepVariantsView,
  create: createVariant,
  update: updateVariant,
  remove: deleteVariant,
};
