import { casesOf } from './cases.js';
import { must, specOf, type Wire, type World } from './world.js';

/** The numbers of tasks are those of the records that the list's filters take. */
export async function walkTaskCounts(world: World, filters: readonly string[]): Promise<void> {
  const tasks = world.rows.tasks;
  const numberOf = (taken: readonly Wire[]) => {
    const open = taken.filter(({ current_state: state }) => state === 'scheduled');
    const when = (test: (due: string) => boolean) =>
      open.filter((task) => test(task['due_date'] as string)).length;
    const of = (type: string) => taken.filter(({ task_type: its }) => its === type).length;
    // The seed's clock stands at 2 March 2026.
    return {
      total: taken.length,
      overdue: when((due) => due < '2026-03-02'),
      today: when((due) => due === '2026-03-02'),
      upcoming: when((due) => due > '2026-03-02'),
      completed: taken.filter(({ current_state: state }) => state === 'completed').length,
      call: of('call'),
      email: of('email'),
      general: of('general'),
      integration: of('integration'),
    };
  };
  for (const filter of filters) {
    must(
      filter in (specOf('tasks').list?.filters ?? {}),
      () => `task_counts.${filter} is no filter of tasks`,
    );
    for (const { query, takes } of casesOf(world, 'tasks', filter).cases) {
      const answer = await world.me.call('GET', `/v2/tasks/counts?${query}`);
      const [found, expected] = [answer.body.data as Wire, numberOf(tasks.filter(takes)) as Wire];
      for (const [name, number] of Object.entries(expected))
        must(
          found[name] === number,
          () => `tasks/counts?${query}: ${name} is ${found[name]} and not ${number}`,
        );
    }
  }
}
