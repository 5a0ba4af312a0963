import { contract } from '@cadenza/contract';
import { plain, ref, sort, time, view } from '../../db/view.js';
import { OF_MERGE } from '../visibility.js';

/** What reads the records that a merge was of. */
const READ_BY = `CASE r.kind WHEN 'person' THEN 'people:read' ELSE 'accounts:read' END`;
const LISTED = `CASE r.kind WHEN 'person' THEN 'people' ELSE 'accounts' END`;

/** Who was merged into whom: seen by who sees the survivor, with the scope that reads such records. */
export const mergesView = view(contract.operations.merges, {
  table: 'merges',
  sight: OF_MERGE,
  columns: [
    plain('id'),
    time('created_at'),
    plain('kind'),
    `json_build_object('id', r.into_id, '_href', :base || '/v2/' || ${LISTED} || '/' || r.into_id) AS "into"`,
    plain('from_id'),
    ref('user_id', '/v2/users/', 'user'),
    'false AS dry_run',
    `(SELECT coalesce(json_agg(json_build_object('what', m.key, 'rows', m.value)), '[]') FROM jsonb_each(r.told -> 'moved') m WHERE m.value::int > 0) AS moved`,
    `r.told -> 'changed' AS changed, r.told -> 'dropped' AS dropped, r.told -> 'ended' AS ended`,
    `CASE WHEN r.undo IS NOT NULL AND r.undone_at IS NULL AND r.undoable_until > :now THEN wire_time(r.undoable_until, :tz) END AS undoable_until`,
    time('undone_at'),
  ].join(', '),
  visible: `(:scopes IS NULL OR ${READ_BY} = ANY(string_to_array(:scopes, ' ')))`,
  filters: { kind: 'r.kind', into_id: 'r.into_id', from_id: 'r.from_id' },
  sorts: { id: sort('r.id', 'bigint') },
});
