export type AnswerStatus = 'accepted' | 'tentative' | 'declined' | 'needs_action';

/** What a message answers to an invitation (mail/foreign/calendar-answer.ts). */
export interface CalendarAnswer {
  readonly uid: string;
  readonly sequence: number;
  readonly occurrence: boolean;
  readonly attendees: readonly { readonly email: string; readonly status: AnswerStatus }[];
}
