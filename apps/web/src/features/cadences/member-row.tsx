import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import type { CadencePerson } from '../../data/cadences';
import { Chip, type Tone } from '../../ui/button';
import { moment, number } from '../../ui/format';

const zone = boot.me.time_zone ?? 'UTC';

type State = NonNullable<CadencePerson['current_state']>;
const STATES: Readonly<Record<State, { readonly word: string; readonly tone: Tone }>> = {
  processing: { word: 'Being added', tone: 'grey' },
  staged: { word: 'Waits for room', tone: 'amber' },
  active: { word: 'Due now', tone: 'blue' },
  scheduled: { word: 'On it', tone: 'green' },
  completed: { word: 'Through', tone: 'grey' },
  removed: { word: 'Taken off', tone: 'grey' },
  removed_no_action: { word: 'Taken off', tone: 'grey' },
  reassigned: { word: 'Handed over', tone: 'grey' },
  archived: { word: 'Put away', tone: 'grey' },
};

export function MemberState({ member }: { member: CadencePerson }) {
  const state = member.current_state;
  if (member.next?.rule === 'membership_paused') return <Chip tone="amber">Paused</Chip>;
  if (state === null) return <>–</>;
  return <Chip tone={STATES[state].tone}>{STATES[state].word}</Chip>;
}

export function MemberRow({
  member,
  name,
  step,
  on,
  onOpen,
}: {
  member: CadencePerson;
  name: string;
  step: { readonly day: number | null; readonly name: string | null } | undefined;
  on: boolean;
  onOpen: () => void;
}) {
  const { next, counts } = member;
  return (
    <tr className={on ? 'on' : undefined} onClick={onOpen}>
      <td>
        <button type="button" className="row-open" aria-pressed={on} onClick={onOpen}>
          {name}
        </button>
      </td>
      <td>
        <MemberState member={member} />
      </td>
      <td className="opt">{step ? `Day ${step.day ?? '?'} · ${step.name ?? ''}` : '–'}</td>
      <td className="num">{next ? (next.open ? 'Open now' : moment(next.at, zone, now())) : '–'}</td>
      <td className="opt wide sub" title={next?.says}>
        {next?.says ?? ''}
      </td>
      <td className="n opt">{number(counts.sent_emails)}</td>
    </tr>
  );
}
