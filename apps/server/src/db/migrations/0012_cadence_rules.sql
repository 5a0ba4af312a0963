-- Issue 2, who and what: pausing one person, numbers per A/B variant.

-- When the touch was due before the person was paused; resuming early goes back to it.
ALTER TABLE actions ADD COLUMN due_before_pause timestamptz;

CREATE INDEX emails_step_variant ON emails (team_id, step_variant_id) WHERE step_variant_id IS NOT NULL;
-- What a person who left a stage's cadences, or an account whose colleague answered, is looked up by.
CREATE INDEX cadence_memberships_live_person ON cadence_memberships (team_id, person_id) WHERE currently_on_cadence;
