-- When a device last asked for its tokens in time, and how many seconds it must leave between two polls; null: the five it
-- was told (RFC 8628 section 3.5). Processes of the version before leave both as they are.
ALTER TABLE oauth_payloads
  ADD COLUMN polled_at timestamptz,
  ADD COLUMN poll_seconds integer;
