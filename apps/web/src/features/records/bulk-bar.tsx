import { useMemo, useState } from 'react';
import { now } from '../../app/clock';
import { type Command, useCommands } from '../../app/commands';
import { say } from '../../app/toasts';
import { csvOf, type Selected } from '../../data/bulk';
import { told } from '../../data/errors';
import { Button } from '../../ui/button';
import { number } from '../../ui/format';
import { CloseIcon } from '../../ui/icons';
import { everything, nothing, type Selection, sizeOf } from '../../ui/table/selection';
import { useLatest } from '../../ui/use-latest';
import { BulkFlow } from './bulk';
import { bulkFilter, type ListState, paramsOf } from './list-state';
import type { BulkCommand, ListSpec } from './spec';

interface Props<Row extends { readonly id: number }> {
  readonly spec: ListSpec<Row>;
  readonly state: ListState;
  readonly selection: Selection;
  readonly onSelection: (next: Selection) => void;
  readonly total: number | undefined;
  /** In words: "10,000+" where nobody counted further. */
  readonly totalWords: string;
  /** The row that is meant where none is chosen. */
  readonly current: Row | undefined;
}

/** What can be done with what is chosen, at the foot of the list; by key also with the row under the cursor. */
export function BulkBar<Row extends { readonly id: number }>(props: Props<Row>) {
  const { spec, state, selection, onSelection, total, totalWords, current } = props;
  const [command, setCommand] = useState<BulkCommand>();
  const size = sizeOf(selection, total);
  const chosen: Selected = selection.all
    ? { filter: bulkFilter(state, now()) as never, except: [...selection.except] }
    : { ids: selection.ids.size > 0 ? [...selection.ids] : current ? [current.id] : [] };
  const count = 'ids' in chosen ? chosen.ids.length : size;
  useBulkCommands(spec.bulk, count !== 0, setCommand);
  const many =
    count === undefined
      ? `all ${spec.many}${Object.keys(state.filters).length > 0 ? ' that match' : ''}`
      : count === 1
        ? `1 ${spec.one}`
        : `${number(count)} ${spec.many}`;
  return (
    <>
      {size !== 0 && (
        <div className="bulk" role="toolbar" aria-label={`With the chosen ${spec.many}`}>
          <b role="status">{size === undefined ? 'All' : number(size)} selected</b>
          {!selection.all && totalWords !== '' && (total === undefined || total > selection.ids.size) && (
            <button type="button" className="link" onClick={() => onSelection(everything)}>
              Select all {totalWords} that match
            </button>
          )}
          {spec.bulk.map((each) => (
            <Button
              key={each.id}
              small
              kind={each.danger ? 'danger' : 'plain'}
              keys={each.keys}
              onClick={() => setCommand(each)}
            >
              {each.title}
            </Button>
          ))}
          <Export spec={spec} state={state} selection={selection} />
          <Button small kind="quiet" aria-label="Select nothing" onClick={() => onSelection(nothing)}>
            <CloseIcon size={14} aria-hidden />
          </Button>
        </div>
      )}
      {command && count !== 0 && (
        <BulkFlow
          key={command.id}
          command={command}
          selected={chosen}
          many={many}
          size={count}
          list={spec.list}
          onClose={() => setCommand(undefined)}
          onStarted={() => onSelection(nothing)}
        />
      )}
    </>
  );
}

function useBulkCommands(
  bulk: readonly BulkCommand[],
  any: boolean,
  setCommand: (command: BulkCommand) => void,
): void {
  const able = useLatest(any);
  const commands = useMemo(
    () =>
      bulk.map(
        (each): Command => ({
          id: `bulk ${each.id}`,
          title: each.title,
          ...(each.keys === undefined ? {} : { keys: each.keys }),
          group: 'With the chosen rows',
          run: () => (able.current ? setCommand(each) : void say('Select a row first: X.')),
        }),
      ),
    [bulk, setCommand, able],
  );
  useCommands('bulk', commands);
}

/** Numbers that one list takes as a filter. */
const MOST_NAMED = 100;

function Export<Row extends { readonly id: number }>({
  spec,
  state,
  selection,
}: Pick<Props<Row>, 'spec' | 'state' | 'selection'>) {
  const [busy, setBusy] = useState(false);
  // A file is a list: some numbers, or all that match. All but some is none.
  const able = selection.all ? selection.except.size === 0 : selection.ids.size <= MOST_NAMED;
  const run = async () => {
    setBusy(true);
    try {
      const all = paramsOf(state, now());
      const params = selection.all ? all : { ids: [...selection.ids] };
      download(await csvOf(spec.list, params as never), `${spec.list}.csv`);
    } catch (error) {
      const { text, requestId } = told(error);
      say(`Export: ${text}`, { tone: 'failed', requestId });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      small
      disabled={busy || !able}
      title={able ? undefined : 'Export takes all that match, or up to 100 chosen rows'}
      onClick={() => void run()}
    >
      {busy ? 'Exporting…' : 'Export'}
    </Button>
  );
}

const KEPT_MS = 60_000;

function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
