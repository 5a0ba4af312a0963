-- Whether somebody else than a received message asked for an entry: the link in an e-mail, a list, a colleague. An undo of the
-- message leaves it then. Of entries that are there nobody knows; they go with their message, as before.
ALTER TABLE suppressions ADD COLUMN own_right boolean NOT NULL DEFAULT false;
