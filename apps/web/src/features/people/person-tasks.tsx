import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { now } from '../../app/clock';
import { useDraft } from '../../app/drafts';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { personTasksQuery } from '../../data/people';
import { Button } from '../../ui/button';
import { plainDay } from '../../ui/format';

const HELD_MS = 6000;

/** What was promised to somebody: open tasks, done by a tick, and a new one. */
export function PersonTasks({ personId }: { personId: number }) {
  const query = personTasksQuery(personId);
  const { data } = useQuery(query);
  const queries = useQueryClient();
  const [done, setDone] = useState<ReadonlySet<number>>(new Set());
  const open = (data ?? []).filter((task) => task.current_state !== 'completed' && !done.has(task.id));
  const back = (id: number) => setDone((before) => new Set([...before].filter((each) => each !== id)));
  const complete = (id: number, subject: string) => {
    setDone((before) => new Set([...before, id]));
    const label = `Task done: ${subject}`;
    const takeBack = write(
      {
        method: 'PUT',
        path: `/v2/tasks/${id}`,
        body: { current_state: 'completed' },
        scope: `tasks ${id}`,
        label,
        holdMs: HELD_MS,
      },
      {
        done: () => void queries.invalidateQueries({ queryKey: query.queryKey }),
        refused: ({ text }) => {
          back(id);
          say(`${label}: ${text}`, { tone: 'failed' });
        },
      },
    );
    say(label, { ms: HELD_MS, undo: () => void (takeBack() && back(id)) });
  };
  return (
    <section className="panel">
      <h2>Tasks {open.length > 0 ? open.length : ''}</h2>
      <ul>
        {open.map((task) => (
          <li key={task.id}>
            <label>
              <input
                type="checkbox"
                checked={false}
                onChange={() => complete(task.id, task.subject ?? 'Task')}
              />{' '}
              {task.subject}
            </label>{' '}
            {task.due_date && <small className="muted">{plainDay(task.due_date, now())}</small>}
          </li>
        ))}
      </ul>
      <NewTask personId={personId} />
    </section>
  );
}

function NewTask({ personId }: { personId: number }) {
  const queries = useQueryClient();
  const draft = useDraft<string>(`task of person ${personId}`);
  const subject = draft.value ?? '';
  const [due, setDue] = useState(() => now().toISOString().slice(0, 10));
  const [error, setError] = useState<string>();
  const save = () =>
    write(
      {
        method: 'POST',
        path: '/v2/tasks',
        body: { person_id: personId, subject, due_date: due, task_type: 'general' },
        scope: `tasks of ${personId}`,
        label: `Task: ${subject}`,
      },
      {
        done: () => {
          draft.set(undefined);
          setError(undefined);
          void queries.invalidateQueries({ queryKey: personTasksQuery(personId).queryKey });
        },
        refused: ({ text }) => setError(text),
      },
    );
  return (
    <form
      className="new-task"
      onSubmit={(event) => {
        event.preventDefault();
        if (subject.trim() !== '') save();
      }}
    >
      <input
        aria-label="New task"
        placeholder="New task"
        value={subject}
        aria-invalid={error !== undefined}
        onChange={(event) => draft.set(event.target.value || undefined)}
      />
      {subject.trim() !== '' && (
        <>
          <input type="date" aria-label="Due" value={due} onChange={(event) => setDue(event.target.value)} />
          <Button small kind="primary" type="submit">
            Save
          </Button>
        </>
      )}
      {error && (
        <span className="error" role="alert">
          {error}
        </span>
      )}
    </form>
  );
}
