import { Background } from '../records';
import { WhereUsed } from './field-uses';
import { NamedList, type NamedSpec } from './named-list';
import { Permissions } from './permissions';

const STAGES: readonly NamedSpec[] = [
  {
    resource: 'person_stages',
    title: 'Stages of people',
    about: 'How far somebody is. Who has a stage that is deleted has none.',
  },
  { resource: 'account_stages', title: 'Stages of accounts', about: 'How far an account is.' },
  { resource: 'account_tiers', title: 'Tiers of accounts', about: 'How much an account matters.' },
];
const FIELDS: readonly NamedSpec[] = [
  {
    resource: 'custom_fields',
    title: 'Fields of your own',
    about:
      'E-mails name them as {{ custom_fields.Name }}, those of accounts as {{ account.custom_fields.Name }}. A field that is deleted takes its values along.',
    kind: {
      name: 'field_type',
      label: 'Of what',
      choices: [
        ['person', 'of people'],
        ['company', 'of accounts'],
        ['opportunity', 'of opportunities'],
      ],
    },
    choice: {
      name: 'value_type',
      label: 'What it holds',
      choices: [
        ['text', 'text'],
        ['date', 'a date'],
      ],
    },
    beside: ({ id, name }) => <WhereUsed id={Number(id)} name={name ?? ''} />,
  },
  {
    resource: 'tags',
    title: 'Tags',
    about: 'Words that people, accounts and templates are put together by.',
  },
];
const OUTCOMES: readonly NamedSpec[] = [
  {
    resource: 'call_dispositions',
    title: 'Outcomes of calls',
    about: 'What a rep says of a call. “Spoken to” counts as connected.',
    flag: { name: 'connected', label: 'spoken to' },
  },
  {
    resource: 'call_sentiments',
    title: 'Sentiments of calls',
    about: 'How it went.',
    flag: { name: 'positive', label: 'positive' },
  },
];
const GROUPS: readonly NamedSpec[] = [
  {
    resource: 'groups',
    title: 'Groups',
    about: 'Teams within the team: who sees what may depend on them. Those above see what those below do.',
    parent: { name: 'parent_id', label: 'below' },
  },
  {
    resource: 'custom_roles',
    title: 'Roles',
    about: 'Beside Admin and User. One that users have cannot be deleted.',
  },
];

const of = (specs: readonly NamedSpec[]) => () =>
  specs.map((spec) => <NamedList key={spec.resource} spec={spec} />);

export const Stages = of(STAGES);
const FieldLists = of(FIELDS);
const MOVES = ['move_values', 'move_tag'] as const;
export const Fields = () => (
  <>
    <FieldLists />
    <Background kinds={MOVES} />
  </>
);
export const Outcomes = of(OUTCOMES);
const GroupLists = of(GROUPS);
export const Groups = () => (
  <>
    <GroupLists />
    <Permissions />
  </>
);
