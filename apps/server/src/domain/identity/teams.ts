import { shortLine } from '@cadenza/contract';
import type { Tx } from '../../db/connect.js';
import { addFirstAccountRanks } from '../accounts/rank-rows.js';
import { addFirstCallOutcomes } from '../calls/lookup-rows.js';
import { addFirstPersonStages } from '../people/stage-rows.js';
import { insertTeam } from '../team/team-rows.js';

/**
 * Creates a team with the stages, tiers, dispositions and sentiments a sales team starts from. Needs a transaction over all
 * teams. `now`: of the team's clock, which shows so much more than the wall's as `offsetMs` says.
 */
export async function createTeam(
  tx: Tx,
  input: { name: string; offsetMs?: number },
  now: Date,
): Promise<{ id: number }> {
  const id = await insertTeam(tx, shortLine(input.name, 200), now, input.offsetMs);
  await addFirstPersonStages(tx, id, now);
  await addFirstAccountRanks(tx, id, now);
  await addFirstCallOutcomes(tx, id, now);
  return { id };
}
