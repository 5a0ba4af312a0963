-- Lower case that Node and every PostgreSQL agree on (kernel/address.ts): capital sigma is small sigma wherever it stands, a
-- final one is the same letter in a name, and a capital I with a dot keeps its dot (UTS 46).
CREATE OR REPLACE FUNCTION address_key(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  a text;
  host text;
  labels text;
BEGIN
  -- Nearly every address: nothing to do but lower case.
  IF given ~ '^[A-Za-z0-9_+''-][A-Za-z0-9._+''-]*@[A-Za-z0-9.-]*[A-Za-z0-9]$' THEN RETURN lower(given); END IF;
  a := normalize(lower(replace(translate(tidy_address(normalize(tidy_address(given), NFKC)), E'\u03a3', E'\u03c3'), E'\u0130', E'i\u0307')), NFKC);
  IF strpos(a, '@') = 0 THEN RETURN a; END IF;
  host := translate(tidy_address(substring(a FROM '[^@]*$')), E'\u3002\uff0e\uff61', '...');
  SELECT string_agg(CASE WHEN octet_length(l) = length(l) THEN l ELSE 'xn--' || punycode(l) END, '.' ORDER BY n) INTO labels
    FROM regexp_split_to_table(host, '\.') WITH ORDINALITY t (l, n);
  RETURN translate(left(a, length(a) - length(substring(a FROM '[^@]*$'))), E'\u03c2', E'\u03c3') || coalesce(labels, '');
END $$;
-- As in 0106: what it calls is named with its schema.
DO $$
DECLARE
  own text := quote_ident(current_schema()) || '.';
BEGIN
  EXECUTE replace(replace(pg_get_functiondef('address_key(text)'::regprocedure),
    'tidy_address(', own || 'tidy_address('), 'punycode(', own || 'punycode(');
END $$;

-- What was indexed and stored under the form before.
DO $$ BEGIN
  IF EXISTS (SELECT FROM people WHERE concat_ws(' ', email_address, secondary_email_address, personal_email_address) ~ E'[\u0130\u03a3\u03c2]') THEN
    REINDEX INDEX people_address_key;
    REINDEX INDEX people_secondary_address_key;
    REINDEX INDEX people_personal_address_key;
  END IF;
END $$;
UPDATE suppressions s SET value = address_key(s.value) WHERE s.kind = 'address' AND s.value ~ E'[\u0130\u03a3\u03c2]' AND s.value <> address_key(s.value)
  AND NOT EXISTS (SELECT FROM suppressions o WHERE o.team_id = s.team_id AND o.kind = 'address' AND o.id <> s.id
    AND coalesce(o.cadence_id, 0) = coalesce(s.cadence_id, 0) AND address_key(o.value) = address_key(s.value)
    AND (o.id < s.id OR o.value = address_key(o.value)));

-- Users are found, and are unique, by that form (users_email_key of 0001 serves processes of before).
-- older versions go on: theirs is unique already; an address that is another's in other letters is refused as taken.
DO $$ BEGIN
  CREATE UNIQUE INDEX users_address_key ON users (address_key(email));
EXCEPTION WHEN unique_violation THEN
  -- Two whose addresses differ in their writing alone: they stay.
  CREATE INDEX users_address_key ON users (address_key(email));
END $$;
