import { CRM_IS, CRM_OPERATIONS } from './crm.js';
import { MEETING_OPERATIONS } from './meetings.js';
import { REPORT_OPERATIONS } from './reports.js';

/** What the records of a resource are. */
export const RECORD_IS: Readonly<Record<string, string>> = {
  ...CRM_IS,
  account_stages: 'a word for how far things are with an account',
  account_tiers: 'a word for how much an account matters',
  accounts: 'a company that people belong to',
  call_instructions: 'what a rep shall say in a call step',
  exports: 'a list as a file, made in the background',
  email_details: 'which template an e-mail step sends',
  actions: 'one step for one person that is due or will be',
  calls: 'a call that a rep made and logged',
  emails: 'an e-mail, from the queue to its answers',
  audit_reports: 'a file of the audit log, made in the background',
  audit_entries: "a change of the team's own affairs: who made it, and what was there before",
  attachments: 'a file that e-mails take along',
  bulk_jobs: 'work on many records, given row by row',
  cadence_memberships: 'a person on a cadence',
  cadences: 'a course of steps that people are taken through',
  call_dispositions: 'a word for how a call ended',
  call_sentiments: 'a word for how a call went',
  custom_fields: 'a field that the team added to people, accounts or opportunities',
  custom_roles: 'a role beside Admin and User',
  data_control_requests: 'what was asked for about the data of people, and what became of it',
  email_template_attachments: 'a file that e-mails of a template carry',
  team_templates: 'a template that admins keep for the team',
  team_template_attachments: 'a file of a template of the team',
  email_templates: 'subject and body with fields to fill in',
  groups: 'users who work together',
  holiday_calendars: 'days on which nothing is due',
  imports: 'people who came together, under a name',
  live_feed_items: 'what a program told a user about a person',
  mailboxes: 'an account that e-mails leave by and answers come to',
  notices: 'something a user is told of without asking',
  notes: 'words that colleagues keep about a person, account or call',
  people: 'somebody whom reps contact',
  person_stages: 'a word for how far things are with a person',
  received_messages: 'a message that came back, with what it was taken for',
  saved_list_views: 'filters and columns of a list, under a name',
  meetings: 'a meeting with a person',
  scheduled_emails: 'an e-mail outside of cadences that leaves at a chosen moment',
  send_ledger: 'what became of an e-mail, with the reason of each change',
  send_windows: 'hours of the week in which touches may happen',
  snippets: 'words that several templates share',
  step_variants: 'one of several versions of an e-mail step',
  threads: 'a conversation that somebody outside wrote in',
  steps: 'one touch of a cadence and when it is due',
  successes: 'the moment a person became a success',
  suppressions: 'an address or domain that gets nothing',
  tags: 'a word by which records are grouped',
  tasks: 'something a user has to do for a person by a day',
  user_absences: 'days on which a user is away',
  users: 'somebody who signs in',
  webhook_subscriptions:
    'an address that is told of one kind of event, with the record as its subscriber sees it',
};

/** What operations do and what follows from them, by operationId; lists, shows and plain writes say so by themselves. */
export const OPERATIONS: Readonly<Record<string, string>> = {
  duplicate_people:
    'Tells who may be there twice: by an address in any of its forms, a telephone number, or a name within the same account, employer or domain. A stretch of the team at a time; go on with after = next.',
  duplicate_accounts:
    'Tells which companies may be there twice: by host of domain or website, telephone number, or name without its legal form. A stretch of the team at a time; go on with after = next.',
  person_duplicates:
    'Tells who may be the same as this person, of those the caller sees: by an address in any of its forms, a telephone number, or a name within the same account, employer or domain.',
  account_duplicates:
    'Tells which companies may be the same as this one, of those the caller sees: by host of domain or website, telephone number, or name without its legal form.',
  search:
    'Finds people, accounts, cadences and templates by the beginnings of their words, one letter wrong in a word of four or more, as far as the caller sees them now: the best first, some of each type. What changed a moment ago is found as it is now.',
  ...REPORT_OPERATIONS,
  ...MEETING_OPERATIONS,
  events:
    'Tells what happened in the team, oldest first, as ids without content, as far as the caller sees the record at that moment. Go on with after = place, at once while more is true.',
  event_stream:
    'Tells the same as it happens, as Server-Sent Events: ready, reset, heartbeat and end speak of the stream itself, events without a name are what happened. It ends when what the caller may see changes.',
  'bulk_jobs.create':
    'Makes an empty job that takes rows; the token needs the scope of the operation that its type names. A team has a hundred unfinished ones at most.',
  'exports.create':
    'Asks for a list as a file, with its filters and order, as the caller may see it. It is made in the background, as of one moment; export_completed tells of its end, download_url leads to the file for seven days. A team has a hundred waiting ones at most, and five hundred in all.',
  'exports.delete':
    'Ends an export, whether it is made yet or not, and removes its file: links to it lead nowhere.',
  'bulk_jobs.update':
    'Renames a job that takes rows, or starts it: from then on it takes none, and waits for the jobs of the team before it.',
  'bulk_jobs.delete':
    'Ends a job: what was carried out stays, rows whose turn has not come are cancelled. Of one that has ended nothing changes.',
  ...CRM_OPERATIONS,
  'people.create':
    'Adds a person. The address, the telephone number with a last name, and the CRM id are unique within the team; who asked for no more mail before is marked again.',
  'people.update':
    'Changes what is given. Another address is looked up in the suppression list, queued e-mails to the old one stop.',
  'people.delete':
    'Deletes a person: ends all cadences and takes queued e-mails back. Opt-outs are kept and hold when the person comes back.',
  'accounts.delete': 'Deletes an account; its people stay and lose it, in the background when they are many.',
  'accounts.update':
    'Changes what is given. do_not_contact holds for all people of the account, who leave their cadences.',
  'cadence_memberships.create':
    'Puts a person on a cadence, if its entry rules and the suppression list allow; the first step is planned at once.',
  'cadence_memberships.delete': 'Takes a person off a cadence; what is queued for the step is taken back.',
  'cadences.create': 'Makes a cadence without steps; add them by /v2/steps.',
  'cadences.update':
    'Changes settings and rules; archiving takes everybody off, in the background when they are many.',
  'cadences.delete': 'Deletes a cadence; everybody leaves it, sent e-mails stay.',
  'steps.create': 'Adds a step; later steps of the day move on by one.',
  'steps.update': 'Changes a step; whoever waits at it is planned anew.',
  'steps.delete': 'Deletes a step; whoever waits at it goes on to the next.',
  'calls.create':
    'Logs a call. With an action or task it is completed by it, and the cadence goes on; a note is kept with it.',
  'tasks.create': 'Makes a task; with the same idempotency_key again, answers the first one.',
  'tasks.update': 'Changes a task; current_state completed completes it, and the cadence step behind it.',
  'mailboxes.create':
    'Connects a mailbox and tries its servers; credentials are kept encrypted and never shown.',
  'mailboxes.update': 'Changes a mailbox; limits hold for what is planned already.',
  'mailboxes.delete': 'Disconnects a mailbox; what was queued for it is planned anew.',
  'imports.delete': 'Forgets an import; with undo, its people are deleted in the background.',
  'suppressions.create':
    'Nothing is sent to the address or domain from now on; queued e-mails are taken back.',
  'suppressions.delete': 'Takes an entry off the list; opt-outs by admins only, with care.',
  'custom_fields.update': 'Renames a field or changes what it holds; values move along, in the background.',
  'custom_fields.delete': 'Deletes a field and its values, in the background.',
  custom_field_uses:
    'Where a field is named. A new name is not written into any of it, and a field that is deleted leaves it without a value: look here before. Of each list at most a thousand records are looked at.',
  'users.update': 'Changes a user; one who is made inactive is signed out and sends nothing more.',
  account_types: 'The kinds of company that accounts of the team have, by name, a thousand at most.',
  account_upserts: 'Updates the account that upsert_key finds, or creates one; upsert_type says which.',
  person_upserts: 'Updates the person that upsert_key finds, or creates one; upsert_type says which.',
  send_action_email:
    'Sends the e-mail of a waiting action, with words of its own if given; limits, windows and the suppression list hold as for any other.',
  action_why: 'Asks every rule about one touch, now, and says which stands against it and when it can go.',
  activities: 'Completes an action or task of the type integration; the cadence goes on.',
  email_events: 'Every open and click as it came in, with what it was taken for; 500 at most, newest first.',
  attachment_content: 'The bytes of the file, as attachment.',
  cadence_export: 'The cadence as JSON that POST /v2/cadence_imports takes, here or in another team.',
  cadence_imports: 'Makes a cadence from JSON, or fills an empty one: everything or nothing.',
  move_membership: 'Goes on from another step; what was waiting is taken back.',
  pause_membership: 'Nothing happens to the person on this cadence until the given moment or a resume.',
  resume_membership: 'Ends a pause; the next touch is planned from now.',
  skip_step: 'Leaves a step out and plans the one behind it.',
  membership_timeline:
    'Past and future of a person on a cadence: moments, mailboxes, words and reasons, on the assumption that each touch is done when due.',
  pause_cadence: 'Nothing of the cadence happens until it is resumed; queued e-mails are taken back at once.',
  resume_cadence: 'Goes on with a paused cadence; touches that were due meanwhile are planned anew.',
  cadence_rules: 'The settings that the record of a cadence does not show.',
  cadence_timeline:
    'The timelines of the people on a cadence, planned together, so that limits are shared among them.',
  email_missing_tags: 'Names the fields of the given words that nothing fills for the person.',
  preview_email: 'Renders unsaved words for a person, or says what is wrong and where.',
  preview_template: 'Renders a template for a person and names the fields it lacks.',
  holiday_calendar_days: 'The days off of one year, holidays of the country and own ones together.',
  third_party_live_feed_items:
    'Tells a user something about a person: it stands in their live feed, and in the stream of events. The same key again answers the first item.',
  long_commands:
    'Commands over many rows that have rows left to do, the newest 100: of the whole team for admins, else of the caller.',
  account_redaction:
    'Empties an account but for its numbers, and its notes; it is called "Redacted account" and its id. dry_run counts what that would be.',
  account_and_people_redaction:
    'Empties an account and erases all that is known of its people, who are deleted. dry_run counts what that would be.',
  people_soft_deletion:
    'Deletes people as each could be deleted alone, later when schedule.run_at says so. dry_run counts who is still there.',
  right_to_be_forgotten:
    'Erases all that is known of people, in every table; a salted hash of each address stays on the suppression list. dry_run counts the rows by table.',
  data_access:
    'Makes a file (JSON) of all that is known of a person, words of e-mails included, in the background; the request then has a link to it for a week.',
  cancel_data_control_request:
    'Calls a scheduled request off, or ends one that is being carried out behind the part in hand. What was done stays done; one that is completed is refused.',
  long_command_cancel:
    'Ends a long command where it stands; what was done stays done. By whoever gave it, and admins.',
  long_command_retry: 'Takes up a long command again that was given up or cancelled. By admins.',
  mailbox_authorizations:
    'Begins to connect a Google or Microsoft mailbox: answers the page of consent to open.',
  mailbox_presets: 'Servers of the big providers, and what their accounts need.',
  mailbox_domain_check: 'Looks up SPF, DKIM, DMARC and MX of the domain now and explains them.',
  mailbox_test:
    'Signs in to the servers of the mailbox now and says in words what does not work. With a body it signs in as it would after that change, on the terms of the change (a password for other servers), and stores nothing.',
  api_keys:
    'Lists the keys that act as the caller. The keys themselves are kept as hashes and shown nowhere.',
  external_emails:
    'Reads a message as if its mailbox had been read here: finds whom and which e-mail it is about, and does what follows. One that the mailbox has shown before changes nothing; what concerns nobody is not kept.',
  'tags.update':
    'Gives a word another spelling, in every record that has it: a few hundred at once, the rest in the background.',
  'tags.delete':
    'Takes a word off every record that has it: a few hundred at once, the rest in the background.',
  create_tag:
    'Makes a word that records can be marked with; writing it into `tags` of a record makes it, too.',
  create_api_key:
    'Makes a key that acts as the caller, and may no more than the token that asks. Privileged scopes are for admins.',
  rotate_api_key:
    'Replaces the secret of a key of the caller, whose scopes the token that asks must have, too.',
  revoke_api_key: 'Ends a key of the caller at once; webhooks that it made are paused.',
  oauth_applications: 'Lists what was registered by the caller, or by anybody of the team for admins.',
  create_oauth_application:
    'Registers a program that users may let in; only those of admins get tokens by client_credentials.',
  update_oauth_application:
    'Changes how a program is known and what it can ask for, from its next request on.',
  rotate_oauth_secret: 'Replaces the password of a program; the one before is refused at once.',
  revoke_oauth_application:
    'Ends a program for everybody: its tokens and consents are worth nothing any more.',
  authorized_applications:
    'Lists programs of others that may act as the caller, each with its latest consent.',
  end_authorization: 'Takes a consent back: tokens end at once, and webhooks made with them are paused.',
  invitations: 'Lists users without a password, whoever invited them. For admins.',
  invite:
    'Makes a user and sends them in. Somebody invited before who has not come is the same user again, so that it may be repeated. By admins, with a session or a key of every scope.',
  resend_invitation: 'Makes another link for somebody who has not come, good for a day and once. By admins.',
  revoke_invitation:
    'Makes somebody inactive who has not come; inviting the address again takes that back. By admins.',
  password_link:
    'Makes a link by which a colleague sets a new password, good for a day and once. By admins, with a session or a key of every scope.',
  dialer_settings: 'How calls are begun, and at which hours people of which countries may be called.',
  update_dialer_settings:
    'Says how calls are begun, and when people may be called: the first rule whose countries fit holds. By admins, and roles with manage_team.',
  dial_person:
    'Begins a call: answers a link for the telephone, having told the dialer of the team whom to ring where it has one. Nothing is logged; POST /v2/activities/calls does that.',
  me: 'The user to whom the token belongs.',
  profiles: 'The same user as /v2/me answers, for programs that ask here.',
  'team_templates.create':
    'Makes a template for the team. Users copy it with team_template_id of POST /v2/email_templates. Of admins.',
  'team_templates.update':
    'Changes a template of the team, or puts it away; copies that were made stay as they are. Of admins.',
  update_me: "Changes one's own zone, name, telephone and signature.",
  notice_settings: 'Tells which notices come by mail, and from which hour of the day on a digest does.',
  update_notice_settings:
    'Chooses for each kind of notice whether it comes by mail at once, in one digest a day, or not at all (docs/notices.md); what is not named, or null, stays.',
  ongoing_actions: 'Says that somebody has begun an action, so that colleagues leave it alone.',
  person_why_not_sent:
    'Each touch and e-mail of a person that waits, with what stands against it, or why there is none.',
  received_message_body:
    'The message as a page to be shown in a frame: its HTML cleaned, without pictures, scripts and anything of the network.',
  received_message_reclassify:
    'Says what a message is: what followed from it is taken back as by undo, and what follows from that is done.',
  thread_messages:
    'What came in and what left in a conversation, the newest 100, oldest first; a message that several mailboxes got stands once.',
  received_message_dismiss: 'Says that a message does not ask for what it may ask for.',
  received_message_mark:
    'Says whether a reply is what was hoped for, which the positive rate of reports counts; null takes it back. 409 for what is no reply.',
  received_message_opt_out:
    'Says that a message asks for no more e-mails: the person is opted out; undo takes it back.',
  received_message_undo: 'Takes back what a received message changed: memberships go on where they stood.',
  sandbox: 'Clock and made-up people of the sandbox, and the advance under way.',
  sandbox_settings: 'Says what made-up people do; makes the team a sandbox, or ends that.',
  sandbox_advance:
    'Moves the clock of a sandbox and does what is due on the way, in its order; one at a time. In the background it answers when it has begun, and goes on as long as the process lives.',
  sandbox_touches:
    'Lists what happened in a time, whole and by page: also what had happened there before the clock was put back. For admins.',
  sandbox_messages: 'Lists what the mail sandbox kept; go on with before = next_before.',
  sandbox_message:
    'Shows a kept message cleaned, without pictures of the network, pixel and tracked links, which nobody follows by looking.',
  sandbox_cancel: 'Stops an advance after what it is doing now; the clock stays where it came to.',
  sandbox_react: 'Acts as the recipient of a message in the sandbox: an answer, a bounce, an open.',
  sandbox_reset_clock: 'Puts the clock of a sandbox back to the present; what happened stays.',
  send_ledger_settle_many: 'Gives one verdict on many e-mails in doubt; ask again while some are left.',
  send_ledger_history: 'Every change of one e-mail, oldest first.',
  send_ledger_settle: 'Says whether an e-mail in doubt left or not.',
  sending_settings: "How the team's e-mails go out.",
  update_sending_settings:
    "Changes how the team's e-mails go out; pausing takes back what is queued. By admins.",
  server_transport: 'How the mail server behind SMTP_URL fares. For admins.',
  retry_server_transport: 'Tries SMTP_URL now instead of at retry_at. By admins.',
  declare_winner: 'All further e-mails of the step use this version; false takes that back.',
  step_rules: 'The settings that the record of a step does not show.',
  variant_suggestion: 'The version that has won by the numbers, with the numbers, or why none has.',
  create_success: 'Marks a person a success; cadences end where their rules say so.',
  'imports.create':
    'Makes an import. With a file (multipart, or a CSV body as it is) it waits to be looked into and started; without, it is a name that people are given.',
  import_sheet: 'Looks into the file of an import: encoding, separator, and what its columns seem to mean.',
  import_start:
    'Imports the rows of the file in the background, some hundred at a time. Whoever is made counts as of this import: deleting it with undo deletes them.',
  import_dry_run:
    'Finds out in the background what would become of each row, by doing it and taking it back; nothing is changed and nobody is told.',
  merge_person:
    'Makes one of two people who are the same. The one in the path keeps its number; all that names the other names it from then on: e-mails, calls, notes, tasks, meetings, conversations, histories with their pins, ids of other systems. Of each field the value stays that it has, or the one that `fields` says; the stricter wish wins. Needs people:write as well. For a day it can be undone.',
  merge_account:
    'Makes one of two accounts that are the same. The one in the path keeps its number; people, notes, meetings, opportunities and histories of the other are its own from then on. Needs accounts:write as well. For a day it can be undone.',
  merge: 'What a merge did; by the scope that reads such records.',
  merges:
    'Merges of the team whose survivor the caller sees, those that were undone as well; of people with the scope people:read, of accounts with accounts:read.',
  undo_merge:
    'Parts two records again that were merged less than a day ago: what moved and is where it was put goes back, and so does each field that is as the merge left it. `left` says what stays as it is, and why. By who merged them, or an admin, with the scope that writes such records.',
  import_cancel: 'Ends the run under way behind the rows it has done, which stay.',
  undo_import:
    'Puts back what an import changed of people or accounts who were there (fill, overwrite), the last row first, in a bulk job: its results say of each what was left, and why. Do not contact and ids of a CRM stay. Whoever the import made is deleted with it instead (undo).',
  import_progress: 'How far the last run is, and the last dry one.',
  import_reasons:
    'What was said of rows, counted by what was said: of a run those that were refused, skipped or changed, of a dry run all of which something was said. Kept for 30 days.',
  import_rows:
    'What became of rows as CSV: of a run those that were refused, skipped or changed, of a dry run all. Refused ones stand with all their cells, to be mended and sent again. Kept for 30 days.',
  suppression_export: 'The whole suppression list as CSV.',
  suppression_imports:
    'Adds many addresses and domains, row by row; what is not understood is reported, the rest is taken.',
  task_counts: 'How many tasks there are of those that the list would answer.',
  team: 'The team that the caller belongs to.',
  update_team:
    'Changes the settings of the team. Who sees people, accounts and users, and who names servers, is for admins alone; the rest also for roles with manage_team.',
  pause_user_sending:
    'Automatic e-mails of the user wait; queued ones are taken back. By the user, or an admin.',
  resume_user_sending: 'Goes on with the automatic e-mails of the user.',
};
