import {
  contract,
  type Filter,
  type ListSpec,
  type OperationSpec,
  type ResourceSpec,
} from '../../../packages/contract/src/index.js';

/**
 * `packages/sdk/src/wire.ts`: what the SDK's runtime needs of the contract, in lines of text, which shrink best. Their form is
 * read by `packages/sdk/src/table.ts`.
 */
export function wireTable(): string {
  const resources = Object.entries(contract.resources as Record<string, ResourceSpec>).map(resourceLine);
  const operations = Object.entries(contract.operations as Record<string, OperationSpec>).map(operationLine);
  const lists = [
    ...Object.entries(contract.resources as Record<string, ResourceSpec>),
    ...Object.entries(contract.operations as Record<string, OperationSpec>),
  ].flatMap(([name, { list }]) => (list ? [listLine(name, list)] : []));
  return `${HEAD}
/** A resource a line: name, verbs (list, show, create, update, delete), path below /v2/ where it is another. */
export const RESOURCES = \`${resources.join('\n')}\`;

/**
 * An operation a line: name, method, path below /v2/, and what else it has: a body, counts by filters, a list, a list that
 * goes on by id, text or bytes.
 */
export const OPERATIONS = \`${operations.join('\n')}\`;

/** A list a line: name, sorts, filters as name:kind. */
export const LISTS = \`${lists.join('\n')}\`;
`;
}

const HEAD = `// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
`;

const below = (path: string) => path.slice('/v2/'.length);

function resourceLine([name, spec]: [string, ResourceSpec]): string {
  const verbs = (['list', 'show', 'create', 'update', 'delete'] as const)
    .filter((verb) => spec[verb])
    .map((verb) => verb[0])
    .join('');
  return [name, verbs, ...(below(spec.path) === name ? [] : [below(spec.path)])].join(' ');
}

function operationLine([name, spec]: [string, OperationSpec]): string {
  const { produces, list } = spec;
  const has = [
    spec.body ? 'b' : '',
    spec.counts ? 'c' : '',
    list ? (list.paging === 'after_id' ? 'i' : 'l') : '',
    produces === undefined ? '' : produces.startsWith('text/') ? 't' : 'f',
  ].join('');
  return [name, spec.method, below(spec.path), ...(has === '' ? [] : [has])].join(' ');
}

function listLine(name: string, { sorts, filters }: ListSpec): string {
  return [name, sorts.join(','), ...Object.entries(filters).map(([key, one]) => filterWord(key, one))].join(
    ' ',
  );
}

/** What a filter takes: its kind, marks of what else it takes, its words. */
function filterWord(name: string, filter: Filter): string {
  switch (filter.kind) {
    case 'integers':
      return `${name}:integers${filter.nullable ? '?' : ''}`;
    case 'strings': {
      const marks = [filter.nullable ? '?' : '', filter.startsWith ? '^' : '', filter.notIn ? '!' : ''];
      return `${name}:strings${marks.join('')}${words(filter.oneOf)}`;
    }
    case 'string':
      return `${name}:string${words(filter.oneOf)}`;
    case 'range':
      return `${name}:range${filter.nullTests ? '?' : ''}`;
    case 'keyed':
      return `${name}:keyed${words([...new Set(Object.values(filter.keys).flat())])}`;
    default:
      return `${name}:${filter.kind}`;
  }
}

const words = (oneOf: readonly string[] | undefined) => (oneOf ? `=${oneOf.join(',')}` : '');
