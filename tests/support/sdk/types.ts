import type * as z from 'zod';
import {
  contract,
  type Filter,
  type ListSpec,
  type OperationListSpec,
  type OperationSpec,
  pathNames,
  type ResourceSpec,
} from '../../../packages/contract/src/index.js';
import { fieldMeaning, operationMeaning } from '../../../packages/contract/src/words/index.js';
import { key, type Meaning, printType, union } from './print.js';

/** `send_action_email` -> `SendActionEmail`. */
const wordsOf = (name: string) =>
  name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Types by their names: a type that several calls have is said once. */
class Named {
  readonly #texts = new Map<string, string>();

  /** The name to use: the one asked for, or with another's text behind it `${owner}${name}`. */
  add(name: string, text: string, owner: string): string {
    const known = this.#texts.get(name);
    if (known === text) return name;
    if (known !== undefined) return this.add(`${wordsOf(owner)}${name}`, text, owner);
    this.#texts.set(name, text);
    return name;
  }

  print(): string {
    return [...this.#texts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, text]) => `export type ${name} = ${text};`)
      .join('\n\n');
  }
}

interface Maps {
  readonly records: string[];
  readonly creates: string[];
  readonly updates: string[];
  readonly bodies: string[];
  readonly lists: string[];
  readonly client: string[];
}

/** `packages/sdk/src/api.ts`: the types of everything in the contract, written out. */
export function apiTypes(): string {
  const named = new Named();
  const maps: Maps = { records: [], creates: [], updates: [], bodies: [], lists: [], client: [] };
  for (const [name, spec] of Object.entries(contract.resources as Record<string, ResourceSpec>))
    printResource(name, spec, named, maps);
  for (const [name, spec] of Object.entries(contract.operations as Record<string, OperationSpec>))
    printOperation(name, spec, named, maps);
  const map = (name: string, note: string, lines: string[]) =>
    `/** ${note} */\nexport interface ${name} {\n${lines.join('\n')}\n}`;
  return indented(`// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import type { ApiCall } from './call.js';
import type { Listing } from './listing.js';
import type { CallOptions, Paging, QueryValue, Range } from './options.js';

${named.print()}

${map('Records', 'The records of each resource.', maps.records)}

${map('Creates', 'What a resource is made of.', maps.creates)}

${map('Updates', 'What can be changed of a resource.', maps.updates)}

${map('Bodies', 'What an operation is told.', maps.bodies)}

${map('Lists', 'What each list is asked by.', maps.lists)}

${map('ContractClient', 'Every resource and operation of the contract by its name.', maps.client)}
`);
}

/** Two blanks for each brace that is open at a line's end. */
function indented(text: string): string {
  let depth = 0;
  return text
    .split('\n')
    .map((line) => {
      if (line.startsWith('}')) depth -= 1;
      const shifted = line === '' ? '' : `${'  '.repeat(depth)}${line}`;
      if (line.endsWith('{')) depth += 1;
      return shifted;
    })
    .join('\n');
}

const means =
  (name: string): Meaning =>
  (path) =>
    fieldMeaning(name, path);
const schemaType = (schema: z.ZodType, side: 'input' | 'output', name: string) =>
  printType(schema, side, means(name));
const note = (text: string | undefined) =>
  text === undefined ? '' : `/** ${text.replaceAll('*/', '* /')} */\n`;

const IDS = {
  integer: 'number',
  uuid: 'string',
  text: 'string',
  integer_or_guid: 'number | string',
} as const;

function printResource(name: string, spec: ResourceSpec, named: Named, maps: Maps): void {
  const record = named.add(spec.recordName, schemaType(spec.record, 'output', spec.recordName), name);
  maps.records.push(`${name}: ${record};`);
  const id = IDS[spec.id ?? 'integer'];
  const calls: string[] = [];
  const says = (verb: string) => note(operationMeaning(`${name}.${verb}`));
  if (spec.list) {
    const params = listParams(name, spec.list, named, maps);
    calls.push(`${says('list')}list(params?: ${params}, options?: CallOptions): Listing<${record}>;`);
  }
  if (spec.show) calls.push(`${says('show')}show(id: ${id}, options?: ShowOptions): ApiCall<${record}>;`);
  if (spec.create) {
    const body = `${spec.recordName}Create`;
    const type = named.add(body, schemaType(spec.create.body, 'input', body), name);
    maps.creates.push(`${name}: ${type};`);
    calls.push(`${says('create')}create(body: ${type}, options?: CallOptions): ApiCall<${record}>;`);
  }
  if (spec.update) {
    const body = `${spec.recordName}Update`;
    const type = named.add(body, schemaType(spec.update.body, 'input', body), name);
    maps.updates.push(`${name}: ${type};`);
    calls.push(
      `${says('update')}update(id: ${id}, body: ${type}, options?: CallOptions): ApiCall<${record}>;`,
    );
  }
  if (spec.delete) {
    const query = spec.delete.query
      ? `${schemaType(spec.delete.query, 'input', name)} & { readonly [name: string]: QueryValue }`
      : 'undefined';
    calls.push(`${says('delete')}delete(id: ${id}, query?: ${query}, options?: CallOptions): ApiCall<void>;`);
  }
  maps.client.push(`readonly ${name}: {\n${calls.join('\n')}\n};`);
  if (spec.show) named.add('ShowOptions', SHOW_OPTIONS, name);
}

const SHOW_OPTIONS = `CallOptions & { readonly query?: { readonly [name: string]: QueryValue } }`;

function listParams(name: string, list: ListSpec, named: Named, maps: Maps): string {
  const filters = Object.entries(list.filters).map(
    ([filter, spec]) => `readonly ${key(filter)}?: ${filterType(spec)};`,
  );
  const sorts = list.sorts.length === 0 ? 'never' : union(list.sorts.map((each) => `'${each}'`));
  const type = named.add(`${wordsOf(name)}Params`, `{\n${filters.join('\n')}\n} & Paging<${sorts}>`, name);
  maps.lists.push(`${name}: ${type};`);
  return type;
}

const some = (type: string) => {
  const list = type.includes(' | ') ? `(${type})` : type;
  return `${type} | readonly ${list}[]`;
};
const wordsType = (words: readonly string[]) => union(words.map((each) => `'${each}'`));

/** What a filter of the contract takes (docs/wire.md section 2, "Filters"). */
function filterType(filter: Filter): string {
  switch (filter.kind) {
    case 'ids':
      return some('number');
    case 'integers':
      return some(filter.nullable ? `number | '_is_null'` : 'number');
    case 'strings':
      if (filter.oneOf) return some(wordsType(filter.oneOf));
      return [
        some('string | number'),
        ...(filter.startsWith ? ['{ readonly _starts_with: string }'] : []),
        ...(filter.notIn ? [`{ readonly _not_in: ${some('string | number')} }`] : []),
      ].join(' | ');
    case 'guids':
      return some('string');
    case 'string':
      return filter.oneOf ? wordsType(filter.oneOf) : 'string | number';
    case 'integer':
      return 'number';
    case 'bool':
      return 'boolean';
    case 'range':
      return filter.nullTests
        ? 'Range | { readonly _is_null?: boolean; readonly _is_not_null?: boolean }'
        : 'Range';
    case 'number_range':
      return '{ readonly gt?: number; readonly gte?: number; readonly lt?: number; readonly lte?: number }';
    case 'moment':
      return 'string';
    case 'after_id':
      return '{ readonly gt: number | string }';
    case 'keyed': {
      const keys = Object.entries(filter.keys).map(
        ([name, words]) => `readonly ${key(name)}?: ${some(wordsType(words))}`,
      );
      const all = wordsType([...new Set(Object.values(filter.keys).flat())]);
      return `${some(all)} | { ${keys.join('; ')} }`;
    }
    case 'object':
      return '{ readonly [name: string]: string }';
  }
}

function printOperation(name: string, spec: OperationSpec, named: Named, maps: Maps): void {
  const args: string[] = pathArgument(spec);
  const says = note(operationMeaning(name) ?? spec.summary);
  const done = (rest: string[], answer: string) =>
    maps.client.push(`${says}${name}(${[...args, ...rest].join(', ')}): ${answer};`);
  const { list, counts } = spec;
  if (list) {
    const params = listParams(name, list, named, maps);
    const record = listRecord(name, list, named);
    return void done([`params?: ${params}`, 'options?: CallOptions'], `Listing<${record}>`);
  }
  const answer = `ApiCall<${answerType(name, spec, named)}>`;
  if (counts) {
    const filters = Object.entries(counts.filters).map(
      ([filter, one]) => `readonly ${key(filter)}?: ${filterType(one)};`,
    );
    const type = named.add(`${wordsOf(name)}Params`, `{\n${filters.join('\n')}\n}`, name);
    return void done([`params?: ${type}`, 'options?: CallOptions'], answer);
  }
  if (spec.body) {
    const body = `${wordsOf(name)}Body`;
    const type = named.add(body, schemaType(spec.body, 'input', body), name);
    maps.bodies.push(`${name}: ${type};`);
    args.push(`body: ${type}`);
  }
  const query = spec.query
    ? `CallOptions & { readonly query?: ${schemaType(spec.query, 'input', name)} & { readonly [name: string]: QueryValue } }`
    : 'CallOptions';
  done([`options?: ${query}`], answer);
}

const listRecord = (name: string, list: OperationListSpec, named: Named) =>
  named.add(list.recordName, schemaType(list.record, 'output', list.recordName), name);

/** One name of a path stands by itself or by its name, several by their names. */
function pathArgument(spec: OperationSpec): string[] {
  const names = pathNames(spec.path);
  if (names.length === 0) return [];
  const fields = names.map((name) => {
    const type = printType(spec.params?.[name] as z.ZodType, 'output');
    return [name, type === 'number' ? 'number | string' : type] as const;
  });
  const byName = `{ ${fields.map(([name, type]) => `readonly ${key(name)}: ${type}`).join('; ')} }`;
  return fields.length > 1 ? [`params: ${byName}`] : [`id: ${fields[0]?.[1]} | ${byName}`];
}

/** A file is what it is: text, or bytes. */
function answerType(name: string, spec: OperationSpec, named: Named): string {
  if (spec.produces !== undefined) return spec.produces.startsWith('text/') ? 'string' : 'Uint8Array';
  if (!spec.response) return 'undefined';
  const given = spec.responseName ?? name;
  const type = schemaType(spec.response, 'output', given);
  return type.startsWith('{\n') ? named.add(wordsOf(given), type, name) : type;
}
