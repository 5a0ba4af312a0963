// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.

/** A resource a line: name, verbs (list, show, create, update, delete), path below /v2/ where it is another. */
export const RESOURCES = `account_stages lscud
account_tiers lscud
accounts lscud
actions ls
call_data_records lscu
call_dispositions lscud
call_instructions ls action_details/call_instructions
call_sentiments lscud
calls lsc activities/calls
conversations ls
notes lscud
phone_number_assignments lscd
send_ledger ls
tasks lscud
audit_entries ls
audit_reports lsc
bulk_jobs lscud
cadence_memberships lscd
cadences lscud
step_variants lscud
steps lscud
account_team_member_roles l
crm_account_team_members lcud
crm_activities ls
crm_activity_fields lcud
crm_users lcud
external_configurations lcd external/configurations
external_mappings lcd external/mappings
opportunities lscud
opportunity_people lcd
opportunity_stages lscud
attachments lscd
email_details ls action_details/email_details
email_template_attachments l
email_templates lscud
emails ls activities/emails
scheduled_emails lscud
snippets lscud
team_template_attachments l
team_templates lscu
exports lscd
live_feed_items ls
notices lsu
mailboxes lscud
meetings lscud
imports lscud
people lscud
person_stages lscud
successes l
data_control_requests ls data_control/requests
received_messages ls
threads lsu
holiday_calendars lscud
send_windows lscud
user_absences lscud
suppressions lscd
custom_fields lscud
custom_roles lscud
groups lscud
saved_list_views lscud
tags lud
users lsu
webhook_subscriptions lscud`;

/**
 * An operation a line: name, method, path below /v2/, and what else it has: a body, counts by filters, a list, a list that
 * goes on by id, text or bytes.
 */
export const OPERATIONS = `account_types GET account_types l
account_upserts POST account_upserts b
action_why GET actions/{id}/why
activities POST activities b
conversation_extensive GET conversations/{id}/extensive
conversation_recording GET conversations/{id}/recording
conversations_calls POST conversations/calls b
transcription GET transcriptions/{id}
transcription_artifact GET transcriptions/{id}/artifact
transcription_sentences GET transcriptions/{id}/sentences
transcriptions GET transcriptions l
dial_person POST people/{id}/dial b
dialer_settings GET dialer_settings
update_dialer_settings PUT dialer_settings b
activity_histories GET activity_histories l
activity_history_bodies GET activity_histories/bodies l
ongoing_actions POST ongoing_actions b
pin_activity_history PUT activity_histories/{id} b
caller_ids GET phone_numbers/caller_ids
recording_settings GET phone_numbers/recording_settings/{number}
send_action_email POST actions/{id}/send_email b
send_ledger_cancel POST send_ledger/{id}/cancel
send_ledger_history GET send_ledger/{id}/history l
send_ledger_settle POST send_ledger/{id}/settle b
send_ledger_settle_many POST send_ledger/settle b
bulk_reschedule_tasks POST bulk_reschedule_tasks b
task_counts GET tasks/counts c
bulk_job_reasons GET bulk_jobs/{id}/reasons
bulk_job_results GET bulk_jobs/{id}/results i
cadence_bulk_memberships POST cadence_bulk_memberships b
create_job_data POST bulk_jobs/{id}/job_data b
create_job_selection POST bulk_jobs/{id}/selection b
job_data GET bulk_jobs/{id}/job_data i
undo_bulk_job POST bulk_jobs/{id}/undo
undo_import POST imports/{id}/undo
cadence_export GET cadence_exports/{id}
cadence_export_downloads POST cadence_export_downloads b
cadence_imports POST cadence_imports b
cadence_calendar GET cadences/{id}/calendar
cadence_forecast POST cadences/{id}/forecast b
cadence_people GET cadences/{id}/people l
cadence_rules GET cadences/{id}/rules
cadence_timeline GET cadences/{id}/timeline
declare_winner POST step_variants/{id}/declare_winner b
membership_timeline GET cadence_memberships/{id}/timeline
move_membership POST cadence_memberships/{id}/move b
pause_cadence POST cadences/{id}/pause
pause_membership POST cadence_memberships/{id}/pause b
resume_cadence POST cadences/{id}/resume
resume_membership POST cadence_memberships/{id}/resume
skip_step POST cadence_memberships/{id}/skip b
step_places PUT cadences/{id}/step_places b
step_rules GET steps/{id}/rules
variant_suggestion GET steps/{id}/variant_suggestion
crm_team_members_with_roles GET crm_team_members_with_roles l
attachment_content GET attachments/{id}/content f
email_events GET activities/emails/{id}/events l
email_missing_tags POST email_missing_tags b
mime_email_payload GET mime_email_payloads/{id}
pending_emails GET pending_emails l
preview_email POST email_previews b
preview_template POST email_templates/{id}/preview b
update_pending_email PUT pending_emails/{id} b
template_variables GET template_variables
create_play POST integrations/signals/registrations/plays b
create_signal_registration POST integrations/signals/registrations b
delete_play DELETE integrations/signals/registrations/plays/{id}
delete_signal_registration DELETE integrations/signals/registrations/{id}
disable_play POST integrations/signals/registrations/plays/{id}/disable
enable_play POST integrations/signals/registrations/plays/{id}/enable
send_signal POST signals b
update_play PUT integrations/signals/registrations/plays/{id} b
update_signal_registration PUT integrations/signals/registrations/{id} b
events GET events
live_website_tracking_parameters POST live_website_tracking_parameters b
notice_settings GET me/notice_settings
play GET integrations/signals/registrations/plays/{id}
plays GET integrations/signals/registrations/plays l
signal_registration GET integrations/signals/registrations/{id}
signal_registrations GET integrations/signals/registrations l
third_party_live_feed_items POST third_party_live_feed_items b
update_notice_settings PUT me/notice_settings b
mailbox_authorizations POST mailbox_authorizations b
mailbox_domain_check POST mailboxes/{id}/domain_check b
mailbox_presets GET mailbox_presets
mailbox_test POST mailboxes/{id}/test b
mailbox_use GET mailboxes/{id}/use
retry_server_transport POST server_transport/retry b
server_transport GET server_transport
calendar_availabilities GET calendar_availabilities
meeting_settings_searches POST meetings/settings/searches l
reschedule_link GET meetings/reschedule_links/{id}
update_meeting_settings PUT meetings/settings/{id} b
calendar_events GET calendar/events l
create_calendar_event POST calendar/events b
update_calendar_event PUT calendar/events/{id} b
upsert_calendar_event POST calendar/events/upsert b
merge GET merges/{id}
merges GET merges l
merge_account POST accounts/{id}/merge b
merge_person POST people/{id}/merge b
undo_merge POST merges/{id}/undo
hand_over_user POST users/{id}/hand_over b
create_success POST successes b
import_cancel POST imports/{id}/cancel
import_dry_run POST imports/{id}/dry_run b
import_progress GET imports/{id}/progress
import_reasons GET imports/{id}/reasons
import_rows GET imports/{id}/rows t
import_sheet GET imports/{id}/sheet
import_start POST imports/{id}/start b
person_upserts POST person_upserts b
person_why_not_sent GET people/{id}/why_not_sent
account_and_people_redaction POST data_control/account_and_people_redaction b
account_redaction POST data_control/account_redaction b
cancel_data_control_request POST data_control/requests/{id}/cancel
data_access POST data_control/access b
people_soft_deletion POST data_control/people_soft_deletion b
right_to_be_forgotten POST data_control/right_to_be_forgotten b
drop_action POST actions/{id}/drop
hand_over_action POST actions/{id}/hand_over b
queue GET queue
snooze_action POST actions/{id}/snooze b
spread_actions POST actions/spread b
external_emails POST external_emails b
received_message_body GET received_messages/{id}/body t
received_message_dismiss POST received_messages/{id}/dismiss
received_message_mark POST received_messages/{id}/mark b
received_message_opt_out POST received_messages/{id}/opt_out
received_message_reclassify POST received_messages/{id}/reclassify b
received_message_undo POST received_messages/{id}/undo
thread_messages GET threads/{id}/messages
cadence_stats GET cadence_stats/{id}
email_report GET reports/emails
email_report_rows GET reports/emails/rows
funnel_report GET reports/funnel
funnel_report_rows GET reports/funnel/rows
rep_report GET reports/reps
rep_report_rows GET reports/reps/rows
sandbox_message GET sandbox/messages/{id}
sandbox_messages GET sandbox/messages
sandbox_touches GET sandbox/touches
sandbox GET sandbox
sandbox_advance POST sandbox/advance b
sandbox_cancel POST sandbox/cancel
sandbox_react POST sandbox/messages/{id}/react b
sandbox_reset_clock POST sandbox/reset_clock
sandbox_settings PUT sandbox b
holiday_calendar_days GET holiday_calendars/{id}/days
pause_user_sending POST users/{id}/pause_sending
resume_user_sending POST users/{id}/resume_sending
sending_settings GET sending_settings
update_sending_settings PUT sending_settings b
account_duplicates GET accounts/{id}/duplicates
duplicate_accounts GET accounts/duplicates
duplicate_people GET people/duplicates
person_duplicates GET people/{id}/duplicates
search GET search
suppression_export GET suppression_export t
suppression_imports POST suppression_imports b
api_keys GET api_keys
authorized_applications GET me/authorized_applications
begin_two_factor POST me/two_factor/setup b
change_password POST me/password b
create_api_key POST api_keys b
create_tag POST tags b
custom_field_uses GET custom_fields/{id}/uses
create_oauth_application POST oauth_applications b
disable_two_factor POST me/two_factor/disable b
enable_two_factor POST me/two_factor b
end_authorization DELETE me/authorized_applications/{id}
invitations GET invitations
invite POST invitations b
oauth_applications GET oauth_applications
password_link POST users/{id}/password_link
renew_recovery_codes POST me/two_factor/recovery_codes b
resend_invitation POST invitations/{id}/resend
reset_two_factor DELETE users/{id}/two_factor
revoke_api_key DELETE api_keys/{id}
revoke_invitation DELETE invitations/{id}
revoke_oauth_application DELETE oauth_applications/{id}
rotate_api_key POST api_keys/{id}/rotate
rotate_oauth_secret POST oauth_applications/{id}/rotate_secret
update_oauth_application PUT oauth_applications/{id} b
end_other_sessions DELETE me/sessions
end_session DELETE me/sessions/{id}
long_command_cancel POST long_commands/{id}/cancel
long_command_retry POST long_commands/{id}/retry
long_commands GET long_commands
me GET me
preferences GET me/preferences
rights GET me/rights
sessions GET me/sessions
profiles GET profiles
team GET team
two_factor GET me/two_factor
update_me PUT me b
update_preferences PUT me/preferences b
update_team PUT team b
webhook_deliveries GET webhook_deliveries l
webhook_delivery GET webhook_deliveries/{id}
webhook_delivery_redeliver POST webhook_deliveries/{id}/redeliver
webhook_delivery_replay POST webhook_deliveries/replay b
webhook_subscription_test POST webhook_subscriptions/{id}/test`;

/** A list a line: name, sorts, filters as name:kind. */
export const LISTS = `account_stages created_at,updated_at,order ids:ids updated_at:range active:bool created_at:range
account_tiers created_at,updated_at,order ids:ids name:strings active:bool created_at:range updated_at:range
accounts created_at,updated_at,last_contacted_at,account_stage,account_stage_name,account_tier,account_tier_name,name,counts_people ids:ids crm_id:strings tag:strings tag_id:integers created_at:range updated_at:range domain:string website:strings? archived:bool name:strings account_stage_id:integers? account_tier_id:integers owner_id:integers? owner_is_active:bool last_contacted:range? custom_fields:object industry:strings^ country:strings^ state:strings^ city:strings^ owner_crm_id:strings?! locales:strings user_relationships:object account_type:strings prospector_engagement_level:strings has_open_opportunity:bool your_related_accounts_active:bool
actions created_at,updated_at ids:ids step_id:integer type:string=email,phone,integration,other due_on:range user_guid:guids person_id:integers cadence_id:integers multitouch_group_id:integers updated_at:range created_at:range
call_data_records created_at,updated_at ids:ids has_call:bool created_at:range updated_at:range user_guid:guids person_id:integers direction:string=inbound,outbound status:string=queued,initiated,ringing,in-progress,completed,busy,no-answer,canceled,failed sentiment:string disposition:string recordings_only:bool group_id:integer
call_dispositions name,created_at,updated_at created_at:range updated_at:range
call_instructions created_at,updated_at ids:ids created_at:range updated_at:range
call_sentiments name,created_at,updated_at name:string created_at:range updated_at:range
calls created_at,updated_at ids:ids created_at:range updated_at:range user_guid:guids person_id:integers sentiment:strings disposition:strings
conversations created_at,updated_at,duration title:strings^ created_at:range updated_at:range duration:number_range language_code:string=en-AU,en-AB,en-GB,en-IN,en-IE,en-NZ,en-ZA,en-US,en-WL,es-ES,es-US,nl-NL,it-IT,fr-FR,fr-CA,de-DE,de-CH platform:string=bluejeans,gotomeeting,joinme,manual_upload,ms_teams,salesloft,uberconference,webex,zoom,google_meet,external_audio owner_ids:guids user_guids:guids ids:guids account_ids:integers person_ids:integers is_api:bool media_type:string=audio,video
notes created_at,updated_at associated_with_type:string=person,account associated_with_id:integer updated_at:range ids:ids created_at:range
phone_number_assignments created_at,updated_at ids:ids created_at:range updated_at:range
send_ledger created_at,updated_at ids:ids state:strings=planned,queued,sending,sent,failed,uncertain,cancelled,skipped mailbox_id:integers? person_id:integers cadence_id:integers user_id:integers message_id:strings updated_at:range created_at:range
tasks created_at,updated_at,due_date,due_at ids:ids user_id:integers person_id:integers account_id:integers current_state:strings=scheduled,completed task_type:strings=call,email,general,integration time_interval_filter:string=overdue,today,tomorrow,this_week,next_week idempotency_key:string locale:strings completed_time_interval:string=today,yesterday,this_week,last_week source:string updated_at:range completed_at:range include_counts_acted_on:range created_at:range
audit_entries created_at ids:ids action:strings=create,update,delete record_type:strings record_id:strings user_id:integers user_guid:guids created_at:range
audit_reports 
bulk_jobs  id:after_id state:strings=open,executing,done
cadence_memberships added_at,created_at,updated_at ids:ids person_id:integer cadence_id:integer updated_at:range currently_on_cadence:bool created_at:range
cadences created_at,updated_at,name ids:ids updated_at:range team_cadence:bool shared:bool owned_by_guid:guids people_addable:bool name:strings group_ids:string archived:bool tag_ids:integers override_contact_restrictions:bool pending_actions_assigned_to:string created_at:range
step_variants created_at,updated_at ids:ids step_id:integers cadence_id:integers updated_at:range created_at:range
steps created_at,updated_at ids:ids cadence_id:integer type:string=email,phone,integration,other has_due_actions:bool updated_at:range created_at:range
account_team_member_roles 
crm_account_team_members 
crm_activities created_at,updated_at ids:ids updated_at:range created_at:range
crm_activity_fields title,updated_at,created_at source:string=email,phone editable_source:string=email,phone created_at:range updated_at:range
crm_users id,updated_at,created_at ids:ids crm_id:strings user_id:integers user_guid:guids search:string created_at:range updated_at:range
external_configurations  external_type:string deleted:string=true,false,any external_id:string object_type:string=people,accounts,users,opportunities object_id:integer
external_mappings  external_type:string deleted:string=true,false,any external_id:string object_type:string=people,accounts,users,opportunities object_id:integer
opportunities created_at,updated_at ids:ids created_at:range? updated_at:range? created_date:range? close_date:range? crm_id:strings person_id:integer tag:strings tag_id:integers account_crm_id:string account_id:integer associated_account_id:integer owner_crm_id:string opportunity_type:string owner_id:integer name:strings stage_name:string is_closed:bool is_won:bool most_recent_cadence_id:integer scoped_fields:strings=custom_fields
opportunity_people created_at,updated_at updated_at:range created_at:range
opportunity_stages created_at,updated_at updated_at:range created_at:range
attachments created_at ids:ids created_at:range
email_details created_at,updated_at ids:ids created_at:range updated_at:range
email_template_attachments  ids:ids email_template_id:integers
email_templates created_at,updated_at,last_used_at ids:ids updated_at:range linked_to_team_template:bool search:string tag_ids:integers tag:strings filter_by_owner:bool group_id:integers include_cadence_templates:bool include_archived_templates:bool cadence_id:integers created_at:range
emails created_at,updated_at,send_time ids:ids updated_at:range bounced:bool crm_activity_id:integers action_id:integers user_id:integers status:strings=sent,sent_from_gmail,sent_from_external,pending,pending_reply_check,scheduled,sending,delivering,failed,cancelled,pending_through_gmail,pending_through_external cadence_id:integers step_id:integers one_off:bool scoped_fields:strings=subject,body,error_message person_id:integers email_addresses:strings personalization:strings sent_at:range email_template_id:integers account_id:integers has_replies:bool has_clicks:bool has_views:bool created_at:range
scheduled_emails created_at,updated_at,send_after ids:ids state:strings=planned,queued,sending,sent,failed,uncertain,cancelled person_id:integers user_id:integers updated_at:range created_at:range
snippets created_at,updated_at,key ids:ids key:strings shared:bool updated_at:range created_at:range
team_template_attachments  ids:ids team_template_id:guids
team_templates created_at,updated_at,last_used_at ids:guids updated_at:range search:string tag_ids:integers tag:strings include_archived_templates:bool created_at:range
exports created_at,updated_at ids:ids list:strings state:strings=waiting,running,done,failed created_at:range updated_at:range
live_feed_items event_occurred_at ids:ids user_guid:guids
notices created_at,updated_at ids:ids kind:strings=reply,hot_person,mailbox_failing,webhook_paused,calendar_failing user_id:integers person_id:integers? read:bool created_at:range updated_at:range
mailboxes created_at,updated_at ids:ids user_id:integers email_address:strings health:strings=unknown,ok,failing,blocked updated_at:range created_at:range
meetings start_time,created_at,updated_at ids:ids status:string=pending,booked,failed,retry person_id:integer account_id:integer person_ids:integers event_ids:strings i_cal_uids:strings task_ids:integers include_meetings_settings:bool start_time:range created_at:range user_guids:guids show_deleted:bool booked_by_user_uuid:guids no_show:bool meeting_type_id:integer cadence_id:integer step_id:integer updated_at:range
imports created_at,updated_at ids:ids user_ids:integers import_type:string=csv,data,manual,public_api,salesforce,hubspot name:string created_at:range updated_at:range
people created_at,updated_at,last_contacted_at,name,title,job_seniority,call_count,sent_emails,clicked_emails,replied_emails,viewed_emails,account,cadence_stage_name ids:ids updated_at:range? email_addresses:strings? owned_by_guid:guids person_stage_id:integers? crm_id:strings owner_crm_id:strings?! do_not_contact:bool can_email:bool can_call:bool can_text:bool account_id:integers custom_fields:object import_id:integers? job_seniority:strings? tag_id:integers owner_is_active:bool cadence_id:integers? starred_by_guid:guids replied:bool bounced:bool success:bool eu_resident:bool title:strings^ country:strings^ state:strings^ city:strings^ last_contacted:range? created_at:range? new:bool phone_number:bool locales:strings owner_id:integers _query:string first_name:strings last_name:strings company:strings last_contacted_type:strings=call,email,other active_cadences:bool
person_stages created_at,updated_at ids:ids active:bool created_at:range updated_at:range
successes created_at,updated_at,succeeded_at ids:ids person_id:integers updated_at:range created_at:range
data_control_requests  team_id:integers request_type:strings=access,account_and_people_redaction,account_redaction,people_soft_deletion,right_to_be_forgotten dry_run:bool user_guid:guids
received_messages received_at,created_at,updated_at ids:ids kind:strings=reply,auto_reply,bounce,complaint,receipt,own,unsubscribe,meeting,other person_id:integers email_id:integers cadence_membership_id:integers mailbox_id:integers? user_id:integers? message_id:strings unreadable:bool suggestion:strings=opt_out thread_id:integers? received_at:range updated_at:range created_at:range
threads last_message_at,created_at,updated_at ids:ids kind:strings=reply,auto_reply,unsubscribe,meeting,other person_id:integers mailbox_id:integers? user_id:integers? assigned_user_id:integers? unread:bool done:bool snoozed:bool last_message_at:range created_at:range updated_at:range
holiday_calendars created_at,updated_at,name ids:ids country:strings created_at:range updated_at:range
send_windows created_at,updated_at ids:ids user_id:integers? cadence_id:integers? created_at:range updated_at:range
user_absences created_at,updated_at,starts_on ids:ids user_id:integers mode:strings=hold,hand_over created_at:range updated_at:range
suppressions created_at,updated_at ids:ids kind:strings=address,domain value:strings reason:strings=opt_out,hard_bounce,complaint,manual,import cadence_id:integers? updated_at:range created_at:range
custom_fields created_at,updated_at,name ids:ids field_type:string=person,company,opportunity value_type:string=text,date created_at:range updated_at:range
custom_roles id,name ids:guids
groups created_at,updated_at ids:ids created_at:range updated_at:range
saved_list_views name ids:ids view:string=people,companies,recordings shared:bool include_shared:bool
tags name search:string ids:ids
users id,created_at,updated_at,email,name,group,role ids:ids guid:guids group_id:integers? role_id:strings search:string active:bool visible_only:bool has_crm_user:bool work_country:strings emails:strings seat_package:strings managed_ar:bool manager_user_guid:guids permissions:strings created_at:range updated_at:range
webhook_subscriptions  enabled:bool
account_types 
transcriptions created_at,updated_at created_at:range updated_at:range language_code:string=en-AU,en-AB,en-GB,en-IN,en-IE,en-NZ,en-ZA,en-US,en-WL,es-ES,es-US,nl-NL,it-IT,fr-FR,fr-CA,de-DE,de-CH ids:guids
activity_histories occurred_at,updated_at ids:strings type:keyed=added_to_cadence,account_added_to_cadence,call,completed_action,dnc_event,email_reply,external_meeting,live_chat,meeting,meeting_held,message_conversation,note,opportunity_amount_change,opportunity_close_date_change,opportunity_stage_change,received_email,requested_email,residency_change,sent_email,site_visit,share_internal_note,success,task,voicemail,review resource_type:strings=person,account,crm_opportunity resource_id:integers occurred_at:range updated_at:range pinned:bool user_guid:guids _resource:strings=person,account,crm_opportunity
activity_history_bodies occurred_at,updated_at ids:strings type:keyed=added_to_cadence,account_added_to_cadence,call,completed_action,dnc_event,email_reply,external_meeting,live_chat,meeting,meeting_held,message_conversation,note,opportunity_amount_change,opportunity_close_date_change,opportunity_stage_change,received_email,requested_email,residency_change,sent_email,site_visit,share_internal_note,success,task,voicemail,review resource_type:strings=person,account,crm_opportunity resource_id:integers occurred_at:range updated_at:range
send_ledger_history 
bulk_job_results  id:after_id status:strings=success,error,cancelled
job_data  id:after_id status:strings=pending,success,error,retrying,cancelled
cadence_people added_at,created_at,updated_at,next_at state:strings=processing,staged,active,scheduled,completed,removed,removed_no_action,reassigned,archived step_id:integers user_id:integers person_id:integers currently_on_cadence:bool due:bool created_at:range updated_at:range
crm_team_members_with_roles 
email_events 
pending_emails 
plays 
signal_registrations id,updated_at type:strings updated_at:range
meeting_settings_searches  user_guids:guids updated_at:range calendar_type:string
calendar_events start_time start_time:moment end_time:moment user_guid:guids calendar_id:string
merges id kind:string=person,account into_id:integers from_id:integers
webhook_deliveries queued_at subscription_id:integers state:strings=waiting,delivered,dead,cancelled event_type:strings=account_created,account_deleted,account_updated,bulk_job_completed,cadence_created,cadence_deleted,cadence_membership_created,cadence_membership_updated,cadence_updated,call_created,call_data_record_created,call_data_record_updated,call_updated,conversation_created,conversation_recording_created,conversation_updated,email_updated,email_with_body_and_subject_updated,export_completed,live_feed_item_created,mailbox_created,mailbox_deleted,mailbox_updated,meeting_booked,meeting_updated,note_created,note_deleted,note_updated,notice_created,notice_updated,person_created,person_deleted,person_updated,step_created,step_deleted,step_updated,success_created,suppression_created,suppression_deleted,suppression_updated,task_completed,task_created,task_deleted,task_updated,thread_created,thread_updated,user_created,user_updated queued_at:range`;
