import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { write } from '../../app/outbox';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { say } from '../../app/toasts';
import { fieldWords, type Told } from '../../data/errors';
import { type Named, namedQuery, type NamedResource } from '../../data/settings';
import { Button } from '../../ui/button';
import { number } from '../../ui/format';
import { textOf } from './form-values';

export interface NamedSpec {
  readonly resource: NamedResource;
  readonly title: string;
  readonly about: string;
  /** What else is said of each: yes or no. */
  readonly flag?: { readonly name: string; readonly label: string };
  /** What a new one is made with besides its name, chosen from these. */
  readonly kind?: {
    readonly name: string;
    readonly label: string;
    readonly choices: readonly (readonly [string, string])[];
  };
  /** What can be said of each at any time, of these. */
  readonly choice?: NonNullable<NamedSpec['kind']>;
  /** What else can be seen of each. */
  readonly beside?: (item: Named) => ReactNode;
  /** Each may stand below another. */
  readonly parent?: { readonly name: string; readonly label: string };
}

/** From here on they are looked for. */
const MANY = 20;
/** So long a deletion can be taken back. */
const HOLD_MS = 6000;

/** Things of the team that have a name: made, renamed, deleted. */
export function NamedList({ spec }: { spec: NamedSpec }) {
  const list = useQuery(namedQuery(spec.resource));
  const [gone, setGone] = useState<ReadonlySet<Named['id']>>(new Set());
  const [words, setWords] = useState('');
  const all = list.data?.filter(({ id }) => !gone.has(id));
  const wanted = words.trim().toLowerCase();
  const items = all?.filter(({ name }) => (name ?? '').toLowerCase().includes(wanted));
  const hide = (id: Named['id'], hidden: boolean) =>
    setGone((before) => new Set([...before].filter((each) => each !== id).concat(hidden ? [id] : [])));
  return (
    <section className="card card-body form" aria-label={spec.title}>
      <h2 className="section-head">{spec.title}</h2>
      <p className="sub">{spec.about}</p>
      {list.isPending && <Skeleton rows={3} />}
      {list.isError && <ErrorScreen error={list.error} retry={() => void list.refetch()} />}
      {all?.length === 0 && <p className="muted">None yet.</p>}
      {(all?.length ?? 0) > MANY && (
        <input
          type="search"
          aria-label={`Find: ${spec.title}`}
          placeholder={`Find among ${number(all?.length ?? 0)}`}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      )}
      {wanted !== '' && items?.length === 0 && <p className="muted">Nothing is called that.</p>}
      <ul className="named">
        {items?.map((item) => (
          <Item key={item.id} spec={spec} item={item} hide={hide} />
        ))}
      </ul>
      {items && <New spec={spec} />}
    </section>
  );
}

function useWrite(spec: NamedSpec) {
  const queries = useQueryClient();
  return (
    what: Pick<Parameters<typeof write>[0], 'method' | 'body' | 'holdMs'> & { id?: Named['id'] },
    refused: (why: Told) => void,
    done?: () => void,
  ) => {
    const { id, ...rest } = what;
    const path = `/v2/${spec.resource}${id === undefined ? '' : `/${id}`}` as const;
    return write(
      { ...rest, path, scope: path, label: spec.title },
      {
        refused,
        done: () => {
          done?.();
          void queries.invalidateQueries({ queryKey: namedQuery(spec.resource).queryKey });
          // Menus elsewhere offer the same words.
          void queries.invalidateQueries({ queryKey: [spec.resource] });
        },
      },
    );
  };
}

function Item({
  spec,
  item,
  hide,
}: {
  spec: NamedSpec;
  item: Named & Readonly<Record<string, unknown>>;
  hide: (id: Named['id'], hidden: boolean) => void;
}) {
  const { id, name } = item;
  const [typed, setTyped] = useState(name ?? '');
  const [error, setError] = useState<string>();
  const send = useWrite(spec);
  const refused = (why: Told) => setError(Object.values(fieldWords(why))[0]);
  const put = (body: object) => {
    setError(undefined);
    send({ method: 'PUT', id, body }, refused, () => say(`${typed}: saved.`));
  };
  const remove = () => {
    hide(id, true);
    const back = send({ method: 'DELETE', id, holdMs: HOLD_MS }, (why) => {
      hide(id, false);
      refused(why);
    });
    say(`Deleted “${name}”.`, { undo: () => back() && hide(id, false), ms: HOLD_MS });
  };
  return (
    <li>
      <input
        aria-label={`Name of ${name}`}
        aria-invalid={error !== undefined}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        onBlur={() => typed.trim() !== (name ?? '') && put({ name: typed.trim() })}
      />
      <More spec={spec} item={item} put={put} />
      {spec.beside?.(item)}
      <Button small kind="quiet" aria-label={`Delete ${name}`} onClick={remove}>
        Delete
      </Button>
      {error && (
        <span className="error-text" role="alert">
          {error}
        </span>
      )}
    </li>
  );
}

/** What is said of one beside its name. */
function More({
  spec: { resource, kind, flag, choice, parent },
  item,
  put,
}: {
  spec: NamedSpec;
  item: Named & Readonly<Record<string, unknown>>;
  put: (body: object) => void;
}) {
  return (
    <>
      {kind && (
        <span className="muted">{kind.choices.find(([value]) => value === item[kind.name])?.[1]}</span>
      )}
      {choice && (
        <select
          aria-label={`${choice.label}: ${item.name}`}
          value={textOf(item[choice.name])}
          onChange={({ target }) => put({ [choice.name]: target.value })}
        >
          {choice.choices.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
      {parent && <Parent resource={resource} parent={parent} item={item} put={put} />}
      {flag && (
        <label className="check">
          <input
            type="checkbox"
            checked={item[flag.name] === true}
            onChange={({ target }) => put({ [flag.name]: target.checked })}
          />
          <span>{flag.label}</span>
        </label>
      )}
    </>
  );
}

/** Below which other one it stands. */
function Parent({
  resource,
  parent: { name: field, label },
  item,
  put,
}: {
  resource: NamedResource;
  parent: NonNullable<NamedSpec['parent']>;
  item: Named & Readonly<Record<string, unknown>>;
  put: (body: object) => void;
}) {
  const { data: others } = useQuery(namedQuery(resource));
  return (
    <label>
      <span className="muted">{label}</span>{' '}
      <select
        aria-label={`${item.name} stands ${label}`}
        value={textOf(item[field])}
        onChange={({ target }) => put({ [field]: target.value === '' ? null : Number(target.value) })}
      >
        <option value="">none</option>
        {others
          ?.filter(({ id }) => id !== item.id)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </select>
    </label>
  );
}

function New({ spec }: { spec: NamedSpec }) {
  const [name, setName] = useState('');
  const [kind, setKind] = useState(spec.kind?.choices[0]?.[0] ?? '');
  const [error, setError] = useState<string>();
  const send = useWrite(spec);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setError('It needs a name.');
    setError(undefined);
    const body = { name: name.trim(), ...(spec.kind ? { [spec.kind.name]: kind } : {}) };
    send(
      { method: 'POST', body },
      (why) => setError(Object.values(fieldWords(why))[0]),
      () => setName(''),
    );
  };
  return (
    <form className="named" onSubmit={submit} noValidate>
      <div className="actions">
        <input
          aria-label={`New: ${spec.title}`}
          placeholder="New name"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        {spec.kind && (
          <select aria-label={spec.kind.label} value={kind} onChange={({ target }) => setKind(target.value)}>
            {spec.kind.choices.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        )}
        <Button type="submit">Add</Button>
      </div>
      {error && (
        <span className="error-text" role="alert">
          {error}
        </span>
      )}
    </form>
  );
}
