import { Keys } from '../ui/button';
import { Dialog } from '../ui/dialog';
import type { Command } from './commands';

/** `?`: every key that does something here. */
export function KeySheet({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  const groups = new Map<string, Command[]>();
  for (const command of commands)
    if (command.keys !== undefined)
      groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return (
    <Dialog title="Keys" onClose={onClose} wide>
      {/* Longer than a small screen: scrolled by keys as well. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="sheet" role="region" aria-label="All keys" tabIndex={0}>
        {[...groups].map(([group, each]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {each.map(({ id, title, keys = '' }) => (
                <div key={id}>
                  <dt>{title}</dt>
                  <dd>
                    <Keys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
