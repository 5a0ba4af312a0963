import { contract } from '@cadenza/contract';
import { ref, plain, sort, time, type View, view } from '../../db/view.js';
import { ON_THE_LIST, personSeen, refSeen, whatIsSeen } from '../visibility.js';

export const suppressionsView: View = view(contract.resources.suppressions, {
  table: 'suppressions',
  sight: ON_THE_LIST,
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    plain('kind', 'value', 'reason'),
    // Adding an address that is there already answers with the entry, whoever's it is.
    `${whatIsSeen(ON_THE_LIST, 'r.note')} AS note`,
    time('opted_out_at'),
    ref('cadence_id', '/v2/cadences/', 'cadence'),
    refSeen('person_id', 'people', 'person'),
    `CASE WHEN ${personSeen('r.person_id')} THEN wire_ref(:base, '/v2/send_ledger/', r.email_id) END AS email`,
    ref('created_by_id', '/v2/users/', 'created_by'),
  ].join(', '),
  filters: {
    ids: 'r.id',
    kind: 'r.kind',
    value: {
      sql: `r.value = ANY(ARRAY(SELECT CASE WHEN strpos(v, '@') > 1 THEN address_key(v) ELSE substr(address_key('x@' || ltrim(v, '@')), 3) END FROM unnest(:value::text[]) v))`,
    },
    reason: 'r.reason',
    cadence_id: 'r.cadence_id',
  },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});
