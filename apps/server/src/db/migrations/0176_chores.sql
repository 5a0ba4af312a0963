-- A chore of the server (what has expired is removed) is done by one process for all of them: its row says who is at it,
-- and until when nobody else begins (jobs/chore.ts). A process of the version before does it as well, as it did.
ALTER TABLE server_facts ADD COLUMN held_by uuid, ADD COLUMN held_until timestamptz;
