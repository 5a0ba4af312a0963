import { type Body, type Contract, contract } from '@cadenza/contract';
import type { Db } from '../../db/connect.js';
import { plain, sort, time, type View, view } from '../../db/view.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { requirePermission } from '../permissions.js';
import type { Principal } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { plainRows } from '../plain.js';
import { publicHolidays, unknownPlace } from './holiday-dates.js';

type Spec = Contract['resources']['holiday_calendars'];

const holidayCalendarsView: View = view(contract.resources.holiday_calendars, {
  table: 'holiday_calendars',
  sight: null,
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    plain('name', 'country', 'region', 'applies_to', 'extra_days', 'working_days'),
  ].join(', '),
  filters: { ids: 'r.id', country: 'r.country' },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at'), name: sort('r.name', 'text') },
});

const rows = plainRows({ table: 'holiday_calendars', forGood: true, required: ['name'] });

async function createCalendar(command: Command, body: Body<Spec['create']>): Promise<number> {
  requirePermission(command.principal, 'manage_team', 'change holiday calendars');
  const place = { country: body.country ?? null, region: body.region ?? null };
  const applies_to = body.applies_to ?? 'all';
  await checkPlace(place, applies_to);
  const working_days = body.working_days ?? [];
  const extra_days = JSON.stringify(body.extra_days ?? []);
  return rows.insert(command, { ...place, name: body.name, applies_to, extra_days, working_days });
}

async function updateCalendar(command: Command, id: number, body: Body<Spec['update']>): Promise<void> {
  const { tx, principal } = command;
  requirePermission(principal, 'manage_team', 'change holiday calendars');
  const before = await tx
    .selectFrom('holiday_calendars')
    .select(['country', 'region', 'applies_to'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!before) throw notFound();
  const place = {
    country: body.country === undefined ? before.country : body.country,
    region: body.region === undefined ? before.region : body.region,
  };
  const appliesTo = body.applies_to ?? before.applies_to;
  await checkPlace(place, appliesTo);
  await rows.update(command, id, {
    ...place,
    name: body.name,
    applies_to: appliesTo,
    extra_days: body.extra_days === undefined ? undefined : JSON.stringify(body.extra_days ?? []),
    working_days: body.working_days === undefined ? undefined : (body.working_days ?? []),
  });
}

async function deleteCalendar(command: Command, id: number): Promise<void> {
  requirePermission(command.principal, 'manage_team', 'change holiday calendars');
  await rows.remove(command, id);
}

/** @throws AppError invalid for places whose days nobody knows */
async function checkPlace(
  { country, region }: { country: string | null; region: string | null },
  appliesTo: string,
): Promise<void> {
  if (country === null) {
    if (region !== null) throw invalid('region', 'needs a country');
    if (appliesTo !== 'all') throw invalid('applies_to', 'must be all unless the calendar has a country');
    return;
  }
  const unknown = await unknownPlace(country, region);
  if (unknown !== undefined) throw invalid(unknown, 'is not one whose holidays are known');
}

interface Reader {
  readonly app: { readonly database: { readonly kysely: Db } };
  readonly principal: Principal;
  readonly now: Date;
}

/** The days off of a year, as JSON text. @throws AppError not_found */
export async function readCalendarDays(
  { app, principal, now }: Reader,
  { params: { id }, query }: { params: { id: number }; query: { year?: number | undefined } },
): Promise<string> {
  const calendar = await app.database.kysely
    .selectFrom('holiday_calendars')
    .select(['country', 'region', 'extra_days', 'working_days'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!calendar) throw notFound();
  const legal =
    calendar.country === null ? undefined : await publicHolidays(calendar.country, calendar.region);
  const extra = new Map(
    (calendar.extra_days as { date: string; name: string }[]).map((day) => [day.date, day.name]),
  );
  const year = query.year ?? now.getUTCFullYear();
  const days: { date: string; name: string }[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10);
    const name = calendar.working_days.includes(date) ? undefined : (extra.get(date) ?? legal?.(date));
    if (name !== undefined) days.push({ date, name });
  }
  return JSON.stringify(days);
}

export const holidayCalendars = {
  view: holidayCalendarsView,
  create: createCalendar,
  update: updateCalendar,
  remove: deleteCalendar,
};
