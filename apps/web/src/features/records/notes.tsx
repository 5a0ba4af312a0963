import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { useDraft } from '../../app/drafts';
import { write } from '../../app/outbox';
import { notesQuery, type Of } from '../../data/histories';
import { Button } from '../../ui/button';
import { moment } from '../../ui/format';

/** Notes, and a new one, whose draft outlives the tab. */
export function Notes({ of, id }: { of: Of; id: number }) {
  const { data } = useQuery(notesQuery(of, id));
  return (
    <section className="panel">
      <h2>Notes {data && data.length > 0 ? data.length : ''}</h2>
      <NewNote of={of} id={id} />
      <ul>
        {(data ?? []).map((note) => (
          <li key={note.id}>
            <p className="note">{note.content}</p>
            <small className="muted">{moment(note.created_at, boot.me.time_zone ?? 'UTC', now())}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NewNote({ of, id }: { of: Of; id: number }) {
  const queries = useQueryClient();
  const { value: text = '', set } = useDraft<string>(`note ${of} ${id}`);
  const [error, setError] = useState<string>();
  const save = () => {
    const content = text.trim();
    if (content === '') return;
    setError(undefined);
    set(undefined);
    write(
      {
        method: 'POST',
        path: '/v2/notes',
        body: { content, associated_with_type: of, associated_with_id: id },
        scope: `notes ${of} ${id}`,
        label: 'Note',
      },
      {
        done: () => {
          void queries.invalidateQueries({ queryKey: notesQuery(of, id).queryKey });
          void queries.invalidateQueries({ queryKey: ['histories', of, id] });
        },
        refused: (why) => {
          set(content);
          setError(why.text);
        },
      },
    );
  };
  return (
    <div className="field">
      <textarea
        aria-label="New note"
        placeholder="New note"
        rows={2}
        value={text}
        aria-invalid={error !== undefined}
        onChange={(event) => set(event.target.value || undefined)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
        }}
      />
      {error && <span className="error">{error}</span>}
      {text.trim() !== '' && (
        <Button small kind="primary" keys="mod+enter" onClick={save}>
          Save note
        </Button>
      )}
    </div>
  );
}
