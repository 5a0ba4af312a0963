import type { RuleName } from '@cadenza/contract';
import type { Said } from './said.js';
import type { Tx } from '../db/connect.js';

/** Where an e-mail that a person sends leaves from, and not before when. */
export type PlaceByHand =
  | { ok: true; mailboxId: number | null; at: Date; rule: RuleName; reason: Said | undefined }
  /** Nothing can send it until somebody does something. */
  | { ok: false; reason: Said };

/**
 * Gives an e-mail sent by hand its mailbox and its place there: the limits, spacing and windows of every other e-mail.
 * engine/planning/place-by-hand.ts; the place is taken when it is given.
 */
export type TakePlace = (tx: Tx, teamId: number, actionId: number, now: Date) => Promise<PlaceByHand>;
