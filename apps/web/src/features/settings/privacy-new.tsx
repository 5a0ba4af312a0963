import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { say } from '../../app/toasts';
import { told } from '../../data/errors';
import { askAboutData, dataRequestQuery, isOpen, type RequestType } from '../../data/privacy';
import { searchQuery } from '../../data/search';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { focusOn } from '../../ui/focus';
import { counted } from '../../ui/format';
import { RowsOf, WISHES } from './privacy-rows';

interface Subject {
  readonly id: number;
  readonly title: string;
}

/** A request, in its order: what, about whom, what it would do, and then the word that means it. */
export function NewRequest() {
  const [type, setType] = useState<RequestType>('access');
  const [subjects, setSubjects] = useState<readonly Subject[]>([]);
  const { of, about } = WISHES[type];
  // A file is of one person, an account of itself.
  const isOne = type === 'access' || of === 'accounts';
  const choose = (subject: Subject) =>
    setSubjects((before) => (isOne ? [subject] : [...before.filter(({ id }) => id !== subject.id), subject]));
  return (
    <section className="card card-body form" aria-label="A request">
      <h2 className="section-head">A request</h2>
      <Field label="What is asked for">
        {(id) => (
          <select
            id={id}
            value={type}
            onChange={({ target }) => {
              const next = target.value as RequestType;
              setType(next);
              if (WISHES[next].of !== of || next === 'access') setSubjects([]);
            }}
          >
            {Object.entries(WISHES).map(([name, { title }]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <p className="sub">{about}</p>
      <Find of={of} choose={choose} />
      {subjects.length > 0 && (
        <ul className="named" aria-label="About whom">
          {subjects.map(({ id, title }) => (
            <li key={id}>
              <b>{title}</b> <span className="muted">{`No. ${id}`}</span>
              <Button
                small
                kind="quiet"
                aria-label={`Leave ${title} out`}
                onClick={() => setSubjects(subjects.filter((each) => each.id !== id))}
              >
                Leave out
              </Button>
            </li>
          ))}
        </ul>
      )}
      {subjects.length > 0 && (
        <Means
          key={`${type} ${subjects.map(({ id }) => id).join(' ')}`}
          type={type}
          ids={subjects.map(({ id }) => id)}
          onDone={() => setSubjects([])}
        />
      )}
    </section>
  );
}

/** By name or address; who is deleted already is found by number alone. */
function Find({ of, choose }: { of: 'people' | 'accounts'; choose: (subject: Subject) => void }) {
  const [typed, setTyped] = useState('');
  const asked = useDeferredValue(typed.trim());
  const found = useQuery({ ...searchQuery(asked), enabled: asked.length > 1 });
  const fitting = asked.length > 1 ? (found.data ?? []).filter((each) => each.type === of) : [];
  const digits = asked.replace(/^No\. /, '');
  const byNumber = /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
  const take = (subject: Subject) => {
    setTyped('');
    choose(subject);
  };
  return (
    <>
      <Field label={of === 'people' ? 'Who: name, address, or number' : 'Which account: name or number'}>
        {(id) => (
          <input
            id={id}
            type="search"
            value={typed}
            autoComplete="off"
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
      <div className="actions" role="group" aria-label="Found">
        {fitting.map(({ id, title, subtitle }) => (
          <Button key={id} small onClick={() => take({ id, title })}>
            {title} <span className="muted">{subtitle}</span>
          </Button>
        ))}
        {byNumber !== undefined && (
          <Button small onClick={() => take({ id: byNumber, title: `Number ${byNumber}` })}>
            {`Number ${byNumber}`}
          </Button>
        )}
        {asked.length > 1 && found.isSuccess && fitting.length === 0 && byNumber === undefined && (
          <span className="muted">Nothing is called that.</span>
        )}
      </div>
    </>
  );
}

/** The word that is typed before anything is erased. */
const WORD = 'erase';

function Means({ type, ids, onDone }: { type: RequestType; ids: readonly number[]; onDone: () => void }) {
  const queries = useQueryClient();
  const [trial, setTrial] = useState<number>();
  const [word, setWord] = useState('');
  const [error, setError] = useState<string>();
  const failed = (failure: unknown) => setError(told(failure).text);
  const isAccess = type === 'access';
  const ask = () => {
    setError(undefined);
    askAboutData(type, ids).then(() => {
      void queries.invalidateQueries({ queryKey: ['data_control_requests'] });
      say(isAccess ? 'The file is being made.' : 'The request is under way.');
      onDone();
    }, failed);
  };
  const preview = () => {
    setError(undefined);
    askAboutData(type, ids, { dry_run: true }).then(({ id }) => setTrial(id), failed);
  };
  return (
    <>
      {trial !== undefined && <Trial id={trial} people={ids.length} />}
      {trial !== undefined && (
        <Field label={`Type “${WORD}” to mean it`}>
          {(id) => (
            <input
              id={id}
              autoComplete="off"
              ref={focusOn}
              value={word}
              onChange={({ target }) => setWord(target.value)}
            />
          )}
        </Field>
      )}
      <div className="dialog-foot">
        {error && (
          <p className="error-text" role="alert">
            {error}
          </p>
        )}
        {isAccess ? (
          <Button kind="primary" ref={focusOn} onClick={ask}>
            Make the file
          </Button>
        ) : trial === undefined ? (
          <Button kind="primary" ref={focusOn} onClick={preview}>
            See what it would do
          </Button>
        ) : (
          <Button kind="danger" disabled={word.trim().toLowerCase() !== WORD} onClick={ask}>
            {WISHES[type].title}
          </Button>
        )}
      </div>
    </>
  );
}

/** What it would come to; nothing is changed by asking. */
function Trial({ id, people }: { id: number; people: number }) {
  const { data } = useQuery(dataRequestQuery(id));
  return (
    <div role="status" aria-label="What it would do">
      {data === undefined || isOpen(data) ? (
        <p className="muted">Counting…</p>
      ) : (
        <>
          <p>{`Nothing is changed yet. About ${counted(data.metadata.people || people, 'person', 'people')}, it would come to these rows:`}</p>
          <RowsOf rows={data.metadata.rows} />
        </>
      )}
    </div>
  );
}
