-- An entry of a calendar by the id that the calendar has for it, which may be longer than an index takes.
CREATE INDEX calendar_events_event ON calendar_events (team_id, md5(event_id));
