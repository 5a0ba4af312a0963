-- A person who accepts an invitation, or sends one, has booked a meeting.
ALTER TABLE received_messages DROP CONSTRAINT received_messages_kind_check;
ALTER TABLE received_messages ADD CONSTRAINT received_messages_kind_check
  CHECK (kind IN ('reply', 'auto_reply', 'bounce', 'complaint', 'receipt', 'own', 'unsubscribe', 'meeting', 'other'));
