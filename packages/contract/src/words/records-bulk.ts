/** As records.ts: what concerns work on many records. What is not here stands beside its schema. */
export const BULK_RECORDS: Readonly<Record<string, string>> = {
  'BulkJob.created_at': 'When it was made, in UTC.',
  'BulkJob.updated_at': 'When it or one of its numbers last changed, in UTC.',
  'BulkJob.marked_ready_at': 'When it was started, in UTC; null while it takes rows.',
  'BulkJob.started_at': 'When its turn came, in UTC: the jobs of a team follow one another.',
  'BulkJob.finished_at': 'When its last row ended or somebody cancelled it, in UTC.',
  'BulkJob.cancelled_at': 'When somebody ended it before its last row, in UTC.',
  'BulkJob.dry_run': 'Whether rows are only tried: nothing of them stays.',
  'BulkJob.user': 'Who made it: its rows are carried out in their name.',
  'JobDataRow.bulk_job': 'Whose row it is.',
  'JobDataRow.created_at': 'When it was given, in UTC.',
  'JobDataRow.started_at': 'When its turn came, in UTC.',
  'JobDataRow.finished_at': 'When it was carried out or refused, in UTC.',
};
