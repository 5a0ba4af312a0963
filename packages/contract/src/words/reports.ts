/** What every report says of its days. */
const days = (report: string): Readonly<Record<string, string>> => ({
  [`${report}.from`]: 'First day, from its midnight on.',
  [`${report}.until`]: 'Last day, up to its midnight.',
  [`${report}.zone`]: 'Whose midnights the days have, by its IANA name.',
  [`${report}.counted_until`]:
    'Everything up to then is in the figures; null, as nearly always: everything there is.',
});

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
  'ReceivedMessageMarkBody.positive':
    'true: the reply is what was hoped for; false: it is not; null: nobody says.',
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
  'EmailReport.rows.name':
    'How the record is called, a step or a version with its cadence and day; null where the caller may not see it.',
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
  'EmailReport.rows.replies_marked': 'Of the replies those that a colleague called positive or not.',
  'EmailReport.rows.replies_positive': 'Of the replies those that a colleague called positive.',
  'EmailReport.rows.positive_rate': 'replies_positive of replies_marked.',
  'EmailReport.rows.machine_opens': 'Opens by programs: proxies, scanners and what only prepares a page.',
  'EmailReport.rows.machine_clicks': 'Links that programs followed.',
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
  ...Object.fromEntries(
    ['EmailReportRows', 'RepReportRows', 'FunnelReportRows'].flatMap((name) => [
      [`${name}.figure`, 'The number whose rows these are.'],
      [`${name}.page`, 'Number of this page, from 1.'],
      [`${name}.next_page`, 'Number of the page that follows; null on the last.'],
      [`${name}.rows`, 'What was counted, the newest first; over all pages as many as the number says.'],
      [`${name}.rows.resource`, 'Where the record is read: by this name, below /v2 or /v2/activities.'],
      [`${name}.rows.id`, 'Number of the record.'],
      [`${name}.rows.person_id`, 'Whom it is about.'],
      [`${name}.rows.at`, 'The moment that counts; null where a person had none.'],
    ]),
  ),
  ...days('RepReport'),
  'RepReport.basis': 'period: what happened in the range.',
  'RepReport.rows': 'Reps of whom there is anything.',
  'RepReport.rows.user_id': 'Number of the rep.',
  'RepReport.rows.name': 'How the rep is called.',
  'RepReport.rows.touches_due':
    "Touches to be done by hand that were due on a day of the range, by the rep's clock, leave and holidays left out; of today only those that are done.",
  'RepReport.rows.touches_on_time': 'Of these the ones done on their day, or before.',
  'RepReport.rows.touches_late': 'Of these the ones done after their day.',
  'RepReport.rows.touches_open': 'Of these the ones that nobody has done.',
  'RepReport.rows.replies_answered':
    'Replies that began to wait in the range and were answered by an e-mail or a call; what came in between waits for the same answer.',
  'RepReport.rows.replies_waiting': 'Replies that began to wait in the range and wait still.',
  'RepReport.rows.answer_minutes':
    "Median of the minutes from a reply to its answer, within the hours of the rep's send window (else the team's, else at any time), leave and holidays left out; null: there is no answer.",
  'RepReport.rows.sent': 'E-mails that left for certain.',
  'RepReport.rows.people_emailed': 'People with a delivered e-mail of the rep.',
  'RepReport.rows.people_contacted': 'People with a delivered e-mail or a logged call of the rep.',
  'RepReport.rows.people_replied': 'People who answered an e-mail of the rep.',
  'RepReport.rows.calls': 'Calls that were logged.',
  'RepReport.rows.calls_connected': 'Of the calls those that reached somebody, as their dispositions say.',
  'RepReport.rows.calls_positive': 'Of the calls those that went well, as their sentiments say.',
  'RepReport.rows.on_time_rate': 'touches_on_time of touches_due.',
  'RepReport.rows.reply_rate': 'people_replied of people_emailed.',
  'RepReport.rows.positive_rate':
    'Replies that were called positive, of those that somebody called anything.',
  'RepReport.rows.connect_rate': 'calls_connected of calls.',
  ...days('FunnelReport'),
  'FunnelReport.by': 'What the rows stand for.',
  'FunnelReport.basis': 'cohort: people added in the range, with all that came of it later.',
  'FunnelReport.more': 'Whether there are more rows than the thousand with most people.',
  'FunnelReport.rows': 'Figures, a row for each value.',
  'FunnelReport.rows.key': 'Number of the record, or the day people were added; empty for the total.',
  'FunnelReport.rows.name': 'How the record is called; null where the caller may not see it.',
  'FunnelReport.rows.people_added': 'People put on a cadence in the range.',
  'FunnelReport.rows.people_contacted':
    'Of these the ones with a delivered e-mail or a logged call of it since.',
  'FunnelReport.rows.people_looked':
    'Of those contacted the ones who opened an e-mail of it or followed a link.',
  'FunnelReport.rows.people_replied': 'Of those contacted the ones who answered an e-mail of it.',
  'FunnelReport.rows.contact_rate': 'people_contacted of people_added.',
  'FunnelReport.rows.look_rate': 'people_looked of people_contacted.',
  'FunnelReport.rows.reply_rate': 'people_replied of people_contacted.',
};
/** Parts of every share, wherever it stands. */
const SHARES = [
  ...['reply_rate', 'open_rate', 'click_rate', 'opt_out_rate', 'success_rate', 'bounce_rate'],
  ...['complaint_rate', 'connect_rate', 'open_coverage', 'click_coverage', 'positive_rate'],
  ...['on_time_rate', 'contact_rate', 'look_rate'],
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
  email_report_rows:
    'The records that a number of email_report counts: asked with the same parameters, the figure by its name and the key of its row (absent: the total, or what has none). People where the figure counts people.',
  rep_report:
    "Counts by rep: touches done on their day, how long replies waited within working hours, e-mails and calls; definitions in docs/reports.md. Days of touches are on each rep's own clock. In a private team a rep gets what is about own people.",
  rep_report_rows:
    'The touches that were due, or the replies, that a number of rep_report counts; user_id names the rep.',
  funnel_report:
    'Of people put on cadences in the range: how many were contacted, looked, replied since. In a private team a rep gets the figures of own people.',
  funnel_report_rows:
    'The people that a number of funnel_report counts, by the figure and the key of its row.',
};
const OF_DAYS = (report: string): Readonly<Record<string, string>> => ({
  [`${report}.from`]: 'First day; default 29 days before the last.',
  [`${report}.until`]: 'Last day, included; default today. 400 days at most.',
  [`${report}.zone`]: "IANA name of the zone of the days; default the caller's.",
});
const OF_ROWS = (report: string): Readonly<Record<string, string>> => ({
  [`${report}.figure`]: 'The number whose rows are asked for, by its name in the report.',
  [`${report}.page`]: 'Which page, from 1.',
  [`${report}.per_page`]: 'How many rows a page holds: 100 unless said, 1,000 at most.',
});
const BY = 'What the rows stand for; default total.';
const BASIS =
  'Whether people are counted by their first e-mail in scope (cohort) or facts by their own moment (period); default cohort by cadence, step, version and template, else period.';
const KEY = 'The key of the row whose number it is; absent: of the total, or of the row without one.';
export const REPORT_PARAMETERS: Readonly<Record<string, string>> = {
  ...Object.assign(
    {},
    ...[
      'email_report',
      'email_report_rows',
      'rep_report',
      'rep_report_rows',
      'funnel_report',
      'funnel_report_rows',
    ].map(OF_DAYS),
    ...['email_report_rows', 'rep_report_rows', 'funnel_report_rows'].map(OF_ROWS),
  ),
  'email_report.by': BY,
  'email_report_rows.by': BY,
  'funnel_report.by': BY,
  'funnel_report_rows.by': BY,
  'email_report.basis': BASIS,
  'email_report_rows.basis': BASIS,
  'email_report_rows.key': KEY,
  'funnel_report_rows.key': KEY,
  'email_report.step_variant_id': 'Only those of these versions.',
  'email_report_rows.step_variant_id': 'Only those of these versions.',
};
