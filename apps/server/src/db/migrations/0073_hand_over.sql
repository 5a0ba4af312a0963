-- When what was open already at the beginning of a leave has been passed on to the stand-in.
ALTER TABLE user_absences ADD COLUMN handed_over_at timestamptz;
CREATE INDEX user_absences_hand_over ON user_absences (starts_on) WHERE mode = 'hand_over' AND handed_over_at IS NULL AND deleted_at IS NULL;
