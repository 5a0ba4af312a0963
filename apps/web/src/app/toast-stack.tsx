import { useStore } from './store';
import { toasts, undo } from './toasts';

/** At the bottom left, never over what is being worked on: one line, one button. */
export function ToastStack() {
  const shown = useStore(toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text, tone, undo: takesBack, requestId }) => (
        <div key={id} className={tone === 'failed' ? 'toast failed' : 'toast'}>
          <span>
            {text}
            {requestId && <small> ({requestId})</small>}
          </span>
          {takesBack && (
            <button type="button" className="u" onClick={() => undo(id)}>
              Undo <kbd aria-hidden="true">Z</kbd>
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
