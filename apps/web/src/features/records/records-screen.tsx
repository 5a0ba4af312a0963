import './records.css';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { type Command, useCommands } from '../../app/commands';
import { useListCommands } from '../../app/list-commands';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { queryText } from '../../app/url';
import { walk } from '../../app/walk';
import { MOST_COUNTED } from '../../data/listing';
import { Button, Chip } from '../../ui/button';
import { FilterBar, FilterChips } from '../../ui/filter/filter-bar';
import { FilterMenu } from '../../ui/filter/filter-menu';
import type { Field } from '../../ui/filter/model';
import { number } from '../../ui/format';
import { AddIcon } from '../../ui/icons';
import { isSelected, nothing, type Selection, toggled, withRows } from '../../ui/table/selection';
import { Table } from '../../ui/table/table';
import { useLatest } from '../../ui/use-latest';
import { BulkBar } from './bulk-bar';
import { Jobs } from './jobs';
import type { ListSpec } from './spec';
import { useList } from './use-list';
import { SaveView, useViews, type View, ViewBar, ViewMenu } from './views';

type Open =
  | { readonly what: 'filter'; readonly field: Field | undefined }
  | { readonly what: 'views' | 'create' };

/** A list of records: views, filters, rows, and what can be done with many of them. */
export function RecordsScreen<Row extends { readonly id: number }>({ spec }: { spec: ListSpec<Row> }) {
  const list = useList(spec);
  const { state, rows, pages, count, search } = list;
  const [open, setOpen] = useState<Open>();
  const views = useViews(spec);
  useScreenCommands(spec, setOpen, list.anew);
  return (
    <>
      <Head spec={spec} counted={count.data}>
        <ViewBar views={views} search={search} onGo={list.go} onMore={() => setOpen({ what: 'views' })} />
        <Link className="btn" to="/imports">
          Import
        </Link>
        <Link to={`${spec.place}/duplicates`} className="btn">
          Duplicates
        </Link>
        <Button
          kind="primary"
          keys="c"
          icon={<AddIcon size={14} aria-hidden />}
          aria-haspopup="dialog"
          onClick={() => setOpen({ what: 'create' })}
        >
          New {spec.one}
        </Button>
      </Head>
      <FilterBar
        fields={spec.fields}
        filters={state.filters}
        onOpen={(field) => setOpen({ what: 'filter', field })}
        onRemove={list.removeFilter}
      >
        {list.news > 0 && (
          <Button small keys="r" onClick={list.anew}>
            {number(list.news)} changed
          </Button>
        )}
        <SaveView spec={spec} views={views} search={search} />
      </FilterBar>
      {pages.isFetching && !pages.isPending && <div className="stale" />}
      {pages.isPending && <Skeleton rows={16} />}
      {pages.error && rows.length === 0 && (
        <ErrorScreen error={pages.error} retry={() => void pages.refetch()} />
      )}
      {pages.isSuccess && rows.length === 0 && (
        <NobodyHere spec={spec} list={list} onFilter={setOpen} onCreate={() => setOpen({ what: 'create' })} />
      )}
      {rows.length > 0 && <Rows key={queryText(state.filters)} spec={spec} list={list} />}
      <Jobs />
      <Dialogs spec={spec} list={list} views={views} open={open} onClose={() => setOpen(undefined)} />
    </>
  );
}

const wordsOf = (counted: number | undefined): string =>
  counted === undefined ? '' : counted >= MOST_COUNTED ? `${number(MOST_COUNTED)}+` : number(counted);

function Head<Row extends { readonly id: number }>({
  spec,
  counted,
  children,
}: {
  spec: ListSpec<Row>;
  counted: number | undefined;
  children: ReactNode;
}) {
  return (
    <header className="bar">
      <h1>{spec.title}</h1>
      {counted !== undefined && (
        <Chip tone="outline">
          <span className="num">{wordsOf(counted)}</span>
        </Chip>
      )}
      <span className="sp" />
      {children}
    </header>
  );
}

type List<Row extends { readonly id: number }> = ReturnType<typeof useList<Row>>;

/** The rows, and what is chosen of them: other filters are other rows, of which nothing is chosen. */
function Rows<Row extends { readonly id: number }>({ spec, list }: { spec: ListSpec<Row>; list: List<Row> }) {
  const { state, rows, count, search } = list;
  const [selection, setSelection] = useState<Selection>(nothing);
  const [cursor, setCursor] = useState(-1);
  const columns = spec.useColumns(rows);
  const counted = count.data;
  // Further than that nobody counted.
  const total = counted !== undefined && counted < MOST_COUNTED ? counted : undefined;
  useOpening(spec, rows, total, search, { cursor, setCursor, selection, setSelection });
  return (
    <div className="list-body">
      <Table
        label={spec.title}
        columns={columns}
        rows={rows}
        total={total}
        selection={selection}
        onSelection={setSelection}
        cursor={cursor}
        onCursor={setCursor}
        sort={state.sort}
        onSort={list.setSort}
        onEnd={list.more}
        nameOf={spec.nameOf}
      />
      <BulkBar
        spec={spec}
        state={state}
        selection={selection}
        onSelection={setSelection}
        total={total}
        totalWords={wordsOf(counted)}
        current={rows[cursor]}
      />
    </div>
  );
}

function Dialogs<Row extends { readonly id: number }>({
  spec,
  list,
  views,
  open,
  onClose,
}: {
  spec: ListSpec<Row>;
  list: List<Row>;
  views: readonly View[];
  open: Open | undefined;
  onClose: () => void;
}) {
  if (open?.what === 'views') return <ViewMenu views={views} onGo={list.go} onClose={onClose} />;
  if (open?.what === 'create') return spec.create(onClose);
  if (open?.what !== 'filter') return null;
  return (
    <FilterMenu
      fields={spec.fields}
      filters={list.state.filters}
      start={open.field}
      onSet={list.setFilter}
      onClose={onClose}
    />
  );
}

/** Nothing at all yet, or nothing by these filters. */
function NobodyHere<Row extends { readonly id: number }>({
  spec,
  list,
  onFilter,
  onCreate,
}: {
  spec: ListSpec<Row>;
  list: ReturnType<typeof useList<Row>>;
  onFilter: (open: Open) => void;
  onCreate: () => void;
}) {
  if (Object.keys(list.state.filters).length === 0)
    return (
      <Empty
        title={`No ${spec.many} yet`}
        action={
          <Button kind="primary" onClick={onCreate}>
            New {spec.one}
          </Button>
        }
      >
        {spec.purpose}
      </Empty>
    );
  return (
    <Empty
      title={`No ${spec.many} match`}
      action={
        <div className="filters-in">
          <FilterChips
            fields={spec.fields}
            filters={list.state.filters}
            onOpen={(field) => onFilter({ what: 'filter', field })}
            onRemove={list.removeFilter}
          />
          <Button small onClick={() => list.go({})}>
            Show all
          </Button>
        </div>
      }
    />
  );
}

/** Rows open by link; which list that was is kept for `[` and `]`. */
function useOpening<Row extends { readonly id: number }>(
  spec: ListSpec<Row>,
  rows: readonly Row[],
  total: number | undefined,
  search: Readonly<Record<string, unknown>>,
  at: {
    cursor: number;
    setCursor: (index: number) => void;
    selection: Selection;
    setSelection: (next: Selection) => void;
  },
) {
  const navigate = useNavigate();
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const back = useLatest(search);
  useEffect(() => {
    walk.set({ place: spec.place, ids, total, back: back.current });
  }, [spec.place, ids, total, back]);
  useListCommands('list', {
    count: rows.length,
    cursor: at.cursor,
    setCursor: at.setCursor,
    open: (index) => {
      const id = ids[index];
      if (id !== undefined) void navigate({ to: `${spec.place}/$id`, params: { id: String(id) } });
    },
    select: (index) => {
      const id = ids[index];
      if (id !== undefined) at.setSelection(toggled(at.selection, id));
    },
    extend: (from, to) =>
      at.setSelection(withRows(at.selection, ids.slice(Math.min(from, to), Math.max(from, to) + 1))),
    selectAll: () => {
      const every = ids.every((id) => isSelected(at.selection, id));
      at.setSelection(every ? nothing : withRows(at.selection, ids));
    },
    clear: () => at.setSelection(nothing),
  });
}

function useScreenCommands<Row extends { readonly id: number }>(
  spec: ListSpec<Row>,
  setOpen: (open: Open) => void,
  anew: () => void,
) {
  const latest = useLatest({ anew, spec });
  const commands = useMemo((): Command[] => {
    const group = spec.title;
    const search = () => latest.current.spec.fields.find(({ name }) => name === '_query');
    return [
      {
        id: 'filter',
        title: `Filter ${spec.many}`,
        keys: 'f',
        group,
        run: () => setOpen({ what: 'filter', field: undefined }),
      },
      {
        id: 'search',
        title: `Search ${spec.many}`,
        keys: 'slash',
        group,
        run: () => setOpen({ what: 'filter', field: search() }),
      },
      { id: 'views', title: 'Views', keys: 'v', group, run: () => setOpen({ what: 'views' }) },
      { id: 'create', title: `New ${spec.one}`, keys: 'c', group, run: () => setOpen({ what: 'create' }) },
      { id: 'anew', title: 'Take in new rows', keys: 'r', group, run: () => latest.current.anew() },
    ];
  }, [spec.title, spec.many, spec.one, setOpen, latest]);
  useCommands('records', commands);
}
