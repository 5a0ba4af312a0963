import type { Insertable } from 'kysely';
import type { EmailTemplatesTable } from '../../db/schema.js';
import type { Command } from '../command.js';

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
