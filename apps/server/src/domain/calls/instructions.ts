import { contract } from '@cadenza/contract';
import { plain, sort, time, type View, view } from '../../db/view.js';
import { cadenceSeen } from '../visibility.js';

const callInstructionsView: View = view(contract.resources.call_instructions, {
  table: 'call_instructions',
  sight: null,
  columns: [plain('id'), time('created_at'), time('updated_at'), plain('instructions')].join(', '),
  // As visible as a cadence whose step has them.
  visible: `EXISTS (SELECT FROM steps s JOIN cadences c ON c.team_id = s.team_id AND c.id = s.cadence_id
    WHERE s.team_id = :team AND s.call_instruction_id = r.id AND c.deleted_at IS NULL
    AND ${cadenceSeen('c')})`,
  filters: { ids: 'r.id' },
  sorts: { created_at: sort('r.created_at'), updated_at: sort('r.updated_at') },
});

/** What phone steps tell the caller to say: read only, written with their step. */
export const callInstructions = { view: callInstructionsView };
