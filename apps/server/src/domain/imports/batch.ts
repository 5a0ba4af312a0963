import { ensureTags } from '../ensure-tags.js';
import { knownFields } from '../custom-values.js';
import { addToCadence } from '../memberships/index.js';
import { accountKey } from '../accounts/index.js';
import { createPeople, identityKeys, type Match, matchPeople, updatePerson } from '../people/index.js';
import { requireReferences } from '../references.js';
import type { Command } from '../command.js';
import type { ListRow } from '../suppressions/list-rules.js';
import { alone, apart, type Batch, type Tell } from './batch-parts.js';
import { type AccountOf, accountsFor, importAccounts } from './batch-accounts.js';
import { namedOf } from './known-names.js';
import { type Kept, takeOptOuts } from './opt-outs.js';
import { type ColumnField, isOfAccounts, readRowOf } from './mapping-rules.js';
import type { RowOutcome, RunOptions } from './options-rules.js';
import { changedBy, changesOf, peopleBefore } from './patch.js';
import { prepare, type Ready, type Shared } from './prepare.js';

/**
 * Writes some rows of a sheet, in the caller's transaction: new people in as many statements as for one, changes of those who
 * are there by the command that changes one. A row that cannot be written is refused alone. @returns what became of each
 */
export async function importRows(
  command: Command,
  batch: Batch,
  rows: readonly ListRow[],
): Promise<RowOutcome[]> {
  const { mapping } = batch.options;
  const shared = await sharedOf(command, batch.options);
  const dates = datesOf(shared);
  const told = new Map<number, RowOutcome>();
  const cellsOf = new Map(rows.map((row) => [row.line, row.cells]));
  const tell = (line: number, given: Partial<RowOutcome> & Pick<RowOutcome, 'outcome'>) =>
    told.set(line, {
      line,
      message: null,
      person_id: null,
      account_id: null,
      cells: given.outcome === 'refused' ? (cellsOf.get(line) ?? []) : null,
      undo: null,
      ...given,
    });
  const drafts = rows.map((row) => readRowOf(row, mapping, dates));
  if (isOfAccounts(mapping)) await importAccounts(command, batch, { drafts, shared, tell });
  else {
    const ready: Ready[] = [];
    for (const draft of drafts) {
      const made = prepare(draft, shared);
      if (typeof made === 'string') tell(draft.line, { outcome: 'refused', message: made });
      else ready.push(made);
    }
    await importPeople(command, batch, { ready, shared, tell });
  }
  return rows.flatMap(({ line }) => told.get(line) ?? []);
}

/** Rows of which none is the same person as another; those that are come later, and find the first. */
async function importPeople(
  command: Command,
  batch: Batch,
  { ready, shared, tell }: { ready: readonly Ready[]; shared: Shared; tell: Tell },
): Promise<void> {
  const allowed = await duplicatesAllowed(command);
  let rest = ready;
  while (rest.length > 0) {
    const [now, later] = apart(rest, ({ person }) => identityKeys(person));
    const skips = batch.options.duplicates === 'skip';
    if (skips)
      for (const { line } of later) tell(line, { outcome: 'skipped', message: 'stands in the file already' });
    await importApart(command, batch, { ready: now, shared, tell, allowed });
    // Who is said to be left alone is, whichever row says so.
    rest = skips ? later.filter(({ person }) => person.do_not_contact === true) : later;
  }
}

interface Apart {
  readonly ready: readonly Ready[];
  readonly shared: Shared;
  readonly tell: Tell;
  readonly allowed: boolean;
}

async function importApart(
  command: Command,
  batch: Batch,
  { ready, shared, tell, allowed }: Apart,
): Promise<void> {
  const { duplicates } = batch.options;
  const matches = await matchPeople(
    command,
    ready.map(({ person }) => person),
  );
  const fresh: Ready[] = [];
  const known: { row: Ready; match: Match }[] = [];
  const kept: Kept[] = [];
  for (const [index, row] of ready.entries()) {
    const match = matches[index];
    const before = identityKeys(row.person).some((key) => batch.earlier?.has(key));
    if (match === undefined && before) tellEarlier(tell, row.line, duplicates);
    else if (match === undefined || (duplicates === 'create' && allowed && match.by === 'email_address'))
      fresh.push(row);
    else if (!match.seen || duplicates === 'create')
      kept.push({ row, match, outcome: 'refused', message: `${match.by} has already been taken` });
    else if (duplicates === 'skip')
      kept.push({ row, match, outcome: 'skipped', message: `is person ${match.id} already` });
    else known.push({ row, match });
  }
  await takeOptOuts(command, kept, tell);
  const accountOf = await accountsFor(command, [...fresh, ...known.map(({ row }) => row)], shared);
  await createFresh(command, batch, { fresh, shared, tell, accountOf });
  await changeKnown(command, batch, { known, tell, accountOf });
  for (const { person } of fresh) for (const key of identityKeys(person)) batch.earlier?.add(key);
}

function tellEarlier(tell: Tell, line: number, duplicates: RunOptions['duplicates']): void {
  if (duplicates === 'skip') tell(line, { outcome: 'skipped', message: 'stands in the file already' });
  else if (duplicates === 'create')
    tell(line, { outcome: 'refused', message: 'stands in the file already: it has already been taken' });
  else tell(line, { outcome: 'updated', message: 'stands in the file already' });
}

async function createFresh(
  command: Command,
  { importId, options }: Batch,
  {
    fresh,
    shared,
    tell,
    accountOf,
  }: { fresh: readonly Ready[]; shared: Shared; tell: Tell; accountOf: AccountOf },
): Promise<void> {
  const { tx, principal, now } = command;
  await ensureTags(
    tx,
    principal.teamId,
    now,
    fresh.flatMap(({ tags }) => tags),
  );
  const ids = await createPeople(
    command,
    fresh.map((row) => ({
      body: row.person,
      tags: row.tags,
      customFields: row.customFields,
      account: accountOf(row),
      ownerId: row.owner ?? shared.ownerId,
      stage: row.stage,
    })),
    importId,
  );
  for (const [index, row] of fresh.entries()) {
    const id = ids[index] as number;
    const message = said(accountOf.without(row), await joining(command, options, id));
    tell(row.line, { outcome: 'created', message, person_id: id });
  }
}

async function changeKnown(
  command: Command,
  { options }: Batch,
  {
    known,
    tell,
    accountOf,
  }: { known: readonly { row: Ready; match: Match }[]; tell: Tell; accountOf: AccountOf },
): Promise<void> {
  const before = await peopleBefore(
    command,
    known.map(({ match }) => match.id),
  );
  for (const { row, match } of known) {
    const person = before.get(match.id);
    const told = { person_id: match.id };
    const changes = person && changesOf(person, row, accountOf(row)?.id, options);
    if (!person || changes === undefined || Object.keys(changes).length === 0) {
      const message =
        said(accountOf.without(row), await joining(command, options, match.id)) ?? 'says nothing new';
      tell(row.line, { outcome: 'skipped', message, ...told });
      continue;
    }
    const problem = await alone(command.tx, () => updatePerson(command, match.id, changes));
    if (problem !== undefined) tell(row.line, { outcome: 'refused', message: problem, ...told });
    else {
      const message = said(accountOf.without(row), await joining(command, options, match.id));
      const undo = await changedBy(command, 'people', { id: match.id, before: person }, changes);
      tell(row.line, { outcome: 'updated', message, undo, ...told });
    }
  }
}

/** What is to be told of a row beside what became of it; null: nothing. */
const said = (...all: readonly (string | null)[]): string | null =>
  all.filter((each) => each !== null).join('; ') || null;

/** On the cadence, where one was chosen. @returns what hindered it */
async function joining(
  command: Command,
  { cadence_id: cadenceId }: RunOptions,
  personId: number,
): Promise<string | null> {
  if (cadenceId === null) return null;
  const problem = await alone(command.tx, async () => {
    await addToCadence(command, { person_id: personId, cadence_id: cadenceId });
  });
  return problem === undefined ? null : `is not on the cadence: ${problem}`;
}

async function duplicatesAllowed({ tx, principal }: Command): Promise<boolean> {
  const team = await tx
    .selectFrom('teams')
    .select('duplicate_emails_allowed')
    .where('id', '=', principal.teamId)
    .executeTakeFirstOrThrow();
  return team.duplicate_emails_allowed;
}

const namesIn = (mapping: readonly ColumnField[], prefix: string) =>
  mapping.flatMap(({ field }) => (field.startsWith(prefix) ? [field.slice(prefix.length)] : []));

async function sharedOf(command: Command, options: RunOptions): Promise<Shared> {
  const { tx, principal } = command;
  const { teamId } = principal;
  const named = await requireReferences(command, [
    ['users', 'owner_id', options.owner_id],
    ['person_stages', 'person_stage_id', options.person_stage_id],
  ]);
  const { owners, stages } = await namedOf(tx, teamId);
  const stageName = named.get('person_stage_id')?.name;
  return {
    principal,
    ownerId: options.owner_id ?? principal.userId,
    stage:
      options.person_stage_id === null ? undefined : { id: options.person_stage_id, name: stageName ?? '' },
    tags: options.tags,
    personFields: await knownFields(tx, teamId, 'person', namesIn(options.mapping, 'custom_fields.')),
    accountFields: await knownFields(
      tx,
      teamId,
      'company',
      namesIn(options.mapping, 'account.custom_fields.'),
    ),
    owners,
    stages,
  };
}

/** Fields of columns that hold dates. */
function datesOf({ personFields, accountFields }: Shared): ReadonlySet<string> {
  const dates = (fields: Shared['personFields'], prefix: string) =>
    [...fields].flatMap(([given, { value_type: type }]) => (type === 'date' ? [`${prefix}${given}`] : []));
  return new Set([
    ...dates(personFields, 'custom_fields.'),
    ...dates(accountFields, 'account.custom_fields.'),
  ]);
}

/** The keys that a row has, as far as its cells say so: of rows that were looked at before. */
export function keysOfRow(row: ListRow, { mapping }: RunOptions): string[] {
  const { person, account } = readRowOf(row, mapping, new Set());
  if (isOfAccounts(mapping)) return [accountKey(account) ?? ''];
  return identityKeys(tidied(person));
}

function tidied(person: Record<string, unknown>): Parameters<typeof identityKeys>[0] {
  const text = (field: string) => (typeof person[field] === 'string' ? person[field] : undefined);
  return {
    email_address: text('email_address'),
    crm_id: text('crm_id'),
    phone: text('phone'),
    last_name: text('last_name'),
  };
}
