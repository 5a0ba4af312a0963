-- Mail that could not be read is shown, counted and tried a few times only.
ALTER TABLE received_messages ADD COLUMN unreadable text;
CREATE INDEX received_messages_unreadable ON received_messages (team_id, updated_at DESC, id DESC) WHERE unreadable IS NOT NULL;
ALTER TABLE mailboxes ADD COLUMN unreadable_messages integer NOT NULL DEFAULT 0;
-- What was begun last in a folder: a message that ends the process or the connection is recognised by it.
ALTER TABLE mailbox_folders
  ADD COLUMN trying_from bigint NOT NULL DEFAULT 0,
  ADD COLUMN trying_to bigint NOT NULL DEFAULT 0,
  ADD COLUMN tries integer NOT NULL DEFAULT 0;
