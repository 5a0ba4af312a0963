-- older versions go on: they neither read nor write the column
-- What a user still had when he was deactivated, and what stays with him of a hand-over: counts by kind.
ALTER TABLE users ADD COLUMN left_behind jsonb;
