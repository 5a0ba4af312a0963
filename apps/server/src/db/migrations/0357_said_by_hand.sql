-- Whether somebody else than a received message said that a person is not to be contacted: a colleague, a program, a list. An undo
-- of the message leaves it then. Of those that are marked nobody knows; they go with their message, as before.
ALTER TABLE people ADD COLUMN do_not_contact_own_right boolean NOT NULL DEFAULT false;
