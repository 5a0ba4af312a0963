import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { told } from '../../data/errors';
import { templateQuery } from '../../data/steps';
import { type Template, type TemplateFile, templateFilesQuery, uploadFile } from '../../data/templates';
import { Button } from '../../ui/button';
import { bytes } from '../../ui/format';

/** What the server takes at most, in the letters that it travels in. */
const MOST_BYTES = 4_400_000;

/** Files that leave with every e-mail of the template. */
export function Files({ template }: { template: Template }) {
  const files = useQuery(templateFilesQuery(template.id));
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const id = useId();
  const put = usePut(template, setError);
  const known = (files.data ?? []).flatMap(({ attachment_id: each }) => each ?? []);
  const add = async (file: File) => {
    if (file.size > MOST_BYTES) return setError(`${file.name} is larger than ${bytes(MOST_BYTES)}.`);
    setBusy(true);
    setError(undefined);
    try {
      put([...known, await uploadFile(file)], `${file.name} goes with it.`);
    } catch (failure) {
      setError(told(failure).text);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="card card-body form" aria-label="Files">
      <h2 className="section-head">Files</h2>
      {files.isError && <p className="error-text">{told(files.error).text}</p>}
      {files.data?.length === 0 && <p className="muted">Nothing is attached.</p>}
      <ul className="files">
        {files.data?.map((file) => (
          <FileRow
            key={file.id}
            file={file}
            onRemove={() =>
              put(
                known.filter((each) => each !== file.attachment_id),
                `${file.name} is taken off.`,
                known,
              )
            }
          />
        ))}
      </ul>
      <div className="field">
        <label htmlFor={id}>Attach a file</label>
        <input
          id={id}
          type="file"
          disabled={busy || !files.data}
          onChange={({ target }) => {
            const file = target.files?.[0];
            target.value = '';
            if (file) void add(file);
          }}
        />
        {error && (
          <span className="error" role="alert">
            {error}
          </span>
        )}
      </div>
    </section>
  );
}

const FileRow = ({ file, onRemove }: { file: TemplateFile; onRemove: () => void }) => (
  <li>
    {file.download_url ? (
      <a href={file.download_url} rel="noopener">
        {file.name}
      </a>
    ) : (
      <span>{file.name}</span>
    )}
    <span className="muted">{bytes(file.attachment_file_size ?? 0)}</span>
    <Button small kind="quiet" onClick={onRemove} aria-label={`Take off ${file.name}`}>
      Take off
    </Button>
  </li>
);

function usePut({ id, title }: Template, setError: (text: string) => void) {
  const queries = useQueryClient();
  const put = (ids: readonly number[], words: string, before?: readonly number[]) =>
    void write(
      {
        method: 'PUT',
        path: `/v2/email_templates/${id}`,
        body: { attachment_ids: ids },
        scope: `email_templates ${id}`,
        label: `Files of ${title ?? 'the template'}`,
      },
      {
        done: () => {
          void queries.invalidateQueries({ queryKey: templateFilesQuery(id).queryKey });
          void queries.invalidateQueries({ queryKey: templateQuery(id).queryKey });
          say(words, before ? { undo: () => put(before, 'Put back.') } : {});
        },
        refused: ({ text }) => setError(text),
      },
    );
  return put;
}
