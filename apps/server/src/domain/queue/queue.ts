import { QUEUE_KINDS, type QueueKind, type Tier, TIERS } from '@cadenza/contract';
import { DateTime } from 'luxon';
import type { Db } from '../../db/connect.js';
import { invalid } from '../../kernel/errors.js';
import { hasScope, type Principal } from '../../kernel/principal.js';
import { chosenTiers } from '../team/index.js';
import type { Said } from '../said.js';
import { readQueue, zoneOf } from './queries.js';
import { orderQueue, type Placed, reasonsOf } from './rules.js';

/** A page of a queue; `rank` counts over all tiers, whatever the page leaves out. */
export interface Queue {
  readonly items: readonly (Placed & { rank: number; because: Said[] })[];
  readonly more: boolean;
  readonly counts: {
    total: number;
    tiers: Record<Tier, number>;
    kinds: Record<QueueKind, number>;
  };
}

/** What is asked for; user_id: whose queue. */
export interface Asked {
  readonly user_id?: number | undefined;
  readonly tier?: Tier | undefined;
  readonly kind?: QueueKind | undefined;
  readonly page: number;
  readonly per_page: number;
}

/** The queue of the caller, or of anybody for admins. @throws AppError invalid */
export async function queueOf(db: Db, principal: Principal, asked: Asked, now: Date): Promise<Queue> {
  const userId = asked.user_id ?? principal.userId;
  if (userId !== principal.userId && !principal.admin)
    throw invalid('user_id', 'is not yours: only admins see the queues of others');
  const zone = await zoneOf(db, principal.teamId, userId);
  if (zone === undefined) throw invalid('user_id', 'could not be found');
  const day = { now, zone };
  const found = await readQueue(db, {
    principal,
    userId,
    now,
    zone,
    today: DateTime.fromJSDate(now).setZone(zone).toISODate() ?? now.toISOString().slice(0, 10),
    tasks: hasScope(principal, 'tasks:read'),
    emails: hasScope(principal, 'emails:read'),
  });
  const tiers = tiersOf(await chosenTiers(db, principal.teamId, userId));
  const ranked = orderQueue(day, found, tiers).map((item, index) => ({ ...item, rank: index + 1 }));
  const wanted = ranked.filter(
    ({ tier, kind }) => (asked.tier ?? tier) === tier && (asked.kind ?? kind) === kind,
  );
  const from = (asked.page - 1) * asked.per_page;
  return {
    items: wanted
      .slice(from, from + asked.per_page)
      .map((item) => ({ ...item, because: reasonsOf(item, day) })),
    more: wanted.length > from + asked.per_page,
    counts: {
      total: ranked.length,
      tiers: counted(TIERS, ranked, ({ tier }) => tier),
      kinds: counted(QUEUE_KINDS, ranked, ({ kind }) => kind),
    },
  };
}

/** Tiers in the order somebody chose; those they did not name are not shown. Nobody chose, or nothing we know: all. */
function tiersOf(chosen: unknown): readonly Tier[] {
  const known = Array.isArray(chosen)
    ? [...new Set(chosen)].filter((name): name is Tier => (TIERS as readonly unknown[]).includes(name))
    : [];
  return known.length > 0 ? known : TIERS;
}

function counted<N extends string>(
  names: readonly N[],
  items: readonly Placed[],
  nameOf: (item: Placed) => N,
): Record<N, number> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<N, number>;
  for (const item of items) counts[nameOf(item)] += 1;
  return counts;
}
