/** SQL: what the role of a user `u` permits (custom_roles.permissions); nothing of the built-in ones. */
export const PERMISSIONS_OF = `coalesce((SELECT c.permissions FROM custom_roles c WHERE c.team_id = u.team_id AND c.id::text = u.role_id), '{}'::text[])`;

/** SQL: whether a team `t` shows its people and accounts to its user `u`: to all, or for his role's sake. */
export const OPEN_TO = `(t.team_visibility_default = 'public' OR 'see_everything' = ANY(${PERMISSIONS_OF}))`;
