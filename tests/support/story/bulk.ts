import { runBulk } from '../../../apps/server/src/bulk-parts.js';
import { placeByHand } from '../../../apps/server/src/engine/planning/place-by-hand.js';
import type { Teller } from './teller.js';

/** Work on many records. */
export async function bulk(story: Teller): Promise<void> {
  const job = await story.make('bulk_jobs', { type: 'person/upsert', name: 'Fair in August' });
  const ada = { upsert_key: 'email_address', email_address: 'countess@engines.example', title: 'Countess' };
  await story.tell('create_job_data', job, { data: [ada, { first_name: 'Nobody' }] });
  await story.tell('bulk_jobs.update', job, { ready_to_execute: true });
  const { context, clock } = story.server;
  while ((await runBulk({ ...context, takePlace: placeByHand }, clock.now())) > 0);
  await story.tell('job_data', job);
  await story.tell('bulk_job_results', job);
  const { id: other } = await story.tell('bulk_jobs.create', '', { type: 'task/complete' });
  await story.tell('bulk_jobs.delete', other);
}
