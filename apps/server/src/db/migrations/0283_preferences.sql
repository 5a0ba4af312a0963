-- What a user keeps about the app, by name; whoever changes it says which version they know. The order in which a team's
-- queues have their tiers, as long as their users have none of their own.
CREATE TABLE user_preferences (
  team_id bigint NOT NULL REFERENCES teams,
  user_id bigint NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  preferences jsonb NOT NULL,
  PRIMARY KEY (team_id, user_id),
  FOREIGN KEY (team_id, user_id) REFERENCES users
);
SELECT protect_tenant_table('user_preferences'), stamp_table('user_preferences');
ALTER TABLE teams ADD COLUMN queue_tiers text[];
