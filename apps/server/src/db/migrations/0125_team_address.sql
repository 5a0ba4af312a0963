-- Where the sender of commercial mail can be reached by post (CAN-SPAM 7704(a)(5), and laws like it elsewhere).
ALTER TABLE teams ADD COLUMN postal_address text;
