-- What an e-mail counts as in figures, a bit for each count in the order of COUNTS (domain/reports/figures.ts), told once and not
-- at each look. 8 is for deliveries that are young, which only a moment tells.
CREATE FUNCTION report_marks(uncertain boolean, sent_at timestamptz, bounced_at timestamptz, severity text, viewed_at timestamptz,
  clicked_at timestamptz, replied_at timestamptz, view_tracking boolean, click_tracking boolean) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE WHEN uncertain THEN 2 ELSE 1 END
  -- delivered, views tracked, clicks tracked: a bounce that comes later than eight days says nothing of the delivery
  + CASE WHEN NOT uncertain AND (bounced_at IS NULL OR bounced_at - sent_at > interval '8 days')
      THEN 4 + CASE WHEN view_tracking THEN 2048 ELSE 0 END + CASE WHEN click_tracking THEN 4096 ELSE 0 END ELSE 0 END
  -- bounced, and how
  + CASE WHEN bounced_at IS NULL THEN 0
      ELSE 16 + CASE severity WHEN 'hard' THEN 32 WHEN 'soft' THEN 64 WHEN 'block' THEN 128 ELSE 0 END END
  -- viewed, clicked, answered
  + CASE WHEN viewed_at IS NULL THEN 0 ELSE 256 END
  + CASE WHEN clicked_at IS NULL THEN 0 ELSE 512 END
  + CASE WHEN replied_at IS NULL THEN 0 ELSE 1024 END;

-- Made from the columns beside it: a process of the version before writes it without knowing.
ALTER TABLE report_emails ADD COLUMN marks integer NOT NULL GENERATED ALWAYS AS (
  report_marks(uncertain, at, bounced_at, severity, viewed_at, clicked_at, replied_at, view_tracking, click_tracking)) STORED;
