import './jobs.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { boot } from '../../app/boot';
import { say } from '../../app/toasts';
import { cancelLong, type LongCommand, longCommandsQuery, retryLong } from '../../data/bulk';
import { told } from '../../data/errors';
import { forgetLists } from '../../data/listing';
import { Button } from '../../ui/button';
import { number } from '../../ui/format';

const KINDS: Readonly<Record<LongCommand['kind'], string>> = {
  account_name: 'An account’s new name comes to its people',
  account_rank: 'A stage or tier moves along in accounts',
  account_rank_gone: 'A stage or tier leaves its accounts',
  delete_import_people: 'The people of an import are deleted',
  detach_people: 'People leave an account that is gone',
  end_memberships: 'People leave a cadence',
  hand_over_people: 'People are handed over',
  hand_over_accounts: 'Accounts are handed over',
  hand_over_cadences: 'Cadences are handed over',
  hand_over_memberships: 'Places on cadences are handed over',
  hand_over_tasks: 'Tasks are handed over',
  hand_over_threads: 'Conversations are handed over',
  move_tag: 'A tag’s new name comes to what has it',
  move_values: 'Values of an own field move along, or go',
  person_stage_gone: 'A stage leaves its people',
  person_stage_name: 'A stage’s new name comes to its people',
  stop_contacting: 'People of an account are not contacted any more',
  wake_actions: 'Touches are looked at anew',
};

/** What commands over many records still have to do, while they have. `kinds`: only of these. */
export function Background({ kinds }: { kinds?: readonly LongCommand['kind'][] }) {
  const { data } = useQuery(longCommandsQuery);
  const shown = (data ?? []).filter(
    ({ kind, cancelled_at: cancelled }) => cancelled === null && (kinds?.includes(kind) ?? true),
  );
  useWhenFewer(shown.length);
  if (shown.length === 0) return null;
  return (
    <section className="jobs" aria-label="In the background">
      {shown.map((each) => (
        <Line key={each.id} of={each} />
      ))}
    </section>
  );
}

/** What ends changes what is shown. */
function useWhenFewer(count: number): void {
  const queries = useQueryClient();
  const before = useRef(count);
  useEffect(() => {
    if (count < before.current) {
      forgetLists(queries, ['people', 'accounts']);
      void queries.invalidateQueries({ queryKey: ['imports'] });
    }
    before.current = count;
  }, [count, queries]);
}

function Line({
  of: { id, kind, total, done, problem, failed_at: failed, cancellable },
}: {
  of: LongCommand;
}) {
  const queries = useQueryClient();
  const run = (work: Promise<unknown>) =>
    void work.then(
      () => queries.invalidateQueries({ queryKey: longCommandsQuery.queryKey }),
      (failure: unknown) => void say(told(failure).text, { tone: 'failed' }),
    );
  return (
    <div className="job">
      <b>{KINDS[kind]}</b>
      {failed === null && (
        <progress
          aria-label={KINDS[kind]}
          {...(total === null ? {} : { value: done, max: Math.max(total, 1) })}
        />
      )}
      <span className="muted num" role="status">
        {failed === null
          ? `${number(done)}${total === null ? '' : ` of ${number(total)}`}`
          : `Given up after ${number(done)}: ${problem ?? 'it failed again and again'}`}
      </span>
      {failed !== null && boot.rights.admin && (
        <Button small onClick={() => run(retryLong(id))}>
          Try again
        </Button>
      )}
      {failed === null && cancellable && (
        <Button small onClick={() => run(cancelLong(id))}>
          Stop
        </Button>
      )}
    </div>
  );
}
