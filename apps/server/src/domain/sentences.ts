import type { RuleName } from '@cadenza/contract';
import type { BranchFacts, FactsOf, Place } from './facts.js';
import { QUEUE } from './sentences-of-queue.js';
import { counted, dateInWords, inWords, momentInWords, weekdayInWords } from './words.js';

// The one place where the engine's reasons become English. Each is made of its rule's facts alone, and of what others
// wrote (`quote`) or what a record is called (`name`), so that it can be made again in another language.

/** What a sentence holds beside its facts. */
export interface Beside {
  /** Words of others, as they wrote them: a mail server's answer, a holiday's name, a rep's note. Evidence, never a fact. */
  quote: string;
  /** The name of the one record the facts mention by its id. */
  name: string;
}

/** Sentences of one language; total by type: a rule without a sentence is a type error. */
export type Language = { [R in RuleName]: (facts: FactsOf[R], beside: Beside) => string };

const WINDOWS = {
  cadence: "the cadence's sending window",
  user: "the sender's window",
  team: "the team's sending window",
};
const SUPPRESSED = {
  opt_out: 'its owner opted out',
  hard_bounce: 'mail to it came back for good',
  complaint: 'its owner reported mail as spam',
  manual: 'a colleague put it on the suppression list',
  import: 'it came with an imported suppression list',
};
const NO_MAILBOX = {
  required: 'The sender has no mailbox, and the team sends through mailboxes only: connect one.',
  no_server:
    'The sender has no mailbox, and the server has no mail server of its own (SMTP_URL): connect one.',
  none: 'There is no mailbox to send from.',
};
const WOKEN = {
  cadence: 'The cadence goes on.',
  user_sending: "The sender's e-mails go on.",
  team_sending: "The team's sending goes on.",
  no_mailbox_needed: 'The team sends without mailboxes again.',
  touch_limits: 'How often people may hear from the team was changed.',
  user_active: 'The user is active again.',
  mailbox_connected: 'The sender has a mailbox now.',
  mailbox_settings: "The mailbox's settings were changed.",
  mailbox_removed: 'Its mailbox was removed.',
  mailbox_works: 'The mailbox can send again.',
  server: 'The server was set up anew.',
  zone: "The sender's time zone was changed.",
};
const STOPPED = {
  person_deleted: 'The person was deleted before the e-mail went out.',
  do_not_contact: 'The person was marked do not contact before the e-mail went out.',
  left_cadence: 'The person left the cadence before the e-mail went out.',
  address_changed: "The person's address was changed before the e-mail went out.",
  mailbox_removed: 'The mailbox it should leave from was removed.',
  gone: 'The e-mail is gone.',
  itself_not_sent: 'The e-mail itself was not sent.',
  step_gone: 'Its step is gone.',
  no_email: 'It is no e-mail.',
  no_sender: 'This server sends no e-mails.',
};
const EVIDENCE = {
  copy: 'Settled by evidence: a copy of it arrived.',
  answer: 'Settled by evidence: it was answered.',
  sent_folder: 'Settled by evidence: it lies in the folder of sent mail.',
  report: 'Settled by evidence: a delivery report about it came back.',
  receipt: 'Settled by evidence: a receipt for it came back.',
  complaint: 'Settled by evidence: a complaint about it came back.',
  picture: 'Its picture was asked for: it was delivered.',
  link: 'A link of it was followed: it was delivered.',
  sandbox: 'Settled by evidence: it lies in the mail sandbox.',
  left_before: 'The e-mail had left before the person came back to the cadence.',
};
const POLICY = {
  hold: 'It is not sent again until somebody has looked.',
  assume_sent: "The team's policy counts such e-mails as sent.",
  assume_failed: "The team's policy counts such e-mails as not sent.",
};
const RELEASED = {
  works: 'Its mailbox works again.',
  resumed: 'The mailbox was resumed.',
  set_up: 'The mailbox was set up anew.',
  connected: 'The mailbox was connected anew.',
  removed: 'Its mailbox was removed.',
  server: "The server's mail server is tried again.",
  tried_again: 'It is tried again.',
};
const TROUBLE = {
  auth: 'Its mail server does not accept the sign-in',
  connection: 'Its mail server cannot be reached',
  sender: 'Its mail server does not accept the sender',
  limit: 'It has used up what its mail server lets it send',
  policy: 'Its mail server refuses what it sends',
  silent: 'Its mail server takes messages and does not answer',
};
const BRANCH_DONE = { opened: 'opened', clicked: 'clicked in', replied: 'answered' };

export const ENGLISH: Language = {
  ...QUEUE,
  membership_ended: () => 'The person is no longer on the cadence.',
  person_deleted: () => 'The person was deleted.',
  do_not_contact: ({ was }) => `The person ${was === true ? 'was' : 'is'} marked do not contact.`,
  account_do_not_contact: () => "The person's account is marked do not contact.",
  cadence_deleted: ({ taken_back }) =>
    taken_back === true ? 'Taken back: the cadence was deleted.' : 'The cadence was deleted.',
  cadence_archived: ({ taken_back }) =>
    taken_back === true ? 'Taken back: the cadence was archived.' : 'The cadence was archived.',
  cadence_ended: ({ date }) => `The cadence ended on ${dateInWords(date)}.`,
  cadence_paused: ({ taken_back, waits }) =>
    taken_back === true
      ? 'Taken back: the cadence was paused.'
      : waits === true
        ? 'The cadence is paused.'
        : 'The cadence is paused; this goes on when somebody resumes it.',
  membership_paused: paused,
  user_inactive: ({ waits_for_user }, { name }) =>
    waits_for_user === undefined
      ? 'The user who runs this is deactivated; move the people to a colleague.'
      : `The user whose name it bears is deactivated: ${name}.`,
  step_disabled: ({ how }) =>
    how === 'skipped' ? 'Skipped: the step was switched off.' : `The step was ${how}.`,
  contact_restriction: ({ by }) =>
    `Skipped: the person may not be contacted by ${by === 'call' ? 'phone' : by}.`,
  suppressed: ({ why, here, skipped }, { quote }) =>
    `${skipped ? 'Skipped: nothing' : 'Nothing'} is sent to ${quote}${here ? ' from this cadence' : ''}: ${SUPPRESSED[why]}.`,
  automation_allowed: () => 'The team does not allow automatic e-mails: send it by hand.',
  email_address: () => 'The person has no e-mail address.',
  bouncing: () => "E-mails to the person's address bounce.",
  public_url: () =>
    'PUBLIC_URL is not set: links in automatic e-mails, the one to unsubscribe among them, would lead to a guess. An operator sets it.',
  team_paused: ({ taken_back, waits, restored }) =>
    restored === true
      ? 'Nothing is sent since the database was restored from a backup, until an operator resumes sending.'
      : taken_back === true
        ? "Taken back: the team's sending was paused."
        : waits === true
          ? 'Sending is paused for the whole team.'
          : "The team's sending is paused; this goes out when an admin resumes it.",
  user_paused: ({ taken_back, waits_for_user }, { name }) =>
    taken_back === true
      ? "Taken back: the sender's e-mails were paused."
      : waits_for_user === undefined
        ? "The sender's e-mails are paused; this goes out when they are resumed."
        : `Sending is paused for ${name}.`,
  hand_over: ({ until }, { name }) =>
    `Handed over to ${name}: the rep is on leave until ${dateInWords(until)}.`,
  due: () => 'It is due.',
  absence: ({ until, days, day }) =>
    `The rep is on leave until ${dateInWords(until)}.${days > 1 ? ` What waited is spread over ${days} days; this is day ${day}.` : ''}`,
  absence_without_end: () => 'The rep is on leave, and the calendar never opens after it.',
  send_window: ({ owner, zone, blocks }) =>
    `Outside ${WINDOWS[owner]} (${blocks.length === 0 ? 'never open' : inWords(blocks)}, ${zone}).`,
  never_open: ({ owner }) => `Never inside ${WINDOWS[owner]}.`,
  weekend: ({ date }) => `${dateInWords(date)} is a weekend, which this step skips.`,
  holiday: ({ date }, { quote }) => `${dateInWords(date)} is a day off: ${quote}.`,
  new_people_limit: ({ per_day, per_user_per_day }) => {
    const limits = [
      ...(per_day === null ? [] : [`${per_day} people a day`]),
      ...(per_user_per_day === null ? [] : [`${per_user_per_day} of each user a day`]),
    ];
    return `At most ${limits.join(' and ')} start on this cadence.`;
  },
  mailbox: () => 'No mailbox ever has room.',
  mailbox_daily_limit: (facts, { name }) =>
    `${name} sends at most ${facts.count} e-mails a day${queue(facts)}.`,
  mailbox_ramp_up: (facts, { name }) =>
    `${name} is new and is warmed up: ${facts.count} e-mails on ${dateInWords(facts.date)}, and they are given away${queue(facts)}.`,
  mailbox_hourly_limit: (facts, { name }) =>
    `${name} sends at most ${facts.count} e-mails an hour${queue(facts)}.`,
  mailbox_spacing: ({ seconds }, { name }) =>
    `${name} leaves ${seconds} seconds and more between two e-mails, and others are before it.`,
  mailbox_retry: (_, { name }) => `${name} could not send a moment ago and is tried again later.`,
  mailbox_paused: ({ how }, { name, quote }) =>
    how === 'paused'
      ? `${name} is paused; this goes out when somebody resumes the mailbox.`
      : how === 'blocked'
        ? `${name} cannot send: ${quote === '' ? 'its server refuses it' : quote}.`
        : `The mailbox ${name} is paused.`,
  no_mailbox: ({ why }) => NO_MAILBOX[why],
  email_daily_limit: ({ count }) => `The limit of ${count} e-mails a day is reached.`,
  person_touch_limit: ({ count, days }) =>
    `The team writes to or calls a person at most ${times(count)} in ${daysOf(days)}.`,
  account_touch_limit: ({ count, days }) =>
    `The team writes to or calls people of an account at most ${times(count)} in ${daysOf(days)}.`,
  provider_limit: ({ count, hours, provider }) =>
    `The team sends at most ${count} e-mails ${hours === 1 ? 'an hour' : 'a day'} to ${provider}.`,
  goes_out: ({ at, zone, automatic }) =>
    `${automatic ? 'It goes out' : 'It is due'} ${momentInWords(at, zone)}.`,
  not_before: ({ at, zone }) => `It is not due before ${momentInWords(at, zone)}:`,
  step_at_once: ({ day }) => `Day ${day}: due as soon as the step is reached.`,
  step_day_start: ({ day, date, instead_of }) =>
    `Day ${day}: due at the start of ${dateInWords(date)}${instead_of === null ? '' : `, moved from ${weekdayInWords(instead_of)} because weekends are skipped`}.`,
  step_at_time: atTime,
  step_delay: delay,
  branch,
  woken: ({ what }) => WOKEN[what],
  taken_back: () => 'Taken back out of the queue.',
  limits_changed: ({ what }) => (what === 'daily_limit' ? 'The daily limit was changed.' : WOKEN[what]),
  pause_ended: () => 'The pause has ended.',
  back_on_cadence: () => 'Back on the cadence.',
  moved_by_hand: () => 'Moved to another step.',
  skipped_by_hand: () => 'Skipped by hand.',
  could_not_prepare: ({ attempt }, { quote }) => `Could not be prepared (attempt ${attempt}): ${quote}`,
  send_ledger: () => 'Its e-mail is in the ledger.',
  email_queued: () => 'The e-mail is queued.',
  email_rendered: () => 'Rendered from the template of the step, waiting to be sent.',
  email_written: () => 'Written by the sender, waiting to be sent.',
  email_scheduled: () => 'Written by the sender, waiting for its time.',
  email_changed: () => 'Changed by the sender, waiting for its time.',
  email_cancelled: () => 'Cancelled before it went out.',
  email_due: () => 'Its time has come, waiting to be sent.',
  email_sending: () => 'Being handed to the mail server.',
  email_sent: (_, { quote }) => `Sent: the mail server answered "${quote}".`,
  email_sent_by_hand: () => 'Written by hand, found in the folder of sent mail.',
  copy_refused: (_, { quote }) => `Not taken for ${quote}.`,
  email_not_begun: () => 'It was not handed over: the database was away.',
  email_already: ({ state }) => `The e-mail of this step is ${state} already.`,
  email_stopped: ({ why }) => STOPPED[why],
  email_unsendable: (_, { quote }) => `It cannot be put into a message: ${quote}`,
  email_refused: (_, { quote }) => `The mail server refused it: ${quote}`,
  email_deferred: ({ attempt }, { quote }) =>
    `The mail server could not take it yet (attempt ${attempt}): ${quote}`,
  email_given_up: (_, { quote }) => `The mail server could not take it for 48 hours: ${quote}`,
  email_unknown: (_, { quote }) => `It may or may not have been delivered: ${quote}.`,
  email_lost: ({ where }) =>
    where === 'sandbox'
      ? 'The server stopped while it was being sent, and the mail sandbox has not got it.'
      : 'The server stopped while it was being sent: it may or may not have been delivered.',
  uncertain_policy: ({ policy }) => POLICY[policy],
  evidence: ({ what }) => EVIDENCE[what],
  settled_by_person: ({ verdict }) =>
    verdict === 'sent'
      ? 'Confirmed by a person: it was delivered.'
      : 'A person found that it was not delivered; it can be sent again.',
  sent_again: () => 'Sent again: a person found that it was not delivered.',
  template: ({ lacks }) =>
    ({
      template: 'The step has no e-mail template.',
      text: 'The template has no text.',
      subject: 'The e-mail has no subject.',
    })[lacks],
  template_fields: templateFields,
  template_error: (_, { quote }) => `The template cannot be rendered: ${quote}.`,
  held: () => 'Held:',
  mailbox_waits: ({ at, health }, { name }) => {
    const until = health ? '' : ' it is tried again later.';
    if (at === 'limit') return `Waits for its mailbox${health ? ':' : '.'}`;
    return at === 'server'
      ? `The server's own mail server (SMTP_URL) cannot be used at the moment:${until}`
      : `The mailbox ${name} cannot send at the moment:${until}`;
  },
  mailbox_released: ({ what }) => RELEASED[what],
  mailbox_works: () => 'Its mail server accepts messages.',
  mailbox_trouble: ({ trouble }, { quote }) => `${TROUBLE[trouble]}: ${quote}`,
  mailbox_silent: ({ count }) =>
    `${TROUBLE.silent}: ${count} messages in a row got no answer; each waits for somebody to look, or for evidence.`,
  mailbox_test: ({ found }, { quote }) =>
    ({
      works: 'The connection test went through.',
      sends_only: `Sends, but does not receive: ${quote}`,
      fails: quote,
      no_credentials: 'There is nothing to sign in with: connect the mailbox again.',
    })[found],
  waits_for_rep: () => 'It waits for the rep:',
  action_ended: ({ how }) =>
    ({ completed: 'It was done:', skipped: 'It was left out:', cancelled: 'It was withdrawn:' })[how],
  action_done: ({ what }) =>
    ({
      marked: 'Marked as done.',
      integration: 'Completed by the integration.',
      call: 'A call was logged.',
    })[what],
  cadence_done: () => 'Every step of the cadence is done.',
  cadence_left: ({ why }, { quote }) =>
    ({
      removed: 'Removed from the cadence.',
      reassigned: 'Moved to another user.',
      account_do_not_contact: 'The account was marked do not contact.',
      merged: 'The person was merged into another who is, or was, on this cadence.',
      unknown: quote,
    })[why],
  stage_reached: ({ stage_id }, { name }) =>
    stage_id === null
      ? 'The person reached a stage that ends this cadence.'
      : `The person reached the stage "${name}", which ends this cadence.`,
  replied: ({ person_id }, { name }) =>
    person_id === undefined ? 'The person replied.' : `${name} of the same account replied.`,
  reported_spam: () => 'The person reported an e-mail as spam.',
  left_company: ({ how }) =>
    how === 'auto_reply'
      ? 'An automatic reply says that the person has left the company.'
      : 'The person has left the company.',
  opted_out: ({ how }) =>
    how === 'wish' ? 'The person asked for no more e-mails.' : 'The person opted out.',
  bounced: ({ status, address }) =>
    address
      ? `The e-mail bounced: the address does not work${status === null ? '' : ` (${status})`}.`
      : 'The e-mail bounced.',
  meeting_booked: () => 'A meeting was booked.',
  success: () => 'The person is a success.',
  nothing_against: ({ by_itself }) =>
    by_itself === true
      ? 'Nothing against it.'
      : 'Nothing stands against it: it goes out with the next look, within seconds.',
  nothing_planned: ({ how, state, last }, { name }) =>
    how === 'never_on'
      ? 'The person is on no cadence and never was, and no e-mail to them is waiting.'
      : `The person ${how === 'is_on' ? 'is on' : `left (${state ?? 'unknown'})`} "${name}", and nothing is planned there.${last === true ? ' Last:' : ''}`,
  as_written: (_, { quote }) => quote,
};

function queue({ queue_until, zone }: { queue_until?: string; zone?: string }): string {
  return queue_until === undefined
    ? ''
    : `, and others wait for it already, until ${momentInWords(queue_until, zone ?? 'UTC')}`;
}

function paused({ by, back, until }: FactsOf['membership_paused'], { quote }: { quote: string }): string {
  switch (by) {
    case 'auto_reply':
      return back == null
        ? 'Paused by an automatic reply that names no day of return.'
        : `Paused by an automatic reply: the person is back on ${dateInWords(back)}.`;
    case 'before_auto_reply':
      return 'Paused as before the automatic reply.';
    case 'unknown':
      return 'The person is paused on this cadence.';
    case 'user': {
      const why = quote === '' ? '.' : `: ${quote}`;
      return until === null ? `Paused until somebody resumes it${why}` : `Paused until ${until}${why}`;
    }
  }
}

function atTime(facts: FactsOf['step_at_time']): string {
  const whose = {
    user: "the sender's time",
    person: "the person's time",
    person_unknown: "the sender's time, because the person's zone is not known",
  }[facts.whose];
  const late = facts.late ? '; that time had passed on the day itself' : '';
  const skipped =
    facts.instead === null ? '' : `; the clocks are changed over that time, so it is ${facts.instead}`;
  return `Day ${facts.day}: at ${facts.time} ${whose} (${facts.zone}) on ${dateInWords(facts.date)}${late}${skipped}.`;
}

function delay({ day, days, minutes }: FactsOf['step_delay']): string {
  const from = days === 0 ? [] : [` ${counted(days, 'day')} after the step before, at that time of day`];
  const wait =
    minutes > 0
      ? [` ${counted(minutes, 'minute')} after ${days === 0 ? 'the step was reached' : 'that'}`]
      : days === 0
        ? [' as soon as the step is reached']
        : [];
  return `Day ${day}:${[...from, ...wait].join(',')}.`;
}

function templateFields({ fields, unknown }: FactsOf['template_fields']): string {
  if (unknown)
    return `The template names ${fields.length === 1 ? 'a field that does' : 'fields that do'} not exist: ${fields.join(', ')}.`;
  if (fields.length === 1) return `The template uses ${fields[0] ?? ''}, which has no value for this person.`;
  return `The template uses ${fields.slice(0, -1).join(', ')} and ${fields.at(-1) ?? ''}, which have no value for this person.`;
}

const stepName = (place: Place): string =>
  place === null ? 'a step that is gone' : `Day ${place.day}: Step ${place.number}`;

function branch(facts: BranchFacts, { quote }: { quote: string }): string {
  const found = looked(facts, quote);
  switch (facts.then) {
    case 'ahead':
      return `Branch: ${found}; the step goes ahead.`;
    case 'end':
      return `Branch: ${found}; the cadence ends here.`;
    case 'past':
      return `Branch: ${found}; the step is left out.`;
    case 'gone':
      return `Branch: ${found}; the step is left out (the step to go to is gone, or not behind this one).`;
    case 'to':
      return `Branch: ${found}; on to ${stepName(facts.to)}.`;
  }
}

function looked(facts: BranchFacts, quote: string): string {
  if (facts.look === 'unreadable') return 'its condition cannot be read';
  if (facts.look === 'field')
    return facts.present ? `${facts.field} is "${quote}"` : `${facts.field} has no value`;
  const { step, within_days, found, on } = facts;
  const which = step === undefined ? 'an e-mail of this cadence' : `the e-mail of ${stepName(step)}`;
  const done = BRANCH_DONE[facts.look];
  const within = within_days === null ? '' : ` within ${counted(within_days, 'day')}`;
  if (found === 'not_sent') return `${which} was not sent`;
  if (found === 'done') return `${which} was ${done} on ${on ?? ''}`;
  return step === undefined
    ? `no e-mail of this cadence was ${done}${within}`
    : `${which} was not ${done}${within}`;
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
const daysOf = (days: number): string => (days === 1 ? 'a day' : `${days} days`);
