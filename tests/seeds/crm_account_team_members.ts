import { REFUSED } from '../support/truth/fields/written.js';
import type { Seed } from './seed.js';

export const crmAccountTeamMembers: Seed<'crm_account_team_members'> = {
  records: [
    { body: { account_crm_id: '001000000000000AAA', user_crm_id: 'U-5', team_member_role: 'Owner' } },
    { body: { account_crm_id: '001000000000000AAA', user_crm_id: 'U-7', team_member_role: 'Engineer' } },
    { body: { account_crm_id: '001000000000000BBB', user_crm_id: 'U-5', team_member_role: 'Owner' } },
  ],
  another: (n) => ({ account_crm_id: '001000000000000AAA', user_crm_id: `W-${n}` }),
  change: { account_access_level: 'Edit' },
  filters: {},
  fields: { account_crm_id: REFUSED, user_crm_id: REFUSED },
};
