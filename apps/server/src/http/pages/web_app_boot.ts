import { teamAtAGlance } from '../../domain/identity/index.js';
import { readPreferences } from '../../domain/team/index.js';
import { newestPlace } from '../../events/feed.js';
import { BUILD } from '../build.js';
import type { AppContext } from '../context.js';
import { rightsOf } from '../me-handlers.js';
import { type DemoBeside, demoBeside } from './demo_switch.js';
import { createReader, type RecordOf } from './reader.js';
import type { Visitor } from './visitor.js';

/** A page of a list, and how many of those come along: names behind ids, and what is chosen from in forms. */
const PER_PAGE = 100;
const MOST_PAGES = 20;

/** What the app begins with, so that its first screen asks for nothing but its own rows. */
export interface BootData {
  readonly csrf: string;
  /** The build of this server: another one in the stream of events says that the page is old. */
  readonly build: string;
  /** The place in the stream of events that this is as of. */
  readonly place: number;
  /** Milliseconds that the team's clock runs ahead of the server's, and the server's moment (ISO 8601). */
  readonly clock_offset_ms: number;
  readonly server_time: string;
  /** `begun`: somebody was put on a cadence; until then the app offers the first steps. */
  readonly team: { readonly name: string; readonly sandbox: boolean; readonly begun: boolean };
  /** The demo beside the team of who is signed in; null: there is none, or it is for admins. */
  readonly demo: DemoBeside | null;
  readonly me: unknown;
  readonly rights: ReturnType<typeof rightsOf>;
  readonly preferences: Readonly<Record<string, unknown>>;
  readonly users: readonly { readonly id: number; readonly name: string | null; readonly active: boolean }[];
  readonly stages: readonly { readonly id: number; readonly name: string | null }[];
}

/** For one signed-in person, as the API would show it to them. */
export async function bootData(
  ctx: AppContext,
  { principal }: Visitor,
  { csrf, token }: { csrf: string; token: string | undefined },
): Promise<BootData> {
  const db = ctx.database.kysely;
  const reader = createReader(ctx, principal);
  // Before the rest is read: what changes meanwhile is told again rather than missed.
  const place = await newestPlace(db, principal.teamId);
  const [team, demo, { preferences }, me, users, stages] = await Promise.all([
    teamAtAGlance(db, principal.teamId),
    demoBeside(db, token, principal.teamId, ctx.clock.now()),
    readPreferences(db, principal),
    reader.show('users', principal.userId),
    everyOne(reader, 'users'),
    everyOne(reader, 'person_stages'),
  ]);
  return {
    csrf,
    build: BUILD,
    place,
    clock_offset_ms: principal.clockOffsetMs,
    server_time: ctx.clock.now().toISOString(),
    team,
    demo,
    me,
    rights: rightsOf(principal),
    preferences,
    users: users.map(({ id, name, active }) => ({ id, name, active })),
    stages: stages.map(({ id, name }) => ({ id, name })),
  };
}

/** All of a list, of 2,000 at most. */
async function everyOne<K extends 'users' | 'person_stages'>(
  reader: ReturnType<typeof createReader>,
  name: K,
): Promise<RecordOf<K>[]> {
  const found: RecordOf<K>[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const { rows, more } = await reader.list(name, { per_page: String(PER_PAGE), page: String(page) });
    found.push(...rows);
    if (!more) break;
  }
  return found;
}
