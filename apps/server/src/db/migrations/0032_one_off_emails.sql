ALTER TABLE emails
  -- Written to one person outside of cadences.
  ADD COLUMN one_off boolean NOT NULL DEFAULT false;
CREATE INDEX emails_one_off ON emails (team_id, updated_at DESC, id DESC) WHERE one_off;
