import type { Areas } from '@cadenza/contract';
import { find, type Searched, SOURCES } from '../../domain/search/index.js';
import { forbidden } from '../../kernel/errors.js';
import { hasScope } from '../../kernel/principal.js';
import type { HandlersOf } from '../handler-types.js';
import type { Reader } from '../handler-types.js';
import { readContext } from '../request.js';

const PER_TYPE = 10;

/** What is found while somebody types. */
export const area: HandlersOf<Areas['search']> = {
  resources: {},
  operations: {
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
