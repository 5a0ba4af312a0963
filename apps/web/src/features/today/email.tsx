import { useMemo, useState } from 'react';
import { now } from '../../app/clock';
import { useCommands } from '../../app/commands';
import { keepDraft } from '../../app/drafts';
import { SnoozeDialog } from '../../app/snooze';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { say } from '../../app/toasts';
import { useEvent } from '../../app/use-event';
import { Button } from '../../ui/button';
import * as Icon from '../../ui/icons';
import { cleaned } from '../../ui/rich-text-dom';
import { focusOn } from '../../ui/focus';
import { moment } from '../../ui/format';
import { RichText } from '../../ui/rich-text';
import { sendEmail } from './done';
import { Fill, fillable } from './fill';
import { type LetterWork, useLetter } from './letter';
import { nameOf } from './items';
import { Foot, Refusal, type WorkProps, zone } from './parts';
import { LetterPreview } from './preview';
import { primary } from './primary';

/** How long the server holds an e-mail back so that it can be taken back. */
const UNDO_MS = 10_000;

/** An e-mail as it would leave, edited in place; it cannot leave while a variable is empty. */
// long: the state of one letter, its commands and what stands around it
export function EmailWork({ item, onSkip, onSnooze }: WorkProps) {
  const letter = useLetter(item);
  const [editing, setEditing] = useState(false);
  const [open, setOpen] = useState<'fill' | 'later' | 'preview'>();
  const stops = letter.loading ? 'Being written…' : stopsOf(letter);
  const canFill = letter.empty.some(fillable);
  const able = () => {
    if (stops !== undefined) say(canFill ? `${stops} T fills it in.` : stops, { tone: 'failed' });
    return stops === undefined;
  };
  const send = useEvent((at?: Date) => {
    if (!able()) return;
    const { draft } = letter;
    sendEmail(item, {
      to: nameOf(item),
      letter: draft ?? {},
      sendAfter: at ?? new Date(now().getTime() + UNDO_MS),
      leaves: at && moment(at, zone, now()),
      holdMs: UNDO_MS,
      takenBack: () => keepDraft(item.key, draft),
    });
  });
  const later = useEvent(() => able() && setOpen('later'));
  const preview = useEvent(() => setOpen('preview'));
  const edit = useEvent(() => setEditing(true));
  const fill = useEvent(() => canFill && setOpen('fill'));
  const close = () => setOpen(undefined);
  useCommands(
    'work',
    useMemo(
      () => [
        ...primary(item.key, { id: 'send', title: 'Send', run: () => send() }),
        { id: 'later', title: 'Send at…', keys: 'l', group: 'Run', run: later },
        { id: 'preview', title: 'Preview', keys: 'p', group: 'Run', run: preview },
        { id: 'edit', title: 'Edit the e-mail', keys: 'e', group: 'Run', run: edit },
        { id: 'fill', title: 'Fill in what is missing', keys: 't', group: 'Run', run: fill },
      ],
      [item.key, send, later, preview, edit, fill],
    ),
  );
  return (
    <>
      <div className="wb">
        <Refusal item={item} />
        {letter.error ? (
          <ErrorScreen error={letter.error} />
        ) : letter.loading ? (
          <Skeleton rows={5} />
        ) : (
          <Letter item={item} letter={letter} editing={editing} setEditing={setEditing} onPreview={preview} />
        )}
        {stops !== undefined && !letter.loading && (
          <p className="notice">
            <Icon.WarningIcon size={16} aria-hidden />
            <span>{stops} Fill it in, write something else, or take the sentence out.</span>
            {canFill && (
              <Button small keys="t" onClick={fill}>
                Fill in
              </Button>
            )}
          </p>
        )}
      </div>
      <Foot
        primary="Send and next"
        onPrimary={() => send()}
        disabled={stops !== undefined}
        why={`undo for ${UNDO_MS / 1000} s`}
        onSkip={onSkip}
        onSnooze={onSnooze}
      >
        <Button keys="l" onClick={later} disabled={stops !== undefined} aria-haspopup="dialog">
          Send at…
        </Button>
      </Foot>
      {open === 'fill' && item.person && (
        <Fill item={item} person={item.person} fields={letter.empty.filter(fillable)} onClose={close} />
      )}
      {open === 'preview' && <LetterPreview item={item} wording={letter.asked} onClose={close} />}
      {open === 'later' && (
        <SnoozeDialog
          title={`Send at… to ${nameOf(item)}`}
          verb="Send then"
          or="Or at"
          theirZone={item.person?.locale}
          onClose={close}
          onChoose={(at) => {
            close();
            send(at);
          }}
        />
      )}
    </>
  );
}

/** What keeps a letter from leaving. */
function stopsOf({ empty, unknown, problems, subject }: LetterWork): string | undefined {
  if (unknown.length > 0) return `There is no field called ${unknown.join(', ')}.`;
  if (empty.length > 0) return `${capital(empty.join(', '))} is empty for this person.`;
  if (problems.length > 0) return `${capital(problems[0] ?? '')}.`;
  return subject.trim() === '' ? 'It has no subject.' : undefined;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replaceAll('_', ' ');

// long: the fields of a letter, each shown or edited
function Letter({
  item,
  letter,
  editing,
  setEditing,
  onPreview,
}: {
  item: WorkProps['item'];
  letter: LetterWork;
  editing: boolean;
  setEditing: (editing: boolean) => void;
  onPreview: () => void;
}) {
  const { draft, setDraft, subject, reading } = letter;
  const leave = (event: React.KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    setEditing(false);
    document.getElementById('work-title')?.focus();
  };
  // What this cannot show it would lose: then the source is edited.
  const lost = useMemo(() => editing && cleaned(reading).lost, [editing, reading]);
  return (
    <div>
      <div className="fld">
        <span className="fld-name">To</span>
        <span className="grow">{item.person?.email_address ?? 'no address'}</span>
        {letter.from && <span className="muted">from {letter.from}</span>}
      </div>
      <div className="fld">
        <label className="fld-name" htmlFor="letter-subject">
          Subject
        </label>
        {editing && !letter.threaded ? (
          <input
            id="letter-subject"
            className="grow"
            value={subject}
            maxLength={998}
            onKeyDown={leave}
            onChange={(event) => setDraft({ ...draft, subject: event.target.value })}
          />
        ) : (
          <output id="letter-subject" className="grow">
            {subject || 'none'}
          </output>
        )}
        {!editing && (
          <Button small keys="e" onClick={() => setEditing(true)}>
            Edit
          </Button>
        )}
        <Button small keys="p" onClick={onPreview} aria-haspopup="dialog">
          Preview
        </Button>
        {draft && (
          <Button small kind="quiet" onClick={() => setDraft(undefined)}>
            As it was
          </Button>
        )}
      </div>
      {editing && lost ? (
        <textarea
          className="source"
          aria-label="The e-mail as HTML"
          rows={14}
          ref={focusOn}
          onKeyDown={leave}
          value={reading.html}
          onChange={(event) => setDraft({ ...draft, body: event.target.value })}
        />
      ) : (
        <RichText
          reading={reading}
          label="The e-mail"
          onKeyDown={leave}
          {...(editing ? { onChange: (body: string) => setDraft({ ...draft, body }) } : {})}
        />
      )}
    </div>
  );
}
