import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { type SandboxTouches, touchesQuery } from '../../data/sandbox';
import { Button, Chip, type Tone } from '../../ui/button';
import { moment } from '../../ui/format';

const zone = boot.me.time_zone ?? 'UTC';

type Touch = SandboxTouches['touches'][number];
const KINDS: Readonly<Record<Touch['kind'], { readonly word: string; readonly tone: Tone }>> = {
  email_sent: { word: 'E-mail sent', tone: 'green' },
  email_held: { word: 'E-mail held', tone: 'amber' },
  email_cancelled: { word: 'E-mail cancelled', tone: 'grey' },
  step_waiting: { word: 'Step waits', tone: 'amber' },
  step_done: { word: 'Step done', tone: 'green' },
  step_skipped: { word: 'Step skipped', tone: 'grey' },
  reply: { word: 'Reply', tone: 'violet' },
  auto_reply: { word: 'Automatic reply', tone: 'grey' },
  bounce: { word: 'Bounce', tone: 'red' },
  open: { word: 'Opened', tone: 'teal' },
  click: { word: 'Clicked', tone: 'teal' },
  opt_out: { word: 'Opted out', tone: 'red' },
};

/** What happened during the last move of the clock, with the reason of each. */
export function Touches() {
  const list = useInfiniteQuery({ ...touchesQuery, enabled: boot.rights.admin });
  if (!boot.rights.admin)
    return <Empty title="For admins">What happened in a move is shown to admins.</Empty>;
  if (list.isPending) return <Skeleton rows={8} />;
  if (list.isLoadingError) return <ErrorScreen error={list.error} retry={() => void list.refetch()} />;
  const touches = list.data.pages.flatMap((page) => page.touches);
  if (touches.length === 0)
    return (
      <Empty title="Nothing happened yet">
        Put people on a cadence, then move the clock: what leaves and who answers stands here.
      </Empty>
    );
  return (
    <section className="card scrolls" aria-label="What happened">
      <table className="rows" aria-label="What happened in the last move">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Who</th>
            <th scope="col" className="opt">
              Subject
            </th>
            <th scope="col" className="opt">
              Why
            </th>
          </tr>
        </thead>
        <tbody>
          {touches.map((touch, at) => (
            // Nothing is put in between: a move is over, or goes on at the end.
            <Row key={at} touch={touch} />
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

function Row({ touch: { at, kind, person_id: person, to, subject, reason } }: { touch: Touch }) {
  return (
    <tr>
      <td className="num">{moment(at, zone, now())}</td>
      <td>
        <Chip tone={KINDS[kind].tone}>{KINDS[kind].word}</Chip>
      </td>
      <td>
        {person === null ? (
          to
        ) : (
          <Link to="/people/$id" params={{ id: String(person) }}>
            {to ?? 'The person'}
          </Link>
        )}
      </td>
      <td className="opt" title={subject ?? undefined}>
        {subject}
      </td>
      <td className="opt sub" title={reason}>
        {reason}
      </td>
    </tr>
  );
}
