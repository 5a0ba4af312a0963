-- Commands run under row-level security, where an index on lower(...) cannot serve: lower is not leakproof, so it is
-- only tried after the policy, on every row of the team. These look up with the owner's rights and carry the team of
-- the transaction themselves.
CREATE FUNCTION people_with_address(address text) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  RETURN QUERY SELECT id FROM people
    WHERE team_id = current_setting('cadenza.team_id')::bigint AND lower(email_address) = lower(address) AND deleted_at IS NULL;
END $$;

CREATE FUNCTION accounts_with_domain(wanted text) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  RETURN QUERY SELECT id FROM accounts
    WHERE team_id = current_setting('cadenza.team_id')::bigint AND lower(domain) = lower(wanted) AND deleted_at IS NULL;
END $$;
