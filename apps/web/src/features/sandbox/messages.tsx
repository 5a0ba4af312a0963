import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { useRowKeys } from '../../app/row-keys';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { messagesQuery } from '../../data/sandbox';
import { Button } from '../../ui/button';
import { moment } from '../../ui/format';

const zone = boot.me.time_zone ?? 'UTC';

/** Every message that would have left. */
export function Messages({ open, onOpen }: { open: number | undefined; onOpen: (id: number) => void }) {
  const list = useInfiniteQuery(messagesQuery);
  const area = useRef<HTMLElement>(null);
  useRowKeys('messages', area);
  if (list.isPending) return <Skeleton rows={8} />;
  if (list.isLoadingError) return <ErrorScreen error={list.error} retry={() => void list.refetch()} />;
  const messages = list.data.pages.flatMap((page) => page.messages);
  if (messages.length === 0)
    return (
      <Empty title="No message yet">
        What a cadence sends in the sandbox is kept here, and goes nowhere.
      </Empty>
    );
  return (
    <section className="card scrolls" aria-label="Messages" ref={area}>
      <table className="rows" aria-label="Messages of the sandbox">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">To</th>
            <th scope="col" className="opt">
              Subject
            </th>
          </tr>
        </thead>
        <tbody>
          {messages.map((message) => (
            <tr key={message.id} className={message.id === open ? 'on' : undefined}>
              <td className="num">{moment(message.delivered_at, zone, now())}</td>
              <td>
                <button
                  type="button"
                  className="row-open"
                  aria-pressed={message.id === open}
                  onClick={() => onOpen(message.id)}
                >
                  {message.envelope_to.join(', ')}
                </button>
              </td>
              <td className="opt" title={message.subject}>
                {message.subject}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.hasNextPage && (
        <div className="card-head">
          <Button small disabled={list.isFetching} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </section>
  );
}
