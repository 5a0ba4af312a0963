-- The sandbox's time travel: whose team is one, the advance under way, what made-up people did.

ALTER TABLE teams
  -- A sandbox only because nothing to send through was configured: ends with SMTP_URL or the first mailbox. Using the
  -- sandbox (moving its clock, saving its settings) makes it one for good.
  ADD COLUMN sandbox_by_default boolean NOT NULL DEFAULT false,
  -- The advance under way, or the last one: {"state", "from", "target", "now", ...}, see domain/sandbox/types.ts.
  ADD COLUMN sandbox_advance jsonb,
  -- Somebody asked the advance under way to stop.
  ADD COLUMN sandbox_cancel boolean NOT NULL DEFAULT false,
  -- The last sandbox message whose reactions were drawn.
  ADD COLUMN sandbox_drawn_id bigint NOT NULL DEFAULT 0;

ALTER TABLE sandbox_reactions
  -- Who pressed the button; null: the made-up person by itself.
  ADD COLUMN by_user_id bigint,
  -- What is said in a reply, the day of return of an automatic one (YYYY-MM-DD), the link of a click.
  ADD COLUMN note text,
  -- What came of it, in words.
  ADD COLUMN outcome text,
  ADD COLUMN received_message_id bigint;
CREATE INDEX sandbox_reactions_message ON sandbox_reactions (team_id, message_id, id);
