import { EVENTS, type EventType } from './events.js';
import type { Scope } from './scopes.js';

/** What a webhook can be about beside the events themselves: the same event with more in its body. */
interface DerivedSpec {
  /** The event that it is told at. */
  readonly of: EventType;
  /** What a subscriber's token needs instead of the resource's read scope. */
  readonly scope: Scope;
}

export const DERIVED_WEBHOOKS = {
  email_with_body_and_subject_updated: { of: 'email_updated', scope: 'email_contents:read' },
} as const satisfies Record<string, DerivedSpec>;

type DerivedType = keyof typeof DERIVED_WEBHOOKS;
export type WebhookType = EventType | DerivedType;

/** Everything that is told of by deliveries, in the order of their names. */
export const WEBHOOK_TYPES = [...Object.keys(EVENTS), ...Object.keys(DERIVED_WEBHOOKS)].sort() as [
  WebhookType,
  ...WebhookType[],
];

/** Asked before an e-mail leaves, and no event: whoever subscribes to it answers with other links. */
const LINK_SWAP = 'link_swap';
export type SubscriptionType = WebhookType | typeof LINK_SWAP;
/** Everything a subscription can be for, in the order of their names. */
export const SUBSCRIPTION_TYPES = [...WEBHOOK_TYPES, LINK_SWAP].sort() as [
  SubscriptionType,
  ...SubscriptionType[],
];
/** Whether what is subscribed to are events. */
export const isOfEvents = (type: SubscriptionType): type is WebhookType => type !== LINK_SWAP;

/** Types of the original that nothing here causes yet, and why: a subscription is refused with these words. */
export const WEBHOOKS_NOT_SENT: Readonly<Record<string, string>> = {
  conversation_transcript_created: 'nothing that is said in a recording is written down here',
};

const DERIVED: Readonly<Record<string, DerivedSpec>> = DERIVED_WEBHOOKS;

/** The event a type is told at. */
export const eventOfWebhook = (type: WebhookType): EventType => DERIVED[type]?.of ?? (type as EventType);

/** The scope that a derived type needs; undefined: the read scope of its event's resource. */
export const scopeOfDerived = (type: WebhookType): Scope | undefined => DERIVED[type]?.scope;

/** The types that an event of this type is told as. */
export function webhooksOfEvent(type: EventType): WebhookType[] {
  const derived = Object.entries(DERIVED).filter(([, { of }]) => of === type);
  return [type, ...derived.map(([name]) => name as DerivedType)];
}
