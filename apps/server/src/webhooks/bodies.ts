import {
  contract,
  EVENTS,
  eventOfWebhook,
  type EventType,
  type ResourceSpec,
  type WebhookType,
} from '@cadenza/contract';
import { DateTime } from 'luxon';

/** The resource that an event's record is of. */
export const resourceOf = (type: WebhookType): string => EVENTS[eventOfWebhook(type)].resource;

/** The event of a record's deletion, where there is one. */
export function deletionOf(type: EventType): EventType | undefined {
  const { resource } = EVENTS[type];
  return (Object.keys(EVENTS) as EventType[]).find(
    (each) => each.endsWith('_deleted') && EVENTS[each].resource === resource,
  );
}

/** Keys that the original's tasks have in webhooks and nowhere else. Nothing here reminds, or takes a completion back. */
const TASK_KEYS = '"reminded":false,"rollback_reason":null,"instigator":null,"custom_attribute_resources":{}';

/** The bare record as a webhook carries it. */
export const bodyOf = (resource: string, json: string): string =>
  resource === 'tasks' ? `${json.slice(0, -1)},${TASK_KEYS}}` : json;

/** Fields of a resource's record that are moments. */
const moments = new Map<string, ReadonlySet<string>>();
function momentsOf(resource: string): ReadonlySet<string> {
  let known = moments.get(resource);
  if (!known) {
    const resources: Readonly<Record<string, Pick<ResourceSpec, 'record'>>> = contract.resources;
    const shape = resources[resource]?.record.shape ?? {};
    known = new Set(Object.keys(shape).filter((name) => isMoment(shape[name])));
    moments.set(resource, known);
  }
  return known;
}

/** (`nullable` and `optional` wrap what says so.) */
function isMoment(schema: unknown): boolean {
  const { meta, def } = schema as {
    meta?: () => { format?: unknown } | undefined;
    def?: { innerType?: unknown };
  };
  if (meta?.call(schema)?.format === 'date-time') return true;
  return def?.innerType !== undefined && isMoment(def.innerType);
}

/**
 * The record that an event of a deletion kept (in UTC, references without the server's address) as a subscriber reads it.
 */
export function keptBody(resource: string, kept: string, { tz, base }: { tz: string; base: string }): string {
  const record = JSON.parse(kept) as Record<string, unknown>;
  for (const name of momentsOf(resource)) {
    const value = record[name];
    if (typeof value === 'string') record[name] = inZone(value, tz);
  }
  return JSON.stringify(record, (key, value: unknown) =>
    key === '_href' && typeof value === 'string' && value.startsWith('/') ? base + value : value,
  );
}

/** A moment of the wire in another zone; its microseconds stay as they are. */
function inZone(moment: string, zone: string): string {
  const dot = moment.indexOf('.');
  const fraction = moment.slice(dot, dot + 7);
  const at = DateTime.fromISO(moment, { zone });
  if (dot < 0 || !at.isValid) return moment;
  return `${at.toFormat("yyyy-MM-dd'T'HH:mm:ss")}${fraction}${at.toFormat('ZZ')}`;
}
