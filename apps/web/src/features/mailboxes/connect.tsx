import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
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
import { bodyOf, type Draft, draftOf, NEW, presetOf, testErrors, withPreset } from './draft';
import { Fields } from './fields';
import { Providers } from './providers';
import { TestWords } from './told';

type Errors = Readonly<Record<string, string>>;

/**
 * Connects a mailbox, or changes how one is connected. It is paused until both servers let it in, so that nothing leaves by
 * a typo; one that never was let in goes when the dialog is left.
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
            (form.test && !form.test.ok ? 'Not let in: mend what is marked, and try again.' : '')}
        </p>
        <div className="dialog-foot">
          <Button onClick={form.leave}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={form.busy}>
            {form.busy ? 'Asking both servers…' : mailbox ? 'Test and save' : 'Test and connect'}
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
  const [draft, setDraft] = useState<Draft>(before ?? NEW);
  const [password, setPassword] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const [test, setTest] = useState<MailboxTest>();
  const [busy, setBusy] = useState(false);
  /** What this dialog made, as it was saved last. */
  const [made, setMade] = useState<Made>();
  const leave = () => {
    onClose();
    const gone = made ? deleteMailbox(made.id) : Promise.resolve();
    void gone.finally(() => void queries.invalidateQueries({ queryKey: mailboxesQuery.queryKey }));
  };
  const connect = async () => {
    const id = await saved({ mailbox, before, draft, password, made, setMade });
    const found = await testMailbox(id);
    setTest(found);
    setErrors(testErrors(found));
    if (!found.ok) return;
    if (!mailbox) await updateMailbox(id, { paused: false });
    await queries.invalidateQueries({ queryKey: mailboxesQuery.queryKey });
    say(`${draft.email_address} ${mailbox ? 'is saved' : 'is connected'}: both servers let it in.`);
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setErrors({});
    setTest(undefined);
    connect()
      .catch((failure: unknown) => setErrors(fieldWords(told(failure))))
      .finally(() => setBusy(false));
  };
  return { draft, setDraft, password, setPassword, errors, test, busy, submit, leave };
}

/** Saves what is typed: of a mailbox that was there, of the one that this dialog made, or as a new one that waits. */
async function saved({
  mailbox,
  before,
  draft,
  password,
  made,
  setMade,
}: {
  mailbox: Mailbox | undefined;
  before: Draft | undefined;
  draft: Draft;
  password: string;
  made: Made | undefined;
  setMade: (made: Made | undefined) => void;
}): Promise<number> {
  const secret = password === '' ? {} : { password };
  if (mailbox) return (await updateMailbox(mailbox.id, { ...bodyOf(draft, before), ...secret })).id;
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
