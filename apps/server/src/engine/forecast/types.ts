import type { RuleName } from '@cadenza/contract';
import type { Said } from '../../domain/said.js';
import type { Action } from '../../domain/memberships/index.js';
import type { DueAction } from '../planning/planning-rows.js';

/** An e-mail as it would be written, or why there is none. */
export type Composed<Draft> = { ok: true; draft: Draft } | { ok: false; reason: Said };

/** The words of an action's e-mail, written at that moment, from that mailbox, going on from an earlier one. */
export type Compose<Draft> = (
  dueAction: DueAction,
  at: Date,
  mailboxId: number | null,
  previous: Draft | undefined,
) => Promise<Composed<Draft>>;

/** An e-mail of a live action that is on its way already, or stuck. */
export interface QueuedEmail<Draft> {
  draft: Draft;
  /** null: it waits for a person, `reason` says why. */
  at: Date | null;
  reason: Said;
}

export interface Forecasted<Draft> {
  action: Action;
  state: 'planned' | 'open' | 'waiting' | 'skipped' | 'cancelled';
  at: Date | null;
  rule: RuleName | null;
  reason: Said;
  draft: Draft | null;
}

export interface MembershipForecast<Draft> {
  entries: Forecasted<Draft>[];
  ends: { at: Date; reason: Said } | null;
}
