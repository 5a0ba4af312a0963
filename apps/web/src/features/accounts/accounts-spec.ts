import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { boot } from '../../app/boot';
import { accountsSource } from '../../data/accounts';
import { accountStagesQuery, accountTiersQuery, tagsQuery } from '../../data/vocabulary';
import { type BulkCommand, choicesBy, fieldsOf } from '../records';

const LABELS: Readonly<Record<string, string>> = {
  owner_id: 'Owner',
  account_stage_id: 'Stage',
  account_tier_id: 'Tier',
  tag_id: 'Tag',
  name: 'Name',
  domain: 'Domain',
  industry: 'Industry',
  country: 'Country',
  state: 'State',
  city: 'City',
  last_contacted: 'Last contacted',
  created_at: 'Created',
  updated_at: 'Changed',
  account_type: 'Type',
  archived: 'Put away',
  website: 'Website',
  owner_is_active: 'Owner is active',
  locales: 'Time zone',
  crm_id: 'CRM id',
};
const LEFT_OUT = [
  'ids',
  'tag',
  'owner_crm_id',
  'has_open_opportunity',
  'your_related_accounts_active',
  'prospector_engagement_level',
];

export const accountViews = [
  { name: 'All', search: {} },
  { name: 'Mine', search: { owner_id: String(boot.me.id) } },
  { name: 'Never contacted', search: { last_contacted: { _is_null: 'true' } } },
] as const;

type Choices = ReturnType<typeof choicesBy>;

/** What accounts can be narrowed down by, and what is done with many of them. */
export function useAccountFields() {
  const tags = useQuery(tagsQuery).data;
  const stages = useQuery(accountStagesQuery).data;
  const tiers = useQuery(accountTiersQuery).data;
  return useMemo(() => {
    const choices = {
      tag_id: choicesBy(tags),
      account_stage_id: choicesBy(stages),
      account_tier_id: choicesBy(tiers),
    };
    return {
      fields: fieldsOf(
        accountsSource.kinds.filters,
        LABELS,
        { ...choices, owner_id: choicesBy(boot.users) },
        LEFT_OUT,
      ),
      bulk: bulkOf(choices.tag_id, choices.account_stage_id),
    };
  }, [tags, stages, tiers]);
}

function bulkOf(tags: Choices, stages: Choices): BulkCommand[] {
  return [
    {
      id: 'tag',
      title: 'Tag',
      keys: 'l',
      type: 'account/tags/add',
      choose: {
        title: 'Which tag?',
        choices: tags.map(({ label }) => ({ value: label, label })),
        orNew: true,
      },
      values: (tag) => ({ tags: [tag] }),
      words: (many, tag) => `Tag ${many} “${tag}”`,
      ask: false,
    },
    {
      id: 'stage',
      title: 'Stage',
      type: 'account/stage',
      choose: { title: 'Which stage?', choices: stages },
      values: (id) => ({ company_stage_id: Number(id) }),
      words: (many, stage) => `Put ${many} in the stage “${stage}”`,
      ask: false,
    },
    {
      id: 'owner',
      title: 'Owner',
      type: 'account/owner',
      choose: { title: 'Whose are they?', choices: choicesBy(boot.users.filter(({ active }) => active)) },
      values: (id) => ({ owner_id: Number(id) }),
      words: (many, owner) => `Give ${many} to ${owner}`,
      ask: false,
    },
    {
      id: 'delete',
      title: 'Delete',
      type: 'account/delete',
      values: () => ({}),
      words: (many) => `Delete ${many} for good`,
      ask: true,
      danger: true,
    },
  ];
}
