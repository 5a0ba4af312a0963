import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { boot } from '../../app/boot';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { told } from '../../data/errors';
import { type Fields, type Kind, mergeTrialQuery, pairQuery, type Shown } from '../../data/merging';
import { accountStagesQuery, accountTiersQuery } from '../../data/vocabulary';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { number } from '../../ui/format';
import { Compared } from './compared-table';
import { differing, inWords } from './compared';
import { useMerge } from './use-merge';

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
  const trial = useQuery(mergeTrialQuery(kind, into, from, chosen));
  const { merge, busy, error } = useMerge(kind, onClose);
  const nameBehind = useNames(kind);
  const fields = useMemo(
    () => (records.data ? differing(kind, records.data[0], records.data[1], nameBehind) : []),
    [kind, records.data, nameBehind],
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
          <Trial trial={trial} />
          {error && (
            <p className="merge-error" role="alert">
              {error}
            </p>
          )}
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
            <Button
              kind="primary"
              disabled={busy || trial.error !== null}
              onClick={() => merge(into, from, chosen)}
            >
              {busy ? 'Merging…' : 'Merge'}
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

/** The names behind numbers: of those who came with the page, and of stages and tiers of accounts. */
function useNames(kind: Kind): (field: string, id: number) => string | undefined {
  const enabled = kind === 'accounts';
  const stages = useQuery({ ...accountStagesQuery, enabled }).data;
  const tiers = useQuery({ ...accountTiersQuery, enabled }).data;
  return useMemo(() => {
    const known: Readonly<
      Record<string, readonly { readonly id: number; readonly name: string | null }[] | undefined>
    > = {
      owner_id: boot.users,
      person_stage_id: boot.stages,
      company_stage_id: stages,
      account_tier_id: tiers,
    };
    return (field, id) => known[field]?.find((each) => each.id === id)?.name ?? undefined;
  }, [stages, tiers]);
}

/** What the server says would happen, by the very rules that will decide it. */
function Trial({ trial }: { trial: ReturnType<typeof useTrial> }) {
  if (trial.error)
    return (
      <p className="merge-error" role="alert">
        {told(trial.error).text}
      </p>
    );
  if (!trial.data) return <Skeleton rows={2} height={28} />;
  const { moved, dropped, ended } = trial.data;
  const follows = moved.filter(({ rows }) => rows > 0);
  return (
    <ul className="reasons" role="status" aria-label="What would happen">
      {follows.map(({ what, rows }) => (
        <li key={what}>
          <b className="num">{number(rows)}</b> <span>{inWords(what)} follow</span>
        </li>
      ))}
      {ended.length > 0 && (
        <li>
          <b className="num">{number(ended.length)}</b>{' '}
          <span>{ended.length === 1 ? 'place on a cadence ends' : 'places on cadences end'}</span>
        </li>
      )}
      {dropped.length > 0 && (
        <li className="merge-lost">
          <span>No longer told anywhere: {dropped.map(inWords).join(', ')}</span>
        </li>
      )}
      {follows.length + ended.length + dropped.length === 0 && <li>Nothing else follows.</li>}
    </ul>
  );
}

const useTrial = (...of: Parameters<typeof mergeTrialQuery>) => useQuery(mergeTrialQuery(...of));
