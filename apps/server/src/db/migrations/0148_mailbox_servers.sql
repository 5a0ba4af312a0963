-- Reps connect mailboxes through a provider's consent page only; servers and passwords are typed by admins.
ALTER TABLE teams ADD COLUMN only_admins_connect_servers boolean NOT NULL DEFAULT false;
