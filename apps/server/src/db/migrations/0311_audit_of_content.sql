-- The audit log tells of what reps send and of what programs do as well: cadences, steps, templates, snippets, webhooks, bulk jobs and
-- runs of imports. Counters and the notes of whoever carries work out are left out: an update of those alone costs nothing.
SELECT
  audit_table('cadences', ARRAY['latest_active_date', 'cadence_people', 'people_acted_on_count', 'opportunities_created', 'meetings_booked']),
  audit_table('steps', ARRAY['step_number', 'missing_fields']), audit_table('step_variants'),
  audit_table('email_templates', ARRAY['last_used_at', 'sent_emails', 'views', 'clicks', 'replies', 'bounces']), audit_table('snippets'),
  audit_table('opportunity_stages'),
  audit_table('webhook_subscriptions', ARRAY['failing_since', 'after_sequence']),
  audit_table('bulk_jobs', ARRAY['granted', 'by_admin', 'scopes', 'state', 'started_at', 'finished_at', 'total', 'processed', 'errors', 'size', 'rows_kept']),
  audit_table('import_runs', ARRAY['scopes', 'finished_at', 'failed_at', 'problem', 'attempts', 'retry_at', 'after_id', 'created', 'updated', 'skipped', 'refused'],
    'INSERT OR UPDATE');
