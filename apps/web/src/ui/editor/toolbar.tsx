import { type FormEvent, useState } from 'react';
import { Button } from '../button';
import { focusOn } from '../focus';
import * as Icon from '../icons';

const TOOLS = [
  { command: 'bold', title: 'Bold', icon: Icon.BoldIcon },
  { command: 'italic', title: 'Italic', icon: Icon.ItalicIcon },
  { command: 'insertUnorderedList', title: 'List', icon: Icon.ListIcon },
  { command: 'insertOrderedList', title: 'Numbered list', icon: Icon.NumbersIcon },
] as const;

/** What makes words bold, a list, a link. */
export function Toolbar({ onRun }: { onRun: (command: string, value?: string) => void }) {
  const [linking, onLinking] = useState(false);
  return (
    <>
      <div className="rich-tools" role="toolbar" aria-label="Formatting">
        {TOOLS.map(({ command, title, icon: Picture }) => (
          <Button
            key={command}
            small
            kind="quiet"
            aria-label={title}
            title={title}
            onClick={() => onRun(command)}
          >
            <Picture size={14} aria-hidden />
          </Button>
        ))}
        <Button
          small
          kind="quiet"
          aria-label="Link"
          title="Link"
          aria-expanded={linking}
          onClick={() => onLinking(!linking)}
        >
          <Icon.SocialIcon size={14} aria-hidden />
        </Button>
        <Button
          small
          kind="quiet"
          aria-label="Plain words"
          title="Plain words"
          onClick={() => {
            onRun('removeFormat');
            onRun('unlink');
          }}
        >
          <Icon.PlainIcon size={14} aria-hidden />
        </Button>
      </div>
      {linking && (
        <LinkForm
          onLink={(address) => {
            onLinking(false);
            onRun(address === '' ? 'unlink' : 'createLink', address);
          }}
          onClose={() => onLinking(false)}
        />
      )}
    </>
  );
}

/** Where a link leads may be an address or a variable. */
function LinkForm({ onLink, onClose }: { onLink: (address: string) => void; onClose: () => void }) {
  const [address, setAddress] = useState('https://');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onLink(address.trim() === 'https://' ? '' : address.trim());
  };
  return (
    // Escape is the way out of it, wherever in it one is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className="rich-link"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <input
        aria-label="Where the chosen words lead"
        value={address}
        ref={focusOn}
        onChange={({ target }) => setAddress(target.value)}
      />
      <Button small type="submit">
        Link
      </Button>
    </form>
  );
}
