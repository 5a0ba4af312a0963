-- Answers that a rule of the rep's mailbox files elsewhere. null: the folders that hold received mail; else these.
ALTER TABLE mailboxes ADD COLUMN folders text[];
ALTER TABLE mailbox_folders DROP CONSTRAINT mailbox_folders_role_check;
ALTER TABLE mailbox_folders ADD CONSTRAINT mailbox_folders_role_check CHECK (role IN ('inbox', 'sent', 'junk', 'other'));
