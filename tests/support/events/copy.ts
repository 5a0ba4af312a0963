import { contract, EVENTS, type ResourceSpec, WEBHOOK_TYPES, type WebhookType } from '@cadenza/contract';
import type { webhookWorker } from '../../webhooks/support.js';
import { EVERYTHING, must, type Wire } from '../truth/world.js';
import type { EventWalk } from './walk.js';

/** Resources that webhooks tell of. */
const TOLD = [...new Set(Object.values(EVENTS).map(({ resource }) => resource))];
const URL = 'https://copy.example/';

/** Keys that tasks have in webhooks alone. */
const OF_WEBHOOKS = ['reminded', 'rollback_reason', 'instigator', 'custom_attribute_resources'];
/** What counts other records and is no change of this one (docs/webhooks.md). */
const COUNTED: Readonly<Record<string, readonly string[]>> = { cadences: ['counts'] };
/** What only who asks is shown: a link opens its file to whoever has it. */
const LINKS: Readonly<Record<string, readonly string[]>> = { exports: ['download_url'] };
/** Told of when they have ended. */
const LATE = ['bulk_jobs', 'exports'];

type Records = Map<number, Wire>;
type Model = Map<string, Records>;

/** A program that keeps a copy of a team: it subscribes to everything, and applies what it is told as it comes. */
export class Copy {
  private constructor(
    private readonly walk: EventWalk,
    private readonly worker: ReturnType<typeof webhookWorker>,
    private readonly before: Model,
  ) {}

  static async begin(walk: EventWalk, worker: ReturnType<typeof webhookWorker>): Promise<Copy> {
    for (const event_type of WEBHOOK_TYPES) {
      const body = { event_type, callback_url: URL, callback_token: 'secret' };
      const answer = await walk.admin.call('POST', '/v2/webhook_subscriptions', body);
      must(answer.status === 200, () => answer.text);
    }
    const before: Model = new Map();
    for (const resource of TOLD) before.set(resource, await listed(walk, resource));
    return new Copy(walk, worker, before);
  }

  /** Makes deliveries of what has happened. */
  async hear(): Promise<void> {
    const [events] = this.worker.loops;
    while (((await events?.round(this.walk.server.clock.now())) ?? 0) > 0);
  }

  /** @returns how what was told differs from what the lists show */
  async differences(): Promise<string[]> {
    await this.hear();
    const model = await this.applied();
    const found: string[] = [];
    for (const resource of TOLD) {
      const shown = await listed(this.walk, resource);
      const copy: Records = model.get(resource) ?? new Map();
      for (const [id, record] of shown) {
        const mine = copy.get(id) ?? this.before.get(resource)?.get(id);
        if (mine) found.push(...unlike(resource, id, mine, record));
        else if (!LATE.includes(resource)) found.push(`${resource} ${id} was not told of`);
      }
      for (const id of copy.keys())
        if (!shown.has(id)) found.push(`${resource} ${id} is told of and not there`);
    }
    return found;
  }

  private async applied(): Promise<Model> {
    const rows = await this.walk.sql<{ type: WebhookType; resource: string; record: number; body: string }>(
      `SELECT event_type AS type, resource, resource_id AS record, body FROM webhook_deliveries
       WHERE team_id = $1 AND callback_url = $2 ORDER BY id`,
      [this.walk.team, URL],
    );
    const model: Model = new Map(TOLD.map((resource) => [resource, new Map()]));
    for (const { type, resource, record, body } of rows) {
      if (type.endsWith('_deleted')) model.get(resource)?.delete(record);
      else {
        const told = JSON.parse(body) as Wire;
        // (The wire calls some by another id than the event does, and takes both.)
        model.get(resource)?.set(told['id'] as number, told);
      }
      // Steps go with their cadence.
      const steps = model.get('steps');
      if (type === 'cadence_deleted')
        for (const [id, step] of steps ?? []) if (step['cadence']?.id === record) steps?.delete(id);
    }
    return model;
  }
}

function* unlike(resource: string, id: number, mine: Wire, shown: Wire): Generator<string> {
  for (const key of new Set([...Object.keys(mine), ...Object.keys(shown)])) {
    if ([OF_WEBHOOKS, COUNTED[resource], LINKS[resource]].some((keys) => keys?.includes(key))) continue;
    const [told, is] = [JSON.stringify(mine[key]), JSON.stringify(shown[key])];
    if (told !== is) yield `${resource} ${id}: ${key} was told as ${told} and is ${is}`;
  }
}

/** All records of a list, by their ids. */
async function listed(walk: EventWalk, resource: string): Promise<Records> {
  const spec = (contract.resources as unknown as Record<string, ResourceSpec>)[resource];
  const found: Records = new Map();
  const lifted = Object.entries(EVERYTHING[resource as 'users'] ?? {}).map(
    ([name, value]) => `${name}=${value}`,
  );
  for (let page: number | null = 1; spec?.list && page !== null; ) {
    const query = [...lifted, 'per_page=100', `page=${page}`].join('&');
    const answer = await walk.admin.call('GET', `${spec.path}?${query}`);
    must(answer.status === 200, () => `${resource}: ${answer.text}`);
    for (const record of answer.body.data as Wire[]) found.set(record['id'] as number, record);
    page = (answer.body.metadata?.paging?.next_page as number | null | undefined) ?? null;
  }
  return found;
}
