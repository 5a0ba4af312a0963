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
  lockLimit,
  type TeamSchedule,
} from '../../domain/scheduling/index.js';
import { suppressionsOf } from '../../domain/suppressions/index.js';
import type { DueAction } from './planning-rows.js';
import type { PlanInput } from './plan.js';
import { type Capacities, readCapacities } from './send-capacity.js';
import type { TeamMoment } from './sending.js';
import type { Calendar } from './rules/calendar.js';
import type { StartThrottle } from './rules/throttle.js';
import { dateIn } from './rules/wall-clock.js';

/** What planning a batch of actions of one team looks at, and what its decisions have used up so far. */
export interface PlanningContext {
  schedule: TeamSchedule;
  colleagues: PlanInput['colleagues'];
  /** Why nothing is sent, by action. */
  suppressed: ReadonlyMap<number, Said>;
  capacities: Capacities;
  /** Memberships whose run had begun before. */
  begun: ReadonlySet<number>;
  /** By cadence and day. */
  starts: Map<number, Map<string, { all: number; byUser: Map<number, number> }>>;
}

/** Reads what the actions have in common; statements only for what the team uses. Locks nothing for who only asks. */
export async function planningContextOf(
  moment: TeamMoment,
  dueActions: readonly DueAction[],
  schedules: Schedules,
  lock = true,
): Promise<PlanningContext> {
  const { tx, teamId, now } = moment;
  const schedule = await schedules(tx, teamId, dueActions[0]?.row.team_schedule_version ?? 0);
  const emails = dueActions.filter(({ action }) => action.type === 'email');
  return {
    schedule,
    colleagues: await readColleagues(tx, teamId, schedule),
    suppressed: await suppressionsOf(
      tx,
      teamId,
      emails.map(({ action, context }) => ({
        key: action.id,
        addresses: context.person.email_address === null ? [] : [context.person.email_address],
        cadenceId: action.cadence_id,
      })),
    ),
    capacities: await readCapacities(
      moment,
      // Who only asks is told of the mailbox of what is sent by hand, too.
      emails.filter(({ action }) => !lock || action.automated),
      schedule.absences.length > 0,
      lock,
    ),
    ...(await readStarts(tx, teamId, dueActions, now, lock)),
  };
}

async function readColleagues(
  tx: Tx,
  teamId: number,
  { absences }: TeamSchedule,
): Promise<PlanInput['colleagues']> {
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
function limitsOf({ row }: DueAction): { perDay: number | null; perUserPerDay: number | null } {
  const target = row.cadence_target_daily_people > 0 ? row.cadence_target_daily_people : null;
  return {
    perDay: row.cadence_new_people_per_day ?? target,
    perUserPerDay: row.cadence_new_people_per_user_per_day,
  };
}

function isCounted(dueAction: DueAction): boolean {
  const { perDay, perUserPerDay } = limitsOf(dueAction);
  return perDay !== null || perUserPerDay !== null;
}

/** The day the membership's present run starts on; null when it was given none. */
function startDay({ context: { membership } }: DueAction): string | null {
  return membership.starts_run?.getTime() === membership.added_at.getTime() ? membership.starts_on : null;
}

async function readStarts(
  tx: Tx,
  teamId: number,
  dueActions: readonly DueAction[],
  now: Date,
  lock: boolean,
): Promise<Pick<PlanningContext, 'begun' | 'starts'>> {
  const starts: PlanningContext['starts'] = new Map();
  const counted = dueActions.filter(isCounted);
  if (counted.length === 0) return { begun: new Set(), starts };
  const cadenceIds = [...new Set(counted.map(({ action }) => action.cadence_id))];
  if (lock) await lockLimit(tx, teamId, 'new_people', cadenceIds);
  const begun = await begunRuns(
    tx,
    teamId,
    counted.map(({ action }) => action.membership_id),
  );
  const today = counted.map(({ row }) => dateIn(row.user_time_zone, now)).sort()[0] as string;
  for (const row of await startsSince(tx, teamId, cadenceIds, today))
    addStarts(starts, row.cadence_id, row.day, row.user_id, row.people);
  return { begun, starts };
}

function addStarts(
  starts: PlanningContext['starts'],
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
export function fixStart(
  planningContext: PlanningContext,
  { context: { membership } }: DueAction,
  day: string,
): void {
  addStarts(planningContext.starts, membership.cadence_id, day, membership.user_id, 1);
  membership.starts_on = day;
  membership.starts_run = membership.added_at;
}

/** What planning sees of one action, as plain values. */
export function planInputOf(planningContext: PlanningContext, dueAction: DueAction, now: Date): PlanInput {
  const { action, row, context } = dueAction;
  const { membership, cadence, person } = context;
  return {
    now,
    action: {
      id: action.id,
      seed: row.seed,
      type: action.type,
      automated: action.automated,
      inThread: planningContext.capacities.threadOf(dueAction) !== undefined,
    },
    step: { disabled: row.step_disabled, deleted: row.step_deleted_at !== null },
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
      accountDoNotContact: row.account_do_not_contact ?? false,
      bouncing: person.bouncing,
      restrictions: person.contact_restrictions,
      emailAddress: person.email_address,
      suppressed: planningContext.suppressed.get(action.id) ?? null,
    },
    user: {
      id: action.user_id,
      active: row.user_active && !row.team_deactivated,
      timeZone: row.user_time_zone,
      paused: row.user_paused_at !== null,
    },
    team: {
      allowsAutomatedEmail: row.team_automated_email,
      paused: row.team_paused_at !== null,
      linksLead:
        isLive({ sandbox: row.team_sandbox }) && row.server_public_url === 'guessed' ? NO_PUBLIC_URL : null,
    },
    calendar: calendarOf(planningContext.schedule, dueAction),
    absences: planningContext.schedule.absences,
    colleagues: planningContext.colleagues,
    start: startOf(planningContext, dueAction, now),
    sending: planningContext.capacities.of(dueAction),
  };
}

function startOf(planningContext: PlanningContext, dueAction: DueAction, now: Date): StartThrottle | null {
  if (!isCounted(dueAction)) return null;
  const { membership } = dueAction.context;
  const zone = dueAction.row.user_time_zone;
  const startsOn = startDay(dueAction);
  if (startsOn === null ? planningContext.begun.has(membership.id) : startsOn <= dateIn(zone, now))
    return null;
  const days = planningContext.starts.get(membership.cadence_id);
  return {
    zone,
    ...limitsOf(dueAction),
    startsOn,
    started: new Map(
      [...(days ?? [])].map(([day, { all, byUser }]) => [
        day,
        { all, mine: byUser.get(membership.user_id) ?? 0 },
      ]),
    ),
  };
}

/** Window, weekends and days off of one action (docs/cadence-timing.md). */
export function calendarOf(schedule: TeamSchedule, dueAction: DueAction): Calendar {
  const { action, row, context } = dueAction;
  const automatic = action.automated && action.type === 'email';
  const found = schedule.windowFor(action.user_id, action.cadence_id);
  const window = found && (automatic || found.manualSteps) ? found : undefined;
  // "Due immediately" asks for no day, so none is taken from it.
  const anyDay = !automatic && row.group_due_immediately;
  const atTime = row.group_send_type === 'at_time';
  return {
    zone: zoneOf(window, automatic && atTime && row.group_timezone_mode === 'person', {
      user: row.user_time_zone,
      personLocale: context.person.locale,
    }),
    blocks: window?.blocks ?? null,
    owner: window?.cadenceId != null ? 'cadence' : window?.userId != null ? 'user' : 'team',
    weekends: automatic ? row.group_sends_on_weekends : anyDay,
    dayOff: anyDay ? () => undefined : daysOff(schedule, dueAction),
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

function daysOff(schedule: TeamSchedule, { row, context: { person } }: DueAction): Calendar['dayOff'] {
  if (schedule.calendars.length === 0) return () => undefined;
  const user = countryCode(row.user_work_country);
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
