import type { Contract, ResourceName } from '@cadenza/contract';
import type * as z from 'zod';
import type { Wire } from '../world.js';

/**
 * How a written field is tried; without a word: two usual values that its schema takes, read back under its own name, and
 * null, which reads as if it had never been written.
 */
export type Written =
  | {
      /** What is written; absent: the first of the usual values that the schema takes and the record does not have. */
      readonly value?: unknown;
      /** A second one; absent: the next of the usual values. */
      readonly other?: unknown;
      /** Why there is no second one. */
      readonly only?: string;
      /** What null does, where it does not make it what it is on a record that never had a value. */
      readonly null?: Null | { readonly created?: Null; readonly updated?: Null };
      /** Written beside it, because it does not go alone. */
      readonly beside?: Readonly<Record<string, unknown>>;
      /** What the record is made of, where not of what all others are. */
      readonly on?: Readonly<Record<string, unknown>>;
      /** Where the record has it. */
      readonly read?: (record: Wire) => unknown;
      /** What is read, where it is another form of what was written. */
      readonly expect?: (value: unknown) => unknown;
      /** A create that has its first value, and not what goes beside it, is refused. */
      readonly alone?: 'refused';
      /** Where else it is read: a path below the record's own, or any; undefined: in the record. */
      readonly at?: string | ((record: Wire) => string | undefined);
      /** Fields that follow it. */
      readonly moves?: readonly string[];
    }
  | { readonly unread: string };
/** The value stays; the write is refused, 422; another value is read. */
export type Null = 'stays' | 'refused' | { readonly reads: (record: Wire) => unknown };
/** How a field is tried that can be. */
export type How = Exclude<Written, { unread: string }>;

export interface Tried {
  /** A body that creates one more each time it is asked for; null: it is there, under this id. */
  readonly body: ((n: number) => Record<string, unknown>) | null;
  readonly id?: unknown;
  readonly fields: Readonly<Record<string, Written>>;
}

type Resources = Contract['resources'];
type BodyOf<W> = W extends { body: infer B extends z.ZodObject } ? keyof z.input<B> & string : never;
type Fields<R> =
  | (R extends { create: infer C } ? BodyOf<C> : never)
  | (R extends { update: infer U } ? BodyOf<U> : never);
/** Resources that the API can write. A new one that is not here is a type error of its name. */
export type Writable = {
  [K in ResourceName]: Resources[K] extends { create: object } | { update: object } ? K : never;
}[ResourceName];
type Operations = Contract['operations'];
/**
 * Operations whose body is written to a record: every PUT, and upserts. A new one that is not here is a type error, too.
 * What happened is written by nobody: a pin is a mark on it (tests/api/histories.test.ts). Preferences and the places of
 * steps are no fields of a record (tests/api/rep-screens.test.ts).
 */
export type WrittenByOperation = {
  [K in Exclude<keyof Operations, NoRecord>]: Operations[K] extends {
    method: 'PUT';
    body: object;
  }
    ? K
    : K extends `${string}_upserts`
      ? K
      : never;
}[Exclude<keyof Operations, NoRecord>];
type NoRecord =
  // Read back in tests/api/dialer.test.ts.
  | 'update_dialer_settings'
  | 'pin_activity_history'
  | 'step_places'
  // Told by calendars and mail programs: tests/api/calendar-events.test.ts, pending-emails.test.ts.
  | 'update_calendar_event'
  | 'update_pending_email'
  // Is on a list alone: tests/api/meetings.test.ts.
  | 'update_meeting_settings'
  // Kinds of signals and plays: tests/api/live-feed.test.ts.
  | 'update_play'
  | 'update_signal_registration'
  // Programs are no resource: tests/identity/access.test.ts reads back what is written.
  | 'update_oauth_application'
  | 'update_notice_settings'
  | 'update_preferences';
/** What the walk of fields goes through. */
export type Walked = Writable | WrittenByOperation;
export type Tables = {
  readonly [K in Writable]: Tried & {
    readonly fields: { readonly [F in Fields<Resources[K]>]?: Written };
  };
} & {
  readonly [K in WrittenByOperation]: Tried & {
    readonly fields: { readonly [F in BodyOf<Operations[K]>]?: Written };
  };
};

/** It always has a value: null is no change. */
export const STAYS = { null: { updated: 'stays' } } as const;
/** It always has a value: null is refused. */
export const REFUSED = { null: 'refused' } as const;
/** Null says that there is none. */
export const NONE = { null: { reads: () => null } } as const;

/** A field that is read as a reference. */
export const ref = (field: string, value: unknown, other?: unknown): How => ({
  value,
  ...(other === undefined ? {} : { other }),
  read: (record) => (record[field] as { id: number } | null)?.id ?? null,
});
export const unread = (why: string): Written => ({ unread: why });
/** A field that is read under another name. */
export const renamed = (field: string, more: How = {}): How => ({
  read: (record) => record[field] as unknown,
  ...more,
});
/** A setting of a cadence or a step that its record does not show. */
export const rule = (more: How = {}): How => ({ at: '/rules', ...more });
