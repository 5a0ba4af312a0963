-- An e-mail is claimed, begun, noted as taken and settled within seconds. Claiming and noting change columns without an
-- index: with room left on its page such a change writes none of the 29 indexes (HOT). Pages written before stay as they are.
ALTER TABLE emails SET (fillfactor = 60);
