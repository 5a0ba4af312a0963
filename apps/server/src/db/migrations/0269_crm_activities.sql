-- Calls in one list with the e-mails, under the numbers that they have there (domain/calls/crm-activity-rules.ts).
CREATE INDEX calls_crm_activity ON calls (team_id, (id + 1099511627776));
CREATE INDEX calls_crm_activity_updated ON calls (team_id, updated_at DESC, (id + 1099511627776) DESC);
CREATE INDEX calls_crm_activity_created ON calls (team_id, created_at DESC, (id + 1099511627776) DESC);
