import { useEffect, useState, type ReactNode } from 'react';
import { told } from '../data/errors';
import { Button } from '../ui/button';

/** What went wrong, what still works, and what to do. */
export function ErrorScreen({ error, retry }: { error: unknown; retry?: () => void }) {
  const { text, requestId, kind } = told(error);
  return (
    <section className="state" role="alert">
      <h2>{kind === 'gone' ? 'Not here' : kind === 'forbidden' ? 'Not for you' : 'That did not work'}</h2>
      <p>{text}</p>
      {requestId && (
        <p className="muted">
          For whoever runs the server: request <code>{requestId}</code>
        </p>
      )}
      {retry && kind !== 'gone' && kind !== 'forbidden' && <Button onClick={retry}>Try again</Button>}
    </section>
  );
}

export function NotFoundScreen() {
  return (
    <section className="state">
      <h2>Not here</h2>
      <p>There is nothing at this address, or you may not see it.</p>
      <p>
        <a href="/app/">To Today</a>
      </p>
    </section>
  );
}

/** One sentence what this is for, and what to do first. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <section className="state">
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </section>
  );
}

const QUIET_MS = 150;

/** Rows of the true height, when it takes longer than a blink. */
export function Skeleton({ rows, height = 36 }: { rows: number; height?: number }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label="Loading">
      {shown &&
        Array.from({ length: rows }, (_, at) => (
          <div key={at} className="skeleton" style={{ height }}>
            <span style={{ width: `${35 + ((at * 17) % 45)}%` }} />
          </div>
        ))}
    </div>
  );
}
