import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type Kind, twinsQuery } from '../../data/merging';
import { Button } from '../../ui/button';
import { MergeDialog } from './merge-dialog';

/** Which records may be the same as this one, each to be compared with it. */
export function Twice({ kind, id }: { kind: Kind; id: number }) {
  const { data: others } = useQuery(twinsQuery(kind, id));
  const [compared, setCompared] = useState<number>();
  if (!others || others.length === 0) return null;
  return (
    <section className="twice" aria-label="Perhaps there twice">
      <h2>Perhaps there twice</h2>
      <ul>
        {others.map((other) => (
          <li key={other.id}>
            <Link to={`/${kind}/$id`} params={{ id: String(other.id) }}>
              {other.name ?? `No. ${other.id}`}
            </Link>{' '}
            <span className="muted">same {other.reasons.join(', ').replaceAll('_', ' ')}</span>{' '}
            <Button
              small
              onClick={() => setCompared(other.id)}
              aria-label={`Compare with ${other.name ?? other.id}`}
            >
              Compare
            </Button>
          </li>
        ))}
      </ul>
      {compared !== undefined && (
        <MergeDialog kind={kind} ids={[id, compared]} onClose={() => setCompared(undefined)} />
      )}
    </section>
  );
}
