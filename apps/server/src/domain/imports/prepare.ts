import { type Body, type Contract, contract } from '@cadenza/contract';
import type * as z from 'zod';
import { domainKey, isDomain } from '../../kernel/address.js';
import { AppError, problemOf } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import { checkCrmId } from '../crm-id.js';
import { type KnownFields, mergedValues } from '../custom-values.js';
import { requireIdentity, tidyAddresses } from '../people/rules.js';
import type { RowDraft } from './mapping-rules.js';

export type PersonBody = Body<Contract['resources']['people']['create']>;
export type AccountBody = Body<Contract['resources']['accounts']['create']>;

/** What rows of one batch have in common, looked up once. */
export interface Shared {
  readonly principal: Principal;
  readonly ownerId: number;
  readonly stage: { readonly id: number; readonly name: string } | undefined;
  readonly tags: readonly string[];
  readonly personFields: KnownFields;
  readonly accountFields: KnownFields;
  /** Active users, by their addresses in small letters. */
  readonly owners: ReadonlyMap<string, number>;
  /** Stages of people, by their names in small letters. */
  readonly stages: ReadonlyMap<string, { readonly id: number; readonly name: string }>;
}

/** A row as it can be written. */
export interface Ready {
  readonly line: number;
  readonly person: PersonBody;
  readonly customFields: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  /** Named by the row itself, or for all of them. */
  readonly owner: number | undefined;
  readonly stage: { readonly id: number; readonly name: string } | undefined;
  readonly account: ReadyAccount | undefined;
}

export interface ReadyAccount {
  readonly name: string;
  readonly domain: string | undefined;
  /** As a new account; undefined: without a domain none is made. */
  readonly body: AccountBody | undefined;
  readonly customFields: Readonly<Record<string, string>>;
}

/** A row of a person as it can be written; a text: why it cannot. */
export function prepare(draft: RowDraft, shared: Shared): Ready | string {
  const owner = ownerOf(draft, shared);
  const stage = draft.stage === undefined ? shared.stage : shared.stages.get(draft.stage.toLowerCase());
  const account = accountOf(draft, shared);
  const problems = [...draft.problems];
  if (owner === 'unknown') problems.push(`owner_email ${draft.ownerEmail} is no active user of the team`);
  if (draft.stage !== undefined && stage === undefined)
    problems.push(`person_stage ${draft.stage} is no stage`);
  if (typeof account === 'string') problems.push(account);
  const company = typeof account === 'object' ? account.name : undefined;
  const given = { ...(company === undefined ? {} : { person_company_name: company }), ...draft.person };
  const parsed = parsedAs(contract.resources.people.create.body, given);
  if (typeof parsed === 'string') return [...problems, parsed].join('; ');
  const { merged, problems: unfit } = mergedValues(
    shared.personFields,
    'person',
    {},
    parsed.custom_fields ?? {},
  );
  problems.push(...unfit);
  try {
    const person = tidyAddresses(parsed);
    requireIdentity(person);
    checkCrmId(shared.principal, 'crm_id_person:write', ['00Q', '003'], person);
    if (problems.length > 0 || owner === 'unknown' || typeof account === 'string') return problems.join('; ');
    const tags = [...new Set([...shared.tags, ...(person.tags ?? [])])];
    return { line: draft.line, person, customFields: merged, tags, owner, stage, account };
  } catch (error) {
    if (error instanceof AppError) return [...problems, problemOf(error)].join('; ');
    throw error;
  }
}

/** A row of an account. */
export function prepareAccount(
  draft: RowDraft,
  shared: Shared,
):
  | { line: number; account: ReadyAccount & { body: AccountBody }; owner: number | undefined; tags: string[] }
  | string {
  const account = accountOf(draft, shared);
  const owner = ownerOf(draft, shared);
  const problems = [...draft.problems];
  if (owner === 'unknown') problems.push(`owner_email ${draft.ownerEmail} is no active user of the team`);
  if (typeof account === 'string') problems.push(account);
  else if (account?.body === undefined) problems.push('account.domain is required');
  if (problems.length > 0 || typeof account !== 'object' || account.body === undefined || owner === 'unknown')
    return problems.join('; ');
  const tags = [...new Set([...shared.tags, ...((draft.person['tags'] as string[] | undefined) ?? [])])];
  return { line: draft.line, account: { ...account, body: account.body }, owner, tags };
}

function ownerOf({ ownerEmail }: RowDraft, { owners }: Shared): number | 'unknown' | undefined {
  return ownerEmail === undefined ? undefined : (owners.get(ownerEmail.toLowerCase()) ?? 'unknown');
}

/** @returns undefined: the row names none; a text: what is wrong with it */
function accountOf({ account }: RowDraft, { accountFields }: Shared): ReadyAccount | string | undefined {
  const website = typeof account['website'] === 'string' ? account['website'] : '';
  const domain = hostOf(typeof account['domain'] === 'string' ? account['domain'] : website);
  const name = typeof account['name'] === 'string' ? account['name'] : domain;
  if (name === undefined) return undefined;
  const body = parsedAs(contract.resources.accounts.create.body, {
    ...account,
    name,
    domain: domain ?? 'none',
  });
  if (typeof body === 'string') return `account: ${body}`;
  const { merged, problems } = mergedValues(accountFields, 'company', {}, body.custom_fields ?? {});
  if (problems.length > 0) return problems.join('; ');
  return { name: body.name, domain, body: domain === undefined ? undefined : body, customFields: merged };
}

/** `https://www.Acme.example/about` -> acme.example; undefined for what is no domain. */
function hostOf(text: string): string | undefined {
  const from = text.indexOf('://');
  const rest = (from < 0 ? text : text.slice(from + 3)).trim().toLowerCase();
  const host = (rest.split(/[/?#:]/)[0] ?? '').slice(0, 253);
  const plain = host.startsWith('www.') ? host.slice(4) : host;
  return plain.includes('.') && isDomain(domainKey(plain)) ? plain : undefined;
}

/** Held against the contract, as a request would be; a text: what is wrong. */
function parsedAs<S extends z.ZodObject>(schema: S, given: Record<string, unknown>): z.output<S> | string {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  return result.error.issues
    .slice(0, 10)
    .map((issue) => `${issue.path.join('.')} ${issue.message}`)
    .join('; ');
}
