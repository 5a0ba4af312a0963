-- Every list that is sorted by a stamp is filtered by it: the tables that grow and had no index for it.
CREATE INDEX suppressions_created_at ON suppressions (team_id, created_at DESC, id DESC);
CREATE INDEX successes_created_at ON successes (team_id, created_at DESC, id DESC);
CREATE INDEX emails_one_off_created ON emails (team_id, created_at DESC, id DESC) WHERE one_off;
CREATE INDEX attachments_created_at ON attachments (team_id, created_at DESC, id DESC);
