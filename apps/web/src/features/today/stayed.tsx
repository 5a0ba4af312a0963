import { useMemo } from 'react';
import { useCommands } from '../../app/commands';
import { useStore } from '../../app/store';
import { useEvent } from '../../app/use-event';
import type { Item } from '../../data/queue';
import * as Icon from '../../ui/icons';
import { doneItems } from './done';
import { calledOf } from './items';
import { Foot } from './parts';
import { stayed } from './selected';

/** It was done, and whoever did it stays with the person: what happened and what will stands beside it. */
export function Stayed({ item, next }: { item: Item; next: Item | undefined }) {
  const words = useStore(doneItems).find((done) => done.item.key === item.key)?.words;
  const goOn = useEvent(() => stayed.set(undefined));
  useCommands(
    'work',
    useMemo(
      () => [{ id: 'go on', title: 'Go on', keys: 'mod+enter,enter', group: 'Run', run: goOn }],
      [goOn],
    ),
  );
  return (
    <>
      <div className="wb">
        <p className="notice good" role="status">
          <Icon.TaskIcon size={16} aria-hidden />
          <span>
            <b>{words ?? 'Done'}.</b> You are still here; <kbd>Z</kbd> takes it back as long as it can be.
          </span>
        </p>
      </div>
      <Foot primary={next ? `Next: ${calledOf(next)}` : 'Go on'} onPrimary={goOn} />
    </>
  );
}
