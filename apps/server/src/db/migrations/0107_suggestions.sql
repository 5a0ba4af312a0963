-- A wish that the words may mean and do not say for certain: a person of the team decides.
ALTER TABLE received_messages
  ADD COLUMN suggestion text CHECK (suggestion IN ('opt_out')),
  ADD COLUMN suggestion_evidence text,
  ADD COLUMN suggestion_answer text CHECK (suggestion_answer IN ('accepted', 'dismissed')),
  ADD COLUMN suggestion_answered_at timestamptz,
  ADD COLUMN suggestion_answered_by_id bigint;
CREATE INDEX received_messages_suggestion ON received_messages (team_id, suggestion, updated_at DESC, id DESC) WHERE suggestion IS NOT NULL;
