import './records.css';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { now } from '../../app/clock';
import { ExportList } from '../../app/export-list';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { say } from '../../app/toasts';
import { queryText } from '../../app/url';
import { isWhole, MOST_COUNTED } from '../../data/listing';
import { Button, Chip } from '../../ui/button';
import { FilterBar } from '../../ui/filter/filter-bar';
import { FilterMenu } from '../../ui/filter/filter-menu';
import { type Field, leftOut } from '../../ui/filter/model';
import { number } from '../../ui/format';
import { AddIcon } from '../../ui/icons';
import { nothing, type Selection } from '../../ui/table/selection';
import { Table } from '../../ui/table/table';
import { BulkBar } from './bulk-bar';
import { ColumnsDialog, useChosenColumns } from './columns-dialog';
import { Jobs } from './jobs';
import { type ListState, paramsOf } from './list-state';
import { NobodyHere } from './nobody-here';
import type { Open } from './open';
import { useOwnFilters } from './own-filters';
import { Peek } from './peek';
import { useScreenCommands } from './screen-commands';
import type { ListSpec } from './spec';
import { useList } from './use-list';
import { useOpening } from './use-opening';
import { SaveView, useViews, type View, ViewBar, ViewMenu } from './views';

/** A list of records: views, filters, rows, and what can be done with many of them. */
export function RecordsScreen<Row extends { readonly id: number }>({ spec: given }: { spec: ListSpec<Row> }) {
  const spec = { ...given, fields: useOwnFilters(given.fields, given.customFields) };
  const list = useList(spec);
  const { state, rows, pages, count, search } = list;
  const [open, setOpen] = useState<Open>();
  const views = useViews(spec);
  const toView = viewing(spec.fields, list.go);
  useScreenCommands(spec, setOpen, list.anew);
  return (
    <>
      <Head spec={spec} counted={count.data}>
        <ViewBar views={views} search={search} onGo={toView} onMore={() => setOpen({ what: 'views' })} />
        <Ways spec={spec} state={state} />
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
        <ColumnsButton onPress={() => setOpen({ what: 'columns' })} />
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
      <Dialogs
        spec={spec}
        list={list}
        views={views}
        toView={toView}
        open={open}
        onClose={() => setOpen(undefined)}
      />
    </>
  );
}

/** Goes where a view leads. One that another program saved may ask for what no filter here says: that is said. */
const viewing =
  (fields: readonly Field[], go: (search: View['search']) => void) =>
  (search: View['search']): void => {
    const strange = leftOut(search, fields);
    if (strange.length > 0)
      say(`This view asks for ${strange.join(', ')} as well, which is not asked here: it shows more.`, {
        tone: 'failed',
      });
    go(search);
  };

const ColumnsButton = ({ onPress }: { onPress: () => void }) => (
  <Button small kind="quiet" keys="shift+c" aria-haspopup="dialog" onClick={onPress}>
    Columns
  </Button>
);

/** Where else this list leads. */
function Ways<Row extends { readonly id: number }>({
  spec,
  state,
}: {
  spec: ListSpec<Row>;
  state: ListState;
}) {
  return (
    <>
      <ExportList list={spec.list} query={paramsOf(state, now())} words={spec.many} />
      <Link className="btn" to="/imports">
        Import
      </Link>
      <Link to={`${spec.place}/duplicates`} className="btn">
        Duplicates
      </Link>
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
  const { state, rows, count } = list;
  const [peeking, setPeeking] = useState(false);
  const [selection, setSelection] = useState<Selection>(nothing);
  const [cursor, setCursor] = useState(-1);
  const columns = useChosenColumns(spec.list, spec.useColumns(list.whole));
  const at = rows[cursor];
  const current = at && isWhole(at) ? at : undefined;
  const counted = count.data;
  // Further than that nobody counted.
  const total = counted !== undefined && counted < MOST_COUNTED ? counted : undefined;
  useOpening(spec, list, total, { cursor, setCursor, selection, setSelection, peeking, setPeeking });
  return (
    <div className={peeking && current ? 'list-body with-peek' : 'list-body'}>
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
        onSight={list.onSight}
        nameOf={spec.nameOf}
      />
      <BulkBar
        spec={spec}
        state={state}
        selection={selection}
        onSelection={setSelection}
        total={total}
        totalWords={wordsOf(counted)}
        current={current}
      />
      {peeking && current && <Peek spec={spec} row={current} onClose={() => setPeeking(false)} />}
    </div>
  );
}

function Dialogs<Row extends { readonly id: number }>({
  spec,
  list,
  views,
  toView,
  open,
  onClose,
}: {
  spec: ListSpec<Row>;
  list: List<Row>;
  views: readonly View[];
  toView: (search: View['search']) => void;
  open: Open | undefined;
  onClose: () => void;
}) {
  if (open?.what === 'views') return <ViewMenu views={views} onGo={toView} onClose={onClose} />;
  if (open?.what === 'columns') return <AllColumns spec={spec} rows={list.whole} onClose={onClose} />;
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

/** The hook of the columns is asked for where they are chosen, as where they are drawn. */
function AllColumns<Row extends { readonly id: number }>({
  spec,
  rows,
  onClose,
}: {
  spec: ListSpec<Row>;
  rows: readonly Row[];
  onClose: () => void;
}) {
  return <ColumnsDialog spec={spec} all={spec.useColumns(rows)} onClose={onClose} />;
}
