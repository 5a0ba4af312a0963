-- What a user is called at; shown on the user and as {{sender.phone}} in templates.
ALTER TABLE users ADD COLUMN phone text;
