import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { boot } from '../../app/boot';
import { say } from '../../app/toasts';
import { told } from '../../data/errors';
import { carryOutLate, type LateAction, type LateWay, lateQuery } from '../../data/late';
import { QUEUE_KEY } from '../../data/queue';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { counted } from '../../ui/format';

const TITLES = {
  spread: 'Spread what is late',
  hand_over: 'Hand over what is late',
  drop: 'Drop what is late',
};

/** Everything that is late at once: spread over working days, given to a colleague, or left out; looked at before. */
export function LateDialog({ way, onClose }: { way: LateWay['way']; onClose: () => void }) {
  const late = useQuery(lateQuery());
  const [days, setDays] = useState(5);
  const [userId, setUserId] = useState('');
  const wanted: LateWay =
    way === 'spread' ? { way, days } : way === 'hand_over' ? { way, user_id: Number(userId) } : { way };
  const ready = late.isSuccess && late.data.length > 0 && (way !== 'hand_over' || userId !== '');
  return (
    <Dialog title={TITLES[way]} onClose={onClose}>
      {late.error && <p role="alert">{told(late.error).text}</p>}
      <p>
        {late.data
          ? `${counted(late.data.length, 'touch', 'touches')} of cadences ${late.data.length === 1 ? 'is' : 'are'} late.`
          : 'Counting…'}{' '}
        Tasks and answers stay where they are.
      </p>
      {way === 'spread' && (
        <div className="field">
          <label htmlFor="late-days">Over how many working days, from tomorrow</label>
          <input
            id="late-days"
            type="number"
            min={1}
            max={60}
            value={days}
            onChange={(event) => setDays(Math.min(60, Math.max(1, Number(event.target.value) || 1)))}
          />
        </div>
      )}
      {way === 'hand_over' && (
        <div className="field">
          <label htmlFor="late-user">To</label>
          <select id="late-user" value={userId} onChange={(event) => setUserId(event.target.value)}>
            <option value="">choose a colleague</option>
            {boot.users
              .filter(({ active, id }) => active && id !== boot.me.id)
              .map((user) => (
                <option key={user.id} value={user.id}>
                  {user.name ?? user.id}
                </option>
              ))}
          </select>
        </div>
      )}
      {ready && (
        <Preview key={JSON.stringify(wanted)} wanted={wanted} actions={late.data} onClose={onClose} />
      )}
    </Dialog>
  );
}

/** What would happen, as the server tries it out, and then the deed. */
// long: what is tried out and then done, with its words
function Preview({
  wanted,
  actions,
  onClose,
}: {
  wanted: LateWay;
  actions: readonly LateAction[];
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const [doing, setDoing] = useState(false);
  const tried = useQuery({
    queryKey: ['late', wanted],
    queryFn: ({ signal }) => carryOutLate(wanted, actions, true, signal),
    gcTime: 0,
    retry: false,
  });
  const { data, error } = tried;
  const carryOut = async () => {
    setDoing(true);
    try {
      const { done, refused } = await carryOutLate(wanted, actions, false);
      say(`${counted(done, 'touch', 'touches')} moved${refused > 0 ? `, ${refused} refused` : ''}.`);
      await queries.resetQueries({ queryKey: QUEUE_KEY });
      onClose();
    } catch (thrown) {
      setDoing(false);
      say(told(thrown).text, { tone: 'failed', requestId: told(thrown).requestId });
    }
  };
  return (
    <>
      <div role="status">
        {error
          ? told(error).text
          : !data
            ? 'Trying it out; nothing is changed yet…'
            : `${data.done} would be done.`}
        {data && data.reasons.length > 0 && (
          <ul>
            {data.reasons.map(({ reason, rows }) => (
              <li key={reason}>
                {rows} not: {reason}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="dialog-foot">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          kind={wanted.way === 'drop' ? 'danger' : 'primary'}
          disabled={!data || data.done === 0 || doing}
          onClick={() => void carryOut()}
        >
          {wanted.way === 'spread' ? 'Spread' : wanted.way === 'hand_over' ? 'Hand over' : 'Drop'}{' '}
          {data?.done ?? ''}
        </Button>
      </div>
    </>
  );
}
