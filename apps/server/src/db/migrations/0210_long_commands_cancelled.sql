-- Who gave a command over many rows, or an admin, may end it where it stands: what was done stays done. Such a row has
-- `failed_at`, too: a process of the version before leaves it alone as one that was given up.
ALTER TABLE long_commands ADD COLUMN cancelled_at timestamptz;
