-- GET /v2/successes: sorted by the moment of success, and those of a person.
CREATE INDEX successes_succeeded_at ON successes (team_id, succeeded_at DESC NULLS LAST, id DESC);
CREATE INDEX successes_person ON successes (team_id, person_id, updated_at DESC, id DESC);
