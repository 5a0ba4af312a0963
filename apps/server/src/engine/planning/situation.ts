import { type Said, stored } from '../../domain/said.js';
import type { Tx } from '../../db/connect.js';
import { anyOf } from '../../db/any-of.js';
import { personZone } from '../../domain/memberships/membership-rules.js';
import { isLive, NO_PUBLIC_URL } from '../../domain/mailboxes/index.js';
import {
  begunRuns,
  countryCode,
  type Schedules,
  type SendWindow,
  startsSince,
  takeTurns,
  type TeamSchedule,
} from '../../domain/scheduling/index.js';
import { suppressionsOf } from '../../domain/suppressions/index.js';
import type { Touch } from './facts.js';
import type { Situation } from './plan.js';
import { type Capacities, readCapacities } from './send-capacity.js';
import type { Calendar } from './rules/calendar.js';
import type { StartThrottle } from './rules/throttle.js';
import { dateIn } from './rules/wall-clock.js';

/** What planning a batch of touches of one team looks at, and what its decisions have used up so far. */
export interface Surroundings {
  schedule: TeamSchedule;
  colleagues: Situation['colleagues'];
  /** Why nothing is sent, by action. */
  suppressed: ReadonlyMap<number, Said>;
  capacities: Capacities;
  /** Memberships whose run had begun before. */
  begun: ReadonlySet<number>;
  /** By cadence and day. */
  starts: Map<number, Map<string, { all: number; byUser: Map<number, number> }>>;
}

/** Reads what the touches have in common; statements only for what the team uses. Locks nothing for who only asks. */
export async function surroundingsOf(
  tx: Tx,
  teamId: number,
  touches: readonly Touch[],
  now: Date,
  schedules: Schedules,
  lock = true,
): Promise<Surroundings> {
  const schedule = await schedules(tx, teamId, touches[0]?.facts.f_schedule_version ?? 0);
  const emails = touches.filter(({ action }) => action.type === 'email');
  return {
    schedule,
    colleagues: await readColleagues(tx, teamId, schedule),
    suppressed: await suppressionsOf(
      tx,
      teamId,
      emails.map(({ action, standing }) => ({
        key: action.id,
        addresses: standing.person.email_address === null ? [] : [standing.person.email_address],
        cadenceId: action.cadence_id,
      })),
    ),
    capacities: await readCapacities(
      tx,
      teamId,
      // Who only asks is told of the mailbox of what is sent by hand, too.
      emails.filter(({ action }) => !lock || action.automated),
      now,
      schedule.absences.length > 0,
      lock,
    ),
    ...(await readStarts(tx, teamId, touches, now, lock)),
  };
}

async function readColleagues(
  tx: Tx,
  teamId: number,
  { absences }: TeamSchedule,
): Promise<Situation['colleagues']> {
  const ids = absences.flatMap((absence) => absence.handOverToId ?? []);
  if (ids.length === 0) return new Map();
  const users = await tx
    .selectFrom('users')
    .select(['id', 'name', 'email', 'active', 'time_zone'])
    .where('team_id', '=', teamId)
    .where('id', '=', anyOf(ids))
    .execute();
  return new Map(
    users.map((user) => [
      user.id,
      { name: user.name ?? user.email, active: user.active, timeZone: user.time_zone },
    ]),
  );
}

/** Limits on people who start: new_people_per_day, or target_daily_people where that is not set. */
function limitsOf({ facts }: Touch): { perDay: number | null; perUserPerDay: number | null } {
  const target = facts.f_target_daily_people > 0 ? facts.f_target_daily_people : null;
  return { perDay: facts.f_per_day ?? target, perUserPerDay: facts.f_per_user_per_day };
}

function isCounted(touch: Touch): boolean {
  const { perDay, perUserPerDay } = limitsOf(touch);
  return perDay !== null || perUserPerDay !== null;
}

/** The day the membership's present run starts on; null when it was given none. */
function startDay({ standing: { membership } }: Touch): string | null {
  return membership.starts_run?.getTime() === membership.added_at.getTime() ? membership.starts_on : null;
}

async function readStarts(
  tx: Tx,
  teamId: number,
  touches: readonly Touch[],
  now: Date,
  lock: boolean,
): Promise<Pick<Surroundings, 'begun' | 'starts'>> {
  const starts: Surroundings['starts'] = new Map();
  const counted = touches.filter(isCounted);
  if (counted.length === 0) return { begun: new Set(), starts };
  const cadenceIds = [...new Set(counted.map(({ action }) => action.cadence_id))];
  if (lock) await takeTurns(tx, teamId, 'new_people', cadenceIds);
  const begun = await begunRuns(
    tx,
    teamId,
    counted.map(({ action }) => action.membership_id),
  );
  const today = counted.map(({ facts }) => dateIn(facts.f_time_zone, now)).sort()[0] as string;
  for (const row of await startsSince(tx, teamId, cadenceIds, today))
    addStarts(starts, row.cadence_id, row.day, row.user_id, row.people);
  return { begun, starts };
}

function addStarts(
  starts: Surroundings['starts'],
  cadenceId: number,
  day: string,
  userId: number,
  people: number,
): void {
  const days = starts.get(cadenceId) ?? new Map<string, { all: number; byUser: Map<number, number> }>();
  starts.set(cadenceId, days);
  const count = days.get(day) ?? { all: 0, byUser: new Map<number, number>() };
  days.set(day, count);
  count.all += people;
  count.byUser.set(userId, (count.byUser.get(userId) ?? 0) + people);
}

/** Fixes the day a person starts: in memory for the rest of the batch; the caller writes the membership. */
export function fixStart(surroundings: Surroundings, { standing: { membership } }: Touch, day: string): void {
  addStarts(surroundings.starts, membership.cadence_id, day, membership.user_id, 1);
  membership.starts_on = day;
  membership.starts_run = membership.added_at;
}

/** The situation of one touch, as plain values. */
export function situationOf(surroundings: Surroundings, touch: Touch, now: Date): Situation {
  const { action, facts, standing } = touch;
  const { membership, cadence, person } = standing;
  return {
    now,
    action: {
      id: action.id,
      seed: facts.f_seed,
      type: action.type,
      automated: action.automated,
      inThread: surroundings.capacities.threadOf(touch) !== undefined,
    },
    step: { disabled: facts.f_disabled, deleted: facts.f_step_deleted_at !== null },
    membership: {
      id: membership.id,
      live: membership.currently_on_cadence === true,
      pausedUntil: membership.paused_until,
      pausedBecause:
        membership.paused_until === null || membership.state_reason === null
          ? null
          : stored(membership.state_reason, membership.explained),
    },
    cadence: {
      archived: cadence.archived_at !== null,
      deleted: cadence.deleted_at !== null,
      paused: cadence.paused_at !== null,
      overridesRestrictions: cadence.override_contact_restrictions,
      endsOn: cadence.cadence_function === 'event' ? cadence.latest_active_date : null,
    },
    person: {
      deleted: person.deleted_at !== null,
      doNotContact: person.do_not_contact,
      accountDoNotContact: facts.f_account_do_not_contact ?? false,
      bouncing: person.bouncing,
      restrictions: person.contact_restrictions,
      emailAddress: person.email_address,
      suppressed: surroundings.suppressed.get(action.id) ?? null,
    },
    user: {
      id: action.user_id,
      active: facts.f_active && !facts.f_deactivated,
      timeZone: facts.f_time_zone,
      paused: facts.f_user_paused_at !== null,
    },
    team: {
      allowsAutomatedEmail: facts.f_automated_email,
      paused: facts.f_team_paused_at !== null,
      linksLead:
        isLive({ sandbox: facts.f_sandbox }) && facts.f_public_url === 'guessed' ? NO_PUBLIC_URL : null,
    },
    calendar: calendarOf(surroundings.schedule, touch),
    absences: surroundings.schedule.absences,
    colleagues: surroundings.colleagues,
    start: startOf(surroundings, touch, now),
    sending: surroundings.capacities.of(touch),
  };
}

function startOf(surroundings: Surroundings, touch: Touch, now: Date): StartThrottle | null {
  if (!isCounted(touch)) return null;
  const { membership } = touch.standing;
  const zone = touch.facts.f_time_zone;
  const startsOn = startDay(touch);
  if (startsOn === null ? surroundings.begun.has(membership.id) : startsOn <= dateIn(zone, now)) return null;
  const days = surroundings.starts.get(membership.cadence_id);
  return {
    zone,
    ...limitsOf(touch),
    startsOn,
    started: new Map(
      [...(days ?? [])].map(([day, { all, byUser }]) => [
        day,
        { all, mine: byUser.get(membership.user_id) ?? 0 },
      ]),
    ),
  };
}

/** Window, weekends and days off of one touch (docs/cadence-timing.md). */
export function calendarOf(schedule: TeamSchedule, touch: Touch): Calendar {
  const { action, facts, standing } = touch;
  const automatic = action.automated && action.type === 'email';
  const found = schedule.windowFor(action.user_id, action.cadence_id);
  const window = found && (automatic || found.manualSteps) ? found : undefined;
  // "Due immediately" asks for no day, so none is taken from it.
  const anyDay = !automatic && facts.f_due_immediately;
  const atTime = facts.f_send_type === 'at_time';
  return {
    zone: zoneOf(window, automatic && atTime && facts.f_timezone_mode === 'person', {
      user: facts.f_time_zone,
      personLocale: standing.person.locale,
    }),
    blocks: window?.blocks ?? null,
    owner: window?.cadenceId != null ? 'cadence' : window?.userId != null ? 'user' : 'team',
    weekends: automatic ? facts.f_weekends : anyDay,
    dayOff: anyDay ? () => undefined : daysOff(schedule, touch),
    afterClosedDay: automatic && (atTime || !window) ? 'keep' : 'start',
  };
}

function zoneOf(
  window: SendWindow | undefined,
  personsTime: boolean,
  zones: { user: string; personLocale: string | null },
): string {
  if (window?.zoneMode === 'fixed') return window.timeZone ?? zones.user;
  return (window ? window.zoneMode === 'person' : personsTime) ? personZone(zones).zone : zones.user;
}

function daysOff(schedule: TeamSchedule, { facts, standing: { person } }: Touch): Calendar['dayOff'] {
  if (schedule.calendars.length === 0) return () => undefined;
  const user = countryCode(facts.f_user_country);
  const persons = countryCode(person.country ?? person.work_country);
  const theirs = schedule.calendars.filter(
    ({ appliesTo, country }) =>
      appliesTo === 'all' || country === (appliesTo === 'user_country' ? user : persons),
  );
  return (date) => {
    for (const calendar of theirs) {
      const name = calendar.dayOff(date);
      if (name !== undefined) return name;
    }
    return undefined;
  };
}
