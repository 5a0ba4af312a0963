import { eventsAfter, lastPlace, type NumberedEvent, placeBefore } from '../../events/feed.js';
import { AppError, invalid } from '../../kernel/errors.js';
import type { Reader } from '../handler-types.js';
import { readContext } from '../request.js';
import { sightedBy, type Wanted, wantedOf, wireEvent } from './told.js';

const PER_PAGE = 100;
/** Events looked at for one answer, and in one read. */
const LOOKED_AT = 5000;
const PAGE = 1000;

interface EventsQuery extends Wanted {
  readonly after?: number | null | undefined;
  readonly since?: string | null | undefined;
  readonly per_page?: number | null | undefined;
}

/** GET /v2/events: what the caller sees of the team's events behind a place. @throws AppError gone, invalid */
export async function readEvents(reader: Reader, { query }: { query: EventsQuery }): Promise<string> {
  const { principal } = reader;
  requireResource(query);
  const db = reader.app.database.kysely;
  const since = query.since ? new Date(query.since) : undefined;
  const start = await startOf(reader, query.after ?? null, since);
  const most = query.per_page ?? PER_PAGE;
  const found: object[] = [];
  let place = start;
  let more = true;
  for (let looked = 0; more && looked < LOOKED_AT && found.length < most; ) {
    const events = await eventsAfter(db, principal.teamId, place, PAGE);
    looked += events.length;
    more = events.length === PAGE;
    const seen = await seenOf(reader, query, since, events);
    const page = seen.slice(0, most - found.length);
    found.push(...page.map(({ told }) => told));
    const cut = page.length < seen.length;
    more ||= cut;
    place = (cut ? page.at(-1)?.sequence : events.at(-1)?.sequence) ?? place;
  }
  return JSON.stringify({ events: found, place: place ?? 0, more });
}

/** A record is named by both. @throws AppError invalid */
export function requireResource({ resource, id }: Wanted): void {
  if (id && !resource) throw invalid('id', 'needs resource');
}

/** Where the reading begins. A place that the team has not come to is one of another database. @throws AppError gone */
async function startOf(
  { app, principal }: Reader,
  after: number | null,
  since: Date | undefined,
): Promise<number | null> {
  const db = app.database.kysely;
  if (after !== null) {
    if (after > 0 && after > (await lastPlace(db, principal.teamId)))
      throw new AppError('gone', 'after is a place that this team has not come to: read the records anew');
    return after;
  }
  // A sandbox's clock may have been put back.
  if (since === undefined || principal.clockOffsetMs !== 0) return null;
  return placeBefore(db, principal.teamId, since);
}

async function seenOf(
  { app, viewOf, principal, now }: Reader,
  wanted: Wanted,
  since: Date | undefined,
  events: readonly NumberedEvent[],
): Promise<{ sequence: number; told: object }[]> {
  const asked = wantedOf(events, wanted, principal).filter(
    ({ createdAt }) => since === undefined || createdAt >= since,
  );
  const [sighted] = await sightedBy(app.database.pool, viewOf, [readContext(app, principal, now)], asked);
  return asked.flatMap((event) => {
    const record = sighted?.get(event.sequence);
    return record ? [{ sequence: event.sequence, told: wireEvent(event, record, principal) }] : [];
  });
}
