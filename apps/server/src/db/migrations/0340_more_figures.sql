-- Whether a reply is what was hoped for, as a colleague says; null: nobody said.
ALTER TABLE received_messages ADD COLUMN positive boolean;
CREATE INDEX received_messages_marked ON received_messages (team_id, id) WHERE positive IS NOT NULL;
-- Reports of programs that look, and of what was due to be done by hand: rows that sending e-mails does not write.
CREATE INDEX email_events_machines ON email_events (team_id, created_at) WHERE actor IN ('proxy', 'prefetch', 'scanner');
CREATE INDEX actions_by_hand ON actions (team_id, due_at) WHERE NOT automated AND status IN ('in_progress', 'pending_activity', 'completed');
