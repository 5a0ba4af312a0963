import type { ListSpec } from '@cadenza/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Condition, countRows, listRows, type ReadContext } from '../db/listing.js';
import { exportRows } from '../db/exporting.js';
import type { Key, View } from '../db/view.js';
import { teamNow } from '../kernel/clock.js';
import type { Mount } from './command.js';
import { includedIn, requireIncluded } from './include.js';
import { opened, openedLines } from './opened.js';
import { type ListRequest, parseList, type RawQuery, writeCursor } from './params.js';
import { sendExport, wantedFormat } from './serve-export.js';
import { pageCost } from './rate-limit.js';
import { authorize, readContext, requireScopedFields, sendJson, strict } from './request.js';

/** A list as it is served, whoever declared it. */
export interface ServedList {
  readonly list: ListSpec;
  readonly scope: string | null;
  /** Where its parameters stand; default: in the query. */
  readonly given?: (request: FastifyRequest) => RawQuery;
  /** What it is narrowed to, asked once the caller is known. @throws AppError not_found */
  readonly within?: (request: FastifyRequest, reading: ReadContext) => Promise<Condition[]>;
}

/** Answers a list: scope, budget, one statement for the page. @throws AppError */
export async function serveList(
  mount: Mount,
  { list, scope, given, within }: ServedList,
  view: View<Key>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const principal = authorize(request, scope);
  const wanted = parseList(list, given?.(request) ?? (request.query as RawQuery), strict(request));
  requireScopedFields(list, wanted, principal);
  requireIncluded(principal, wanted.include);
  await mount.chargeBudget(
    request,
    reply,
    wanted.paged && wanted.query.after === undefined ? pageCost(wanted.page) : 1,
  );
  const { pool } = mount.context.database;
  const format = wantedFormat(request.headers.accept);
  const now = teamNow(mount.context.clock.now(), principal.clockOffsetMs);
  const context = readContext(mount.context, principal, now);
  const narrowed = (await within?.(request, context)) ?? [];
  const query = { ...wanted.query, conditions: [...wanted.query.conditions, ...narrowed] };
  if (format !== undefined)
    return sendExport(mount.context, reply, { principal, name: view.name, format }, () =>
      exportRows(pool, view, context, query, { format }).then((rows) =>
        openedLines(mount, view, format, rows),
      ),
    );
  const counting =
    wanted.paged && wanted.counts
      ? countRows(pool, view, context, query, wanted.limitCounts ? 10_000 : undefined)
      : undefined;
  const [rows, total] = await Promise.all([listRows(pool, view, context, query), counting]);
  const more = wanted.paged && rows.length > wanted.perPage;
  if (more) rows.pop();
  const texts = rows.map((row) => row.j);
  const included = await includedIn(mount, context, wanted.include, texts);
  return sendJson(
    reply,
    `{"metadata":${JSON.stringify(metadata(wanted, rows.at(-1), more, total))},"data":[${opened(mount, view, texts.join(','))}]${included}}`,
  );
}

function metadata(
  wanted: ListRequest,
  last: { k?: string | null; id?: Key } | undefined,
  more: boolean,
  total: number | undefined,
): Record<string, unknown> {
  const { query } = wanted;
  const sorting = {
    sort_by: query.sortBy,
    sort_direction: query.direction === 'DESC' ? 'DESC NULLS LAST' : 'ASC NULLS FIRST',
  };
  if (wanted.afterId) return { filtering: wanted.filtering, paging: { per_page: wanted.perPage }, sorting };
  if (!wanted.paged) return { filtering: wanted.filtering, sorting };
  const paging: Record<string, unknown> = { per_page: wanted.perPage, current_page: wanted.page };
  if (query.after === undefined) {
    Object.assign(paging, {
      next_page: more ? wanted.page + 1 : null,
      prev_page: wanted.page > 1 ? wanted.page - 1 : null,
    });
  } else {
    paging['next_cursor'] =
      more && last?.id !== undefined ? writeCursor(wanted, { value: last.k ?? null, id: last.id }) : null;
  }
  if (total !== undefined)
    Object.assign(paging, { total_pages: Math.ceil(total / wanted.perPage), total_count: total });
  return { filtering: wanted.filtering, paging, sorting };
}
