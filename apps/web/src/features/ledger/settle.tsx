import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { counted } from '../../ui/format';

type Verdict = 'sent' | 'not_sent';

/** Says of one e-mail whether it arrived. It is never sent again by itself. */
export function SettleOne({ id, name }: { id: number; name: string }) {
  const queries = useQueryClient();
  const settle = (verdict: Verdict) =>
    void write(
      {
        method: 'POST',
        path: `/v2/send_ledger/${id}/settle`,
        body: { verdict },
        scope: `send_ledger ${id}`,
        label: `Settle the e-mail to ${name}`,
      },
      {
        done: () => {
          say(verdict === 'sent' ? `It counts as sent to ${name}.` : `It counts as not sent to ${name}.`);
          void queries.invalidateQueries({ queryKey: ['send_ledger'] });
        },
      },
    );
  return (
    <div className="actions" role="group" aria-label="Settle">
      <Button small onClick={() => settle('sent')}>
        It arrived
      </Button>
      <Button small onClick={() => settle('not_sent')}>
        It did not
      </Button>
    </div>
  );
}

/** What the server answers about many. */
interface Settled {
  readonly settled: number;
  readonly sent_again: number;
  readonly not_done: readonly { readonly id: number; readonly reason: string }[];
}

interface Asked {
  readonly verdict: Verdict;
  readonly again: boolean;
}
const CHOICES: readonly (Asked & { readonly text: string })[] = [
  { verdict: 'sent', again: false, text: 'They arrived' },
  { verdict: 'not_sent', again: false, text: 'They did not' },
  { verdict: 'not_sent', again: true, text: 'They did not, send again' },
];

/** Settles those that are chosen, after a question: a verdict on many cannot be taken back. */
export function SettleBar({
  ids,
  all,
  onPick,
}: {
  ids: readonly number[];
  all: readonly number[];
  onPick: (ids: readonly number[]) => void;
}) {
  const [asked, setAsked] = useState<Asked>();
  const settle = useSettle(ids, () => onPick([]));
  const whole = ids.length === all.length;
  return (
    <div className="filters">
      <Button small onClick={() => onPick(whole ? [] : all)}>
        {whole ? 'Choose none' : `Choose all ${all.length} loaded`}
      </Button>
      <span className="sub">{ids.length} chosen</span>
      {CHOICES.map((choice) => (
        <Button key={choice.text} small disabled={ids.length === 0} onClick={() => setAsked(choice)}>
          {choice.text}
        </Button>
      ))}
      {asked && (
        <Dialog title={`Settle ${counted(ids.length, 'e-mail')}?`} onClose={() => setAsked(undefined)}>
          <p>{question(asked)}</p>
          <div className="dialog-foot">
            <Button onClick={() => setAsked(undefined)}>Cancel</Button>
            <Button
              kind="primary"
              onClick={() => {
                setAsked(undefined);
                settle(asked);
              }}
            >
              Settle
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

/** Sends the verdict, and says what became of each. */
function useSettle(ids: readonly number[], done: () => void) {
  const queries = useQueryClient();
  return ({ verdict, again }: Asked) =>
    void write(
      {
        method: 'POST',
        path: '/v2/send_ledger/settle',
        body: { verdict, ids, send_again: again },
        scope: 'send_ledger',
        label: `Settle ${counted(ids.length, 'e-mail')}`,
      },
      {
        done: (data) => {
          const { settled, sent_again: resent, not_done: left } = (data as { data: Settled }).data;
          const words = [
            `${counted(settled, 'e-mail')} settled`,
            ...(resent > 0 ? [`${resent} sent again`] : []),
            ...(left.length > 0 ? [`${left.length} not: ${left[0]?.reason}`] : []),
          ];
          say(words.join(', '));
          done();
          void queries.invalidateQueries({ queryKey: ['send_ledger'] });
        },
      },
    );
}

const question = ({ verdict, again }: Asked): string =>
  verdict === 'sent'
    ? 'They count as sent, and their cadences go on.'
    : again
      ? 'They count as not sent and leave once more. Whoever has the e-mail after all gets it twice.'
      : 'They count as not sent and are not sent again.';
