import { runBulk } from '../../../apps/server/src/bulk-parts.js';
import { exportLoop } from '../../../apps/server/src/export-parts.js';
import { placeByHand } from '../../../apps/server/src/engine/planning/place-by-hand.js';
import type { FileStore } from '../../../apps/server/src/kernel/file-store.js';
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
  await story.tell('bulk_job_reasons', job);
  const renamed = await story.make('bulk_jobs', { type: 'person/update', name: 'New titles' });
  await story.tell('create_job_data', renamed, {
    data: [{ id: story.ids['people'], title: 'Analyst' }],
  });
  await story.tell('bulk_jobs.update', renamed, { ready_to_execute: true });
  while ((await runBulk({ ...context, takePlace: placeByHand }, clock.now())) > 0);
  await story.tell('undo_bulk_job', renamed);
  while ((await runBulk({ ...context, takePlace: placeByHand }, clock.now())) > 0);
  const tagging = await story.make('bulk_jobs', { type: 'person/tags/add', dry_run: true });
  await story.tell('create_job_selection', tagging, {
    filter: { city: ['London'] },
    except: [2],
    values: { tags: ['london'] },
  });
  await story.tell('cadence_bulk_memberships', '', {
    cadence_id: story.ids['cadences'],
    person_ids: [story.ids['people']],
  });
  const { id: task } = await story.tell('tasks.create', '', {
    subject: 'Call back',
    person_id: story.ids['people'],
    task_type: 'call',
    due_date: '2026-03-03',
  });
  await story.tell('bulk_reschedule_tasks', '', { task_ids: [task], due_date: '2026-03-10' });
  await story.tell('bulk_job_results', job);
  await story.make('exports', {
    list: 'people',
    query: { city: ['London'], sort_by: 'updated_at' },
    format: 'csv',
    fields: ['id', 'email_address', 'city'],
    name: 'London',
  });
  const files = exportLoop({ ...context, store: context.files as FileStore });
  await files.round(clock.now());
  await files.drain?.();
  const { id: unwanted } = await story.tell('exports.create', '', { list: 'accounts' });
  await story.tell('exports.delete', unwanted);
  const { id: other } = await story.tell('bulk_jobs.create', '', { type: 'task/complete' });
  await story.tell('bulk_jobs.delete', other);
}
