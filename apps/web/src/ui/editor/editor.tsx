import './editor.css';
import { type KeyboardEvent, type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { cleaned, serialised } from '../rich-text-dom';
import { nodesOf, putIn, sourceOf } from './dom';
import type { Part } from './source';
import { Toolbar } from './toolbar';

/** What can be put in from outside: where the cursor was last. */
export interface Inserting {
  insert: (source: string) => void;
}

interface Props {
  readonly id: string;
  readonly label: string;
  readonly source: string;
  readonly parts: readonly Part[];
  /** Variables that are not filled: chips in red. */
  readonly missing: readonly string[];
  readonly onChange: (source: string) => void;
  /** `{` was pressed. */
  readonly onBrace: () => void;
  readonly ref: Ref<Inserting>;
}

/**
 * An e-mail with its formatting, variables as chips. What cannot be edited so stays as it is, as a chip of its own; tags
 * keep the letters they were written with (`source.ts`).
 */
export function RichEditor(props: Props) {
  const { id, label, onBrace } = props;
  const { host, run, keep, say } = useRich(props);
  return (
    <div className="rich">
      <Toolbar onRun={run} />
      <div
        ref={host}
        id={id}
        className="mail editing"
        role="textbox"
        aria-multiline="true"
        aria-label={label}
        tabIndex={0}
        contentEditable
        suppressContentEditableWarning
        onFocus={() => document.execCommand('defaultParagraphSeparator', false, 'p')}
        onKeyDown={(event) => brace(event, onBrace)}
        onSelect={keep}
        onKeyUp={keep}
        onBlur={keep}
        onPaste={(event) => {
          event.preventDefault();
          paste(event.clipboardData);
        }}
        onDrop={(event) => event.preventDefault()}
        onInput={say}
      />
    </div>
  );
}

/** What stands there, and where the cursor was. */
function useRich({ source, parts, missing, onChange, ref }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const told = useRef<string>(undefined);
  const place = useRef<Range>(undefined);
  const names = missing.join(' ');
  useLayoutEffect(() => {
    // What it told itself stands there already.
    if (!host.current || source === told.current) return;
    told.current = source;
    host.current.replaceChildren(parts.length > 0 ? nodesOf(parts) : emptyLine());
  }, [source, parts]);
  useLayoutEffect(() => markMissing(host.current, names.split(' ')), [names, source]);
  const say = () => {
    if (!host.current) return;
    told.current = sourceOf(host.current);
    onChange(told.current);
  };
  const run = (command: string, value?: string) => {
    host.current?.focus();
    restore(place.current);
    document.execCommand(command, false, value);
  };
  useImperativeHandle(ref, () => ({
    insert: (wanted) => {
      if (!host.current) return;
      host.current.focus();
      const at = place.current?.startContainer.isConnected ? place.current : endOf(host.current);
      putIn(host.current, at, wanted);
      keepPlace(host.current, place);
      say();
    },
  }));
  return { host, run, say, keep: () => keepPlace(host.current, place) };
}

/** Whoever begins writes a paragraph. */
function emptyLine(): HTMLElement {
  const line = document.createElement('p');
  line.append(document.createElement('br'));
  return line;
}

function brace(event: KeyboardEvent, onBrace: () => void): void {
  if (event.key !== '{' || event.nativeEvent.isComposing) return;
  event.preventDefault();
  onBrace();
}

/** Formatting that e-mails can have comes along, everything else of it does not. */
function paste(data: DataTransfer): void {
  const html = data.getData('text/html');
  const text = data.getData('text/plain');
  const made = html === '' ? '' : serialised(cleaned({ html, missing: [] }).content);
  if (made === '') document.execCommand('insertText', false, text);
  else document.execCommand('insertHTML', false, made);
}

function keepPlace(host: HTMLElement | null, place: { current: Range | undefined }): void {
  const selection = window.getSelection();
  if (!host || !selection || selection.rangeCount === 0) return;
  const range = selection.getRangeAt(0);
  if (host.contains(range.commonAncestorContainer)) place.current = range.cloneRange();
}

function endOf(host: HTMLElement): Range {
  const range = document.createRange();
  range.selectNodeContents(host.lastElementChild ?? host);
  range.collapse(false);
  return range;
}

function restore(place: Range | undefined): void {
  const selection = window.getSelection();
  if (!place?.startContainer.isConnected || !selection) return;
  selection.removeAllRanges();
  selection.addRange(place);
}

function markMissing(host: HTMLElement | null, names: readonly string[]): void {
  for (const chip of host?.querySelectorAll<HTMLElement>('[data-is="variable"]') ?? [])
    chip.classList.toggle('miss', names.includes(chip.textContent ?? ''));
}
