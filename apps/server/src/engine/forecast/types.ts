import type { RuleName } from '@cadenza/contract';
import type { Said } from '../../domain/said.js';
import type { Action } from '../../domain/memberships/index.js';
import type { Touch } from '../planning/facts.js';

/** A letter as it would be written, or why there is none. */
export type Composed<Letter> = { ok: true; letter: Letter } | { ok: false; reason: Said };

/** The words of a touch's letter, written at that moment, from that mailbox, going on from an earlier one. */
export type Compose<Letter> = (
  touch: Touch,
  at: Date,
  mailboxId: number | null,
  previous: Letter | undefined,
) => Promise<Composed<Letter>>;

/** An e-mail of a live action that is on its way already, or stuck. */
export interface OnItsWay<Letter> {
  letter: Letter;
  /** null: it waits for a person, `reason` says why. */
  at: Date | null;
  reason: Said;
}

export interface Forecasted<Letter> {
  action: Action;
  state: 'planned' | 'open' | 'waiting' | 'skipped' | 'cancelled';
  at: Date | null;
  rule: RuleName | null;
  reason: Said;
  letter: Letter | null;
}

export interface Ahead<Letter> {
  entries: Forecasted<Letter>[];
  ends: { at: Date; reason: Said } | null;
}
