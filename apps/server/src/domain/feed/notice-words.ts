const of = (table: string, column: string): string =>
  `(SELECT ${column} FROM ${table} o WHERE o.team_id = r.team_id AND o.id = r.resource_id)`;
const PERSON = `coalesce((SELECT nullif(p.name, '') FROM people p WHERE p.team_id = r.team_id AND p.id = r.person_id), 'Somebody')`;
/** Made when it is read: no name stands in the row. */
export const MESSAGE = `CASE r.kind
  WHEN 'reply' THEN ${PERSON} || ' wrote to you.'
  WHEN 'hot_person' THEN ${PERSON} || ' looks at your e-mails again and again.'
  WHEN 'mailbox_failing' THEN coalesce(${of('mailboxes', 'o.email_address')}, 'A mailbox') || ' cannot send.'
  WHEN 'calendar_failing' THEN coalesce((SELECT nullif(o.primary_calendar_name, '') FROM meeting_settings o WHERE o.team_id = r.team_id AND o.user_id = r.resource_id), 'A calendar')
    || ' cannot be reached.'
  ELSE 'Webhooks to ' || coalesce(${of('webhook_subscriptions', 'o.callback_url')}, 'an address') || ' are paused.' END`;
