-- What was deleted keeps its owner: in a private team the history of a deleted person is for who owned them. Beside
-- people_owner and accounts_owner, which leave these out.
CREATE INDEX people_deleted_owner ON people (team_id, owner_id, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX accounts_deleted_owner ON accounts (team_id, owner_id, id) WHERE deleted_at IS NOT NULL;
