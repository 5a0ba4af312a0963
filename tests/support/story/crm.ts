import type { Teller } from './teller.js';

/** What may be sold, to whom, and how far it is. */
export async function crm(story: Teller): Promise<void> {
  const account_id = await story.make('accounts', { name: 'Zuse', domain: 'zuse.example' });
  const person_id = await story.make('people', {
    email_address: 'konrad@zuse.example',
    first_name: 'Konrad',
    account_id,
  });
  const stage = await story.make('opportunity_stages', { name: 'Offer sent', order: 2 });
  await story.tell('opportunity_stages.update', stage, { order: 3 });
  const opportunity_id = await story.make('opportunities', {
    name: 'A second machine',
    amount: '64000',
    currency_iso_code: 'EUR',
    stage_name: 'Offer sent',
    probability: '40',
    close_date: '2026-09-30T00:00:00Z',
    account_id,
  });
  await story.tell('opportunities.update', opportunity_id, { probability: '60' });
  const on = await story.make('opportunity_people', { opportunity_id, person_id });
  await story.tell('opportunities.list', '', undefined, '?per_page=1&is_closed=false');
  await story.tell('opportunities.show', opportunity_id);
  await story.tell('opportunity_people.list', '', undefined, '?per_page=1');
  await story.tell('opportunity_stages.list', '', undefined, '?per_page=1');
  await story.tell('opportunity_stages.show', stage);
  await story.tell('opportunity_people.delete', on);
  await story.tell('opportunities.delete', opportunity_id);
  await story.tell('opportunity_stages.delete', stage);
}
