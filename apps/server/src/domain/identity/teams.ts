import type { Tx } from '../../db/connect.js';

const PERSON_STAGES = [
  'New',
  'Working',
  'Replied',
  'Meeting booked',
  'Customer',
  'Not interested',
  'Do not contact',
];
const ACCOUNT_STAGES = ['Target', 'Researching', 'Engaged', 'Opportunity', 'Customer', 'Lost'];
const ACCOUNT_TIERS = ['Tier 1', 'Tier 2', 'Tier 3'];
const CALL_DISPOSITIONS: readonly (readonly [name: string, connected: boolean])[] = [
  ['Connected', true],
  ['Gatekeeper', true],
  ['Left voicemail', false],
  ['No answer', false],
  ['Busy', false],
  ['Wrong number', false],
];
const CALL_SENTIMENTS: readonly (readonly [name: string, positive: boolean])[] = [
  ['Meeting scheduled', true],
  ['Interested', true],
  ['Call back later', false],
  ['Not interested', false],
  ['Not the right person', false],
];

/** Creates a team with the stages, tiers, dispositions and sentiments a sales team starts from. Needs a transaction over all teams. */
export async function createTeam(tx: Tx, input: { name: string }, now: Date): Promise<{ id: number }> {
  const stamps = { created_at: now, updated_at: now };
  const team = await tx
    .insertInto('teams')
    .values({ ...stamps, name: input.name })
    .returning('id')
    .executeTakeFirstOrThrow();
  const row = (name: string, index: number) => ({ ...stamps, team_id: team.id, name, order: index + 1 });
  await tx.insertInto('person_stages').values(PERSON_STAGES.map(row)).execute();
  await tx.insertInto('account_stages').values(ACCOUNT_STAGES.map(row)).execute();
  await tx.insertInto('account_tiers').values(ACCOUNT_TIERS.map(row)).execute();
  await tx
    .insertInto('call_dispositions')
    .values(CALL_DISPOSITIONS.map(([name, connected]) => ({ ...stamps, team_id: team.id, name, connected })))
    .execute();
  await tx
    .insertInto('call_sentiments')
    .values(CALL_SENTIMENTS.map(([name, positive]) => ({ ...stamps, team_id: team.id, name, positive })))
    .execute();
  return team;
}
