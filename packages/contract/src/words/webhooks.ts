/** What fields of webhooks and their deliveries mean. */
export const WEBHOOK_RECORDS: Readonly<Record<string, string>> = {
  'WebhookSubscription.id': 'Number that the subscription is called by; never given twice.',
  'WebhookTest.delivery': 'What was queued; its course is told by /v2/webhook_deliveries.',
  'WebhookDelivery.queued_at': 'When the body was made; kept for 30 days from then.',
  'WebhookDelivery.subscription': 'Whom it is for.',
  'WebhookDelivery.event_type': 'What is told.',
  'WebhookDelivery.sequence': "Place of the event in the order of the team's events; null: a test.",
  'WebhookDelivery.happened_at': "When it came to pass, by the team's clock.",
  'WebhookDelivery.resource_id': 'Number of the record that it is about.',
  'WebhookDelivery.callback_url': 'Address that it is posted to.',
  'WebhookDelivery.state':
    'waiting: to be tried, or tried again; delivered: a 2xx was answered; dead: given up; cancelled: its subscription was paused or deleted before.',
  'WebhookDelivery.attempts': 'Tries that began.',
  'WebhookDelivery.next_try_at':
    'When it is tried next; null: an earlier one of the same record is before it, or it is over.',
  'WebhookDelivery.tried_at': 'When the last try began; null: none did yet.',
  'WebhookDelivery.finished_at': 'When it arrived or was given up; null while it waits.',
  'WebhookDelivery.status': 'HTTP status of the last answer; null where there was none.',
  'WebhookDelivery.problem': 'Why the last try does not count as arrived, in a sentence.',
  'WebhookDelivery.milliseconds': 'How long the last try took, up to the end of the answer.',
  'WebhookDelivery.request': 'What is sent.',
  'request.headers':
    'By names in lower case. What depends on the moment is as of a try that would begin now.',
  'request.body': 'The record, exactly as it was signed and sent.',
  'WebhookDelivery.answer': 'Beginning of what the receiver said last, 2,000 characters at most.',
};
