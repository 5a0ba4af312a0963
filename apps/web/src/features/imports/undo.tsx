import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { say } from '../../app/toasts';
import { told } from '../../data/errors';
import { deleteMade, type ImportRun, putBack } from '../../data/imports';
import { forgetLists } from '../../data/listing';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { counted } from '../../ui/format';
import { watchJob } from '../records';

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

function useUndo(id: number, run: ImportRun, onClose: () => void) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const act = (work: () => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    work().then(
      () => {
        onClose();
        forgetLists(queries, ['people', 'accounts']);
        void queries.invalidateQueries({ queryKey: ['imports'] });
        void queries.invalidateQueries({ queryKey: ['long_commands'] });
      },
      (failure: unknown) => {
        setBusy(false);
        setError(told(failure).text);
      },
    );
  };
  const remove = () =>
    act(async () => {
      await deleteMade(id);
      say(`${counted(run.created, 'record is', 'records are')} being deleted, in the background.`);
      await navigate({ to: '/imports' });
    });
  const back = () =>
    act(async () => {
      const job = await putBack(id);
      watchJob({ id: job.id, title: 'Put back what the import changed', list: 'people' });
    });
  return { busy, error, remove, back };
}

function Ask({ id, run, onClose }: { id: number; run: ImportRun; onClose: () => void }) {
  const { busy, error, remove, back } = useUndo(id, run, onClose);
  return (
    <Dialog title="Undo the import" onClose={onClose} calm>
      <div className="form">
        {run.updated > 0 && (
          <Way
            words={`${counted(run.updated, 'row')} changed somebody who was there: what still is as the import left it is put back, for 24 hours. Do this first.`}
            button="Put back what it changed"
            busy={busy}
            onDo={back}
          />
        )}
        {run.created > 0 && (
          <Way
            words={`${counted(run.created, 'record')} came with it. The people are deleted with the import and its file; accounts that were made stay.`}
            button="Delete the people whom it made"
            danger
            busy={busy}
            onDo={remove}
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
