import { providerOf } from '../../domain/provider-rules.js';
import {
  lockLimit,
  TOUCH_RULES,
  type TouchLimits,
  touchesOf,
  touchesOfDomains,
} from '../../domain/scheduling/index.js';
import type { Sending, TeamMoment } from './sending.js';
import type { TouchLimit } from './rules/touch-limits.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** An engine comes a little late to a moment: by this share of a window nobody is sent behind those who wait. */
const SLACK = 1 / 8;

/** What of the team's limits on touches is used by those whom a batch is about, and what its decisions have taken so far. */
export interface TouchesUsed {
  /** The limits that hold for the person of an action. */
  of(sending: Sending): readonly TouchLimit[];
  /** One touch at that moment. */
  take(sending: Sending, at: Date): void;
  /** It waits for that moment: whoever is decided later keeps away from it. */
  wait(sending: Sending, at: Date): void;
}

const NONE: TouchesUsed = { of: () => [], take: () => {}, wait: () => {} };

type Writable = TouchLimit & { slots: Date[]; waiting: Date[] };
/** By person, account and provider. */
type Used = Map<string, Writable[]>;
type Person = NonNullable<Sending['context']>['person'];
type Provider = NonNullable<TouchLimits['providers']>[number];

/** The first of the team's limits that an address falls under, and by what name it is counted. */
function providerFor(
  { providers = [] }: TouchLimits,
  address: string | null,
): { provider: Provider; name: string } | undefined {
  const domain = address === null ? '' : address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  if (domain === '') return undefined;
  const known = providerOf(domain);
  const provider =
    providers.find((each) => each.domains?.includes(domain) || each.provider === known) ??
    providers.find((each) => each.provider === '*');
  // Of all others each domain by itself.
  return provider && { provider, name: provider.provider === '*' ? domain : provider.provider };
}

const providerKey = (limits: TouchLimits, address: string | null): string[] => {
  const found = providerFor(limits, address);
  return found ? [`provider ${found.name}`] : [];
};
const keysOf = (limits: TouchLimits, person: Person | undefined): string[] =>
  person === undefined
    ? []
    : [`person ${person.id}`, `account ${person.account_id}`, ...providerKey(limits, person.email_address)];

/** The limits that hold for these people, of which nothing is used yet. */
function limitsOf(limits: TouchLimits, people: readonly Person[]): Used {
  const used: Used = new Map();
  const add = (key: string, limit: Pick<TouchLimit, 'rule' | 'provider' | 'count' | 'windowMs'>) => {
    const known = used.get(key) ?? [];
    if (!known.some(({ windowMs }) => windowMs === limit.windowMs))
      used.set(key, [...known, { ...limit, slots: [], waiting: [], goesBefore: null }]);
  };
  for (const { id, account_id: account, email_address: address } of people) {
    const { person: ofPerson, account: ofAccount } = limits;
    if (ofPerson) add(`person ${id}`, { rule: 'person_touch_limit', provider: '', ...windowOf(ofPerson) });
    if (ofAccount && account !== null)
      add(`account ${account}`, { rule: 'account_touch_limit', provider: '', ...windowOf(ofAccount) });
    const found = providerFor(limits, address);
    if (!found) continue;
    const { provider, name } = found;
    const rule = { rule: 'provider_limit', provider: name } as const;
    const key = `provider ${name}`;
    if (provider.per_hour != null) add(key, { ...rule, count: provider.per_hour, windowMs: HOUR_MS });
    if (provider.per_day != null) add(key, { ...rule, count: provider.per_day, windowMs: DAY_MS });
  }
  return used;
}

const put = (used: Used, key: string, at: Date, waits: boolean) => {
  for (const { slots, waiting } of used.get(key) ?? []) (waits ? waiting : slots).push(at);
};

/** A statement and a lock or two for people and accounts, one and one for providers. */
async function fill(
  { tx, teamId, now }: TeamMoment,
  limits: TouchLimits,
  people: readonly Person[],
  { used, lock }: { used: Used; lock: boolean },
): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  if (limits.person || limits.account) {
    const accounts = limits.account ? people.flatMap(({ account_id: account }) => account ?? []) : [];
    const ids = limits.person ? people.map(({ id }) => id) : [];
    if (lock) await lockLimit(tx, teamId, 'account_touches', accounts);
    if (lock) await lockLimit(tx, teamId, 'person_touches', ids);
    const since = before(Math.max(limits.person?.days ?? 0, limits.account?.days ?? 0));
    for (const touch of await touchesOf(tx, teamId, { people: ids, accounts }, since)) {
      put(used, `person ${touch.person_id}`, touch.at, touch.waits);
      put(used, `account ${touch.account_id}`, touch.at, touch.waits);
    }
  }
  if (!limits.providers?.length) return;
  if (lock) await lockLimit(tx, teamId, 'provider_touches', [0]);
  for (const { domain, at, waits } of await touchesOfDomains(tx, teamId, before(1)))
    for (const key of providerKey(limits, `@${domain}`)) put(used, key, at, waits);
}

/**
 * Reads what the limits of a team have used up, and locks it: nothing at all where it has none. Who only asks locks nothing.
 */
export async function readTouches(
  moment: TeamMoment,
  sendings: readonly Sending[],
  lock: boolean,
): Promise<TouchesUsed> {
  const limits = sendings[0]?.row.team_touch_limits as TouchLimits | null | undefined;
  if (!limits) return NONE;
  // What is done by hand goes on, whatever the limits are.
  const asked = sendings.flatMap(({ action, context }) =>
    context && action.automated && action.type === 'email' ? [context.person] : [],
  );
  if (asked.length === 0) return NONE;
  const people = [...new Map(asked.map((person) => [person.id, person])).values()];
  const used = limitsOf(limits, people);
  await fill(moment, limits, people, { used, lock });
  return touchesUsed(limits, used, moment.now);
}

function touchesUsed(limits: TouchLimits, used: Used, now: Date): TouchesUsed {
  const places = new Map<number, Date>();
  const placeOf = ({ action }: Sending): Date | undefined =>
    places.get(action.id) ??
    ((TOUCH_RULES as readonly (string | null)[]).includes(action.decided_by ?? null)
      ? action.due_at
      : undefined);
  const limitsFor = ({ context }: Sending) =>
    keysOf(limits, context?.person).flatMap((key) => used.get(key) ?? []);
  const move = (sending: Sending, at: Date, waits: boolean) => {
    const place = placeOf(sending)?.getTime();
    for (const { slots, waiting } of limitsFor(sending)) {
      const own = place === undefined ? -1 : waiting.findIndex((each) => each.getTime() === place);
      if (own >= 0) waiting.splice(own, 1);
      (waits ? waiting : slots).push(at);
    }
    places.set(sending.action.id, at);
  };
  return {
    of: (sending) => {
      const place = placeOf(sending);
      const from = place && Math.max(place.getTime(), now.getTime());
      return limitsFor(sending).map((limit) =>
        from === undefined ? limit : { ...limit, goesBefore: new Date(from + limit.windowMs * SLACK) },
      );
    },
    take: (sending, at) => move(sending, at, false),
    wait: (sending, at) => move(sending, at, true),
  };
}

const windowOf = ({ count, days }: { count: number; days: number }) => ({ count, windowMs: days * DAY_MS });
