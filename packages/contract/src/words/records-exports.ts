/** As records.ts: what concerns lists as files. */
export const EXPORT_RECORDS: Readonly<Record<string, string>> = {
  'Export.name': 'What its creator called it.',
  'Export.list':
    'Which list it is, by its word in the path of this reference: people, accounts, emails, calls; all but those below a record.',
  'Export.query':
    'Filters and order as the list takes them in its query; what the list does not know is refused.',
  'Export.format':
    'csv: a header and a line for each record, formulas made harmless; ndjson: a JSON record on each line; json: one array. Absent: csv.',
  'Export.fields': 'Names of the fields that each record has in the file, in that order; none: all.',
  'Export.state':
    'waiting: its turn is to come; running: it is being made; done: the file was there, until expires_at; failed: problem says why.',
  'Export.rows': 'Records in the file; null until it is there.',
  'Export.bytes': 'Length of the file; null until it is there.',
  'Export.problem': 'Why it was given up; null unless it was.',
  'Export.started_at': 'When it was begun; one that was broken off begins anew.',
  'Export.finished_at': 'When the file was there, or it was given up.',
  'Export.expires_at': 'Until when the file is kept.',
  'Export.download_url':
    'Link to the file for a quarter of an hour, shown to who asked for it alone; ask again for another. null: there is no file yet, or no longer.',
  'Export.user': 'Who asked for it: the file holds what they may see.',
};
