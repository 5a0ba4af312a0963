import { type Said, say } from '../said.js';
import type { Cadence } from './membership-queries.js';

/** What can take a person off a cadence beside reaching its end. */
export type ExitEvent =
  | 'reply'
  | 'bounce'
  | 'opt_out'
  | 'meeting_booked'
  | 'success'
  | 'stage'
  | 'do_not_contact'
  | 'left_company';

/** The settings that decide about leaving. */
export type ExitSettings = Pick<
  Cadence,
  | 'remove_replies_enabled'
  | 'remove_bounces_enabled'
  | 'remove_people_when_meeting_booked'
  | 'exit_on_opt_out'
  | 'exit_on_success'
  | 'exit_stage_ids'
  | 'exit_account_on_reply'
  | 'replied_stage_id'
  | 'bounced_stage_id'
>;

export interface Exit {
  /** Whether the membership ends. */
  ends: boolean;
  /** The stage the person is moved to, whether or not the membership ends. */
  stageId: number | null;
  /** The person's colleagues of the same account leave the cadence too. */
  account: boolean;
}

/** What the cadence's settings make of an event. `stageId` is the person's stage, for the event stage. Pure. */
export function exitOf(event: ExitEvent, settings: ExitSettings, stageId: number | null): Exit {
  const stays = { stageId: null, account: false };
  switch (event) {
    case 'reply':
      return {
        ends: settings.remove_replies_enabled,
        stageId: settings.replied_stage_id,
        account: settings.exit_account_on_reply,
      };
    case 'bounce':
      return { ends: settings.remove_bounces_enabled, stageId: settings.bounced_stage_id, account: false };
    case 'opt_out':
      return { ...stays, ends: settings.exit_on_opt_out };
    case 'meeting_booked':
      return { ...stays, ends: settings.remove_people_when_meeting_booked };
    case 'success':
      return { ...stays, ends: settings.exit_on_success };
    case 'stage':
      return { ...stays, ends: stageId !== null && settings.exit_stage_ids.includes(stageId) };
    case 'do_not_contact':
    case 'left_company':
      return { ...stays, ends: true };
  }
}

/** Why a membership ended, where the caller says nothing better. */
export const EXIT_REASONS: Record<ExitEvent, Said> = {
  reply: say('replied', {}),
  bounce: say('bounced', { status: null, address: false }),
  opt_out: say('opted_out', { how: 'link' }),
  meeting_booked: say('meeting_booked', {}),
  success: say('success', {}),
  stage: say('stage_reached', { stage_id: null }),
  do_not_contact: say('do_not_contact', { was: true }),
  left_company: say('left_company', { how: 'set' }),
};
