import { expect } from 'vitest';
import type { EventWalk } from './walk.js';

/** Actions that are put off, handed over and left out. */
async function whatReps(walk: EventWalk): Promise<void> {
  const cadence = await walk.make('cadences', { name: 'Reps', team_cadence: true });
  for (const day of [1, 3])
    await walk.make('steps', {
      cadence_id: cadence,
      type: 'phone',
      name: 'Call',
      day,
      due_immediately: true,
    });
  const open: number[] = [];
  for (const last_name of ['A', 'B', 'C', 'D']) {
    const person_id = await walk.make('people', { email_address: `${last_name}@reps.example`, last_name });
    await walk.make('cadence_memberships', { person_id, cadence_id: cadence });
    const [action] = (await walk.admin.call('GET', `/v2/actions?person_id=${person_id}`)).body.data;
    open.push(action.id);
  }
  const [first, second, third, fourth] = open as [number, number, number, number];
  await walk.go('snooze_action', first, { until: '2026-03-05T09:00:00Z' });
  await walk.go('hand_over_action', second, { user_id: walk.colleague.principal.userId });
  await walk.go('drop_action', third);
  await walk.go('spread_actions', '', { action_ids: [fourth], days: 2 });
}

/** Cadences, steps and who is on them. */
export async function cadencesAndSteps(walk: EventWalk): Promise<void> {
  const cadence = await walk.make('cadences', { name: 'C' });
  await walk.go('cadences.update', cadence, { name: 'D' });
  await walk.go('cadence_export_downloads', '', { cadence_ids: [cadence] });
  const step = await walk.make('steps', { cadence_id: cadence, type: 'phone', name: 'Call', day: 1 });
  const second = await walk.make('steps', { cadence_id: cadence, type: 'phone', name: 'Again', day: 3 });
  const moved = await walk.go('steps.update', second, { day: 1, step_number: 1 });
  expect(moved.told).toContainEqual(expect.objectContaining({ type: 'step_updated', id: step }));
  const places = { steps: [second, step].map((id, at) => ({ id, day: at + 1 })) };
  await walk.go('step_places', cadence, places);
  await walk.nothing('step_places', cadence, places);
  const person = await walk.make('people', { email_address: 'm@b.example', last_name: 'M' });
  await walk.go('cadence_forecast', cadence, { person_ids: [person] });
  const task = await walk.make('tasks', {
    person_id: person,
    task_type: 'general',
    subject: 'S',
    due_date: '2026-03-03',
  });
  const added = { person_id: person, cadence_id: cadence };
  const adding = await walk.go('cadence_memberships.create', '', { ...added, task_id: task });
  expect(adding.types).toEqual(expect.arrayContaining(['task_updated', 'task_completed']));
  const membership = adding.data.id;
  const [action] = (await walk.admin.call('GET', `/v2/actions?person_id=${person}`)).body.data;
  await walk.go('ongoing_actions', '', { action_id: action.id });
  await walk.go('pause_membership', membership);
  await walk.go('resume_membership', membership);
  await walk.go('move_membership', membership, { step_id: step });
  await walk.go('skip_step', membership);
  await whatReps(walk);
  await walk.go('pause_cadence', cadence);
  await walk.nothing('pause_cadence', cadence);
  await walk.go('resume_cadence', cadence);
  await walk.make('cadence_memberships', added).then((id) => walk.go('cadence_memberships.delete', id));
  await walk.make('cadence_memberships', added);
  await walk.remove('steps', second, 'step_deleted');
  const stage = await walk.make('person_stages', { name: 'S' });
  await walk.go('person_stages.update', stage, { name: 'T' });
  await walk.go('people.update', person, { person_stage_id: stage });
  await walk.go('cadences.update', cadence, { added_stage_id: stage });
  const gone = await walk.go('person_stages.delete', stage);
  expect(gone.types).toEqual(expect.arrayContaining(['person_updated', 'cadence_updated']));
  expect(await walk.remove('cadences', cadence, 'cadence_deleted')).toContain('cadence_membership_updated');
  await walk.go('cadence_imports', '', {
    settings: { name: 'From a file' },
    cadence_content: { step_groups: [] },
  });
}
