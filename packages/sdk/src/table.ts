import { LISTS, OPERATIONS, RESOURCES } from './wire.js';

/** A resource as the table has it. */
export interface Resource {
  readonly name: string;
  readonly path: string;
  /** First letters of list, show, create, update, delete. */
  readonly verbs: string;
}

/** An operation as the table has it. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body: boolean;
  readonly counts: boolean;
  readonly list: 'pages' | 'after_id' | undefined;
  readonly as: 'json' | 'text' | 'bytes';
}

export const resources = (): Resource[] =>
  RESOURCES.split('\n').map((line) => {
    const [name = '', verbs = '', path = name] = line.split(' ');
    return { name, verbs, path: `/v2/${path}` };
  });

export const operations = (): Operation[] =>
  OPERATIONS.split('\n').map((line) => {
    const [name = '', method = '', path = '', has = ''] = line.split(' ');
    return {
      name,
      method,
      path: `/v2/${path}`,
      body: has.includes('b'),
      counts: has.includes('c'),
      list: has.includes('i') ? 'after_id' : has.includes('l') ? 'pages' : undefined,
      as: has.includes('t') ? 'text' : has.includes('f') ? 'bytes' : 'json',
    };
  });

/** What a filter takes, for whoever draws a field for it. */
export interface FilterKind {
  readonly kind:
    | 'ids'
    | 'integers'
    | 'strings'
    | 'guids'
    | 'string'
    | 'integer'
    | 'bool'
    | 'range'
    | 'number_range'
    | 'keyed'
    | 'after_id'
    | 'object';
  /** It also asks whether there is a value at all. */
  readonly nullable: boolean;
  readonly startsWith: boolean;
  readonly notIn: boolean;
  /** The words it takes; undefined: any. */
  readonly oneOf: readonly string[] | undefined;
}

/** A list's sorts and filters. */
export interface ListKinds {
  readonly sorts: readonly string[];
  readonly filters: Readonly<Record<string, FilterKind>>;
}

const known = new Map<string, ListKinds>();

/** What a list may be asked by, of a resource or an operation; undefined: there is no such list. */
export function listKinds(name: string): ListKinds | undefined {
  if (known.size === 0)
    for (const line of LISTS.split('\n')) {
      const [list = '', sorts = '', ...filters] = line.split(' ');
      known.set(list, {
        sorts: sorts === '' ? [] : sorts.split(','),
        filters: Object.fromEntries(filters.map(readFilter)),
      });
    }
  return known.get(name);
}

function readFilter(word: string): [string, FilterKind] {
  const colon = word.indexOf(':');
  const [marked = '', words] = word.slice(colon + 1).split('=');
  let end = marked.length;
  while (end > 0 && '?^!'.includes(marked[end - 1] ?? ' ')) end -= 1;
  const marks = marked.slice(end);
  return [
    word.slice(0, colon),
    {
      kind: marked.slice(0, end) as FilterKind['kind'],
      nullable: marks.includes('?'),
      startsWith: marks.includes('^'),
      notIn: marks.includes('!'),
      oneOf: words?.split(','),
    },
  ];
}
