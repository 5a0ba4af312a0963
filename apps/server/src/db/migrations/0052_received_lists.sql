-- Lists of received messages by their filters, newest change first (docs/architecture.md: one index for each filter).
CREATE INDEX received_messages_membership ON received_messages (team_id, membership_id, updated_at DESC, id DESC)
  WHERE membership_id IS NOT NULL;
CREATE INDEX received_messages_user ON received_messages (team_id, user_id, updated_at DESC, id DESC);
CREATE INDEX received_messages_mailbox ON received_messages (team_id, mailbox_id, updated_at DESC, id DESC);
CREATE INDEX received_messages_kind_updated ON received_messages (team_id, kind, updated_at DESC, id DESC);
