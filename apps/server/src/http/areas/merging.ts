import type { Areas } from '@cadenza/contract';
import {
  findMerge,
  type Merged,
  mergeAccounts,
  mergePeople,
  mergesView,
  undoMerge,
} from '../../domain/merging/index.js';
import { forbidden } from '../../kernel/errors.js';
import { hasScope, type Principal } from '../../kernel/principal.js';
import type { HandlersOf } from '../handler-types.js';
import { wireTime } from '../wire-time.js';

const PATHS = { person: 'people', account: 'accounts' } as const;

/** @throws AppError forbidden */
function requireScope(principal: Principal, kind: Merged['kind'], what: 'read' | 'write'): void {
  const scope = `${PATHS[kind]}:${what}`;
  if (!hasScope(principal, scope)) throw forbidden(`The token lacks the scope ${scope}`);
}

const rowsOf = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .filter(([, rows]) => rows > 0)
    .map(([what, rows]) => ({ what, rows }));

function onWire(merge: Merged, { timeZone }: Principal, now: Date, base: string): string {
  const { told, kind, into_id: into } = merge;
  const open = merge.id !== null && merge.undo !== null && merge.undone_at === null;
  return JSON.stringify({
    id: merge.id,
    created_at: wireTime(merge.created_at, timeZone),
    kind,
    into: { id: into, _href: `${base}/v2/${PATHS[kind]}/${into}` },
    from_id: merge.from_id,
    user: merge.user_id === null ? null : { _href: `${base}/v2/users/${merge.user_id}`, id: merge.user_id },
    dry_run: merge.id === null,
    moved: rowsOf(told.moved),
    changed: told.changed,
    dropped: told.dropped,
    ended: told.ended,
    undoable_until: open && merge.undoable_until > now ? wireTime(merge.undoable_until, timeZone) : null,
    undone_at: merge.undone_at && wireTime(merge.undone_at, timeZone),
  });
}

/** Records that were there twice. */
export const area: HandlersOf<Areas['merging']> = {
  resources: {},
  operations: {
    merge: {
      read: async ({ app, principal, now }, { params: { id } }) => {
        const found = await findMerge(app.database.kysely, principal, id);
        requireScope(principal, found.kind, 'read');
        return onWire(found, principal, now, app.config.publicUrl);
      },
    },
    merge_account: {
      write: async (command, { params: { id }, body }) => {
        requireScope(command.principal, 'account', 'write');
        const merged = await mergeAccounts(command, id, body);
        return async (_, base) => onWire(merged, command.principal, command.now, base);
      },
    },
    merge_person: {
      write: async (command, { params: { id }, body }) => {
        requireScope(command.principal, 'person', 'write');
        const merged = await mergePeople(command, id, body);
        return async (_, base) => onWire(merged, command.principal, command.now, base);
      },
    },
    merges: { view: mergesView },
    undo_merge: {
      write: async (command, { params: { id } }) => {
        const { principal, now } = command;
        requireScope(principal, (await findMerge(command.tx, principal, id)).kind, 'write');
        const { putBack, left } = await undoMerge(command, id);
        return async () =>
          JSON.stringify({
            id,
            undone_at: wireTime(now, principal.timeZone),
            put_back: rowsOf(putBack),
            left,
          });
      },
    },
  },
};
