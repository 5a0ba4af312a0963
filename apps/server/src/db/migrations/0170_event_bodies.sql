-- The record as it last was, as JSON text: of events of deletions only, since what is gone cannot be read any more.
ALTER TABLE events ADD COLUMN body text;
