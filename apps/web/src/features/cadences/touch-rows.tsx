import { boot } from '../../app/boot';
import { clockTime } from '../../ui/format';
import * as Icon from '../../ui/icons';
import { decidedBy, type Touch } from './touches';

const zone = boot.me.time_zone ?? 'UTC';

/** A day's touches with what decided their moments; what stands still comes last. */
export function TouchRows({
  touches,
  open,
  onOpen,
}: {
  touches: readonly Touch[];
  open: string | undefined;
  onOpen: (key: string) => void;
}) {
  if (touches.length === 0) return <p className="card-body muted">Nothing on this day.</p>;
  return (
    <table className="rows" aria-label="Touches of the day">
      <thead>
        <tr>
          <th scope="col">When (yours)</th>
          <th scope="col">Person</th>
          <th scope="col">Step</th>
          <th scope="col" className="opt">
            From
          </th>
          <th scope="col" className="opt">
            Decided by
          </th>
        </tr>
      </thead>
      <tbody>
        {touches.map((touch) => (
          <Row key={touch.key} touch={touch} on={touch.key === open} onOpen={() => onOpen(touch.key)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ touch, on, onOpen }: { touch: Touch; on: boolean; onOpen: () => void }) {
  const { entry, at, name } = touch;
  const { word, tone } = decidedBy(entry);
  return (
    <tr className={on ? 'on' : undefined} onClick={onOpen}>
      <td className="num">{at ? clockTime(at, zone) : '–'}</td>
      <td>
        <button type="button" className="row-open" aria-pressed={on} onClick={onOpen}>
          {name}
        </button>
      </td>
      <td>
        <Picture touch={touch} /> Day {entry.day}
        {entry.step_name && ` · ${entry.step_name}`}
      </td>
      <td className="opt" title={entry.email?.from_address}>
        {sender(touch)}
      </td>
      <td className="opt wide decided" title={entry.reason}>
        <b className={tone}>{word}:</b> <span className="sub">{entry.reason}</span>
      </td>
    </tr>
  );
}

/** The mailbox up to its sign, or who does it by hand. */
const sender = ({ entry }: Touch): string =>
  entry.email
    ? `${entry.email.from_address.split('@')[0] ?? ''}@`
    : (boot.users.find(({ id }) => id === entry.user?.id)?.name ?? '–');

function Picture({ touch: { kind, entry, at } }: { touch: Touch }) {
  const icon = { size: 14, 'aria-hidden': true, className: 'row-icon' } as const;
  if (decidedBy(entry).tone === 'never') return <Icon.NeverIcon {...icon} />;
  if (at === undefined) return <Icon.WaitsIcon {...icon} />;
  if (kind === 'email') return <Icon.EmailIcon {...icon} />;
  return kind === 'phone' ? <Icon.CallIcon {...icon} /> : <Icon.TaskIcon {...icon} />;
}
