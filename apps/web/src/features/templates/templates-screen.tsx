import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useChanged } from '../../app/changed';
import { ChangedPill } from '../../app/changed-pill';
import { useCommands } from '../../app/commands';
import { ExportList } from '../../app/export-list';
import type { LiveEvent } from '../../app/live';
import { useEvent } from '../../app/use-event';
import { templatesQuery } from '../../data/templates';
import { tagsQuery } from '../../data/vocabulary';
import { Button } from '../../ui/button';
import { AddIcon } from '../../ui/icons';
import { Segments } from '../../ui/segments';
import { type Asked, askedOf, filtersOf, VIEWS } from './asked';
import { TemplateList } from './template-list';

const CreateTemplate = lazy(() => import('./create-template'));
const concerns = ({ resource }: LiveEvent) => resource === 'email_templates';

/** Words to write with: whose they are, and what became of e-mails with them. */
export function TemplatesScreen() {
  const search = useSearch({ strict: false });
  const asked = askedOf(search);
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const list = useInfiniteQuery(templatesQuery(filtersOf(asked), asked.sort));
  const { changed, seen } = useChanged(concerns);
  const reload = useCallback(() => {
    seen();
    void list.refetch();
  }, [list, seen]);
  const change = useEvent(
    (part: Partial<Record<keyof Asked, string | undefined>>) =>
      void navigate({ to: '/templates', search: { ...search, ...part }, replace: true, resetScroll: false }),
  );
  const commands = useMemo(
    () => [
      {
        id: 'template new',
        title: 'New template',
        keys: 'c',
        group: 'Templates',
        run: () => setCreating(true),
      },
    ],
    [setCreating],
  );
  useCommands('templates', commands);
  return (
    <>
      <header className="bar">
        <h1>Templates</h1>
        <span className="sp" />
        <ChangedPill changed={changed} onReload={reload} />
        <ExportList list="email_templates" query={{ ...filtersOf(asked) }} words="templates" />
        <Button
          kind="primary"
          keys="c"
          icon={<AddIcon size={14} aria-hidden />}
          onClick={() => setCreating(true)}
        >
          New template
        </Button>
      </header>
      <Filters asked={asked} change={change} />
      <TemplateList list={list} asked={asked} onCreate={() => setCreating(true)} />
      {creating && (
        <Suspense fallback={null}>
          <CreateTemplate onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </>
  );
}

type Change = (part: Partial<Record<keyof Asked, string | undefined>>) => void;
const SORTS = [
  { value: 'updated_at', text: 'Changed last' },
  { value: 'last_used_at', text: 'Used last' },
  { value: 'created_at', text: 'Newest' },
] as const;

function Filters({ asked, change }: { asked: Asked; change: Change }) {
  const tags = useQuery(tagsQuery);
  return (
    <div className="filters">
      <Segments
        label="Which templates"
        value={asked.view}
        choices={VIEWS}
        onChoose={(view) => change({ view: view === 'all' ? undefined : view })}
      />
      <Search words={asked.q} onSearch={(q) => change({ q: q || undefined })} />
      <label>
        <span className="hidden">Tag</span>
        <select value={asked.tag ?? ''} onChange={({ target }) => change({ tag: target.value || undefined })}>
          <option value="">Every tag</option>
          {tags.data?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <span className="sp" />
      <label>
        <span className="hidden">Order</span>
        <select value={asked.sort} onChange={({ target }) => change({ sort: target.value })}>
          {SORTS.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

const PAUSE_MS = 100;

/** Words of title, subject or text; asked for once nobody types for a moment. */
function Search({ words, onSearch }: { words: string; onSearch: (words: string) => void }) {
  const [typed, setTyped] = useState(words);
  const search = useEvent(onSearch);
  useEffect(() => {
    if (typed === words) return undefined;
    const timer = setTimeout(() => search(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, words, search]);
  return (
    <input
      type="search"
      className="search"
      aria-label="Search templates"
      placeholder="Title, subject or text"
      maxLength={200}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
    />
  );
}
