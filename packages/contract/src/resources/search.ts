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
