import type { Tx } from '../../db/connect.js';

const FIRST_STAGES = [
  'New',
  'Working',
  'Replied',
  'Meeting booked',
  'Customer',
  'Not interested',
  'Do not contact',
];

/** The person stages a sales team starts from. */
export async function addFirstPersonStages(tx: Tx, teamId: number, now: Date): Promise<void> {
  const stamps = { team_id: teamId, created_at: now, updated_at: now };
  await tx
    .insertInto('person_stages')
    .values(FIRST_STAGES.map((name, index) => ({ ...stamps, name, order: index + 1 })))
    .execute();
}
