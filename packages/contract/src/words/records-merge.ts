/** As records.ts: records that were there twice. */
export const MERGE_RECORDS: Readonly<Record<string, string>> = {
  'fields.external_source': 'Whose word stays on where the person came from: of `into`, or of `from`.',
  'Merge.id': 'The number by which it is undone; null: it was only tried.',
  'Merge.kind': 'What the two are.',
  'Merge.into': 'The one that stays.',
  'Merge.from_id': 'The number of the one that went; who asks for it is told where it is.',
  'Merge.user': 'Who merged them.',
  'Merge.dry_run': 'Whether nothing was changed.',
  'Merge.moved': 'How much followed, by list.',
  'moved.what': 'Name of the list.',
  'moved.rows': 'How many of its records name the other one now.',
  'Merge.changed': 'Columns of the one that stays which have another value.',
  'Merge.dropped':
    'Fields of which one value is told nowhere any more, custom fields as custom_fields.NAME: look at them before it is too late to undo.',
  'Merge.ended': 'Numbers of the cadence memberships that ended by it.',
  'Merge.undoable_until': 'Until when it can be undone; null: no longer, or nothing was done.',
  'Merge.undone_at': 'When it was undone; null: it holds.',
  'MergeUndone.id': 'Which merge.',
  'MergeUndone.undone_at': 'The moment of it.',
  'MergeUndone.put_back': 'How much names the one that went again, by list.',
  'put_back.what': 'Name of the list.',
  'put_back.rows': 'How many of its records went back.',
  'MergeUndone.left': 'What stays as it is, each with the reason.',
  'left.what': 'Name of the list, or of the field of the one that stayed.',
  'left.id': 'Number of the record; null where it has none.',
  'left.reason': 'Why, for a person to read.',
  'MergePersonBody.from_id': 'Number of the person who goes.',
  'MergePersonBody.fields':
    'Whose value stays, field by field: of `into` (the path), or of `from`. Where that one has none, the other.',
  'MergePersonBody.custom_fields':
    'Whose value stays of single custom fields, by their names: before what `fields` says of all of them.',
  'MergePersonBody.dry_run': 'Finds out what would happen, by doing it and taking it back.',
  'MergeAccountBody.from_id': 'Number of the account that goes.',
  'MergeAccountBody.fields':
    'Whose value stays, field by field: of `into` (the path), or of `from`. Where that one has none, the other.',
  'MergeAccountBody.custom_fields':
    'Whose value stays of single custom fields, by their names: before what `fields` says of all of them.',
  'MergeAccountBody.dry_run': 'Finds out what would happen, by doing it and taking it back.',
};
