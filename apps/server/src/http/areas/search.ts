import type { Areas } from '@cadenza/contract';
import {
  duplicateGroups,
  duplicatesOf,
  find,
  type Mark,
  type Searched,
  SOURCES,
} from '../../domain/search/index.js';
import { forbidden, invalid, notFound } from '../../kernel/errors.js';
import { hasScope } from '../../kernel/principal.js';
import type { HandlersOf } from '../handler-types.js';
import type { Reader } from '../handler-types.js';
import { readContext } from '../request.js';

const PER_TYPE = 10;

/** What is found while somebody types, and what may be the same. */
export const area: HandlersOf<Areas['search']> = {
  resources: {},
  operations: {
    account_duplicates: { read: (reader, { params }) => likely(reader, 'accounts', params.id) },
    duplicate_accounts: { read: (reader, { query }) => groups(reader, 'accounts', query.after) },
    duplicate_people: { read: (reader, { query }) => groups(reader, 'people', query.after) },
    person_duplicates: { read: (reader, { params }) => likely(reader, 'people', params.id) },
    search: {
      read: async (reader, { query }) => {
        const { app, principal, now } = reader;
        const context = readContext(app, principal, now);
        const sources = sourcesFor(reader, query.types ?? undefined);
        const most = query.per_type ?? PER_TYPE;
        const found = await find({ pool: app.database.pool, context, sources, most }, query.q);
        return JSON.stringify(
          found.map(({ path, ...record }) => ({
            ...record,
            resource: { _href: `${context.base}${path}${record.id}`, id: record.id },
          })),
        );
      },
    },
  },
};

/** Of all types those that the token may read; one that is asked for by name and may not be is refused. @throws AppError forbidden */
function sourcesFor({ principal }: Reader, types: readonly Searched[] | undefined) {
  const wanted = SOURCES.filter(({ type }) => types === undefined || types.includes(type));
  const refused = wanted.find(({ scope }) => !hasScope(principal, scope));
  if (types !== undefined && refused)
    throw forbidden(`The token does not have the required scopes: ${refused.scope}`);
  return wanted.filter(({ scope }) => hasScope(principal, scope));
}

const sourceOf = (type: Searched) => {
  const source = SOURCES.find((each) => each.type === type);
  if (!source) throw notFound();
  return source;
};

/** What may be the same as a record. */
async function likely({ app, principal, now }: Reader, type: Searched, id: number): Promise<string> {
  const context = readContext(app, principal, now);
  const source = sourceOf(type);
  const found = await duplicatesOf({ pool: app.database.pool, context, source }, id);
  if (!found) throw notFound();
  return JSON.stringify(
    found.map(({ reasons, ...record }) => ({ ...linked(context.base + source.path, record), reasons })),
  );
}

/** A stretch of all that may be the same. */
async function groups(
  { app, principal, now }: Reader,
  type: Searched,
  after: string | null | undefined,
): Promise<string> {
  const context = readContext(app, principal, now);
  const source = sourceOf(type);
  const mark = after ? markOf(after) : null;
  const found = await duplicateGroups({ pool: app.database.pool, context, source }, mark);
  return JSON.stringify({
    groups: found.groups.map((group) => ({
      ...group,
      records: group.records.map((record) => linked(context.base + source.path, record)),
    })),
    next: found.next && Buffer.from(JSON.stringify(found.next)).toString('base64url'),
  });
}

const linked = <R extends { readonly id: number }>(path: string, record: R) => ({
  ...record,
  resource: { _href: `${path}${record.id}`, id: record.id },
});

/** What `next` of the answer before was. @throws AppError invalid */
function markOf(after: string): Mark {
  try {
    const { weight, word } = JSON.parse(Buffer.from(after, 'base64url').toString('utf8')) as Partial<Mark>;
    if (
      typeof weight === 'number' &&
      [0, 1, 2].includes(weight) &&
      typeof word === 'string' &&
      !word.includes('\0')
    )
      return { weight, word };
  } catch {
    // said below
  }
  throw invalid('after', 'is no place: take `next` of the answer before');
}
