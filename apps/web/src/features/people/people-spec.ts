import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { boot } from '../../app/boot';
import { type Person, peopleSource } from '../../data/people';
import { cadenceChoicesQuery, tagsQuery } from '../../data/vocabulary';
import type { Field } from '../../ui/filter/model';
import { type BulkCommand, choicesBy, fieldsOf } from '../records';

const LABELS: Readonly<Record<string, string>> = {
  owner_id: 'Owner',
  person_stage_id: 'Stage',
  cadence_id: 'Cadence',
  tag_id: 'Tag',
  last_contacted: 'Last contacted',
  title: 'Title',
  country: 'Country',
  state: 'State',
  city: 'City',
  company: 'Company',
  _query: 'Search',
  first_name: 'First name',
  last_name: 'Last name',
  email_addresses: 'E-mail address',
  last_contacted_type: 'Last contacted by',
  job_seniority: 'Seniority',
  created_at: 'Created',
  updated_at: 'Changed',
  do_not_contact: 'Do not contact',
  bounced: 'Bounced',
  replied: 'Replied',
  success: 'Success',
  can_email: 'May be e-mailed',
  can_call: 'May be called',
  can_text: 'May be texted',
  phone_number: 'Has a telephone number',
  active_cadences: 'Is on a cadence',
  new: 'Never contacted',
  eu_resident: 'Lives in the EU',
  locales: 'Time zone',
  owner_is_active: 'Owner is active',
  account_id: 'Account number',
  import_id: 'Import number',
  crm_id: 'CRM id',
};
const LEFT_OUT = ['ids', 'owned_by_guid', 'starred_by_guid', 'owner_crm_id'];
const SENIORITY: readonly NonNullable<Person['job_seniority']>[] = [
  'executive',
  'vice_president',
  'director',
  'manager',
  'individual_contributor',
  'unknown',
];
const users = choicesBy(boot.users.filter(({ active }) => active));

export const peopleViews = [
  { name: 'All', search: {} },
  { name: 'Mine', search: { owner_id: String(boot.me.id) } },
  { name: 'No cadence', search: { cadence_id: '_is_null' } },
  { name: 'Bounced', search: { bounced: 'true' } },
  { name: 'Replied', search: { replied: 'true' } },
  { name: 'Not contacted for 14 days', search: { last_contacted: { lt: '-14d' } } },
] as const;

/** What people can be narrowed down by, with names for numbers. */
export function usePeopleFields(): { fields: readonly Field[]; bulk: readonly BulkCommand[] } {
  const tags = useQuery(tagsQuery).data;
  const cadences = useQuery(cadenceChoicesQuery).data;
  return useMemo(() => made(choicesBy(tags), choicesBy(cadences)), [tags, cadences]);
}

function made(tags: Choices, cadences: Choices) {
  const fields = fieldsOf(
    peopleSource.kinds.filters,
    LABELS,
    {
      owner_id: choicesBy(boot.users),
      person_stage_id: choicesBy(boot.stages),
      tag_id: tags,
      cadence_id: cadences,
      job_seniority: SENIORITY.map((value) => ({ value, label: value.replaceAll('_', ' ') })),
    },
    LEFT_OUT,
  );
  return { fields, bulk: bulkOf(tags, cadences) };
}

type Choices = ReturnType<typeof choicesBy>;

function bulkOf(tags: Choices, cadences: Choices): BulkCommand[] {
  const names = tags.map(({ label }) => ({ value: label, label }));
  return [
    {
      id: 'cadence',
      title: 'Add to cadence',
      keys: 'a',
      type: 'cadence_membership/create',
      choose: { title: 'Add to which cadence?', choices: cadences },
      values: (id) => ({ cadence_id: Number(id) }),
      words: (many, cadence) => `Add ${many} to “${cadence}”`,
      ask: true,
    },
    {
      id: 'tag',
      title: 'Tag',
      keys: 'l',
      type: 'person/tags/add',
      choose: { title: 'Which tag?', choices: names, orNew: true },
      values: (tag) => ({ tags: [tag] }),
      words: (many, tag) => `Tag ${many} “${tag}”`,
      ask: false,
    },
    {
      id: 'stage',
      title: 'Stage',
      type: 'person/stage',
      choose: { title: 'Which stage?', choices: choicesBy(boot.stages) },
      values: (id) => ({ person_stage_id: Number(id) }),
      words: (many, stage) => `Put ${many} in the stage “${stage}”`,
      ask: false,
    },
    {
      id: 'owner',
      title: 'Owner',
      type: 'person/owner',
      choose: { title: 'Whose are they?', choices: users },
      values: (id) => ({ owner_id: Number(id) }),
      words: (many, owner) => `Give ${many} to ${owner}`,
      ask: false,
    },
    {
      id: 'delete',
      title: 'Delete',
      type: 'person/delete',
      values: () => ({}),
      words: (many) => `Delete ${many} for good`,
      ask: true,
      danger: true,
    },
  ];
}
