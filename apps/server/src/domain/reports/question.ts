import type { Principal } from '../../kernel/principal.js';

/** By what figures are set apart. */
export type By =
  | 'total'
  | 'day'
  | 'cadence'
  | 'step'
  | 'version'
  | 'template'
  | 'hour'
  | 'user'
  | 'mailbox'
  | 'provider';

/** Columns that a question can be narrowed by. */
export const NARROWED_BY = [
  ...['cadence_id', 'step_id', 'step_variant_id', 'email_template_id', 'mailbox_id', 'user_id'],
] as const;

export interface Question {
  readonly by: By;
  /** cohort: people by the moment of their first e-mail in scope, with all that came later; period: what happened in the range. */
  readonly basis: 'cohort' | 'period';
  /** null: from ever, for ever. */
  readonly from: Date | null;
  readonly until: Date | null;
  /** IANA name: days are its own. */
  readonly zone: string;
  readonly only: Readonly<Record<string, readonly number[] | undefined>>;
  readonly now: Date;
  /** Rows at most, those with most e-mails first. */
  readonly most: number;
}

/** Who asks. */
export type Asking = Pick<Principal, 'teamId' | 'userId' | 'admin' | 'teamOpen'>;

/** E-mails and other facts of a row. */
export const COUNTS = [
  ...(['sent', 'uncertain', 'delivered', 'young', 'bounced', 'hard', 'soft', 'block', 'viewed'] as const),
  ...(['clicked', 'answered', 'views_tracked', 'clicks_tracked', 'replies', 'complaints'] as const),
  ...(['opt_outs', 'successes', 'calls', 'connected', 'positive'] as const),
  ...(['marked', 'marked_positive', 'machine_opens', 'machine_clicks'] as const),
] as const;
export type Count = (typeof COUNTS)[number];

/** People of a row: by what of theirs there is at least one. */
export const PEOPLE_OF = {
  people_emailed: ['delivered'],
  people_contacted: ['delivered', 'calls'],
  people_replied: ['replies'],
  people_viewed: ['viewed'],
  people_clicked: ['clicked'],
  people_views_tracked: ['views_tracked'],
  people_clicks_tracked: ['clicks_tracked'],
  people_opted_out: ['opt_outs'],
  people_succeeded: ['successes'],
} as const satisfies Readonly<Record<string, readonly Count[]>>;
export type PeopleCount = keyof typeof PEOPLE_OF;

export type Figures = { key: string | null } & Record<Count | PeopleCount, number>;
