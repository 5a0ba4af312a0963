import { contract, type ResourceName, type ResourceSpec } from '@cadenza/contract';
import { SEEDED, SEEDS } from '../../seeds/index.js';
import type { Caller, TestServer } from '../server.js';

/** A record as the wire has it: truths look into it freely. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Wire = Record<string, any>;

/** A seeded team and everything that its lists show its admin. */
export interface World {
  readonly server: TestServer;
  readonly me: Caller;
  /** Active users who are no admins: one who owns a bit of everything, one who owns next to nothing. */
  readonly reps: readonly Caller[];
  readonly rows: Readonly<Record<ResourceName, readonly Wire[]>>;
  /** What filters know of a record that its JSON does not say, by record id. */
  readonly hidden: Hidden;
}

export interface Hidden {
  readonly taskKeys: ReadonlyMap<number, string | null>;
  readonly templateCadences: ReadonlyMap<number, number | null>;
  readonly managers: ReadonlyMap<number, number | null>;
  readonly starredBy: ReadonlyMap<number, readonly number[]>;
  readonly permissions: ReadonlyMap<string, readonly string[]>;
  readonly groupStamps: ReadonlyMap<number, { created_at: string; updated_at: string }>;
  readonly assignmentStamps: ReadonlyMap<number, { created_at: string; updated_at: string }>;
}

/** What is known of it while it is being seeded. */
export type SeededWorld = Pick<World, 'server' | 'me' | 'rows'>;

export const specOf = (name: ResourceName): ResourceSpec => contract.resources[name];

/** Filters that lists carry unless they are given, at the value that hides nothing. */
export const EVERYTHING: Partial<Record<ResourceName, Readonly<Record<string, string>>>> = {
  email_templates: { include_cadence_templates: 'true', include_archived_templates: 'true' },
  users: { visible_only: 'false' },
  ...Object.fromEntries(SEEDED.map((name) => [name, SEEDS[name].defaults?.lifted ?? {}])),
};

/** A list's query with `query` in it, hiding nothing that the query does not itself ask for. */
export function listOf(name: ResourceName, query: string, without?: string): string {
  const lifted = Object.entries(EVERYTHING[name] ?? {})
    .filter(([filter]) => filter !== without && !query.includes(`${filter}=`))
    .map(([filter, value]) => `${filter}=${value}`);
  return `${specOf(name).path}?${[...lifted, query].filter(Boolean).join('&')}`;
}

/** The records of a list, with what its metadata says of it. @throws Error when it does not answer 200 */
export async function read(caller: Caller, url: string): Promise<{ data: Wire[]; metadata: Wire }> {
  const answer = await caller.call('GET', url);
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${answer.text.slice(0, 300)}`);
  return answer.body as { data: Wire[]; metadata: Wire };
}

/** What records are called by: a number, or a text. */
export type Key = number | string;
export const idsOf = (rows: readonly Wire[]): Key[] => rows.map((row) => row['id'] as Key);

/** A record by its id, of another resource that a truth has to look into. */
export const byId = (world: World, name: ResourceName, id: unknown): Wire | undefined =>
  world.rows[name].find((row) => row['id'] === id);

/** @throws Error with what is wrong; the walks are plain functions, so that mutants can run them too. */
export function must(holds: boolean, problem: () => string): asserts holds {
  if (!holds) throw new Error(problem());
}
