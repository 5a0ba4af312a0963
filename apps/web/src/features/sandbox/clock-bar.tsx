import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { type Sandbox, sandboxQuery } from '../../data/sandbox';
import { Button } from '../../ui/button';
import { counted, longDay, clockTime, moment } from '../../ui/format';

const zone = boot.me.time_zone ?? 'UTC';
const STEPS = [
  { by: 'PT1H', text: '+1 hour' },
  { by: 'P1D', text: '+1 day' },
  { by: 'P7D', text: '+7 days' },
] as const;

/** Where the clock stands, and what moves it. */
export function ClockBar({ sandbox }: { sandbox: Sandbox }) {
  const { advance, next_due_at: due, clock_offset_ms: offset } = sandbox;
  const send = useClock();
  const running = advance?.state === 'running';
  useWhenDone(advance);
  const at = new Date(sandbox.now);
  return (
    <section className="card sandbox-clock" aria-label="Clock">
      <div>
        <b className="num">
          {longDay(at, zone)} {clockTime(at, zone)}
        </b>
        <p className="sub">
          {running
            ? `On its way to ${moment(advance.target, zone, now())}, ${counted(advance.moments, 'moment')} so far`
            : due
              ? `Next due ${moment(due, zone, now())}`
              : 'Nothing is due by itself'}
        </p>
      </div>
      <span className="sp" />
      {boot.rights.admin && (
        <div className="actions" role="group" aria-label="Move the clock">
          {running ? (
            <Button onClick={() => send('cancel', {}, 'Stopped.')}>Stop</Button>
          ) : (
            <>
              {STEPS.map(({ by, text }) => (
                <Button key={by} onClick={() => send('advance', { by, background: true })}>
                  {text}
                </Button>
              ))}
              <Button
                kind="primary"
                disabled={due === null}
                onClick={() => send('advance', { until: due, background: true })}
              >
                To the next due
              </Button>
              <Button disabled={offset === 0} onClick={() => send('reset_clock', {}, 'Back in the present.')}>
                Back to now
              </Button>
            </>
          )}
        </div>
      )}
      {advance && <Counts advance={advance} />}
    </section>
  );
}

const NAMES = {
  emails_sent: ['e-mail sent', 'e-mails sent'],
  emails_held: ['e-mail held', 'e-mails held'],
  steps_done: ['step done', 'steps done'],
  steps_waiting: ['step waiting', 'steps waiting'],
  replies: ['reply', 'replies'],
  auto_replies: ['automatic reply', 'automatic replies'],
  opens: ['open', 'opens'],
  clicks: ['click', 'clicks'],
  bounces: ['bounce', 'bounces'],
  opt_outs: ['opt-out', 'opt-outs'],
} as const;

function Counts({ advance }: { advance: NonNullable<Sandbox['advance']> }) {
  const said = Object.entries(NAMES).flatMap(([name, [one, more]]) => {
    const count = advance.counts[name as keyof typeof NAMES];
    return count > 0 ? [counted(count, one, more)] : [];
  });
  return (
    <p className="counts" role="status">
      {advance.state === 'failed' && <span className="error-text">It failed: {advance.error}</span>}
      {advance.state === 'time_limit' && <span>It stopped after two minutes: go on when you like.</span>}
      {said.length === 0 ? 'Nothing happened in the last move.' : `Last move: ${said.join(', ')}.`}
    </p>
  );
}

/** Sends what moves the clock; a refusal is told in the server's words. */
function useClock() {
  const queries = useQueryClient();
  return (to: 'advance' | 'cancel' | 'reset_clock', body: object, words?: string) =>
    void write(
      { method: 'POST', path: `/v2/sandbox/${to}`, body, scope: 'sandbox', label: 'Sandbox clock' },
      {
        done: () => {
          void queries.invalidateQueries({ queryKey: sandboxQuery.queryKey });
          if (words) say(words);
        },
        refused: ({ text, requestId }) => {
          void queries.invalidateQueries({ queryKey: sandboxQuery.queryKey });
          say(text, { tone: 'failed', requestId });
        },
      },
    );
}

/** After a move everything that was read is of another moment, also when it was over before anybody saw it run. */
function useWhenDone(advance: Sandbox['advance']): void {
  const queries = useQueryClient();
  const over =
    advance && advance.state !== 'running' ? `${advance.from} ${advance.now} ${advance.moments}` : undefined;
  const before = useRef(over);
  useEffect(() => {
    if (over !== undefined && over !== before.current)
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'sandbox' });
    before.current = over;
  }, [queries, over]);
}
