-- Who was deleted before the triggers of 0163 were there.
INSERT INTO do_not_contact_wishes (team_id, kind, value, created_at, person_id)
  SELECT DISTINCT ON (p.team_id, k.kind, k.value) p.team_id, k.kind, k.value, p.deleted_at, p.id
  FROM people p, person_keys(ARRAY[p.email_address, p.secondary_email_address, p.personal_email_address],
    ARRAY[p.phone, p.mobile_phone, p.home_phone], p.last_name, p.crm_id) k
  WHERE p.deleted_at IS NOT NULL AND p.do_not_contact
  ORDER BY p.team_id, k.kind, k.value, p.deleted_at
  ON CONFLICT DO NOTHING;
INSERT INTO account_do_not_contact_wishes (team_id, kind, value, created_at, account_id)
  SELECT DISTINCT ON (a.team_id, k.kind, k.value) a.team_id, k.kind, k.value, a.deleted_at, a.id
  FROM accounts a, account_keys(a.domain, a.crm_id) k
  WHERE a.deleted_at IS NOT NULL AND a.do_not_contact
  ORDER BY a.team_id, k.kind, k.value, a.deleted_at
  ON CONFLICT DO NOTHING;

-- Only a deletion names a person in an entry of this reason, with these words.
UPDATE suppressions SET left_by_deletion = true
  WHERE kind = 'address' AND cadence_id IS NULL AND reason = 'manual' AND opted_out_at IS NULL AND person_id IS NOT NULL
    AND note = 'The person was marked do not contact, and deleted.';
