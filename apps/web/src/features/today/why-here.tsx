import { useMemo } from 'react';
import { useCommands } from '../../app/commands';
import type { Item } from '../../data/queue';
import { WhyDialog } from '../why';
import { TIER_NAMES } from './items';

/** `W` asks why what is in hand stands where it does. */
export function useWhy(ask: () => void): void {
  const commands = useMemo(
    () => [{ id: 'why', title: 'Why does it stand here?', keys: 'w', group: 'Today', run: ask }],
    [ask],
  );
  useCommands('today why', commands);
}

/** The reasons of the queue for an item, and what the person's other touches wait for. */
export function WhyHere({ item, onClose }: { item: Item; onClose: () => void }) {
  return (
    <WhyDialog title="Why does it stand here?" personId={item.person?.id} onClose={onClose}>
      <section className="why-one">
        <h3>{TIER_NAMES[item.tier]}</h3>
        <ul>
          {item.held && <li>{item.held.says}</li>}
          {item.because.map(({ says }) => (
            <li key={says}>{says}</li>
          ))}
        </ul>
      </section>
    </WhyDialog>
  );
}
