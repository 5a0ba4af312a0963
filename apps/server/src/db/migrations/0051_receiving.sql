-- What receiving needs beside 0010.

-- A message that refers to one we received or found in the sent folder belongs to the e-mail that one belongs to.
CREATE INDEX received_messages_thread ON received_messages (team_id, message_id);
CREATE INDEX received_messages_received_at ON received_messages (team_id, received_at DESC, id DESC);
CREATE INDEX received_messages_kind ON received_messages (team_id, kind, received_at DESC, id DESC);
-- People also write from their other addresses.
CREATE INDEX people_secondary_email_address ON people (team_id, lower(secondary_email_address))
  WHERE secondary_email_address IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX people_personal_email_address ON people (team_id, lower(personal_email_address))
  WHERE personal_email_address IS NOT NULL AND deleted_at IS NULL;

-- Reading and sending fail apart from each other: a mailbox whose IMAP server is down still sends.
ALTER TABLE mailboxes
  ADD COLUMN receive_failures integer NOT NULL DEFAULT 0,
  ADD COLUMN receive_error text,
  ADD COLUMN receive_retry_at timestamptz;
