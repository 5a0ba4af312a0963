import type { Db } from '../../db/connect.js';
import { countryCode, type DaysOff, publicHolidays } from './holiday-dates.js';

/** A stretch of the week, minutes since midnight; engine/planning/rules/calendar.ts reads it. */
export interface WindowBlock {
  days: readonly number[];
  from: number;
  to: number;
}

export interface SendWindow {
  userId: number | null;
  cadenceId: number | null;
  zoneMode: 'user' | 'person' | 'fixed';
  timeZone: string | null;
  blocks: readonly WindowBlock[];
  manualSteps: boolean;
}

export interface HolidayCalendar {
  name: string;
  country: string | null;
  appliesTo: 'all' | 'user_country' | 'person_country';
  dayOff: DaysOff;
}

export interface UserAbsence {
  id: number;
  userId: number;
  startsOn: string;
  endsOn: string;
  mode: 'hold' | 'hand_over';
  handOverToId: number | null;
  returnSpreadDays: number;
}

/** A team's windows, calendars and leaves. */
export interface TeamSchedule {
  version: number;
  /** The window that counts for an action of this user on this cadence: the cadence's, else the user's, else the team's. */
  windowFor(userId: number, cadenceId: number): SendWindow | undefined;
  calendars: readonly HolidayCalendar[];
  absences: readonly UserAbsence[];
}

const NOTHING: Omit<TeamSchedule, 'version'> = {
  windowFor: () => undefined,
  calendars: [],
  absences: [],
};

const MOST_TEAMS = 2000;

/** Reads a team's schedule. `version` is teams.schedule_version as the caller has just read it. */
export type Schedules = (db: Db, teamId: number, version: number) => Promise<TeamSchedule>;

/**
 * Schedules in memory: what is there is used while the version is the same, so a change counts from the next action on,
 * in every process, and nothing is read twice.
 */
export function rememberedSchedules(): Schedules {
  const remembered = new Map<number, TeamSchedule>();
  return async (db, teamId, version) => {
    if (version === 0) return { version, ...NOTHING };
    const known = remembered.get(teamId);
    if (known?.version === version) return known;
    const fresh = await readSchedule(db, teamId, version);
    // The oldest goes: teams that are worked on come back at once.
    if (remembered.size >= MOST_TEAMS) remembered.delete(remembered.keys().next().value as number);
    remembered.set(teamId, fresh);
    return fresh;
  };
}

/** A team's schedule, read now. `version` is teams.schedule_version. */
export function teamSchedule(db: Db, teamId: number, version: number): Promise<TeamSchedule> {
  return version === 0 ? Promise.resolve({ version, ...NOTHING }) : readSchedule(db, teamId, version);
}

async function readSchedule(db: Db, teamId: number, version: number): Promise<TeamSchedule> {
  const windows = await readWindows(db, teamId);
  const windowFor = (userId: number, cadenceId: number) =>
    windows.find((each) => each.cadenceId === cadenceId) ??
    windows.find((each) => each.userId === userId) ??
    windows.find((each) => each.cadenceId === null && each.userId === null);
  return {
    version,
    windowFor,
    calendars: await readCalendars(db, teamId),
    absences: await readAbsences(db, teamId),
  };
}

async function readWindows(db: Db, teamId: number): Promise<SendWindow[]> {
  const rows = await db
    .selectFrom('send_windows')
    .select(['user_id', 'cadence_id', 'zone_mode', 'time_zone', 'blocks', 'manual_steps'])
    .where('team_id', '=', teamId)
    .execute();
  return rows.map((row) => ({
    userId: row.user_id,
    cadenceId: row.cadence_id,
    zoneMode: row.zone_mode as SendWindow['zoneMode'],
    timeZone: row.time_zone,
    blocks: (row.blocks as { days: number[]; from: string; to: string }[]).map((block) => ({
      days: block.days,
      from: minutes(block.from),
      to: minutes(block.to),
    })),
    manualSteps: row.manual_steps,
  }));
}

/** Minutes since midnight of HH:MM; 24:00 is 1440. */
export function minutes(text: string): number {
  const [hours = 0, rest = 0] = text.split(':').map(Number);
  return hours * 60 + rest;
}

async function readCalendars(db: Db, teamId: number): Promise<HolidayCalendar[]> {
  const rows = await db
    .selectFrom('holiday_calendars')
    .select(['name', 'country', 'region', 'applies_to', 'extra_days', 'working_days'])
    .where('team_id', '=', teamId)
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const legal = row.country === null ? undefined : await publicHolidays(row.country, row.region);
      const extra = new Map(
        (row.extra_days as { date: string; name: string }[]).map((day) => [day.date, day.name]),
      );
      const working = new Set<string>(row.working_days);
      return {
        name: row.name,
        country: row.country === null ? null : (countryCode(row.country) ?? row.country),
        appliesTo: row.applies_to as HolidayCalendar['appliesTo'],
        dayOff: (date: string) => (working.has(date) ? undefined : (extra.get(date) ?? legal?.(date))),
      };
    }),
  );
}

async function readAbsences(db: Db, teamId: number): Promise<UserAbsence[]> {
  const rows = await db
    .selectFrom('user_absences')
    .select(['id', 'user_id', 'starts_on', 'ends_on', 'mode', 'hand_over_to_id', 'return_spread_days'])
    .where('team_id', '=', teamId)
    .where('deleted_at', 'is', null)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    mode: row.mode as UserAbsence['mode'],
    handOverToId: row.hand_over_to_id,
    returnSpreadDays: row.return_spread_days,
  }));
}
