-- "Do not contact" of a deleted account comes back with whoever is known by the same domain or CRM id, as for people
-- (0158, domain/accounts/wish-commands.ts).
CREATE TABLE account_do_not_contact_wishes (
  team_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('domain', 'crm_id')),
  value text NOT NULL,
  created_at timestamptz NOT NULL,
  account_id bigint NOT NULL,
  PRIMARY KEY (team_id, kind, value)
);
SELECT protect_tenant_table('account_do_not_contact_wishes');

-- What an account is known by: its domain, however it was written (a web address, with www, a port or a page, in letters
-- of any script), and of a Salesforce id the fifteen characters that both its forms begin with.
CREATE FUNCTION account_keys(domain text, crm_id text)
  RETURNS TABLE (kind text, value text) LANGUAGE sql IMMUTABLE SET search_path FROM CURRENT AS $$
  SELECT k.kind, k.value FROM (
    SELECT 'domain', left(regexp_replace(d.key, '^www\.([^.]+\.)', '\1'), 255)
    FROM (SELECT substr(address_key('x@' || regexp_replace(regexp_replace(
      substring(regexp_replace(tidy_address(normalize(left(domain, 2000), NFKC)), '^([a-z]+:)?//', '', 'i') FROM '^[^/?#\\]*'),
      '^.*@', ''), ':[0-9]*$', '')), 3)) d (key)
    UNION ALL
    SELECT 'crm_id', CASE WHEN length(crm_id) IN (15, 18) THEN left(crm_id, 15) ELSE left(crm_id, 255) END
  ) k (kind, value) WHERE k.value <> ''
$$;

-- Whoever deletes a record that is marked, a process of an older version too, leaves the wish behind.
CREATE FUNCTION keep_person_wish() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO do_not_contact_wishes (team_id, kind, value, created_at, person_id)
    SELECT NEW.team_id, k.kind, k.value, NEW.deleted_at, NEW.id
    FROM person_keys(ARRAY[NEW.email_address, NEW.secondary_email_address, NEW.personal_email_address],
      ARRAY[NEW.phone, NEW.mobile_phone, NEW.home_phone], NEW.last_name, NEW.crm_id) k
    ORDER BY k.kind, k.value ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE FUNCTION keep_account_wish() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO account_do_not_contact_wishes (team_id, kind, value, created_at, account_id)
    SELECT NEW.team_id, k.kind, k.value, NEW.deleted_at, NEW.id FROM account_keys(NEW.domain, NEW.crm_id) k
    ORDER BY k.kind, k.value ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_wish AFTER UPDATE OF deleted_at ON people FOR EACH ROW
  WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL AND NEW.do_not_contact) EXECUTE FUNCTION keep_person_wish();
CREATE TRIGGER keep_wish AFTER UPDATE OF deleted_at ON accounts FOR EACH ROW
  WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL AND NEW.do_not_contact) EXECUTE FUNCTION keep_account_wish();

-- An entry that the deletion of a person marked do not contact made: it goes when a colleague decides otherwise.
ALTER TABLE suppressions ADD COLUMN left_by_deletion boolean NOT NULL DEFAULT false;
