-- Set when the server's own transport may be used again before its time: what waited for it is released, team by team
-- (engine/release-waiting.ts), and the mark is taken away when nothing is left. A version before neither sets nor reads it.
ALTER TABLE server_transports ADD COLUMN releasing_since timestamptz;
