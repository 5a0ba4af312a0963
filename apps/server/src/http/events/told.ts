import { contract, EVENTS, type EventType, type ResourceSpec } from '@cadenza/contract';
import type pg from 'pg';
import { type ReadContext, seesWhole } from '../../db/listing.js';
import { seenBy, type SeenRecord } from '../../db/seen-by.js';
import type { NumberedEvent } from '../../events/feed.js';
import { hasScope, type Principal } from '../../kernel/principal.js';
import { aboutOf } from '../../domain/about.js';
import type { ViewOf } from '../in-sight.js';
import { wireTime } from '../wire-time.js';

/** What somebody wants to hear of. */
export interface Wanted {
  readonly types?: readonly string[] | null | undefined;
  readonly resource?: string | null | undefined;
  readonly id?: number | null | undefined;
}

type Resource = keyof typeof contract.resources;

/** An event type of a row; undefined: of a version that came after this one, or before. */
const specOf = (type: string): { resource: Resource } | undefined =>
  Object.hasOwn(EVENTS, type) ? (EVENTS[type as EventType] as { resource: Resource }) : undefined;

/** The part of events that a caller asked for and that the token may read about. */
export function wantedOf<E extends Pick<NumberedEvent, 'type' | 'resourceId'>>(
  events: readonly E[],
  { types, resource, id }: Wanted,
  principal: Principal,
): E[] {
  return events.filter((event) => {
    const spec = specOf(event.type);
    // A list without a word narrows nothing, as in every list.
    if (!spec || (types && types.length > 0 && !types.includes(event.type))) return false;
    if (resource && spec.resource !== resource) return false;
    if (id && event.resourceId !== id) return false;
    const { read } = (contract.resources[spec.resource] as ResourceSpec).scopes;
    return read === null || hasScope(principal, read);
  });
}

/** Which events a caller sees, by their number, with whom they are about. */
export type Sighted = ReadonlyMap<number, SeenRecord>;

interface Group {
  readonly resource: Resource;
  readonly ended: boolean;
  readonly events: NumberedEvent[];
}

/**
 * Which of a team's events each of several callers sees at this moment: who sees the record does, of a deletion who saw
 * it. Asked once for all whom a resource shows the same. @returns one for each caller, in their order
 */
export async function sightedBy(
  pool: pg.Pool,
  viewOf: ViewOf,
  callers: readonly ReadContext[],
  events: readonly NumberedEvent[],
): Promise<Sighted[]> {
  const sighted = callers.map(() => new Map<number, SeenRecord>());
  const groups = new Map<string, Group>();
  for (const event of events) {
    const spec = specOf(event.type);
    if (!spec) continue;
    const ended = event.type.endsWith('_deleted');
    const key = `${spec.resource} ${ended}`;
    const group = groups.get(key) ?? { resource: spec.resource, ended, events: [] };
    group.events.push(event);
    groups.set(key, group);
  }
  for (const group of groups.values())
    for (const whole of [true, false]) {
      const asking = [...callers.keys()].filter((at) => seesWhole(callers[at] as ReadContext) === whole);
      const seen = await seenBy(
        pool,
        { view: viewOf(group.resource), about: aboutOf(group.resource), ended: group.ended },
        asking.map((at) => callers[at] as ReadContext),
        [...new Set(group.events.map(({ resourceId }) => resourceId))],
      );
      for (const [nth, at] of asking.entries())
        for (const { sequence, resourceId } of group.events) {
          const record = seen[nth]?.get(resourceId);
          if (record) sighted[at]?.set(sequence, record);
        }
    }
  return sighted;
}

/** An event as its caller reads it. */
export function wireEvent(
  event: NumberedEvent,
  { person, cadence }: SeenRecord,
  principal: Principal,
): object {
  return {
    seq: event.sequence,
    type: event.type,
    resource: specOf(event.type)?.resource ?? '',
    id: event.resourceId,
    user_id: event.userId,
    person_id: person,
    cadence_id: cadence,
    key: ownKey(event, principal),
    created_at: wireTime(event.createdAt, principal.timeZone),
  };
}

/** Whose events look the same. */
export const likeness = (event: NumberedEvent, principal: Principal): string =>
  `${principal.timeZone} ${ownKey(event, principal) ?? ''}`;

const ownKey = ({ key, userId }: NumberedEvent, principal: Principal): string | null =>
  userId === principal.userId ? key : null;
