import { contract } from '@cadenza/contract';
import { bySight, nullableSort, plain, ref, sort, time, type View, view } from '../../db/view.js';
import { OWN, refSeen } from '../visibility.js';

const owners = (which: string) => `SELECT u.id FROM users u WHERE u.team_id = :team AND ${which}`;

// A rep of a private team counts the people they see.
const PEOPLE_COUNT = bySight(
  '(SELECT count(*)::int FROM people o WHERE o.team_id = :team AND o.account_id = r.id AND o.owner_id = :user AND o.deleted_at IS NULL)',
  'r.people_count',
);

/** Accounts with an opportunity that is not closed: whoever sees the account sees those. */
const WITH_OPEN = `SELECT o.account_id FROM opportunities o WHERE o.team_id = :team AND o.account_id IS NOT NULL AND NOT o.is_closed AND o.deleted_at IS NULL`;

/** The one wire shape of an account (docs/wire.md section 3). */
export const accountsView: View = view(contract.resources.accounts, {
  table: 'accounts',
  sight: OWN,
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    time('archived_at'),
    plain(
      'name',
      'domain',
      'conversational_name',
      'description',
      'phone',
      'website',
      'linkedin_url',
      'twitter_handle',
    ),
    plain(
      'street',
      'city',
      'state',
      'postal_code',
      'country',
      'locale',
      'industry',
      'company_type',
      'founded',
      'revenue_range',
      'size',
    ),
    'r.crm_id, NULL::text AS crm_url',
    plain('crm_object_type', 'owner_crm_id', 'prospector_engagement_score', 'prospector_engagement_level'),
    time('last_contacted_at'),
    plain('last_contacted_type', 'do_not_contact', 'custom_fields'),
    `'[]'::json AS user_relationships`,
    plain('tags'),
    `json_build_object('people', ${PEOPLE_COUNT}) AS counts`,
    ref('owner_id', '/v2/users/', 'owner'),
    ref('creator_id', '/v2/users/', 'creator'),
    ref('last_contacted_by_id', '/v2/users/', 'last_contacted_by'),
    refSeen('last_contacted_person_id', 'people', 'last_contacted_person'),
    ref('company_stage_id', '/v2/account_stages/', 'company_stage'),
    ref('account_tier_id', '/v2/account_tiers/', 'account_tier'),
  ].join(', '),
  visible: 'r.deleted_at IS NULL',
  filters: {
    ids: 'r.id',
    crm_id: 'r.crm_id',
    tag: { sql: 'r.tags && :value::text[]' },
    tag_id: {
      lookup: 'SELECT t.name FROM tags t WHERE t.team_id = :team AND t.id = ANY(:value::bigint[])',
      column: 'r.tags',
      array: true,
    },
    domain: { sql: 'lower(r.domain) = lower(:value)' },
    website: 'r.website',
    archived: 'r.archived_at IS NOT NULL',
    name: 'r.name',
    account_stage_id: 'r.company_stage_id',
    account_tier_id: 'r.account_tier_id',
    owner_id: 'r.owner_id',
    owner_is_active: {
      words: {
        true: `r.owner_id = ANY(ARRAY(${owners('u.active')}))`,
        false: `(r.owner_id IS NULL OR r.owner_id = ANY(ARRAY(${owners('NOT u.active')})))`,
      },
    },
    last_contacted: 'r.last_contacted_at',
    custom_fields: 'jsonb_lower_values(r.custom_fields)',
    industry: { folded: 'r.industry', exact: true },
    country: { folded: 'r.country', exact: true },
    state: { folded: 'r.state', exact: true },
    city: { folded: 'r.city', exact: true },
    owner_crm_id: 'r.owner_crm_id',
    locales: 'r.locale',
    // No CRM is connected, so no account has mapped relationships: only the two words for "none" can match.
    user_relationships: {
      sql: `NOT EXISTS (SELECT 1 FROM jsonb_each_text(:value::jsonb) p WHERE p.value NOT IN ('_is_null', '_unmapped'))`,
    },
    account_type: 'r.company_type',
    prospector_engagement_level: 'r.prospector_engagement_level',
    has_open_opportunity: {
      words: { true: `r.id IN (${WITH_OPEN})`, false: `r.id NOT IN (${WITH_OPEN})` },
    },
    your_related_accounts_active: {
      words: {
        true: 'r.owner_id = :user AND r.archived_at IS NULL',
        false: '(r.owner_id IS DISTINCT FROM :user OR r.archived_at IS NOT NULL)',
      },
    },
  },
  sorts: {
    created_at: sort('r.created_at'),
    updated_at: sort('r.updated_at'),
    last_contacted_at: nullableSort('r.last_contacted_at'),
    account_stage: nullableSort('r.company_stage_order', 'integer'),
    account_stage_name: nullableSort('r.company_stage_name', 'text'),
    account_tier: nullableSort('r.account_tier_order', 'integer'),
    account_tier_name: nullableSort('r.account_tier_name', 'text'),
    name: nullableSort('r.name', 'text'),
    counts_people: sort(PEOPLE_COUNT, 'integer'),
  },
});
