import { useLayoutEffect, useRef } from 'react';
import { cleaned, type Reading, serialised } from './rich-text-dom';

/**
 * Words with their formatting: what is not plainly text, a list, a quotation or a link is left out. While it is edited
 * only text goes in, whatever is pasted; variables stand in it as chips.
 */
export function RichText({
  reading,
  onChange,
  label,
  onKeyDown,
}: {
  reading: Reading;
  /** Edited by the reader; absent: only shown. */
  onChange?: (html: string) => void;
  label: string;
  onKeyDown?: React.KeyboardEventHandler;
}) {
  const ref = useRef<HTMLDivElement>(null);
  const told = useRef<string>(undefined);
  const { html, missing, template } = reading;
  const editable = onChange !== undefined;
  const names = missing.join(' ');
  useLayoutEffect(() => {
    const host = ref.current;
    // What it told itself stands there already; a host that is new has nothing yet.
    if (!host || (html === told.current && host.hasChildNodes())) return;
    told.current = undefined;
    host.replaceChildren(cleaned({ html, missing: names.split(' ').filter(Boolean), template }).content);
  }, [html, names, template, editable]);
  // Who edits asked for it.
  useLayoutEffect(() => {
    if (editable) ref.current?.focus();
  }, [editable]);
  if (!onChange) return <div ref={ref} className="mail" />;
  return (
    <div
      ref={ref}
      className="mail editing"
      role="textbox"
      aria-multiline="true"
      aria-label={label}
      tabIndex={0}
      contentEditable="plaintext-only"
      suppressContentEditableWarning
      onKeyDown={onKeyDown}
      onInput={(event) => {
        told.current = serialised(event.currentTarget);
        onChange(told.current);
      }}
    />
  );
}
