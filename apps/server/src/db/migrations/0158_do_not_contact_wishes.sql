-- "Do not contact" is about the person, not about the record: deleting the record leaves the wish behind under everything
-- the person was known by, and whoever comes with one of these is marked again (domain/people/wish-commands.ts).
CREATE TABLE do_not_contact_wishes (
  team_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('address', 'phone', 'crm_id')),
  value text NOT NULL,
  created_at timestamptz NOT NULL,
  person_id bigint NOT NULL,
  PRIMARY KEY (team_id, kind, value)
);
SELECT protect_tenant_table('do_not_contact_wishes');

-- What a person is known by. A number counts together with the last name, as for duplicates: a switchboard is not one
-- person. Of the number the last seven digits before an extension, as country and area codes are written or left out; of
-- a Salesforce id the fifteen characters that both its forms begin with.
CREATE FUNCTION person_keys(addresses text[], phones text[], last_name text, crm_id text)
  RETURNS TABLE (kind text, value text) LANGUAGE sql IMMUTABLE SET search_path FROM CURRENT AS $$
  SELECT DISTINCT k.kind, k.value FROM (
    SELECT 'address', address_key(a) FROM unnest(addresses) a WHERE a LIKE '%@%'
    UNION ALL
    SELECT 'phone', right(d.digits, 7) || ' ' || left(lower(btrim(normalize(last_name, NFKC))), 200)
    FROM unnest(phones) p,
      LATERAL (SELECT regexp_replace(regexp_replace(
        translate(normalize(left(p, 100), NFKC), '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', '01234567890123456789'),
        '(ext|x|#|;|,).*$', '', 'i'), '[^0-9]', '', 'g')) d (digits)
    WHERE length(d.digits) >= 5 AND btrim(last_name) <> ''
    UNION ALL
    SELECT 'crm_id', CASE WHEN length(crm_id) IN (15, 18) THEN left(crm_id, 15) ELSE left(crm_id, 255) END
    WHERE crm_id <> ''
  ) k (kind, value) WHERE k.value <> ''
$$;

INSERT INTO do_not_contact_wishes (team_id, kind, value, created_at, person_id)
  SELECT DISTINCT ON (p.team_id, k.kind, k.value) p.team_id, k.kind, k.value, p.deleted_at, p.id
  FROM people p, person_keys(ARRAY[p.email_address, p.secondary_email_address, p.personal_email_address],
    ARRAY[p.phone, p.mobile_phone, p.home_phone], p.last_name, p.crm_id) k
  WHERE p.deleted_at IS NOT NULL AND p.do_not_contact
  ORDER BY p.team_id, k.kind, k.value, p.deleted_at;
