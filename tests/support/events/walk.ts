import { contract, type EventType, EVENTS } from '@cadenza/contract';
import { at, operations } from '../operations.js';
import type { Answer, Caller, TestServer } from '../server.js';
import { forget, untold } from '../told.js';
import { must, type Wire } from '../truth/world.js';

export interface Told {
  readonly type: EventType;
  readonly id: number;
  readonly user: number | null;
  readonly body: string | null;
  /** The transaction that told it. */
  readonly tx: string;
}

/** A command, or something that happens without one, and which types it was seen to tell of. */
export type Seen = Map<string, Set<EventType>>;

/** Commands whose events may be nobody's, and why. */
const NOBODYS: Readonly<Record<string, string>> = {
  sandbox_advance: 'the engine does what is due',
  sandbox_react: 'recipients of e-mails are no users',
  external_emails: 'writers of e-mails are no users',
};

/** Deletions after which the record still says what became of it. */
const STAYS: Readonly<Record<string, string>> = {
  bulk_jobs: 'it has ended',
  cadence_memberships: 'it has ended',
  meetings: 'it is canceled',
  scheduled_emails: 'it is cancelled',
};

/**
 * Carries commands out in a team of its own, and holds after each that exactly the events its spec declares are there,
 * once each, by the user who gave it, and that whatever moved told of it (support/told.ts).
 */
export class EventWalk {
  private last = 0;
  private constructor(
    readonly server: TestServer,
    readonly admin: Caller,
    readonly colleague: Caller,
    readonly seen: Seen,
    /** Told of every command before it is carried out, by its place in the scene: for mutants. */
    private readonly before: (place: number) => Promise<void>,
    /** What happened so far, and what each told. */
    readonly places: { readonly name: string; readonly told: readonly Told[] }[] = [],
  ) {}

  static async begin(
    server: TestServer,
    seen: Seen = new Map(),
    before: (place: number) => Promise<void> = async () => undefined,
  ): Promise<EventWalk> {
    const admin = await server.team();
    const walk = new EventWalk(server, admin, await server.colleague(admin), seen, before);
    await walk.news();
    return walk;
  }

  get team(): number {
    return this.admin.principal.teamId;
  }

  private async news(): Promise<Told[]> {
    const told = await this.sql<Told & { event: number }>(
      `SELECT id AS event, event_type AS type, resource_id AS id, user_id AS user, body, xmin::text AS tx FROM events WHERE team_id = $1 AND id > $2 ORDER BY events.id`,
      [this.team, this.last],
    );
    this.last = told.at(-1)?.event ?? this.last;
    return told;
  }

  /** Something that happens without a command (the engine, a recipient): what moved told of it. @returns what it told */
  async happens(name: string, work: () => Promise<unknown>): Promise<Told[]> {
    const { pool } = this.server.database;
    await forget(pool);
    await this.before(this.places.length);
    await work();
    const told = await this.news();
    this.places.push({ name, told });
    if (!(name in commands))
      for (const { type } of told) this.seen.set(name, (this.seen.get(name) ?? new Set()).add(type));
    const differ = await untold(pool, true);
    must(differ.length === 0, () => `${name}: ${differ.join('\n')}`);
    const keys = told.map(({ type, id, tx }) => `${type} ${id} in ${tx}`);
    for (const event of told)
      must(
        (event.body !== null) === event.type.endsWith('_deleted'),
        () => `${name}: ${event.type} and its body`,
      );
    // (A batch of the engine tells of an account once for each of its people.)
    if (name in commands && !(name in NOBODYS))
      must(new Set(keys).size === keys.length, () => `${name} tells twice: ${keys.join()}`);
    return told;
  }

  /** Carries a command out. @returns its answer's data, and what it told */
  async go(name: string, id: number | string = '', body: object = {}, query = '', who = this.admin) {
    const { method, path, causes } = commandOf(name);
    let answer: Answer | undefined;
    const told = await this.happens(name, async () => {
      answer = await who.call(method, at(path, id) + query, method === 'DELETE' ? undefined : body);
      must(answer.status < 300, () => `${name}: ${answer?.status} ${answer?.text}`);
    });
    const { events = [], mayCause = [] } = causes ?? {};
    const types = [...new Set(told.map(({ type }) => type))];
    const seen = this.seen.get(name) ?? new Set();
    this.seen.set(name, seen);
    for (const type of types) {
      must(
        [...events, ...mayCause].includes(type),
        () => `${name} tells of ${type}, which it does not declare`,
      );
      seen.add(type);
    }
    for (const type of events) must(types.includes(type), () => `${name} does not tell of ${type}`);
    for (const { type, user } of told)
      must(
        user === who.principal.userId || (user === null && name in NOBODYS),
        () => `${name}: ${type} is of user ${user}`,
      );
    // (What a person said may remain of a suppression: then nothing was deleted.)
    const remains = name === 'suppressions.delete' && types.includes('suppression_updated');
    if (name.endsWith('.delete') && !remains) await this.isGone(name.slice(0, -'.delete'.length), id);
    // oxlint-disable-next-line typescript/no-explicit-any
    return { data: answer?.body?.data as any, told, types };
  }

  /** What was deleted is in no list any more, nor shown. */
  private async isGone(resource: string, id: number | string): Promise<void> {
    if (resource in STAYS) return;
    const { path, list, show } = contract.resources[resource as 'people'];
    const listed = list ? (await this.admin.call('GET', `${path}?per_page=100`)).body.data : [];
    must(!listed.some((row: Wire) => row['id'] === id), () => `${path} lists ${id}, which is deleted`);
    const status = show ? (await this.admin.call('GET', `${path}/${id}`)).status : 404;
    must(status === 404, () => `${path}/${id} is deleted and answers ${status}`);
  }

  /** The command again, when nothing is left to do: nothing is told. */
  async nothing(name: string, id: number | string, body: object = {}): Promise<void> {
    const { method, path } = commandOf(name);
    const told = await this.happens(`${name} again`, async () => {
      const answer = await this.admin.call(method, at(path, id), method === 'DELETE' ? undefined : body);
      must(answer.status < 300, () => answer.text);
    });
    must(told.length === 0, () => `${name} again: ${JSON.stringify(told)}`);
  }

  async make(resource: string, body: object): Promise<number> {
    return (await this.go(`${resource}.create`, '', body)).data.id;
  }

  /** Deletes, and compares the event's body with what was to be read before. */
  async remove(resource: string, id: number, type: EventType): Promise<EventType[]> {
    const spec = contract.resources[EVENTS[type].resource as 'people'];
    const before = await this.admin.call('GET', `${spec.path}/${id}`);
    const { told, types } = await this.go(`${resource}.delete`, id);
    const text = told.find((event) => event.type === type && event.id === id)?.body ?? '{}';
    const body = spec.record.strict().parse(JSON.parse(text)) as Wire;
    // Nobody in particular reads it: references have no server, times are UTC (as this caller's). What the deletion itself
    // takes along first is gone already.
    if (before.status === 200) {
      const seen = JSON.parse(before.text.replaceAll('http://cadenza.test/', '/')).data as Wire;
      for (const [name, value] of Object.entries(seen))
        if (name !== 'cadences' && name !== 'updated_at')
          must(
            JSON.stringify(body[name]) === JSON.stringify(value),
            () => `${type}: ${name} is ${JSON.stringify(body[name])} and was ${JSON.stringify(value)}`,
          );
    }
    return types;
  }

  /** Prepares what no command makes; nobody needs to hear of it. */
  async sql<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await this.server.database.pool.query<T>(text, values)).rows;
  }
}

const commands = Object.fromEntries(
  operations.filter(({ method }) => method !== 'GET').map((each) => [each.name, each]),
);
/** Every command of the contract. */
export const COMMANDS = Object.keys(commands);

function commandOf(name: string) {
  const found = commands[name];
  if (!found) throw new Error(`no command ${name}`);
  return found;
}

/** What a command declares. */
export const declaredBy = (name: string): EventType[] => {
  const { events = [], mayCause = [] } = commandOf(name).causes ?? {};
  return [...events, ...mayCause];
};
