-- What a stored command must remember of what was asked, and how many rows it was about when it began.
ALTER TABLE long_commands
  ADD COLUMN detail jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN total integer;
