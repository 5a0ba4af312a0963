import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import type { LedgerEntry, LedgerState } from '../../data/mailboxes';
import { Chip, type Tone } from '../../ui/button';
import { moment } from '../../ui/format';

const zone = boot.me.time_zone ?? 'UTC';

export const STATES: Readonly<Record<LedgerState, { readonly word: string; readonly tone: Tone }>> = {
  planned: { word: 'Planned', tone: 'outline' },
  queued: { word: 'Queued', tone: 'blue' },
  sending: { word: 'Sending', tone: 'blue' },
  sent: { word: 'Sent', tone: 'green' },
  failed: { word: 'Failed', tone: 'red' },
  uncertain: { word: 'Uncertain', tone: 'amber' },
  cancelled: { word: 'Cancelled', tone: 'grey' },
  skipped: { word: 'Skipped', tone: 'grey' },
};

export function LedgerRow({
  entry,
  name,
  on,
  onOpen,
  picked,
  onPick,
}: {
  entry: LedgerEntry;
  name: string;
  on: boolean;
  onOpen: () => void;
  /** Undefined: rows cannot be chosen here. */
  picked: boolean | undefined;
  onPick: () => void;
}) {
  const { word, tone } = STATES[entry.state];
  return (
    <tr className={on ? 'on' : undefined}>
      {picked !== undefined && (
        <td className="pick">
          <input type="checkbox" checked={picked} onChange={onPick} aria-label={`Choose ${name}`} />
        </td>
      )}
      <td>
        <button type="button" className="row-open" aria-pressed={on} onClick={onOpen}>
          {name}
        </button>
      </td>
      <td>
        <Chip tone={tone}>{word}</Chip>
      </td>
      <td className="num">{moment(entry.state_changed_at, zone, now())}</td>
      <td className="opt" title={entry.subject ?? undefined}>
        {entry.subject}
      </td>
      <td className="opt" title={entry.from_address}>
        {entry.from_address}
      </td>
      <td className="opt sub" title={entry.reason}>
        {entry.reason}
      </td>
    </tr>
  );
}
