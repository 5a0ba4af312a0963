import { contract } from '@cadenza/contract';
import { plain, sort, view } from '../../db/view.js';

const OF_TEAM = 'a.team_id = :team AND a.deleted_at IS NULL';
// From one word to the next on accounts_type: as many steps as there are words, however many accounts have each. A word
// is the team's, as tags are, also for who does not see the accounts that have it.
const TYPES = `(WITH RECURSIVE types AS (
    (SELECT a.company_type AS name FROM accounts a WHERE ${OF_TEAM} AND a.company_type IS NOT NULL ORDER BY a.company_type LIMIT 1)
    UNION ALL
    SELECT (SELECT a.company_type FROM accounts a WHERE ${OF_TEAM} AND a.company_type > types.name ORDER BY a.company_type LIMIT 1)
    FROM types WHERE types.name IS NOT NULL
  ) SELECT :team AS team_id, name AS id, name FROM types WHERE name IS NOT NULL LIMIT 1000)`;

/** The types that the team's living accounts have. */
export const accountTypesView = view(contract.operations.account_types, {
  table: TYPES,
  sight: null,
  columns: plain('name'),
  filters: {},
  sorts: { name: sort('r.name', 'text') },
});
