import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useDraft } from '../../app/drafts';
import { say } from '../../app/toasts';
import { fieldWords, told } from '../../data/errors';
import {
  createMailbox,
  deleteMailbox,
  type Mailbox,
  type MailboxPreset,
  mailboxesQuery,
  type MailboxTest,
  presetsQuery,
  testMailbox,
  updateMailbox,
} from '../../data/mailboxes';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { bodyOf, connectionOf, type Draft, draftOf, NEW, presetOf, testErrors, withPreset } from './draft';
import { Fields } from './fields';
import { Providers } from './providers';
import { TestWords } from './told';

type Errors = Readonly<Record<string, string>>;

/**
 * Connects a mailbox, or changes how one is connected. A new one is paused until both servers let it in, and goes when the
 * dialog is left before; a change is tried before it is stored: nothing leaves by a typo.
 */
export default function ConnectDialog({ mailbox, onClose }: { mailbox?: Mailbox; onClose: () => void }) {
  const presets = useQuery(presetsQuery);
  const form = useConnect(mailbox, onClose);
  const [preset, setPreset] = useState<MailboxPreset>();
  const { draft, setDraft } = form;
  const take = (next: MailboxPreset | undefined) => {
    setPreset(next);
    if (next) setDraft(withPreset(draft, next));
  };
  const byAddress = () => {
    const found = draft.smtp_host === '' ? presetOf(draft.email_address, presets.data ?? []) : undefined;
    if (found) take(found);
  };
  return (
    <Dialog title={mailbox ? mailbox.email_address : 'Connect a mailbox'} onClose={form.leave} wide>
      <form className="form" onSubmit={form.submit} noValidate aria-label="Mailbox">
        {!mailbox && <Providers presets={presets.data ?? []} chosen={preset} onChoose={take} />}
        <Fields
          draft={draft}
          set={(part) => setDraft({ ...draft, ...part })}
          password={form.password}
          setPassword={form.setPassword}
          errors={form.errors}
          mailbox={mailbox}
          onAddress={byAddress}
        />
        {form.test && <TestWords test={form.test} />}
        <p className="error-text" role="alert">
          {form.errors['version'] ??
            (form.test && !form.test.ok
              ? `Not let in${mailbox ? ', and nothing is saved' : ''}: mend what is marked, and try again.`
              : '')}
        </p>
        <div className="dialog-foot">
          <Button onClick={form.leave}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={form.busy}>
            {form.busy ? 'Asking both servers…' : form.word}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface Made {
  readonly id: number;
  readonly draft: Draft;
}

function useConnect(mailbox: Mailbox | undefined, onClose: () => void) {
  const queries = useQueryClient();
  const before = mailbox && draftOf(mailbox);
  const kept = useDraft<Draft>(mailbox ? `mailbox ${mailbox.id}` : 'new mailbox');
  const draft = kept.value ?? before ?? NEW;
  const [password, setPassword] = useState('');
  const { errors, setErrors, test, letIn, anewFound } = useFindings();
  const [busy, setBusy] = useState(false);
  /** What this dialog made, as it was saved last. */
  const [made, setMade] = useState<Made>();
  const change = { ...bodyOf(draft, before), ...(password === '' ? {} : { password }) };
  const anew = () => queries.invalidateQueries({ queryKey: mailboxesQuery.queryKey });
  const close = () => {
    kept.set(undefined);
    onClose();
  };
  const leave = () => {
    close();
    const gone = made ? deleteMailbox(made.id) : Promise.resolve();
    void gone.finally(() => void anew());
  };
  const save = async (of: Mailbox): Promise<boolean> => {
    const tried = connectionOf(change);
    if (tried && !letIn(await testMailbox(of.id, tried))) return false;
    if (Object.keys(change).length > 0) await updateMailbox(of.id, change);
    // What it was said to be goes by what it is now.
    if (tried) await testMailbox(of.id);
    say(`${of.email_address} is saved${tried ? `: ${whoLetsIn(draft)} it in.` : '.'}`);
    return true;
  };
  const connect = async (): Promise<boolean> => {
    const id = await saved({ draft, password, made, setMade });
    // As it stands: what is only being set up is nobody's trouble yet, and nobody is told of it.
    if (!letIn(await testMailbox(id, connectionOf(change)))) return false;
    await updateMailbox(id, { paused: false });
    await testMailbox(id);
    say(`${draft.email_address} is connected: ${whoLetsIn(draft)} it in.`);
    return true;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    anewFound();
    (mailbox ? save(mailbox) : connect())
      .then(
        async (done) => {
          if (!done) return;
          await anew();
          close();
        },
        (failure: unknown) => setErrors(fieldWords(told(failure))),
      )
      .finally(() => setBusy(false));
  };
  const word = mailbox ? (connectionOf(change) ? 'Test and save' : 'Save') : 'Test and connect';
  return { draft, setDraft: kept.set, password, setPassword, errors, test, busy, word, submit, leave };
}

/** What both servers said, and the server of the API. */
function useFindings() {
  const [errors, setErrors] = useState<Errors>({});
  const [test, setTest] = useState<MailboxTest>();
  return {
    errors,
    setErrors,
    test,
    /** @returns whether both servers let it in */
    letIn: (found: MailboxTest): boolean => {
      setTest(found);
      setErrors(testErrors(found));
      return found.ok;
    },
    anewFound: () => {
      setTest(undefined);
      setErrors({});
    },
  };
}

const whoLetsIn = ({ imap_host: imap }: Draft): string =>
  imap.trim() === '' ? 'its server lets' : 'both servers let';

/** Saves what is typed of the mailbox that this dialog made, or as a new one that waits. */
async function saved({
  draft,
  password,
  made,
  setMade,
}: {
  draft: Draft;
  password: string;
  made: Made | undefined;
  setMade: (made: Made | undefined) => void;
}): Promise<number> {
  const secret = password === '' ? {} : { password };
  if (made) {
    if (made.draft.email_address === draft.email_address) {
      await updateMailbox(made.id, { ...bodyOf(draft, made.draft), ...secret });
      setMade({ id: made.id, draft });
      return made.id;
    }
    // An address is what a mailbox is: another one is another mailbox.
    await deleteMailbox(made.id);
    setMade(undefined);
  }
  const body = bodyOf(draft, undefined);
  const { id } = await createMailbox({
    ...body,
    email_address: draft.email_address,
    ...secret,
    paused: true,
  });
  setMade({ id, draft });
  return id;
}
