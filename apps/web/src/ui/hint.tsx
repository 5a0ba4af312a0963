import './hint.css';
import { useId, useRef, useState } from 'react';

const GAP = 6;
const WIDTH = 288;

/** What a word means, by a `?` beside it: shown to whoever points at it, reaches it by keyboard, or presses it; Escape hides it. */
export function Hint({ of, children }: { of: string; children: string }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLSpanElement>(null);
  const [shown, setShown] = useState(false);
  const show = () => {
    const at = button.current?.getBoundingClientRect();
    if (!at || !box.current || shown) return;
    const left = Math.max(GAP, Math.min(at.left, window.innerWidth - WIDTH - GAP));
    box.current.style.left = `${left}px`;
    box.current.style.top = `${at.bottom + GAP}px`;
    box.current.showPopover();
    setShown(true);
  };
  const hide = () => {
    if (!shown) return;
    box.current?.hidePopover();
    setShown(false);
  };
  return (
    // The box belongs to the button: whoever points at it may go on reading.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <span className="hint" onMouseEnter={show} onMouseLeave={hide}>
      <button
        ref={button}
        type="button"
        aria-label={`What this counts: ${of}`}
        aria-describedby={id}
        onFocus={show}
        onBlur={hide}
        onClick={show}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !shown) return;
          event.stopPropagation();
          hide();
        }}
      >
        ?
      </button>
      <span ref={box} id={id} role="tooltip" popover="manual">
        {children}
      </span>
    </span>
  );
}
