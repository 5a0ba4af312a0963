import type { EventType } from '@cadenza/contract';
import type { Db } from '../db/connect.js';
import { findInSight, findRows } from '../db/finding.js';
import { type ReadContext, seesWhole } from '../db/listing.js';
import type { Key, View } from '../db/view.js';
import { deletionBodies, type NumberedEvent } from '../events/feed.js';
import { deletionOf, keptBody } from './bodies.js';

/** The record of an event as one reader sees it; undefined: it is not for them. */
export type Render = (event: NumberedEvent) => string | undefined;

/** Whose eyes a record is read with. */
export interface Reading {
  readonly view: View<Key>;
  readonly context: ReadContext;
  readonly resource: string;
  /** The first of the events, by its number: a record that is gone was deleted behind it. */
  readonly first: number;
}

/**
 * Reads the records of these events for one reader: as they are now, and of those that are gone what the event of their
 * deletion kept.
 */
export async function createRenderer(
  db: Db,
  { view: any, context, resource, first }: Reading,
  events: readonly NumberedEvent[],
): Promise<Render> {
  // Every record that events are about is called by a number.
  const view = any as View;
  const idsOf = (of: readonly NumberedEvent[]) => [...new Set(of.map((each) => each.resourceId))];
  const there = await findRows(db, view, context, idsOf(events.filter(({ body }) => body === null)));
  const bodies = new Map<number, string>();
  for (const { resourceId, body } of events) if (body !== null) bodies.set(resourceId, body);
  const missing = idsOf(events.filter((each) => !there.has(each.resourceId) && !bodies.has(each.resourceId)));
  const deletion = events[0] && deletionOf(events[0].type as EventType);
  if (missing.length > 0 && deletion)
    for (const [id, body] of await deletionBodies(db, context.team, { type: deletion, ids: missing, first }))
      bodies.set(id, body);
  const mayKnow = await goneInSight(db, view, context, [...bodies.keys()]);
  return ({ resourceId, body }) => {
    const found = body === null ? there.get(resourceId) : undefined;
    if (found !== undefined) return found;
    const kept = bodies.get(resourceId);
    return kept !== undefined && mayKnow(resourceId) ? keptBody(resource, kept, context) : undefined;
  };
}

/** Of which records that are gone a reader may be told: of those that were in sight. */
async function goneInSight(
  db: Db,
  view: View,
  context: ReadContext,
  ids: readonly number[],
): Promise<(id: number) => boolean> {
  if (view.kept === undefined && (view.sight === null || seesWhole(context))) return () => true;
  if (ids.length === 0) return () => false;
  const seen = await findInSight(db, view, context, ids);
  return (id) => seen.has(id);
}
