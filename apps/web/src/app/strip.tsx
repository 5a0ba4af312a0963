import { useSyncExternalStore } from 'react';
import { isForeign } from '../data/session';
import { outboxState, pump } from './outbox';
import { useStore } from './store';
import { upgraded } from './upgrade';

/** It takes a moment: nothing to worry about. */
export function Saving() {
  const { waiting, hindered } = useStore(outboxState);
  return waiting > 0 && hindered === 'no' ? <p className="side-note">Saving…</p> : null;
}

/** What concerns the whole page: what was written and cannot arrive, a network that is away, a newer version. */
export function Strip() {
  const { waiting, hindered } = useStore(outboxState);
  const online = useSyncExternalStore(watchLine, () => navigator.onLine);
  const newer = useStore(upgraded);
  if (waiting > 0 && hindered === 'signed_out') return <SignedOut waiting={waiting} />;
  if (!online || (waiting > 0 && hindered === 'away'))
    return (
      <p className="strip" role="status">
        {online ? 'The server is away.' : 'You are offline.'} {kept(waiting)}
        {online && (
          <button type="button" className="link" onClick={pump}>
            Try now
          </button>
        )}
      </p>
    );
  if (!newer) return null;
  return (
    <p className="strip" role="status">
      There is a newer version of this page. It is loaded when nothing is in hand; drafts are kept.
      <button type="button" className="link" onClick={() => window.location.reload()}>
        Load it now
      </button>
    </p>
  );
}

function SignedOut({ waiting }: { waiting: number }) {
  return (
    <p className="strip" role="alert">
      {isForeign() ? 'Somebody else is signed in here.' : 'You are signed out.'} {kept(waiting)}
      <a href="/login" target="_blank" rel="noopener">
        Sign in again
      </a>
      <button type="button" className="link" onClick={pump}>
        Go on
      </button>
    </p>
  );
}

const kept = (waiting: number): string =>
  waiting === 0
    ? 'What you write is kept.'
    : `${waiting} ${waiting === 1 ? 'change is' : 'changes are'} kept and sent later.`;

function watchLine(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}
