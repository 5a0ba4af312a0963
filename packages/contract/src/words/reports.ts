/** As records.ts: what concerns figures. */
export const REPORT_RECORDS: Readonly<Record<string, string>> = {
  'CadenceStats.sent_emails_count': 'E-mails of the cadence that left for certain.',
  'CadenceStats.viewed_count': 'E-mails that a person opened at least once; programs that look do not count.',
  'CadenceStats.clicked_count': 'E-mails in which a person followed a link at least once.',
  'CadenceStats.replied_count': 'E-mails that were answered at least once; automatic answers are none.',
  'CadenceStats.bounced_count': 'E-mails that came back.',
  'CadenceStats.opted_out_count': 'People who opted out, or complained, by an e-mail of the cadence.',
  'CadenceStats.calls_count': 'Calls that were logged for steps of the cadence.',
  'CadenceStats.success_count':
    'People who became a success within 30 days after a touch of the cadence, the last of all they had.',
  'CadenceStats.meetings_booked':
    'The same as meetings_booked_count, under the name that other programs read.',
  'CadenceStats.meetings_booked_count': 'Meetings that ended a course of the cadence.',
  'CadenceStats.people_acted_on_count': 'People for whom a step of the cadence was done.',
  'EmailReport.by': 'What the rows stand for.',
  'EmailReport.basis':
    'cohort: people whose first e-mail in scope fell into the range, with all that came of it later; period: what happened in the range.',
  'EmailReport.from': 'First day, from its midnight on.',
  'EmailReport.until': 'Last day, up to its midnight.',
  'EmailReport.zone': 'Whose midnights the days have, by its IANA name.',
  'EmailReport.counted_until':
    'Everything up to then is in the figures; null, as nearly always: everything there is.',
  'EmailReport.more': 'Whether there are more rows than the thousand with most e-mails.',
  'EmailReport.rows': 'Figures, a row for each value; none for values of which there is nothing.',
  'EmailReport.rows.key':
    'Number of the record, the day, the provider, or the hour of the week of its person (0 to 167, from Monday on); empty for the total, null for e-mails without one.',
  'EmailReport.rows.name': 'How the record is called; null where the caller may not see it.',
  'EmailReport.rows.sent': 'E-mails that left for certain.',
  'EmailReport.rows.uncertain': 'E-mails of which nobody knows whether they left; in no other figure.',
  'EmailReport.rows.delivered': 'Sent and not known to have come back within eight days.',
  'EmailReport.rows.delivered_so_far':
    'Of those delivered the ones younger than eight days, which may still come back.',
  'EmailReport.rows.bounced': 'E-mails that came back.',
  'EmailReport.rows.bounced_hard': 'Of them those whose address takes nothing any more.',
  'EmailReport.rows.bounced_soft': 'Of them those that may be taken another time.',
  'EmailReport.rows.bounced_block':
    'Of them those that were refused for what they say or where they come from.',
  'EmailReport.rows.answered': 'Of the e-mails sent those with at least one reply.',
  'EmailReport.rows.replies': 'Messages that answer; automatic ones, receipts and what was undone are none.',
  'EmailReport.rows.complaints': 'Reports of recipients who called an e-mail spam.',
  'EmailReport.rows.calls': 'Calls that were logged; 0 where rows or filters ask for what calls do not have.',
  'EmailReport.rows.calls_connected': 'Of the calls those that reached somebody, as their dispositions say.',
  'EmailReport.rows.calls_positive': 'Of the calls those that went well, as their sentiments say.',
  'EmailReport.rows.people_emailed':
    'People with a delivered e-mail in scope: what shares of people are shares of.',
  'EmailReport.rows.people_contacted': 'People with a delivered e-mail or a logged call.',
  'EmailReport.rows.people_replied': 'People who answered an e-mail in scope.',
  'EmailReport.rows.people_viewed': 'People who opened one.',
  'EmailReport.rows.people_clicked': 'People who followed a link.',
  'EmailReport.rows.people_opted_out': 'People who opted out, or complained, by an e-mail in scope.',
  'EmailReport.rows.people_succeeded':
    'People who became a success within 30 days after a touch in scope, the last of all they had.',
  'EmailReport.rows.reply_rate': 'people_replied of people_emailed.',
  'EmailReport.rows.open_rate': 'people_viewed of those e-mailed with opens being tracked.',
  'EmailReport.rows.click_rate': 'people_clicked of those e-mailed with links being tracked.',
  'EmailReport.rows.opt_out_rate': 'people_opted_out of people_emailed.',
  'EmailReport.rows.success_rate': 'people_succeeded of people_contacted.',
  'EmailReport.rows.bounce_rate': 'bounced of sent.',
  'EmailReport.rows.complaint_rate': 'complaints of delivered.',
  'EmailReport.rows.connect_rate': 'calls_connected of calls.',
  'EmailReport.rows.open_coverage': 'People e-mailed with opens being tracked, of people_emailed.',
  'EmailReport.rows.click_coverage': 'People e-mailed with links being tracked, of people_emailed.',
};
/** Parts of every share, wherever it stands. */
const SHARES = [
  ...['reply_rate', 'open_rate', 'click_rate', 'opt_out_rate', 'success_rate', 'bounce_rate'],
  ...['complaint_rate', 'connect_rate', 'open_coverage', 'click_coverage'],
];
const OF_SHARES = {
  count: 'Those who did, or that are so.',
  of: 'All that they are a share of; with fewer than 20 the share says little.',
  rate: 'count divided by of, from 0 to 1; null where there is nothing to divide by.',
  low: 'Lower bound of the 95 % interval (Wilson).',
  high: 'Upper bound of the 95 % interval (Wilson).',
};
export const SHARE_RECORDS: Readonly<Record<string, string>> = Object.fromEntries(
  SHARES.flatMap((share) => Object.entries(OF_SHARES).map(([part, says]) => [`${share}.${part}`, says])),
);
export const REPORT_OPERATIONS: Readonly<Record<string, string>> = {
  cadence_stats:
    'Counts what came of a cadence from its beginning, as of this moment. In a private team a rep gets the figures of own people.',
  email_report:
    'Counts e-mails, what came back, and the people behind both, exact as of this moment; definitions in docs/reports.md. Accept: text/csv or application/x-ndjson gives the rows as a file. In a private team a rep gets the figures of own people. 503 while an upgraded team is counted for the first time.',
};
export const REPORT_PARAMETERS: Readonly<Record<string, string>> = {
  'email_report.by': 'What the rows stand for; default total.',
  'email_report.basis':
    'Whether people are counted by their first e-mail in scope (cohort) or facts by their own moment (period); default cohort by cadence, step, version and template, else period.',
  'email_report.from': 'First day; default 29 days before the last.',
  'email_report.until': 'Last day, included; default today. 400 days at most.',
  'email_report.zone': "IANA name of the zone of the days; default the caller's.",
  'email_report.step_variant_id': 'Only those of these versions.',
};
