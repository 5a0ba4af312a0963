import { useNavigate } from '@tanstack/react-router';
import { type DragEvent, useId, useState } from 'react';
import { uploadImport } from '../../data/imports';

/** A file becomes an import; nothing is written before somebody says so. */
export function Upload() {
  const id = useId();
  const { share, error, send } = useUpload();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files[0]);
  };
  return (
    // The label is the control; dropping a file on it is another way to the same.
    <div
      className={over ? 'card drop over' : 'card drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label htmlFor={id}>
        <b>A file with people or accounts</b>
        <span className="sub">
          CSV as spreadsheets, HubSpot, Salesforce and Outreach save it. Choose it, or drop it here: nothing
          is changed before you have seen what would become of it.
        </span>
      </label>
      <input
        id={id}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        disabled={share !== undefined}
        onChange={({ target }) => send(target.files?.[0])}
      />
      {share !== undefined && (
        <progress className="wide" aria-label="Sent" max={1} value={share}>
          {Math.round(share * 100)} %
        </progress>
      )}
      {error && (
        <p className="error-text" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

function useUpload() {
  const navigate = useNavigate();
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<string>();
  const send = (file: File | undefined) => {
    if (!file || share !== undefined) return;
    setError(undefined);
    setShare(0);
    uploadImport(file, setShare).then(
      async (made) => await navigate({ to: '/imports/$id', params: { id: String(made.id) } }),
      (failure: unknown) => {
        setShare(undefined);
        setError(failure instanceof Error ? failure.message : String(failure));
      },
    );
  };
  return { share, error, send };
}
