-- The Idempotency-Key of the request that caused an event: its sender recognises changes of its own by it.
ALTER TABLE events ADD COLUMN key text;
