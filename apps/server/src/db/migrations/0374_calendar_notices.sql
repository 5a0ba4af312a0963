-- older versions go on: the constraint allows one more word, and they write none of it
-- A calendar that the program which reads it can no longer reach is told of, as a mailbox is. (All that is there fits the wider list: it
-- need not be read. The version before knows no such notice, and mails none.)
ALTER TABLE notices DROP CONSTRAINT notices_kind_check;
ALTER TABLE notices ADD CONSTRAINT notices_kind_check
  CHECK (kind IN ('reply', 'hot_person', 'mailbox_failing', 'webhook_paused', 'calendar_failing')) NOT VALID;
-- Null: what the server chose.
ALTER TABLE notice_settings ADD COLUMN calendar_failing text CHECK (calendar_failing IN ('at_once', 'digest', 'off'));
