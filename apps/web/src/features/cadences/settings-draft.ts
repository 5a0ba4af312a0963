import type { Cadence, CadenceRules } from '../../data/cadences';

/** The settings of a cadence as they are typed. */
export interface CadenceDraft {
  readonly name: string;
  readonly owner_id: string;
  readonly team_cadence: boolean;
  readonly shared: boolean;
  readonly opt_out_link_included: boolean;
  readonly entry_once: boolean;
  readonly entry_exclusive: boolean;
  readonly entry_quiet_days: string;
  readonly new_people_per_day: string;
  readonly new_people_per_user_per_day: string;
  readonly remove_replies_enabled: boolean;
  readonly exit_account_on_reply: boolean;
  readonly remove_bounces_enabled: boolean;
  readonly remove_people_when_meeting_booked: boolean;
  readonly exit_on_success: boolean;
  readonly exit_on_opt_out: boolean;
}

const typed = (value: number | null) => (value === null ? '' : String(value));

export const draftOf = (cadence: Cadence, rules: CadenceRules): CadenceDraft => ({
  name: cadence.name ?? '',
  owner_id: typed(cadence.owner?.id ?? null),
  team_cadence: cadence.team_cadence,
  shared: cadence.shared,
  opt_out_link_included: cadence.opt_out_link_included,
  entry_once: rules.entry_once,
  entry_exclusive: rules.entry_exclusive,
  entry_quiet_days: typed(rules.entry_quiet_days),
  new_people_per_day: typed(rules.new_people_per_day),
  new_people_per_user_per_day: typed(rules.new_people_per_user_per_day),
  remove_replies_enabled: rules.remove_replies_enabled,
  exit_account_on_reply: rules.exit_account_on_reply,
  remove_bounces_enabled: rules.remove_bounces_enabled,
  remove_people_when_meeting_booked: rules.remove_people_when_meeting_booked,
  exit_on_success: rules.exit_on_success,
  exit_on_opt_out: rules.exit_on_opt_out,
});

/** Only what was changed is sent; an emptied number takes the limit away. */
export const changesOf = (draft: CadenceDraft, from: CadenceDraft): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(draft)
      .filter(([name, value]) => value !== from[name as keyof CadenceDraft])
      .map(([name, value]) => [name, value === '' && name !== 'name' ? null : value]),
  );
