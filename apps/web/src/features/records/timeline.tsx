import './timeline.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { bodiesQuery, historiesQuery, type Of } from '../../data/histories';
import { Button } from '../../ui/button';
import { clockTime, moment } from '../../ui/format';
import * as Icon from '../../ui/icons';
import { type Line, pastLine } from './timeline-model';

const PICTURES: Readonly<Record<Line['kind'], typeof Icon.EmailIcon>> = {
  email: Icon.EmailIcon,
  call: Icon.CallIcon,
  reply: Icon.ReplyIcon,
  task: Icon.TaskIcon,
  note: Icon.TaskIcon,
  cadence: Icon.CadenceIcon,
  meeting: Icon.HotIcon,
  never: Icon.NeverIcon,
  other: Icon.SocialIcon,
};
const zone = boot.me.time_zone ?? 'UTC';

/** What will happen above now, what happened below. */
export function Timeline({
  of,
  id,
  coming,
  cadences,
}: {
  of: Of;
  id: number;
  coming: readonly Line[];
  /** Names of the cadences that are told of. */
  cadences: Readonly<Record<number, string>>;
}) {
  const past = useInfiniteQuery(historiesQuery(of, id));
  const bodies = useQuery(bodiesQuery(of, id));
  const happened = past.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <div className="timeline">
      <ol aria-label="What will happen">
        {coming.map((line) => (
          <Item key={line.key} line={line} future />
        ))}
      </ol>
      <p className="now">Now {clockTime(now(), zone)}</p>
      {past.isPending && <Skeleton rows={5} height={44} />}
      {past.error && <ErrorScreen error={past.error} retry={() => void past.refetch()} />}
      {past.isSuccess && happened.length === 0 && (
        <Empty title="Nothing happened yet">E-mails, calls, notes and answers are listed here.</Empty>
      )}
      <ol aria-label="What happened">
        {happened.map((each) => (
          <Item key={each.id} line={pastLine(each, cadences)}>
            <Words text={bodies.data?.[each.id]?.text ?? null} />
          </Item>
        ))}
      </ol>
      {past.hasNextPage && (
        <Button small disabled={past.isFetchingNextPage} onClick={() => void past.fetchNextPage()}>
          Earlier
        </Button>
      )}
    </div>
  );
}

function Item({ line, future, children }: { line: Line; future?: boolean; children?: ReactNode }) {
  const Picture = PICTURES[line.kind];
  return (
    <li className={future ? 'te fut' : 'te'}>
      <span className="d">
        <Picture size={11} aria-hidden />
      </span>
      <div>
        <p className="h">
          {line.title}
          <time dateTime={line.at ?? undefined}>{line.at ? moment(line.at, zone, now()) : 'Waits'}</time>
        </p>
        {line.detail && <p className="p">{line.detail}</p>}
        {children}
      </div>
    </li>
  );
}

const FIRST_WORDS = 90;

/** The words of an e-mail; more than a line is folded. */
function Words({ text }: { text: string | null }) {
  if (text === null || text.trim() === '') return null;
  const first = text
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .trim();
  return (
    <details className="words">
      <summary>{first.length > FIRST_WORDS ? `${first.slice(0, FIRST_WORDS)}…` : first}</summary>
      <p>{text}</p>
    </details>
  );
}
