import { contract } from '@cadenza/contract';
import { plain, ref, sort, time, USERS_BY_GUID, view } from '../../db/view.js';

/** What the database noted of changes to the team's own affairs (migration 0280): for admins. */
export const auditEntries = {
  view: view(contract.resources.audit_entries, {
    table: 'audit_entries',
    sight: null,
    columns: `${plain('id')}, ${time('created_at')}, ${ref('user_id', '/v2/users/', 'user')},
      ${plain('action', 'record_type', 'record_id', 'before', 'after')}, ${time('redacted_at')}`,
    visible: ':admin',
    filters: {
      ids: 'r.id',
      action: 'r.action',
      record_type: 'r.record_type',
      record_id: 'r.record_id',
      user_id: 'r.user_id',
      user_guid: { lookup: USERS_BY_GUID, column: 'r.user_id' },
    },
    sorts: { created_at: sort('r.created_at') },
  }),
};
