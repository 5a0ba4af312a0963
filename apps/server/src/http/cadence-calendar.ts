import { type Contract, FORECAST_PEOPLE } from '@cadenza/contract';
import { listIds } from '../db/listing.js';
import { cadenceMembershipsView, cadencesView } from '../domain/cadences/index.js';
import { holidaysOn } from '../domain/scheduling/index.js';
import type { OperationInput, Reader } from './handler-types.js';
import { readContext } from './request.js';
import { daysOf, forecasts, refs } from './timeline-handlers.js';
import { wireTime } from './wire-time.js';

/** The touches of a cadence by day: what the forecast of its people says, beside what mailboxes and holidays leave room for. */
export async function readCadenceCalendar(
  reader: Reader,
  { params: { id }, query }: OperationInput<Contract['operations']['cadence_calendar']>,
): Promise<string> {
  const { app, principal, now } = reader;
  const { teamId } = principal;
  await reader.render(cadencesView, id);
  const found = await listIds(app.database.pool, cadenceMembershipsView, readContext(app, principal, now), {
    conditions: [
      { filter: 'cadence_id', operator: 'in', value: [id] },
      { filter: 'currently_on_cadence', operator: 'bool', value: true },
    ],
    sortBy: 'added_at',
    direction: 'ASC',
    limit: FORECAST_PEOPLE + 1,
    offset: 0,
  });
  const ids = found.slice(0, FORECAST_PEOPLE);
  const days = daysFrom(query.from ?? wireTime(now, principal.timeZone).slice(0, 10), query.days);
  const timelines = await forecasts(reader).aheadOf(teamId, ids, now);
  const touches = byDay(daysOf(reader, timelines, now));
  const userIds = [...new Set(timelines.flatMap(({ entries }) => entries.map(({ userId }) => userId)))];
  const capacity = await forecasts(reader).capacityAhead(teamId, { userIds, days }, now);
  const holidays = await holidaysOn(app.database.kysely, teamId, days);
  const ref = refs(reader);
  return JSON.stringify({
    people: ids.length,
    more: found.length > FORECAST_PEOPLE,
    days: days.map((day) => ({
      day,
      touches: touches.get(day) ?? [],
      capacity: capacity
        .filter((each) => each.day === day)
        .map(({ mailboxId, limit, used }) => ({ mailbox: ref('mailboxes', mailboxId), limit, used })),
      holidays: (holidays.get(day) ?? []).map(({ name, calendar, appliesTo }) => ({
        name,
        calendar,
        applies_to: appliesTo,
      })),
    })),
  });
}

function daysFrom(first: string, count: number): string[] {
  const start = Date.parse(`${first}T00:00:00Z`);
  return Array.from({ length: count }, (_, n) => new Date(start + n * 86_400_000).toISOString().slice(0, 10));
}

type Counted = ReturnType<typeof daysOf>[number];

/** The counts of each day, without the day. */
function byDay(counts: readonly Counted[]): Map<string, Omit<Counted, 'day'>[]> {
  const days = new Map<string, Omit<Counted, 'day'>[]>();
  for (const { day, ...rest } of counts) days.set(day, [...(days.get(day) ?? []), rest]);
  return days;
}
