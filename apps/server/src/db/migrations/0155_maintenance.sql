-- As in 0106, for databases that had applied it before it said so.
DO $$
DECLARE
  own text := quote_ident(current_schema()) || '.';
  definition text := pg_get_functiondef('address_key(text)'::regprocedure);
BEGIN
  IF strpos(definition, own || 'punycode(') = 0 THEN
    EXECUTE replace(replace(definition, 'tidy_address(', own || 'tidy_address('), 'punycode(', own || 'punycode(');
  END IF;
END $$;
