import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { type SavedView, viewsQuery } from '../../data/views';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Pick } from '../../ui/pick';
import { sameList } from './list-state';
import type { BuiltInView, ListSpec } from './spec';

type Spec = Pick<ListSpec<{ id: number }>, 'view' | 'views'>;
type Search = Readonly<Record<string, unknown>>;

const MOST_SHOWN = 4;

export interface View extends BuiltInView {
  readonly saved?: SavedView;
}

/** All views: everybody's, then the saved ones. */
export function useViews({ view, views }: Spec): View[] {
  const saved = useQuery(viewsQuery(view));
  return [
    ...views,
    ...(saved.data ?? []).map((each) => ({
      name: each.name ?? 'Without a name',
      search: each.view_params ?? {},
      saved: each,
    })),
  ];
}

/** The first views as buttons, the rest behind `V`. */
export function ViewBar({
  views,
  search,
  onGo,
  onMore,
}: {
  views: readonly View[];
  search: Search;
  onGo: (search: Search) => void;
  onMore: () => void;
}) {
  const current = views.find((each) => sameList(each.search, search));
  const first = views.slice(0, MOST_SHOWN);
  const shown = current && !first.includes(current) ? [...first, current] : first;
  return (
    <div className="seg views" role="group" aria-label="Views">
      {shown.map((view) => (
        <button
          type="button"
          key={`${view.saved?.id ?? ''} ${view.name}`}
          className={view === current ? 'on' : undefined}
          aria-pressed={view === current}
          onClick={() => onGo(view.search)}
        >
          {view.name}
        </button>
      ))}
      <button type="button" onClick={onMore} aria-haspopup="dialog" aria-label="All views (V)">
        …
      </button>
    </div>
  );
}

export function ViewMenu({
  views,
  onGo,
  onClose,
}: {
  views: readonly View[];
  onGo: (search: Search) => void;
  onClose: () => void;
}) {
  return (
    <Pick
      title="Views"
      items={views.map(({ name, saved }, at) => ({
        value: String(at),
        label: name,
        detail: saved ? (saved.shared ? 'shared' : 'yours') : undefined,
      }))}
      onPick={(at) => {
        onClose();
        onGo(views[Number(at)]?.search ?? {});
      }}
      onClose={onClose}
    />
  );
}

/** Saves what is shown under a name, or takes the saved view away. */
export function SaveView({ spec, views, search }: { spec: Spec; views: readonly View[]; search: Search }) {
  const [open, setOpen] = useState(false);
  const remove = useRemoveView(spec);
  const current = views.find((each) => sameList(each.search, search));
  if (current?.saved) {
    const { saved } = current;
    return (
      <Button small onClick={() => remove(saved)}>
        Delete view
      </Button>
    );
  }
  if (current || Object.keys(search).length === 0) return null;
  return (
    <>
      <Button small aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Save view
      </Button>
      {open && <SaveDialog spec={spec} search={search} onClose={() => setOpen(false)} />}
    </>
  );
}

function useRemoveView({ view }: Spec) {
  const queries = useQueryClient();
  const anew = () => queries.invalidateQueries({ queryKey: ['saved_list_views', view] });
  return (saved: SavedView) => {
    const label = `View “${saved.name}” deleted`;
    const take = (show: boolean) =>
      queries.setQueryData(viewsQuery(view).queryKey, (before) =>
        show ? [...(before ?? []), saved] : before?.filter(({ id }) => id !== saved.id),
      );
    take(false);
    const back = write(
      {
        method: 'DELETE',
        path: `/v2/saved_list_views/${saved.id}`,
        scope: `saved_list_views ${saved.id}`,
        label,
        holdMs: 6000,
      },
      { done: () => void anew() },
    );
    say(label, {
      undo: () => (back() ? take(true) : say('It is deleted already.', { tone: 'failed' })),
      ms: 6000,
    });
  };
}

function SaveDialog({ spec, search, onClose }: { spec: Spec; search: Search; onClose: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [error, setError] = useState<string>();
  const save = () =>
    write(
      {
        method: 'POST',
        path: '/v2/saved_list_views',
        body: { name, shared, view: spec.view, view_params: search },
        scope: `view ${name}`,
        label: `View “${name}”`,
      },
      {
        done: () => {
          void queries.invalidateQueries({ queryKey: ['saved_list_views', spec.view] });
          onClose();
        },
        refused: ({ text }) => setError(text),
      },
    );
  return (
    <Dialog title="Save view" onClose={onClose}>
      <form
        className="filter-form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label className="field">
          <span className="label">Name</span>
          <input
            value={name}
            required
            maxLength={255}
            aria-invalid={error !== undefined}
            onChange={(event) => setName(event.target.value)}
          />
          {error && <span className="error">{error}</span>}
        </label>
        <label>
          <input type="checkbox" checked={shared} onChange={() => setShared(!shared)} /> Colleagues see it too
        </label>
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={name.trim() === ''}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
