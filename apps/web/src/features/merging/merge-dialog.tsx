import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { boot } from '../../app/boot';
import { write } from '../../app/outbox';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { say } from '../../app/toasts';
import { told } from '../../data/errors';
import {
  type Fields,
  type Kind,
  type Merge,
  mergeTrialQuery,
  pairQuery,
  type Shown,
} from '../../data/merging';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { counted } from '../../ui/format';
import { type Differing, differing, stays } from './compared';

interface Props {
  readonly kind: Kind;
  readonly ids: readonly [number, number];
  readonly onClose: () => void;
}

/** Two records beside each other: which stays, and whose value, field by field; then what would happen. */
export function MergeDialog({ kind, ids, onClose }: Props) {
  const [turned, setTurned] = useState(false);
  const [into, from] = turned ? [ids[1], ids[0]] : ids;
  const [chosen, setChosen] = useState<Fields>({});
  const records = useQuery(pairQuery(kind, into, from));
  const merge = useMerge(kind, onClose);
  const fields = useMemo(
    () => (records.data ? differing(kind, records.data[0], records.data[1], nameBehind) : []),
    [kind, records.data],
  );
  return (
    <Dialog title="Compare and merge" onClose={onClose} wide>
      {records.error ? (
        <ErrorScreen error={records.error} />
      ) : records.data ? (
        <>
          <Compared
            names={[nameOf(records.data[0]), nameOf(records.data[1])]}
            fields={fields}
            chosen={chosen}
            onChoose={(name, whose) => setChosen({ ...chosen, [name]: whose })}
          />
          <Trial kind={kind} into={into} from={from} chosen={chosen} />
          <div className="dialog-foot">
            <Button
              onClick={() => {
                setTurned(!turned);
                setChosen({});
              }}
            >
              The other one stays
            </Button>
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" onClick={() => merge(into, from, chosen)}>
              Merge
            </Button>
          </div>
        </>
      ) : (
        <Skeleton rows={6} />
      )}
    </Dialog>
  );
}

const nameOf = (record: Shown): string => {
  const name = record['display_name'] ?? record['name'] ?? record['email_address'];
  return typeof name === 'string' && name !== '' ? name : 'Without a name';
};

function nameBehind(field: string, id: number): string | undefined {
  const known = { owner_id: boot.users, person_stage_id: boot.stages }[field];
  return known?.find((each) => each.id === id)?.name ?? undefined;
}

function Compared({
  names,
  fields,
  chosen,
  onChoose,
}: {
  names: readonly [string, string];
  fields: readonly Differing[];
  chosen: Fields;
  onChoose: (name: string, whose: 'into' | 'from') => void;
}) {
  return (
    <div className="merge-scroll">
      <table className="merge" aria-label="What differs">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">{names[0]} (stays)</th>
            <th scope="col">{names[1]} (goes into it)</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.name}>
              <th scope="row">{field.label}</th>
              {(['into', 'from'] as const).map((whose) => (
                <td key={whose}>
                  {field[whose] === '' ? (
                    <span className="muted">nothing</span>
                  ) : (
                    <label className="merge-choice">
                      <input
                        type="radio"
                        name={field.name}
                        checked={stays(field, chosen) === whose}
                        onChange={() => onChoose(field.name, whose)}
                      />
                      <span>{field[whose]}</span>
                    </label>
                  )}
                </td>
              ))}
            </tr>
          ))}
          {fields.length === 0 && (
            <tr>
              <td colSpan={3} className="muted">
                They say the same everywhere.
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

/** What the server says would happen, by the very rules that will decide it. */
function Trial({ kind, into, from, chosen }: { kind: Kind; into: number; from: number; chosen: Fields }) {
  const trial = useQuery(mergeTrialQuery(kind, into, from, chosen));
  if (trial.isPending) return <Skeleton rows={2} height={28} />;
  if (trial.error)
    return (
      <p className="merge-error" role="alert">
        {told(trial.error).text}
      </p>
    );
  const { moved, dropped, ended } = trial.data;
  const follows = moved.filter(({ rows }) => rows > 0);
  return (
    <ul className="reasons" role="status" aria-label="What would happen">
      {follows.map(({ what, rows }) => (
        <li key={what}>
          <b className="num">{rows}</b> <span>{what.replaceAll('_', ' ')} follow</span>
        </li>
      ))}
      {ended.length > 0 && (
        <li>
          <b className="num">{ended.length}</b> <span>end: both are on the same cadence</span>
        </li>
      )}
      {dropped.length > 0 && (
        <li className="merge-lost">
          <span>No longer told anywhere: {dropped.join(', ').replaceAll('_', ' ')}</span>
        </li>
      )}
      {follows.length + ended.length + dropped.length === 0 && <li>Nothing else follows.</li>}
    </ul>
  );
}

/** Merges, shows the one that stays, and offers the way back, which is there for a day. */
function useMerge(kind: Kind, onClose: () => void) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const anew = (ids: readonly number[]) => {
    void queries.invalidateQueries({ queryKey: ['duplicates'] });
    for (const id of ids) void queries.invalidateQueries({ queryKey: [kind, 'one', id] });
  };
  const refused = ({ text, requestId }: { text: string; requestId: string | undefined }) =>
    void say(text, { tone: 'failed', requestId });
  const undo = (merge: Merge) =>
    void write(
      {
        method: 'POST',
        path: `/v2/merges/${merge.id ?? 0}/undo`,
        scope: `${kind} ${merge.into.id}`,
        label: 'Undo of the merge',
      },
      {
        refused,
        done: () => {
          anew([merge.into.id, merge.from_id]);
          say('They are two again.');
        },
      },
    );
  return (into: number, from: number, fields: Fields) =>
    void write(
      {
        method: 'POST',
        path: `/v2/${kind}/${into}/merge`,
        body: { from_id: from, fields },
        scope: `${kind} ${into}`,
        label: 'Merge',
      },
      {
        refused,
        done: (data) => {
          const merge = (data as { data: Merge }).data;
          const { dropped } = merge;
          onClose();
          anew([into]);
          void navigate({ to: `/${kind}/$id`, params: { id: String(into) } });
          const lost =
            dropped.length === 0 ? '' : ` ${counted(dropped.length, 'value')} told nowhere any more.`;
          say(`Merged.${lost}`, { ms: 20_000, undo: () => undo(merge) });
        },
      },
    );
}
