import type { Db } from '../../db/connect.js';
import type { KnownNames } from './detect.js';

/** Who may own people and accounts, and the stages of people: what cells name, in small letters. */
export interface Named {
  readonly owners: ReadonlyMap<string, number>;
  readonly stages: ReadonlyMap<string, { readonly id: number; readonly name: string }>;
}

/** The active users and the stages of a team. */
export async function namedOf(db: Db, teamId: number): Promise<Named> {
  const users = await db
    .selectFrom('users')
    .select(['id', 'email'])
    .where('team_id', '=', teamId)
    .where('active', '=', true)
    .execute();
  const stages = await db
    .selectFrom('person_stages')
    .select(['id', 'name'])
    .where('team_id', '=', teamId)
    .where('deleted_at', 'is', null)
    .execute();
  return {
    owners: new Map(users.map(({ id, email }) => [email.toLowerCase(), id])),
    stages: new Map(stages.map((stage) => [stage.name.toLowerCase(), stage])),
  };
}

/** What a team calls its own: of columns, and of what stands in them. */
export async function knownNames(db: Db, teamId: number): Promise<KnownNames> {
  const fields = await db
    .selectFrom('custom_fields')
    .select(['name', 'field_type'])
    .where('team_id', '=', teamId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute();
  const of = (type: string) => fields.filter((row) => row.field_type === type).map(({ name }) => name);
  const { owners, stages } = await namedOf(db, teamId);
  return {
    person: of('person'),
    company: of('company'),
    owners: new Set(owners.keys()),
    stages: new Set(stages.keys()),
  };
}
