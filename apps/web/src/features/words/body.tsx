import { type RefObject, useMemo, useState } from 'react';
import type { Words as Written } from '../../data/steps';
import { type Inserting, RichEditor } from '../../ui/editor/editor';
import { parsed } from '../../ui/editor/source';
import { Field } from '../../ui/field';
import { Segments } from '../../ui/segments';

export type Typed = HTMLInputElement | HTMLTextAreaElement;

const WAYS = [
  { value: 'rich', text: 'Rich text' },
  { value: 'source', text: 'Source' },
] as const;

interface Props {
  readonly draft: Written;
  readonly change: (part: Partial<Written>) => void;
  readonly error: string | undefined;
  readonly missing: readonly string[];
  /** Somebody writes here: in a plain field; null: in the rich text. */
  readonly onFocus: (field: Typed | null) => void;
  readonly editor: RefObject<Inserting | null>;
  readonly onBrace: () => void;
}

/** The body as rich text where nothing of it would be lost; else its source. */
export function Body(props: Props) {
  const { draft, change, error, missing, onFocus, editor, onBrace } = props;
  const [way, setWay] = useState<'rich' | 'source'>('rich');
  const { body } = draft;
  const parts = useMemo(() => parsed(body), [body]);
  const write = (next: string) => change({ body: next });
  return (
    <>
      <div className="body-head">
        <Segments
          label="How the text is written"
          value={parts === undefined ? 'source' : way}
          choices={WAYS}
          onChoose={setWay}
        />
        {way === 'rich' && parts === undefined && (
          <span className="muted small">Its HTML is edited as it is, so that nothing of it is lost.</span>
        )}
      </div>
      {way === 'rich' && parts ? (
        <Field label="Text" error={error}>
          {(id) => (
            <div onFocus={() => onFocus(null)}>
              <RichEditor
                ref={editor}
                id={id}
                label="Text"
                source={body}
                parts={parts}
                missing={missing}
                onChange={write}
                onBrace={onBrace}
              />
            </div>
          )}
        </Field>
      ) : (
        <Field label="Text (HTML with variables)" error={error}>
          {(id) => (
            <textarea
              id={id}
              name="body"
              rows={14}
              className="source"
              spellCheck
              value={body}
              onFocus={({ target }) => onFocus(target)}
              onChange={(event) => write(event.target.value)}
            />
          )}
        </Field>
      )}
    </>
  );
}
