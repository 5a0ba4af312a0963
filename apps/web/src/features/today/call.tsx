import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { elapsed } from '../../app/clock';
import { useCommands, type Command } from '../../app/commands';
import { keepDraft, useDraft } from '../../app/drafts';
import { say } from '../../app/toasts';
import { useEvent } from '../../app/use-event';
import { callWordsQuery, dial, stepWordsQuery } from '../../data/work';
import { told } from '../../data/errors';
import { Button, Chip, Keys } from '../../ui/button';
import * as Icon from '../../ui/icons';
import { clockTime } from '../../ui/format';
import { carryOut } from './done';
import { nameOf } from './items';
import { Foot, Refusal, type WorkProps } from './parts';
import { primary } from './primary';

interface CallDraft {
  readonly notes?: string;
  readonly outcome?: string;
  readonly sentiment?: string;
  /** Seconds that the call took. */
  readonly duration?: number;
}

/** `D` dials, a digit says how it ended, `Mod Enter` logs it. */
// long: the state of one form, its commands and its fields
export function CallWork({ item, onSkip, onSnooze }: WorkProps) {
  const { value: draft = {}, set } = useDraft<CallDraft>(item.key);
  const words = useQuery(callWordsQuery());
  const begun = useRef<number>(undefined);
  const notes = useRef<HTMLTextAreaElement>(null);
  const { outcomes = [], sentiments = [] } = words.data ?? {};
  const lacks = lacking(draft, words.data);
  const change = useEvent((next: CallDraft) => set({ ...draft, ...next }));
  const ring = useEvent(() => {
    begun.current = elapsed();
    void begin(item);
    notes.current?.focus();
  });
  const log = useEvent(() => {
    if (lacks !== undefined) return void say(lacks, { tone: 'failed' });
    const seconds = begun.current === undefined ? undefined : Math.round((elapsed() - begun.current) / 1000);
    const final = { ...draft, ...(seconds === undefined ? {} : { duration: seconds }) };
    carryOut(item, {
      method: 'POST',
      path: '/v2/activities/calls',
      body: callBody(item, final),
      label: `Call to ${nameOf(item)}`,
      words: 'Call logged',
      draft: item.key,
      takenBack: () => keepDraft(item.key, final),
    });
  });
  const choose = useEvent((kind: 'outcome' | 'sentiment', at: number) => {
    const name = (kind === 'outcome' ? outcomes : sentiments)[at];
    if (name !== undefined) change({ [kind]: name });
  });
  const note = useEvent(() => notes.current?.focus());
  useCommands(
    'work',
    useMemo(() => callCommands(item.key, { ring, log, note, choose }), [item.key, ring, log, note, choose]),
  );
  return (
    <>
      <div className="wb">
        <Refusal item={item} />
        <Numbers item={item} onDial={ring} />
        <Instructions stepId={item.step?.id} />
        <Choices
          legend="How did it end?"
          names={outcomes}
          chosen={draft.outcome}
          keys=""
          onChoose={(outcome) => change({ outcome })}
        />
        <Choices
          legend="How was it?"
          names={sentiments}
          chosen={draft.sentiment}
          keys="shift+"
          onChoose={(sentiment) => change({ sentiment })}
        />
        <div className="field">
          <label htmlFor="call-notes">
            Notes <Keys keys="n" />
          </label>
          <textarea
            id="call-notes"
            ref={notes}
            rows={5}
            value={draft.notes ?? ''}
            onChange={(event) => change({ notes: event.target.value })}
            onKeyDown={leaveOnEscape}
          />
        </div>
      </div>
      <Foot primary="Log and next" onPrimary={log} onSkip={onSkip} onSnooze={onSnooze} why={lacks} />
    </>
  );
}

/** Out of the field, back to single keys. */
export const leaveOnEscape = (event: React.KeyboardEvent<HTMLElement>): void => {
  if (event.key !== 'Escape') return;
  event.stopPropagation();
  event.currentTarget.blur();
};

function callCommands(
  key: string,
  on: {
    ring: () => void;
    log: () => void;
    note: () => void;
    choose: (kind: 'outcome' | 'sentiment', at: number) => void;
  },
): Command[] {
  const group = 'Run';
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  return [
    ...primary(key, { id: 'log', title: 'Log the call', run: on.log }),
    { id: 'dial', title: 'Dial', keys: 'd', group, run: on.ring },
    { id: 'note', title: 'Write a note', keys: 'n', group, run: on.note },
    ...digits.map((digit) => ({
      id: `outcome ${digit}`,
      title: `Outcome ${digit}`,
      keys: String(digit),
      group,
      hidden: true,
      run: () => on.choose('outcome', digit - 1),
    })),
    ...digits.map((digit) => ({
      id: `sentiment ${digit}`,
      title: `Sentiment ${digit}`,
      keys: `shift+${SHIFTED[digit - 1]},shift+${digit}`,
      group,
      hidden: true,
      run: () => on.choose('sentiment', digit - 1),
    })),
  ];
}
/** What a key of the upper row prints with Shift, where it is as on the American one. */
const SHIFTED = '!@#$%^&*(';

function lacking(
  draft: CallDraft,
  team: { outcomeRequired: boolean; sentimentRequired: boolean } | undefined,
): string | undefined {
  if (team?.outcomeRequired && !draft.outcome) return 'Say how the call ended: 1 to 9.';
  if (team?.sentimentRequired && !draft.sentiment) return 'Say how it was: Shift and 1 to 9.';
  return undefined;
}

const callBody = ({ action, task, person, call }: WorkProps['item'], draft: CallDraft) => ({
  person_id: person?.id,
  action_id: action?.id,
  task_id: task?.id,
  to: call?.number ?? person?.phone ?? undefined,
  notes: draft.notes?.trim() || undefined,
  disposition: draft.outcome,
  sentiment: draft.sentiment,
  duration: draft.duration,
});

/** By the dialer of the team, or by what the browser calls with; the number is in the clipboard where that is allowed. */
async function begin(item: WorkProps['item']): Promise<void> {
  const { person, call, action } = item;
  if (!person) return;
  const number = call?.number ?? person.phone;
  if (number) void navigator.clipboard?.writeText(number).catch(() => undefined);
  try {
    const dialled = await dial(person.id, action?.id, call?.permitted === false);
    if (dialled.kind === 'tel') window.location.assign(dialled.uri);
    say(`Calling ${dialled.number}`);
  } catch (error) {
    say(`Not dialled: ${told(error).text}`, { tone: 'failed', requestId: told(error).requestId });
  }
}

function Numbers({ item, onDial }: { item: WorkProps['item']; onDial: () => void }) {
  const { call, person } = item;
  const number = call?.number ?? person?.phone;
  const tone = call?.permitted === false ? 'red' : call?.permitted ? 'green' : 'outline';
  const zone = person?.locale;
  return (
    <div className="fld call">
      <Icon.CallIcon size={16} aria-hidden />
      <b className="num">{number ?? 'no number'}</b>
      {number && (
        <Button small keys="d" onClick={onDial}>
          Dial
        </Button>
      )}
      <span className="sp" />
      {call && (
        <Chip tone={tone} title={call.because.says}>
          {call.permitted === false
            ? 'Outside the hours for calls'
            : call.permitted
              ? `May be called${call.until && zone ? ` until ${clockTime(call.until, zone)}` : ''}`
              : 'No hours set'}
        </Chip>
      )}
    </div>
  );
}

/** What the step says is to be done. */
export function Instructions({ stepId }: { stepId: number | undefined }) {
  const { data } = useQuery({ ...stepWordsQuery(stepId ?? 0), enabled: stepId !== undefined });
  return data?.instructions ? <p className="instructions">{data.instructions}</p> : null;
}

function Choices({
  legend,
  names,
  chosen,
  keys,
  onChoose,
}: {
  legend: string;
  names: readonly string[];
  chosen: string | undefined;
  keys: '' | 'shift+';
  onChoose: (name: string) => void;
}) {
  if (names.length === 0) return null;
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {names.map((name, at) => (
        <label key={name} className="choice">
          <input type="radio" name={legend} checked={name === chosen} onChange={() => onChoose(name)} />
          <span>{name}</span>
          {at < 9 && <Keys keys={`${keys}${at + 1}`} />}
        </label>
      ))}
    </fieldset>
  );
}
