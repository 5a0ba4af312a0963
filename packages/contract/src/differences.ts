/** Where a program written for the original finds something else. docs/compatibility.md and /openapi.json say it from here. */
export interface Difference {
  /** What it is about; Markdown. */
  readonly topic: string;
  /** How it is here; Markdown, links from docs/. */
  readonly here: string;
  /** Names of the resources and operations it is about; absent: of everything, or of none alone. */
  readonly of?: readonly string[];
}

// prettier-ignore
export const DIFFERENCES: readonly Difference[] = [
  {
    topic: 'resources',
    here: "the ones in `/openapi.json`; the rest of the original's 191 operations are not served yet (404)",
  },
  {
    topic: 'rate limit',
    here: 'one budget over all API processes, taken in blocks of 5 %; a 429 carries `Retry-After`',
  },
  {
    topic: '`audit_reports`',
    here: 'for admins; the audit log as CSV, made in the background; `actions` are create, update and delete, `record_type` the name of a table; `record_ids`, `audited_user_guids` and `actions` are lists; `status` is requested, started, completed or failed',
    of: ['audit_reports'],
  },
  {
    topic: '`cadence_export_downloads`',
    here: 'takes `cadence_ids`, and answers a signed link to one JSON file with the `cadence_content` of each',
    of: ['cadence_export_downloads'],
  },
  {
    topic: 'exports of lists',
    here: '`/v2/exports`: any list as CSV, NDJSON or JSON, made in the background, with a signed link (an addition, [exports.md](exports.md)); `Accept: text/csv` or `application/x-ndjson` on a list hands it out at once',
    of: ['exports'],
  },
  {
    topic: 'undo of bulk jobs',
    here: '`POST /v2/bulk_jobs/{id}/undo`, `undo_of` and `undoable_until` (additions, [bulk.md](bulk.md))',
    of: ['bulk_jobs', 'undo_bulk_job'],
  },
  {
    topic: 'undo of what an import changed',
    here: '`POST /v2/imports/{id}/undo` (an addition, [import.md](import.md))',
    of: ['undo_import'],
  },
  {
    topic: 'merge of duplicates',
    here: '`POST /v2/people/{id}/merge`, `/v2/accounts/{id}/merge`, `GET /v2/merges`, one by its id, and its `undo` (additions, [merge.md](merge.md)); 404 of a record that was merged, whatever is asked of it, says `merged_into`',
    of: ['people', 'accounts', 'merge_person', 'merge_account', 'merge', 'merges', 'undo_merge'],
  },
  {
    topic: 'off-boarding',
    here: '`POST /v2/users/{id}/hand_over` and `left_behind` of a deactivated user (additions, [off-boarding](offboarding.md))',
    of: ['users', 'hand_over_user'],
  },
  {
    topic: '`custom_roles`',
    here: 'made, changed and deleted by admins (additions); their `permissions` are our own five (decision 71); at most 200 a team',
    of: ['custom_roles'],
  },
  {
    topic: 'conversations',
    here: 'calls that other programs hand over by `POST /v2/conversations/calls`: the address of the sound is kept and never asked for ([decision 112](decisions/0112-recorded-calls.md)), so `url` of a recording is the program’s own, and a file of another kind than mp3, wav, ogg, m4a is refused by its ending; a call data record stands beneath (`call_id`), and the person is who has the number; summary, action items, key moments and MEDDPICC are `not available`; the path takes the number that events name, too; `conversation` in the answer and `conversation_updated` are additions',
    of: ['conversations', 'conversation_extensive', 'conversation_recording', 'conversations_calls'],
  },
  {
    topic: 'transcriptions',
    here: 'nothing is transcribed: the list is empty whatever is asked, one by its id is 404, and `conversation_transcript_created` is not sent',
    of: ['transcriptions', 'transcription', 'transcription_artifact', 'transcription_sentences'],
  },
  {
    topic: '`pending_emails`, `mime_email_payloads`',
    here: 'every e-mail that waits, whatever its mailbox: they are sent from here, so pause a mailbox whose e-mails another program sends and tells of (`PUT`; `sent_at` is checked, the moment it is told counts); a payload is composed anew from what was written: it is the message without what is its recipient alone (pixel, tracked links, opt-out links)',
    of: ['pending_emails', 'update_pending_email', 'mime_email_payload'],
  },
  {
    topic: '`calendar/events`',
    here: 'what programs told, of the caller (of everybody for admins), for a month after its end; `calendar_id` is `external_<guid of the user>`, the address of a user, or of the caller; what the calendar of a provider alone knows is null; `POST` is an upsert that refuses what is known, `PUT` a patch by the id that the calendar has for it (our guess: nobody wrote down what they take)',
    of: ['calendar_events', 'create_calendar_event', 'update_calendar_event', 'upsert_calendar_event'],
  },
  {
    topic: '`live_website_tracking_parameters`',
    here: 'one parameter, `sbrc`; a page of the website hands it to `/t/s` here ([tracking.md](tracking.md#visits-of-your-website)), and whoever looks after the person reads of the first page of each hour in the live feed (`live_website_visit`)',
    of: ['live_website_tracking_parameters'],
  },
  {
    topic: '`tags`',
    here: '`POST`, `PUT` (renames it in every record) and `DELETE` (takes it off every record) are additions; the last two are for who manages the team',
    of: ['tags', 'create_tag'],
  },
  {
    topic: 'signals and plays',
    here: 'registered by roles with manage_team; API keys register and send too: a key is an integration of its own (`integration.id` is text); everybody sees the kinds of the team. Of `data_shape` type, enum, required, properties, additionalProperties and items are asked. A signal about a person is an item of the live feed of the user named, else of who looks after the person or account, and what it says is not kept beyond that; a play makes a task for them; with `Add person to cadence` the addition `cadence_id` puts the person on that cadence, and a task is made where it names none or refuses them; `enable` and `disable` of plays are additions',
    of: [
      ...['signal_registrations', 'signal_registration', 'create_signal_registration'],
      ...['update_signal_registration', 'delete_signal_registration', 'plays', 'play', 'create_play'],
      ...['update_play', 'delete_play', 'enable_play', 'disable_play', 'send_signal'],
    ],
  },
  { topic: 'created timestamps', here: "six digits, of which the engine's clock fills the first three" },
  {
    topic: 'PUT',
    here: 'a patch: absent stays, null clears; `tags` replaces, `custom_fields` merges by name',
  },
  {
    topic: 'duplicate person by phone and last name',
    here: '422 on `phone`',
    of: ['people.create', 'people.update', 'person_upserts'],
  },
  {
    topic: 'addresses',
    here: 'blanks around, invisible characters and `mailto:` are dropped; case, script and IDN forms are one (decision 35)',
    of: ['people', 'suppressions'],
  },
  {
    topic: 'addresses no mail server can be given',
    here: '422: comments, lists, quoted parts, letters before the `@` that need SMTPUTF8, over 64 characters before the `@` or 254 in all',
    of: ['people', 'mailboxes', 'users'],
  },
  {
    topic: '`contact_restrictions` of who opted out or complained',
    here: 'shows `email`, and `updated_at` moves (decision 35)',
    of: ['people'],
  },
  {
    topic: '`bouncing`',
    here: "the address's: false once it is corrected; cleared by deleting its entry in `/v2/suppressions`",
    of: ['people'],
  },
  {
    topic: 'CRM',
    here: 'none is connected: `crm_url` is null, `crm_connected` false, CRM writes are stored as given',
    of: ['people', 'accounts', 'users', 'me', 'opportunities'],
  },
  { topic: '`user_relationships`', here: 'always `[]`', of: ['accounts'] },
  {
    topic: 'opportunities',
    here: 'no CRM fills them: the additions POST, PUT and DELETE do; `account_crm_id` names the account, `owner_crm_id` is kept as given; `scoped_fields` needs `crm:read`; `associated_account_id` is `account_id`',
    of: ['opportunities'],
  },
  {
    topic: 'opportunities `most_recent_*`',
    here: 'what was done last for the first of its people before that person was put on it; cadences count it (`opportunities_created`)',
    of: ['opportunities'],
  },
  {
    topic: 'opportunity stages',
    here: 'of admins; opportunities keep the words of a stage that is renamed or deleted',
    of: ['opportunity_stages'],
  },
  {
    topic: 'CRM users, account teams, activity fields',
    here: 'admins write them (`POST`, `PUT`, `DELETE` are additions, scope `team:write`); lists are empty until then; roles are those that members had',
    of: [
      'crm_users',
      'crm_account_team_members',
      'crm_team_members_with_roles',
      'account_team_member_roles',
      'crm_activity_fields',
    ],
  },
  {
    topic: 'CRM activities',
    here: 'one for each e-mail that was sent and each call, all with the error `Not connected to your CRM`; what an e-mail says only for tokens with `email_contents:read`; the id of an e-mail is its own',
    of: ['crm_activities'],
  },
  {
    topic: 'team templates',
    here: 'admins, and roles with manage_team, write them; users copy them by the addition `team_template_id` of `POST /v2/email_templates`; a copy does not follow later changes; `tags`, `group_ids` and `archived_at` are additions',
    of: ['team_templates', 'email_templates.create'],
  },
  {
    topic: 'template attachments',
    here: '`download_url` works for a quarter of an hour; nothing looks for viruses, `scanned` is always true; the fingerprint is the first 40 digits of the SHA-256',
    of: ['team_template_attachments', 'email_template_attachments'],
  },
  {
    topic: '`profiles`',
    here: 'nobody knows its shape: the record of `/v2/me`',
    of: ['profiles'],
  },
  {
    topic: 'external ids',
    here: '`source_id` is null; a kind of id is once in a team, not once for each program, and made and deleted by who manages the team; a record that is deleted leaves its ids to others; `deleted=any` is an addition',
    of: ['external_configurations', 'external_mappings'],
  },
  {
    topic: 'call data records',
    here: 'any telephony program writes them (`POST`, `PUT` are additions, `calls:write`); `dialer_recording` is null; a call is logged with `linked_call_data_record_ids`, and shows their recordings',
    of: ['call_data_records', 'calls'],
  },
  {
    topic: '`caller_ids`, `recording_settings`',
    here: 'numbers are compared by their digits, from the country on; recorded is as the team has it (`record_by_default`), never with who lives in the European Union',
    of: ['caller_ids', 'recording_settings'],
  },
  {
    topic: 'phone number assignments',
    here: 'made and deleted by admins (additions): one number a user',
    of: ['phone_number_assignments'],
  },
  { topic: 'validation messages', here: 'our own words; clients must not match on them' },
  { topic: '401 without a token', here: "the text names this server's reference page" },
  {
    topic: 'e-mail status',
    here: 'what nobody knows the fate of is `delivering`; the ledger has the finer states',
    of: ['emails'],
  },
  {
    topic: 'e-mail `views` and `clicks`',
    here: "people's looks only: scanners, prefetchers and privacy proxies are labelled and not counted",
    of: ['emails'],
  },
  {
    topic: '`email_missing_tags`',
    here: "the answer's field names are our guess",
    of: ['email_missing_tags'],
  },
  {
    topic: '`tasks/counts`',
    here: "the answer's names are our guess: `total`, `overdue`, `today`, `upcoming`, `completed`, and one for each `task_type`",
    of: ['task_counts'],
  },
  {
    topic: '`account_types`',
    here: 'the first thousand words by name; of the whole team, also of accounts the caller does not see',
    of: ['account_types'],
  },
  {
    topic: '`bulk_jobs`',
    here: 'types beside `person/upsert` are our choice ([bulk.md](bulk.md)); a job that was cancelled is `done`, with `cancelled_at`',
    of: ['bulk_jobs'],
  },
  {
    topic: 'rows of bulk jobs',
    here: "read and written with the scope of the job's type; a cancelled row is `cancelled`; 1,000,000 rows of a job, 5,000 and 5 MiB a call",
    of: ['job_data', 'create_job_data', 'bulk_job_results'],
  },
  {
    topic: '`cadence_bulk_memberships`',
    here: 'answers the bulk job (202); 10,000 `person_ids`, or a `filter`, which must say something and asks for `people:read`',
    of: ['cadence_bulk_memberships'],
  },
  {
    topic: '`bulk_reschedule_tasks`',
    here: 'answers `records`; a thousand tasks, all or none; completed ones stay where they are',
    of: ['bulk_reschedule_tasks'],
  },
  {
    topic: '`search`, duplicates',
    here: 'additions ([search.md](search.md)); the filters `_query` and `search` of lists are as they were',
    of: ['search', 'duplicate_people', 'duplicate_accounts', 'person_duplicates', 'account_duplicates'],
  },
  {
    topic: '`saved_list_views`',
    here: "a bare list has one's own, `shared` and `include_shared` others' shared ones too; changed by the owner alone; one `is_default` of each `view`; `view_params` also as an object",
    of: ['saved_list_views'],
  },
  {
    topic: '`activity_histories`',
    here: 'what has no source here is never produced ([histories.md](histories.md)); `resource_id` needs `resource_type`; subjects only with `email_contents:read`; `_resource` is 403 for OAuth apps',
    of: ['activity_histories'],
  },
  {
    topic: '`activity_histories` of a person put on a cadence again',
    here: 'the one row of the membership moves to the newest time',
    of: ['activity_histories'],
  },
  {
    topic: '`cadence_stats`',
    here: '`meetings_booked` and `meetings_booked_count` are the same; clicked, bounced, opted out and successes are additions ([reports.md](reports.md))',
    of: ['cadence_stats'],
  },
  {
    topic: 'meetings',
    here: '`POST` invites by e-mail, `DELETE` calls off, and both are additions ([meetings.md](meetings.md)); `pending` until the person accepts, `failed` when they decline; `event_ids` and `i_cal_uids` are both asked when both are given; what was called off is always listed; nobody books a first meeting here for themselves',
    of: ['meetings'],
  },
  {
    topic: 'meetings/settings, reschedule links, availabilities',
    here: 'hours, length, pauses, delay (hours) and limit (days) decide free times; `description`, `location` and `default_meeting_length` are what a new meeting has unless it is told, `allow_booking_on_behalf` lets colleagues enter one; what concerns a calendar program alone is kept for it. `calendar_availabilities` takes `user_guid`, `start_date`, `end_date` and `duration` (our guess: nobody knows its query); a reschedule link answers `{url}` of a page here, by `reschedule_guid`',
    of: [
      'update_meeting_settings',
      'meeting_settings_searches',
      'calendar_availabilities',
      'reschedule_link',
    ],
  },
  {
    topic: '`audit_entries`',
    here: 'an addition: the original has reports of them only',
    of: ['audit_entries'],
  },
  {
    topic: 'private teams',
    here: 'what is about a person or account is seen, and written, by who sees that (decision 26)',
    of: ['people', 'accounts'],
  },
  {
    topic: 'unique addresses, domains, crm_ids',
    here: 'of the whole team: one that an invisible record has is refused as taken',
    of: [
      'people.create',
      'people.update',
      'accounts.create',
      'accounts.update',
      'person_upserts',
      'account_upserts',
    ],
  },
  {
    topic: "deleting and changing others' records",
    here: 'deleting people and accounts, notes and tasks of others: 403 unless creator or admin (decision 27)',
    of: ['people.delete', 'accounts.delete', 'notes', 'tasks'],
  },
  {
    topic: 'imported cadences',
    here: 'active at once; in the original they are drafts until a person switches them on',
    of: ['cadence_imports'],
  },
  {
    topic: 'several e-mail steps in one import group',
    here: 'several steps; the original makes versions (A/B) of one',
    of: ['cadence_imports'],
  },
  {
    topic: 'cadence imports',
    here: '`reference_id`, `external_identifier` and `shared` may be left out',
    of: ['cadence_imports'],
  },
  {
    topic: 'cadences `counts.cadence_people`, `override_contact_restrictions`',
    here: '0 and false where recorded answers of the original have null',
    of: ['cadences.list', 'cadences.show'],
  },
  {
    topic: "GET with a form body, bodies wrapped in the resource's name",
    here: 'the body of a GET is not read; a wrapped body is 422',
  },
  {
    topic: 'lists by `Accept: text/csv`, `application/x-ndjson`',
    here: 'an addition: the whole list as a file; without that header every list is as it was',
  },
  {
    topic: 'unknown names in bodies',
    here: 'ignored as in the original, and named in `Ignored-Parameters`; 422 with `Prefer: handling=strict`, and on our additions, and for a `dry_run` of what has none (decision 45)',
  },
  { topic: 'unknown routes', here: '404 in JSON; the original answers with an HTML page' },
  { topic: 'tasks `score`', here: 'always `0.0`', of: ['tasks.list', 'tasks.show'] },
  {
    topic: 'actions `due_on`',
    here: 'as in the original the day, midnight UTC; the exact moment is the addition `due_at`',
    of: ['actions'],
  },
  {
    topic: 'V1 `cadences`',
    here: "a user's own; the whole team's with an admin's token (V2 also lists what others share)",
    of: ['cadences'],
  },
  {
    topic: 'e-mails `subject`, `body`, `error_message`, `message_id`',
    here: 'always there for tokens with `email_contents:read`, absent for others, who get 422 when they ask (`scoped_fields`)',
    of: ['emails'],
  },
  {
    topic: 'steps `step_number`',
    here: 'counts through the cadence; the addition `PUT /v2/steps/{id}` takes the same number',
    of: ['steps'],
  },
  { topic: '409 and 413', here: 'an Idempotency-Key used for another request; a body over 5 MiB' },
  {
    topic: 'size of requests',
    here: 'bounded, see [configuration.md](configuration.md#limits-of-a-request); 400, 413 or 422 beyond',
  },
  {
    topic: 'privileged scopes',
    here: 'of admins only: a key, app or consent of another user does not have them (decision 22)',
  },
  {
    topic: 'refresh token or device code used twice',
    here: 'within 60 seconds refused alone (`invalid_grant`); later the whole grant ends',
  },
  { topic: '`auth_time`', here: 'when the password was given, not when the consent was' },
  {
    topic: '`prompt=none`',
    here: 'answers `login_required` always: each consent is a grant of its own, so nothing is granted without the page',
  },
  {
    topic: 'deactivated users',
    here: 'are signed out, and their consents to programs ended, for good; API keys go on when they are back ([decision 55](decisions/0055-what-ends-with-a-user.md))',
    of: ['users.update'],
  },
  {
    topic: 'device flow',
    here: 'answers say `interval: 5`; a poll before its time gets `slow_down`, five seconds more each, a minute at most; consent is told at once (RFC 8628)',
  },
  { topic: 'a PUT that changes nothing', here: 'moves `updated_at` all the same' },
  {
    topic: 'a file in a multipart body',
    here: '422 where the endpoint does not read one; `/v2/attachments`, `/v2/suppression_imports` and `/v2/imports` do',
    of: ['attachments.create', 'imports.create', 'suppression_imports'],
  },
  {
    topic: 'unknown dynamic tags',
    here: 'an import that names a field no record has is refused (`contains invalid dynamic tags`); custom fields are not checked; elsewhere the e-mail is held and says so',
    of: ['cadence_imports', 'email_templates', 'email_missing_tags'],
  },
  {
    topic: 'custom fields of type `date`',
    here: 'hold days, `YYYY-MM-DD`; what can be read in two ways is 422',
    of: ['custom_fields', 'people.create', 'people.update', 'accounts.create', 'accounts.update'],
  },
  {
    topic: 'blank values',
    here: 'a text of blanks and characters that show nothing is an empty one, in every text and custom field',
  },
  {
    topic: 'normal forms and controls in texts',
    here: 'texts are kept in NFC; one line has no breaks, controls and marks that turn letters round; bodies of e-mails stay as sent ([decision 64](decisions/0064-one-form-of-texts.md))',
  },
  {
    topic: 'webhooks: tries',
    here: "the original's four, 15 s apart, then growing pauses for three days; a subscription where nothing arrives for three days is paused, not deleted",
    of: ['webhook_subscriptions'],
  },
  {
    topic: 'webhooks: order',
    here: 'of a record, over all subscriptions of one program to one address; 10 s for an answer, any 2xx',
    of: ['webhook_subscriptions'],
  },
  {
    topic: 'webhooks: `callback_token`',
    here: "in the subscription's record, in no delivery; sealed in the database",
    of: ['webhook_subscriptions'],
  },
  {
    topic: 'webhooks: whose',
    here: 'of one program used by several users each user has their own subscriptions, admins all; an admin in a browser has those of every program; at most 500 a team',
    of: ['webhook_subscriptions'],
  },
  {
    topic: '`third_party_live_feed_items`',
    here: 'once for each key and user; a colleague by admins only; of HTML links to http and https are left; read by `GET /v2/live_feed_items` (an addition)',
    of: ['third_party_live_feed_items'],
  },
  {
    topic: '`data_control`',
    here: '`people_ids` or `account_id`, `dry_run`, `schedule` `{run_at}`; `events` are `requested` and `completed` or `cancelled`; `metadata` counts rows by table; the bodies beyond that are our guess',
    of: [
      'data_control_requests',
      'account_and_people_redaction',
      'account_redaction',
      'people_soft_deletion',
      'right_to_be_forgotten',
    ],
  },
  {
    topic: 'do not contact',
    here: "outlives deletion, an account's too: whoever comes by the address, number with a last name, domain or CRM id is marked again; only a change of that record decides otherwise (decision 35)",
    of: ['people', 'accounts'],
  },
];
