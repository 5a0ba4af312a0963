import { contract } from '@cadenza/contract';
import { plain, ref, sort, time, type View, view } from '../../db/view.js';
import { aboutPerson, OF_OPPORTUNITY, personSeen, whatIsSeen } from '../visibility.js';

const OF_WINDOW = aboutPerson('r.opportunity_window_person_id');

/** The one wire shape of an opportunity. */
export const opportunitiesView: View = view(contract.resources.opportunities, {
  table: 'opportunities',
  sight: OF_OPPORTUNITY,
  columns: [
    plain('id', 'name', 'amount', 'stage_name', 'probability', 'crm_id', 'crm_type', 'account_crm_id'),
    plain('owner_crm_id', 'account_name', 'created_by_crm_id', 'opportunity_type', 'owner_crm_name'),
    time('crm_last_updated_date'),
    time('close_date'),
    plain('is_closed', 'is_won', 'crm_url'),
    time('created_at'),
    time('updated_at'),
    time('created_date'),
    `${whatIsSeen(OF_WINDOW, 'r.opportunity_window_person_id')} AS opportunity_window_person_id`,
    time('opportunity_window_started_at'),
    plain('custom_fields', 'currency_iso_code', 'tags'),
    ref('most_recent_cadence_id', '/v2/cadences/', 'most_recent_cadence'),
    ref('most_recent_step_id', '/v2/steps/', 'most_recent_step'),
    plain('most_recent_step_number'),
    ref('most_recent_user_id', '/v2/users/', 'most_recent_step_account'),
    ref('owner_id', '/v2/users/', 'owner'),
    ref('creator_id', '/v2/users/', 'creator'),
    ref('account_id', '/v2/accounts/', 'account'),
    plain('company_crm_id'),
  ].join(', '),
  visible: 'r.deleted_at IS NULL',
  filters: {
    ids: 'r.id',
    created_date: 'r.created_date',
    close_date: 'r.close_date',
    crm_id: 'r.crm_id',
    person_id: {
      lookup: `SELECT k.opportunity_id FROM opportunity_people k WHERE k.team_id = :team AND k.person_id = :value::bigint
        AND k.deleted_at IS NULL AND ${personSeen('k.person_id')}`,
      column: 'r.id',
    },
    tag: { sql: 'r.tags && :value::text[]' },
    tag_id: {
      lookup: 'SELECT t.name FROM tags t WHERE t.team_id = :team AND t.id = ANY(:value::bigint[])',
      column: 'r.tags',
      array: true,
    },
    account_crm_id: 'r.account_crm_id',
    account_id: 'r.account_id',
    associated_account_id: 'r.account_id',
    owner_crm_id: 'r.owner_crm_id',
    opportunity_type: 'r.opportunity_type',
    owner_id: 'r.owner_id',
    name: 'r.name',
    stage_name: 'r.stage_name',
    is_closed: 'r.is_closed',
    is_won: 'r.is_won',
    most_recent_cadence_id: 'r.most_recent_cadence_id',
    // It names fields of the record: whoever may ask has them all.
    scoped_fields: { sql: ':value::text[] IS NOT NULL' },
  },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});
