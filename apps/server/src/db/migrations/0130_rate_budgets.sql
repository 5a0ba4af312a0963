-- What of a team's budget of a clock minute the processes have taken between them, in blocks (decision 5). Written
-- some twenty times a minute and team, and of no worth a minute later: no log, nothing to restore.
CREATE UNLOGGED TABLE rate_budgets (
  team_id bigint NOT NULL,
  minute bigint NOT NULL,
  taken bigint NOT NULL,
  PRIMARY KEY (team_id, minute)
);
SELECT protect_tenant_table('rate_budgets');
