-- The sentence of the rule that decided when a touch happens: it stays with action and e-mail, whatever becomes of them.
-- `reason` and `state_reason` say what happened last. A process of the version before leaves it null.
ALTER TABLE actions ADD COLUMN decided_because text;
ALTER TABLE emails ADD COLUMN decided_because text;
