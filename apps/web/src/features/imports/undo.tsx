import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { say } from '../../app/toasts';
import { told } from '../../data/errors';
import { deleteMade, type ImportRun, putBack } from '../../data/imports';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { counted } from '../../ui/format';

/** Takes an import back: whom it made go, and what it changed of others is put back where it still stands. */
export function Undo({ id, run }: { id: number; run: ImportRun }) {
  const [open, setOpen] = useState(false);
  if (run.created === 0 && run.updated === 0) return null;
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Undo…
      </Button>
      {open && <Ask id={id} run={run} onClose={() => setOpen(false)} />}
    </>
  );
}

function Ask({ id, run, onClose }: { id: number; run: ImportRun; onClose: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const act = (work: () => Promise<unknown>, words: string) => {
    setBusy(true);
    setError(undefined);
    work().then(
      async () => {
        say(words);
        await queries.invalidateQueries();
        onClose();
      },
      (failure: unknown) => {
        setBusy(false);
        setError(told(failure).text);
      },
    );
  };
  const remove = async () => {
    await deleteMade(id);
    await navigate({ to: '/imports' });
  };
  return (
    <Dialog title="Undo the import" onClose={onClose}>
      <div className="form">
        {run.updated > 0 && (
          <Way
            words={`${counted(run.updated, 'row')} changed somebody who was there: what still is as the import left it is put back, for 24 hours. Do this first.`}
            button="Put back what it changed"
            busy={busy}
            onDo={() => act(() => putBack(id), 'It is being put back.')}
          />
        )}
        {run.created > 0 && (
          <Way
            words={`${counted(run.created, 'record')} came with it. The people are deleted with the import and its file; accounts that were made stay.`}
            button="Delete the people whom it made"
            danger
            busy={busy}
            onDo={() => act(remove, 'The import is undone.')}
          />
        )}
        {error && (
          <p className="error-text" role="alert">
            {error}
          </p>
        )}
      </div>
      <div className="dialog-foot">
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </Dialog>
  );
}

function Way({
  words,
  button,
  danger,
  busy,
  onDo,
}: {
  words: string;
  button: string;
  danger?: boolean;
  busy: boolean;
  onDo: () => void;
}) {
  return (
    <>
      <p className="sub">{words}</p>
      <div className="actions">
        <Button kind={danger ? 'danger' : 'plain'} disabled={busy} onClick={onDo}>
          {button}
        </Button>
      </div>
    </>
  );
}
