-- The second wall (DESIGN section 7): commands run as cadenza_tenant (db/write.ts), which row-level security
-- confines to one team whatever a statement forgot. Lists and look-ups run as the owner: their text comes from one
-- generator that always carries team_id, and RLS would keep them from using GIN and prefix indexes (their operators
-- are not leakproof).
-- A database user that may not create roles goes without the wall unless an administrator made the role before.
DO $$ BEGIN
  CREATE ROLE cadenza_tenant NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
END $$;
DO $$ BEGIN
  EXECUTE format('GRANT cadenza_tenant TO %I', current_user);
EXCEPTION WHEN OTHERS THEN NULL; -- a superuser needs no membership, and may not be able to grant one to itself
END $$;

-- Every migration that adds a tenant table calls this for it.
CREATE FUNCTION protect_tenant_table(t regclass, team_column name DEFAULT 'team_id') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'cadenza_tenant') THEN RETURN; END IF;
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
  EXECUTE format('CREATE POLICY tenancy ON %s TO cadenza_tenant USING (%I = current_setting(''cadenza.team_id'')::bigint)', t, team_column);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO cadenza_tenant', t);
END $$;

SELECT protect_tenant_table('teams', 'id');
SELECT protect_tenant_table(c.oid::regclass)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'team_id'
WHERE n.nspname = current_schema() AND c.relkind = 'r';
