import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';

/** What can be found; a token finds those it may read. */
export const SEARCHED = ['people', 'accounts', 'cadences', 'email_templates'] as const;

export const SearchResult = z.object({
  type: z.enum(SEARCHED).describe('the resource that was found a record of'),
  id: z.int().describe('which of them, by its number'),
  name: z.string().nullable().describe('what a person, account, cadence or template is called'),
  detail: z
    .string()
    .nullable()
    .describe('what tells namesakes apart: address of a person, domain of an account, subject of a template'),
  match: z
    .enum(['word', 'beginning', 'typo'])
    .describe('how what was typed was found: as whole words, as their beginnings, or with one letter wrong'),
  field: z
    .enum(['name', 'address', 'other'])
    .describe('by what: the name; address or domain; employer, website or telephone'),
  resource: z.object({ _href: z.string(), id: z.int() }).describe('where the whole record is read'),
});

export const search = operation({
  name: 'search',
  tag: 'Search',
  method: 'GET',
  path: '/v2/search',
  summary:
    'people, accounts, cadences and templates by the beginnings of their words, also with a letter wrong, the best first',
  scope: null,
  query: z.object({
    q: f.requiredText(200),
    types: f.someOf(SEARCHED).nullish(),
    per_type: f.integer().pipe(z.int().min(1).max(50)).nullish(),
  }),
  response: z.array(SearchResult),
  responseName: 'SearchResults',
  extension: true,
});

const REASONS = ['email_address', 'domain', 'phone', 'name'] as const;

const Likely = z.object({
  id: z.int().describe('which record, by its number'),
  name: z.string().nullable().describe('what the person or account is called'),
  detail: z
    .string()
    .nullable()
    .describe('what tells namesakes apart: address of a person, domain of an account'),
  resource: z.object({ _href: z.string(), id: z.int() }).describe('where the whole record is read'),
});

export const DuplicateGroup = z.object({
  reason: z
    .enum(REASONS)
    .describe('what they have in common; a name counts for people of the same account, employer or domain'),
  value: z.string().describe('the address, host, number or name as it is compared'),
  records: z.array(Likely).describe('the ones that share it, the oldest first, 50 at most'),
});

export const DuplicatePage = z.object({
  groups: z.array(DuplicateGroup).describe('may be empty while there are more'),
  next: z.string().nullable().describe('what `after` of the next request is; null: that was all'),
});

export const Duplicate = z.object({
  ...Likely.shape,
  reasons: z.array(z.enum(REASONS)).describe('why it may be the same, what says most first'),
});

/** Characters of a place in the walk: the longest word that is kept, in the letters that take most, as the answer writes it. */
const LONGEST_PLACE = 1000;

const walked = {
  tag: 'Search',
  method: 'GET',
  query: z.object({ after: f.text(LONGEST_PLACE).nullish() }),
  response: DuplicatePage,
  responseName: 'DuplicatePage',
  extension: true,
} as const;
const ofOne = {
  tag: 'Search',
  method: 'GET',
  params: { id: f.id() },
  response: z.array(Duplicate),
  responseName: 'Duplicates',
  extension: true,
} as const;

export const duplicatePeople = operation({
  ...walked,
  name: 'duplicate_people',
  path: '/v2/people/duplicates',
  summary: 'people who may be the same, in groups by what they share, as far as the caller sees them',
  scope: 'people:read',
});
export const duplicateAccounts = operation({
  ...walked,
  name: 'duplicate_accounts',
  path: '/v2/accounts/duplicates',
  summary: 'accounts that may be the same, in groups by what they share, as far as the caller sees them',
  scope: 'accounts:read',
});
export const personDuplicates = operation({
  ...ofOne,
  name: 'person_duplicates',
  path: '/v2/people/{id}/duplicates',
  summary: 'people who may be the same as one, with the reasons, the likeliest first',
  scope: 'people:read',
});
export const accountDuplicates = operation({
  ...ofOne,
  name: 'account_duplicates',
  path: '/v2/accounts/{id}/duplicates',
  summary: 'accounts that may be the same as one, with the reasons, the likeliest first',
  scope: 'accounts:read',
});
