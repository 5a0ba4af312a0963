import { useMemo } from 'react';
import { Button } from '../ui/button';
import { useCommands } from './commands';

/** `7 changed: R`. Nothing moves before somebody wants it to. */
export function ChangedPill({ changed, onReload }: { changed: number; onReload: () => void }) {
  const commands = useMemo(
    () => [{ id: 'reload', title: 'Take in what changed', keys: 'r', group: 'In a list', run: onReload }],
    [onReload],
  );
  useCommands('changed', commands);
  return (
    <span role="status">
      {changed > 0 && (
        <Button small keys="r" onClick={onReload}>
          {changed === 1 ? '1 changed' : `${changed} changed`}
        </Button>
      )}
    </span>
  );
}
