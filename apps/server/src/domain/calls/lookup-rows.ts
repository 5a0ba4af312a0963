import type { Tx } from '../../db/connect.js';

const FIRST_DISPOSITIONS: readonly (readonly [name: string, connected: boolean])[] = [
  ['Connected', true],
  ['Gatekeeper', true],
  ['Left voicemail', false],
  ['No answer', false],
  ['Busy', false],
  ['Wrong number', false],
];
const FIRST_SENTIMENTS: readonly (readonly [name: string, positive: boolean])[] = [
  ['Meeting scheduled', true],
  ['Interested', true],
  ['Call back later', false],
  ['Not interested', false],
  ['Not the right person', false],
];

/** The dispositions and sentiments of calls a sales team starts from. */
export async function addFirstCallOutcomes(tx: Tx, teamId: number, now: Date): Promise<void> {
  const stamps = { team_id: teamId, created_at: now, updated_at: now };
  await tx
    .insertInto('call_dispositions')
    .values(FIRST_DISPOSITIONS.map(([name, connected]) => ({ ...stamps, name, connected })))
    .execute();
  await tx
    .insertInto('call_sentiments')
    .values(FIRST_SENTIMENTS.map(([name, positive]) => ({ ...stamps, name, positive })))
    .execute();
}
