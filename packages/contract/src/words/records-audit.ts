/** As records.ts: files of the audit log, and of cadences. */
export const AUDIT_RECORDS: Readonly<Record<string, string>> = {
  'AuditReport.name': 'What somebody called it.',
  'AuditReport.status': 'How far its file is.',
  'AuditReport.error': 'Why it was given up; null unless it was.',
  'AuditReport.record_type': 'Name of the only table whose changes it tells; null: of all.',
  'AuditReport.record_ids': 'Numbers of the only records whose changes it tells; none: of all.',
  'AuditReport.audited_user_guids': 'Users whose changes it tells; none: of everybody, and of the server.',
  'AuditReport.actions': 'What was done to the records: create, update, delete; none: all of it.',
  'AuditReport.since': 'First day that it tells of, where the one who asked is; null: from the beginning.',
  'AuditReport.until': 'Last day that it tells of; null: up to when it is made.',
  'AuditReport.data_source': 'Kept as it was given; there is one source, the audit log.',
  'AuditReport.email_notification': 'Whether the one who asked gets an e-mail when the file is there.',
  'AuditReport.requested_on': 'Day on which somebody asked for it.',
  'AuditReport.started_on': 'Day on which it was begun to be made.',
  'AuditReport.completed_on': 'Day on which its file was there.',
  'AuditReport.download_url':
    'Link to the file, as CSV, which works for a quarter of an hour; another one each time. Null before it is there, a week later, and when somebody was forgotten meanwhile.',
  'AuditReport.user_guid': 'Who asked for it.',
  'AuditReport.requestor_name': 'What they are called.',
  'AuditReport.requestor_email': 'Their e-mail address.',
  'CadenceExportDownload.download_url':
    'Link to the file, which works for a quarter of an hour without a token.',
  'CadenceExportDownload.name': 'What the file is called.',
  'CadenceExportDownload.bytes': 'Its size.',
  'CadenceExportDownload.cadences': 'How many it has.',
  'CadenceExportDownloadsBody.cadence_ids':
    'Numbers of the cadences, at most 100; each must be visible to the caller.',
};
