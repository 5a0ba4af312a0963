import { useEffect, useId, useRef, type ReactNode } from 'react';
import { toContent } from './focus';

/**
 * A dialog of the browser's own: what is behind it is out of reach, Escape closes it, and the focus goes back to where
 * it was.
 */
export function Dialog({
  title,
  onClose,
  children,
  wide,
  bare,
  calm,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
  /** Without the title's line, which is still told. */
  bare?: boolean;
  /** What stands first in it does what cannot be taken back: the dialog itself has the focus, and Enter does nothing. */
  calm?: boolean;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    if (calm) dialog?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      else toContent();
    };
  }, [calm]);
  return (
    // A press beside it closes it, as Escape does.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={ref}
      className={['dialog', wide ? 'wide' : '', bare ? 'bare' : ''].filter(Boolean).join(' ')}
      aria-labelledby={id}
      tabIndex={calm ? -1 : undefined}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      <h2 id={id} className={bare ? 'hidden' : undefined}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
