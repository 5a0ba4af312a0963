-- A part that fails is tried again after growing pauses, and not for ever (engine/long-commands.ts). A process of the
-- version before tries at once, as it did.
ALTER TABLE long_commands
  -- In a row, since the last part that was done.
  ADD COLUMN attempts integer NOT NULL DEFAULT 0,
  -- By the team's clock: not before.
  ADD COLUMN retry_at timestamptz,
  -- Given up, and why, in a sentence for whoever gave the command.
  ADD COLUMN failed_at timestamptz,
  ADD COLUMN problem text;
