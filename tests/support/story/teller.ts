import { at, operations } from '../operations.js';
import type { Caller, TestServer } from '../server.js';
import { must } from '../truth/world.js';

/** What one call of an operation looked like: what was sent, and what came back. */
export interface Example {
  readonly path: string;
  readonly request?: unknown;
  readonly status: number;
  readonly response?: unknown;
}

const BY_NAME = Object.fromEntries(operations.map((each) => [each.name, each]));

/** Carries operations out in a team of people with names, and keeps the first call of each as the example of it. */
export class Teller {
  /** A record of each resource, to be read. */
  readonly ids: Record<string, number | string> = {};

  private constructor(
    readonly server: TestServer,
    readonly admin: Caller,
    readonly colleague: Caller,
    readonly examples: Map<string, Example>,
  ) {}

  /** In a team of its own; with `examples`, those of another team are added to. */
  static async begin(server: TestServer, examples = new Map<string, Example>()): Promise<Teller> {
    const admin = await server.team();
    return new Teller(server, admin, await server.colleague(admin), examples);
  }

  /** @returns what stands under `data` */
  // oxlint-disable-next-line typescript/no-explicit-any
  async tell(name: string, id: number | string = '', body?: object, query = ''): Promise<any> {
    const operation = BY_NAME[name];
    if (!operation) throw new Error(`no operation ${name}`);
    const path = `${at(operation.path, id)}${query}`;
    const sent = body ?? (operation.body ? {} : undefined);
    const answer = await this.admin.call(operation.method, path, sent);
    must(answer.status < 300, () => `${name}: ${answer.status} ${answer.text}`);
    if (!this.examples.has(name))
      this.examples.set(name, {
        path,
        ...(sent === undefined ? {} : { request: sent }),
        status: answer.status,
        ...(answer.body === undefined ? {} : { response: answer.body }),
      });
    return answer.body?.data;
  }

  /** Makes a record that stays. @returns its id */
  async make(resource: string, body: object): Promise<number> {
    const { id } = await this.tell(`${resource}.create`, '', body);
    this.ids[resource] ??= id;
    return id;
  }

  /** Prepares what no operation makes. */
  async sql<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await this.server.database.pool.query<T>(text, values)).rows;
  }
}
