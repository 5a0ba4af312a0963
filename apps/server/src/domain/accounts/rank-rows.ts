import type { Tx } from '../../db/connect.js';

const FIRST_STAGES = ['Target', 'Researching', 'Engaged', 'Opportunity', 'Customer', 'Lost'];
const FIRST_TIERS = ['Tier 1', 'Tier 2', 'Tier 3'];

/** The account stages and tiers a sales team starts from. */
export async function addFirstAccountRanks(tx: Tx, teamId: number, now: Date): Promise<void> {
  const row = (name: string, index: number) => ({
    team_id: teamId,
    created_at: now,
    updated_at: now,
    name,
    order: index + 1,
  });
  await tx.insertInto('account_stages').values(FIRST_STAGES.map(row)).execute();
  await tx.insertInto('account_tiers').values(FIRST_TIERS.map(row)).execute();
}
