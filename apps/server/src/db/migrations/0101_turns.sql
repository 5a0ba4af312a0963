-- Who renews a mailbox's access token: one process at a time, for a refresh token may be good once.
ALTER TABLE mailboxes ADD COLUMN token_turn_until timestamptz;
