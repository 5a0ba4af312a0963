-- What people, accounts, cadences and templates are found by while somebody types (docs/search.md). The records stay the truth: a chore
-- writes the words of what changed since it last looked, in the order of the stamps, so that no write of a record becomes dearer. Two indexes
-- because a rep of a private team looks through his own records alone. Words are compared byte by byte, whatever the database's collation.
CREATE TABLE search_words (
  team_id bigint NOT NULL,
  record_id bigint NOT NULL,
  owner_id bigint,
  kind smallint NOT NULL,
  weight smallint NOT NULL,
  word text COLLATE "C" NOT NULL,
  PRIMARY KEY (team_id, kind, weight, word, record_id)
);
CREATE INDEX search_words_owned ON search_words (team_id, kind, owner_id, weight, word, record_id) WHERE owner_id IS NOT NULL;

-- All words of a record together: what is taken away when they change, and what is asked when several were typed.
CREATE TABLE search_records (
  team_id bigint NOT NULL,
  kind smallint NOT NULL,
  record_id bigint NOT NULL,
  owner_id bigint,
  words text[] COLLATE "C" NOT NULL,
  weights bigint[] NOT NULL,
  PRIMARY KEY (team_id, kind, record_id)
);

-- How far each kind of a team's records has been read, by which version of the rules, and how far it was swept of deleted ones.
CREATE TABLE search_places (
  team_id bigint NOT NULL REFERENCES teams,
  kind smallint NOT NULL,
  version integer NOT NULL,
  read_until timestamptz NOT NULL DEFAULT '-infinity',
  swept_id bigint NOT NULL DEFAULT 0,
  swept_at timestamptz,
  PRIMARY KEY (team_id, kind)
);
SELECT protect_tenant_table(t::regclass) FROM unnest(ARRAY['search_words', 'search_records', 'search_places']) t;
