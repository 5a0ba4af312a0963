import type { Seed } from './seed.js';

export const auditReports: Seed<'audit_reports'> = {
  records: [
    { body: { name: 'All' } },
    { body: { name: 'Groups', record_type: 'groups', record_ids: [1, 2], since: '2026-01-01' } },
    { body: { name: 'Deleted', actions: ['delete'], until: '2026-02-01', email_notification: true } },
  ],
  filters: {},
  fields: {
    record_ids: { value: [7], other: [8] },
    actions: { value: ['create'], other: ['update', 'delete'] },
    audited_user_guids: { value: [], other: [] },
    since: { value: '2026-01-01', other: '2026-01-02' },
    until: { value: '2027-01-01', other: '2027-01-02' },
  },
};
