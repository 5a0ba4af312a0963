import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { whyNotSentQuery } from '../../data/people';
import { Dialog } from '../../ui/dialog';
import { dated, moment, touchName } from '../../ui/format';

const zone = boot.me.time_zone ?? 'UTC';

/** Why nothing goes out to somebody, in a sentence for each thing that waits. */
export function WhyDialog({
  personId,
  title = 'Why has it not gone out?',
  children,
  onClose,
}: {
  /** Absent: it is about nobody, and what stands in it already is all. */
  personId: number | undefined;
  title?: string;
  /** What is known already. */
  children?: ReactNode;
  onClose: () => void;
}) {
  const { data, error, isLoading, refetch } = useQuery({
    ...whyNotSentQuery(personId ?? 0),
    enabled: personId !== undefined,
    staleTime: 0,
  });
  return (
    <Dialog title={title} onClose={onClose} wide>
      {children}
      {isLoading && <Skeleton rows={3} height={40} />}
      {error && <ErrorScreen error={error} retry={() => void refetch()} />}
      {data?.nothing && <p>{data.nothing}</p>}
      {data?.waiting.map((why) => {
        const stops = why.rules.filter((rule) => rule.stops);
        const quiet = why.rules.filter((rule) => !rule.stops);
        return (
          <section className="why-one" key={`${why.action?.id} ${why.email?.id}`}>
            <h3>{touchName(why.type)}</h3>
            <p>
              <b>{why.because}</b>
            </p>
            {why.next !== null && dated(why.next) !== null && (
              <p className="sub">Next: {moment(why.next, zone, now())}</p>
            )}
            <ul>
              {stops.map(({ rule, says }) => (
                <li key={rule}>{says}</li>
              ))}
            </ul>
            {quiet.length > 0 && (
              <details>
                <summary className="muted">{quiet.length} others have nothing against it</summary>
                <ul>
                  {quiet.map(({ rule, says }) => (
                    <li key={rule} className="sub">
                      {says}
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </section>
        );
      })}
    </Dialog>
  );
}

/** The same in one line, at the side. */
export function WhyLine({ personId, onOpen }: { personId: number; onOpen: () => void }) {
  const { data } = useQuery(whyNotSentQuery(personId));
  const words = data?.waiting[0]?.because ?? data?.nothing;
  if (!words) return null;
  return (
    <section className="panel">
      <h2>What goes out, and when</h2>
      <p>{words}</p>
      <button type="button" className="link" onClick={onOpen}>
        Why? <kbd aria-hidden="true">W</kbd>
      </button>
    </section>
  );
}
