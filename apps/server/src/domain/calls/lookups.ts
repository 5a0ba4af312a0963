import { contract } from '@cadenza/contract';
import { plain, sort, time, type View, view } from '../../db/view.js';

const sorts = { name: sort('r.name', 'text'), updated_at: sort('r.updated_at') };

/** The team's lists of call outcomes: read only on the wire. */
const callDispositionsView: View = view(contract.resources.call_dispositions, {
  table: 'call_dispositions',
  sight: null,
  columns: [plain('id'), time('created_at'), time('updated_at'), plain('name', 'crm_value')].join(', '),
  filters: {},
  sorts,
});

const callSentimentsView: View = view(contract.resources.call_sentiments, {
  table: 'call_sentiments',
  sight: null,
  columns: [plain('id'), time('created_at'), time('updated_at'), plain('name')].join(', '),
  filters: { name: 'r.name' },
  sorts,
});

export const callDispositions = { view: callDispositionsView };
export const callSentiments = { view: callSentimentsView };
