import { type Insertable, sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { EmailTemplatesTable } from '../../db/schema.js';
import type { Command } from '../command.js';
import { type Cause, teamOf } from '../../events/outbox.js';
import { hasTag, movedTags } from '../ensure-tags.js';

/** A template of a cadence's own. @returns its id */
export async function insertTemplate(
  { tx, principal, now }: Command,
  template: Omit<Insertable<EmailTemplatesTable>, 'team_id' | 'created_at' | 'updated_at'>,
): Promise<number> {
  const { id } = await tx
    .insertInto('email_templates')
    .values({ ...template, team_id: principal.teamId, created_at: now, updated_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Counts e-mails that left, by their templates, each named once an e-mail. To be called last, because many share the row. */
export async function countTemplatesSent(
  tx: Tx,
  teamId: number,
  now: Date,
  templateIds: readonly number[],
): Promise<void> {
  if (templateIds.length === 0) return;
  await sql`
    UPDATE email_templates t SET sent_emails = sent_emails + d.count, last_used_at = ${now}
    FROM (SELECT id, count(*) AS count FROM unnest(${templateIds}::bigint[]) id GROUP BY id ORDER BY id) d
    WHERE t.team_id = ${teamId} AND t.id = d.id`.execute(tx);
}

const COUNTERS = { view: 'views', click: 'clicks', reply: 'replies', bounce: 'bounces' } as const;

/** Of what became of a template's e-mails; never below zero. Last in a transaction: many share the row. */
export async function countOfTemplate(
  tx: Tx,
  { teamId, id }: { readonly teamId: number; readonly id: number },
  what: keyof typeof COUNTERS,
  by: -1 | 1,
): Promise<void> {
  const column = sql.ref(COUNTERS[what]);
  await sql`
    UPDATE email_templates SET ${column} = greatest(${column} + ${by}, 0) WHERE team_id = ${teamId} AND id = ${id}`.execute(
    tx,
  );
}

/** A tag has another name, or is gone (null): these templates. */
export async function moveTemplateTag(
  cause: Cause,
  ids: readonly number[],
  from: string,
  to: string | null,
): Promise<void> {
  await sql`
    UPDATE email_templates SET tags = ${movedTags(from, to)}, updated_at = ${cause.now}
    WHERE team_id = ${teamOf(cause)} AND id = ANY(${ids}::bigint[]) AND ${hasTag(from)}`.execute(cause.tx);
}

/** The same of the team's templates, of which a team has a few. */
export async function moveTeamTemplateTag(cause: Cause, from: string, to: string | null): Promise<void> {
  await sql`
    UPDATE team_templates SET tags = ${movedTags(from, to)}, updated_at = ${cause.now}
    WHERE team_id = ${teamOf(cause)} AND ${hasTag(from)}`.execute(cause.tx);
}
