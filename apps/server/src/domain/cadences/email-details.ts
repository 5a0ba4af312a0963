import { contract } from '@cadenza/contract';
import { plain, ref, sort, time, type View, view } from '../../db/view.js';
import { cadenceAlive } from '../visibility.js';

const emailDetailsView: View = view(contract.resources.email_details, {
  table: 'steps',
  sight: null,
  columns: [
    plain('id'),
    time('created_at'),
    time('updated_at'),
    ref('email_template_id', '/v2/email_templates/', 'email_template'),
  ].join(', '),
  // As visible as the step, whose id it has.
  visible: `r.type = 'email' AND r.deleted_at IS NULL AND ${cadenceAlive('r.cadence_id')}`,
  filters: { ids: 'r.id' },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});

/** What e-mail steps send: read only, written with their step. */
export const emailDetails = { view: emailDetailsView };
