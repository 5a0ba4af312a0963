-- One form in which addresses are compared: kernel/address.ts (addressKey) is the same in TypeScript, and a test holds the
-- two together. Punycode is RFC 3492.
CREATE FUNCTION punycode(label text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  points int[] := ARRAY(SELECT ascii(c) FROM regexp_split_to_table(label, '') WITH ORDINALITY t (c, n) ORDER BY n);
  basic text := (SELECT coalesce(string_agg(chr(p), '' ORDER BY n), '') FROM unnest(points) WITH ORDINALITY t (p, n) WHERE p < 128);
  digits constant text := 'abcdefghijklmnopqrstuvwxyz0123456789';
  result text := basic || CASE WHEN basic = '' THEN '' ELSE '-' END;
  handled int := length(basic);
  before int := length(basic);
  code int := 128;
  delta bigint := 0;
  bias int := 72;
  nearest int;
  point int;
  q bigint;
  k int;
  t int;
BEGIN
  IF length(label) > 63 THEN RETURN label; END IF;
  WHILE handled < coalesce(array_length(points, 1), 0) LOOP
    nearest := (SELECT min(p) FROM unnest(points) p WHERE p >= code);
    delta := delta + (nearest - code)::bigint * (handled + 1);
    code := nearest;
    FOREACH point IN ARRAY points LOOP
      IF point < code THEN delta := delta + 1; END IF;
      IF point = code THEN
        q := delta;
        k := 36;
        LOOP
          t := CASE WHEN k <= bias THEN 1 WHEN k >= bias + 26 THEN 26 ELSE k - bias END;
          EXIT WHEN q < t;
          result := result || substr(digits, (t + (q - t) % (36 - t))::int + 1, 1);
          q := (q - t) / (36 - t);
          k := k + 36;
        END LOOP;
        result := result || substr(digits, q::int + 1, 1);
        -- The bias is adapted (section 6.1).
        delta := CASE WHEN handled = before THEN delta / 700 ELSE delta / 2 END;
        delta := delta + delta / (handled + 1);
        k := 0;
        WHILE delta > 455 LOOP
          delta := delta / 35;
          k := k + 36;
        END LOOP;
        bias := (k + 36 * delta / (delta + 38))::int;
        delta := 0;
        handled := handled + 1;
      END IF;
    END LOOP;
    delta := delta + 1;
    code := code + 1;
  END LOOP;
  RETURN result;
END $$;

CREATE FUNCTION tidy_address(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  blanks constant text := E' \t\n\u000b\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000';
  a text := btrim(regexp_replace(left(given, 2000),
    '[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]', '', 'g'), blanks);
  host text;
BEGIN
  IF lower(left(a, 7)) = 'mailto:' THEN
    a := substr(a, 8);
    host := substring(a FROM '[^@]*$');
    IF strpos(host, '?') > 0 THEN a := left(a, length(a) - length(host) + strpos(host, '?') - 1); END IF;
  END IF;
  IF a LIKE '<%>' THEN a := substr(a, 2, length(a) - 2); END IF;
  RETURN rtrim(btrim(a, blanks), E'.\u3002');
END $$;

CREATE FUNCTION address_key(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  a text;
  host text;
  labels text;
BEGIN
  -- Nearly every address: nothing to do but lower case.
  IF given ~ '^[A-Za-z0-9_+''-][A-Za-z0-9._+''-]*@[A-Za-z0-9.-]*[A-Za-z0-9]$' THEN RETURN lower(given); END IF;
  a := normalize(lower(tidy_address(normalize(tidy_address(given), NFKC))), NFKC);
  IF strpos(a, '@') = 0 THEN RETURN a; END IF;
  host := translate(tidy_address(substring(a FROM '[^@]*$')), E'\u3002\uff0e\uff61', '...');
  SELECT string_agg(CASE WHEN octet_length(l) = length(l) THEN l ELSE 'xn--' || punycode(l) END, '.' ORDER BY n) INTO labels
    FROM regexp_split_to_table(host, '\.') WITH ORDINALITY t (l, n);
  RETURN left(a, length(a) - length(substring(a FROM '[^@]*$'))) || coalesce(labels, '');
END $$;

-- Indexes are built, analyzed and restored with an empty search_path: what address_key calls is named with its schema.
DO $$
DECLARE
  own text := quote_ident(current_schema()) || '.';
BEGIN
  EXECUTE replace(replace(pg_get_functiondef('address_key(text)'::regprocedure),
    'tidy_address(', own || 'tidy_address('), 'punycode(', own || 'punycode(');
END $$;

CREATE INDEX people_address_key ON people (team_id, address_key(email_address)) WHERE deleted_at IS NULL;
CREATE INDEX people_secondary_address_key ON people (team_id, address_key(secondary_email_address))
  WHERE secondary_email_address IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX people_personal_address_key ON people (team_id, address_key(personal_email_address))
  WHERE personal_email_address IS NOT NULL AND deleted_at IS NULL;
CREATE STATISTICS people_address_key_values ON address_key(email_address) FROM people;

-- Look-ups of commands (0020), by the same form.
CREATE OR REPLACE FUNCTION people_with_address(address text) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  RETURN QUERY SELECT id FROM people
    WHERE team_id = current_setting('cadenza.team_id')::bigint AND address_key(email_address) = address_key(address) AND deleted_at IS NULL;
END $$;
CREATE FUNCTION people_with_addresses(addresses text[]) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  RETURN QUERY SELECT id FROM people
    WHERE team_id = current_setting('cadenza.team_id')::bigint AND deleted_at IS NULL
      AND address_key(email_address) = ANY (ARRAY(SELECT address_key(a) FROM unnest(addresses) a));
END $$;

-- Entries that were taken as they came. Of two that are one now, the first stays.
UPDATE suppressions s SET value = address_key(s.value) WHERE s.kind = 'address' AND s.value <> address_key(s.value)
  AND NOT EXISTS (SELECT FROM suppressions o WHERE o.team_id = s.team_id AND o.kind = 'address' AND o.id <> s.id
    AND coalesce(o.cadence_id, 0) = coalesce(s.cadence_id, 0) AND address_key(o.value) = address_key(s.value)
    AND (o.id < s.id OR o.value = address_key(o.value)));

-- What a person said about their address outlives a later bounce of it; null: nobody opted out or complained.
ALTER TABLE suppressions ADD COLUMN opted_out_at timestamptz;
UPDATE suppressions SET opted_out_at = created_at WHERE reason IN ('opt_out', 'complaint');
ALTER TABLE people ADD COLUMN opted_out_at timestamptz;
UPDATE people p SET opted_out_at = s.opted_out_at FROM suppressions s
  WHERE s.team_id = p.team_id AND s.kind = 'address' AND s.cadence_id IS NULL AND s.opted_out_at IS NOT NULL
    AND s.value = address_key(p.email_address) AND p.deleted_at IS NULL;
-- The list of people who cannot be written to (people_unmailable of 0011 serves processes of before).
CREATE INDEX people_not_mailable ON people (team_id, updated_at DESC, id DESC)
  WHERE deleted_at IS NULL AND (do_not_contact OR email_address IS NULL OR 'email' = ANY (contact_restrictions) OR opted_out_at IS NOT NULL);
