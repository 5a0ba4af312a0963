import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { write } from '../../app/outbox';
import { forget, keep, recall } from '../../app/storage';
import { notesQuery, type Of } from '../../data/histories';
import { Button } from '../../ui/button';
import { moment } from '../../ui/format';

const DRAFT_MS = 300;

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
  const [text, setText, clear] = useDraft(`note ${of} ${id}`);
  const [error, setError] = useState<string>();
  const save = () => {
    const content = text.trim();
    if (content === '') return;
    setError(undefined);
    clear();
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
          setText(content);
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
        onChange={(event) => setText(event.target.value)}
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

/** What was typed and not saved, kept in this browser. */
function useDraft(key: string): [string, (text: string) => void, () => void] {
  const [text, setText] = useState('');
  useEffect(() => {
    let here = true;
    void recall<string>(key).then((kept) => {
      if (here && kept !== undefined) setText((typed) => (typed === '' ? kept : typed));
    });
    return () => {
      here = false;
    };
  }, [key]);
  useEffect(() => {
    if (text === '') return undefined;
    const timer = setTimeout(() => void keep(key, text), DRAFT_MS);
    return () => clearTimeout(timer);
  }, [key, text]);
  return [
    text,
    setText,
    () => {
      setText('');
      void forget(key);
    },
  ];
}
