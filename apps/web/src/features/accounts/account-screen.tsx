import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { boot } from '../../app/boot';
import { onLive } from '../../app/live';
import { ErrorScreen, NotFoundScreen, Skeleton } from '../../app/screens';
import { type Account, accountQuery } from '../../data/accounts';
import { ACCOUNT_TEXTS } from '../../data/account-texts';
import { accountStagesQuery, accountTiersQuery } from '../../data/vocabulary';
import { Button } from '../../ui/button';
import { AddIcon } from '../../ui/icons';
import { InlineField } from '../../ui/inline-field';
import { Twice } from '../merging';
import { AccountPeople, NewPerson } from '../people';
import {
  type Change,
  choicesBy,
  CustomFields,
  Notes,
  RecordBar,
  Tags,
  Timeline,
  useSaveField,
} from '../records';
import { nameOf } from './accounts-columns';

export function AccountScreen() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const number = Number(id);
  return Number.isSafeInteger(number) && number > 0 ? <Shown key={number} id={number} /> : <NotFoundScreen />;
}

function Shown({ id }: { id: number }) {
  const { data: account, error, refetch } = useQuery(accountQuery(id));
  const [adding, setAdding] = useState(false);
  useLiveAccount(id);
  if (error && !account)
    return (
      <>
        <header className="bar">
          <h1>Account</h1>
        </header>
        <ErrorScreen error={error} retry={() => void refetch()} />
      </>
    );
  if (!account) return <Skeleton rows={12} />;
  return (
    <>
      <RecordBar
        place="/accounts"
        list="Accounts"
        id={id}
        name={nameOf(account)}
        detail={account.domain ?? ''}
      >
        <Button small icon={<AddIcon size={14} aria-hidden />} onClick={() => setAdding(true)}>
          Person
        </Button>
      </RecordBar>
      <div className="record">
        <AccountFields account={account} />
        <div className="record-middle">
          <Timeline of="account" id={id} coming={[]} cadences={{}} />
        </div>
        <div className="record-side">
          <AccountPeople accountId={id} />
          <Twice kind="accounts" id={id} />
          <Notes of="account" id={id} />
        </div>
      </div>
      {adding && <NewPerson accountId={id} onClose={() => setAdding(false)} />}
    </>
  );
}

function AccountFields({ account }: { account: Account }) {
  const { errors, save } = useSaveField<Account>('accounts', account.id);
  return (
    <section className="panel" aria-label="Details">
      {ACCOUNT_TEXTS.map(([name, label]) => (
        <InlineField
          key={name}
          label={label}
          value={account[name] ?? ''}
          error={errors[name]}
          onSave={(value) =>
            save({
              label,
              field: name,
              body: { [name]: value === '' ? null : value },
              back: { [name]: account[name] },
              shown: (row) => ({ ...row, [name]: value === '' ? null : value }),
            })
          }
        />
      ))}
      <Refs account={account} errors={errors} save={save} />
      <Tags row={account} errors={errors} save={save} />
      <CustomFields of="company" row={account} errors={errors} save={save} />
      <InlineField
        label="Description"
        multiline
        value={account.description ?? ''}
        error={errors['description']}
        onSave={(value) =>
          save({
            label: 'Description',
            field: 'description',
            body: { description: value === '' ? null : value },
            back: { description: account.description },
            shown: (row) => ({ ...row, description: value }),
          })
        }
      />
    </section>
  );
}

type RefName = 'company_stage' | 'account_tier' | 'owner';

function Refs({
  account,
  errors,
  save,
}: {
  account: Account;
  errors: Readonly<Record<string, string>>;
  save: (change: Change<Account>) => void;
}) {
  const { data: stages } = useQuery(accountStagesQuery);
  const { data: tiers } = useQuery(accountTiersQuery);
  const owner = account.owner?.id;
  const users = boot.users.filter(({ active, id }) => active || id === owner);
  const fields = [
    ['company_stage', 'Stage', stages],
    ['account_tier', 'Tier', tiers],
    ['owner', 'Owner', users],
  ] as const satisfies readonly (readonly [RefName, string, unknown])[];
  return fields.map(([name, label, items]) => {
    const field = `${name}_id`;
    const before = account[name]?.id;
    return (
      <InlineField
        key={name}
        label={label}
        value={String(before ?? '')}
        choices={choicesBy(items)}
        error={errors[field]}
        onSave={(value) =>
          save({
            label,
            field,
            body: { [field]: Number(value) },
            back: { [field]: before ?? null },
            shown: (row) => ({ ...row, [name]: { _href: '', id: Number(value) } }),
          })
        }
      />
    );
  });
}

const QUIET_MS = 1000;

/** What is shown of an account is read again when something happened with it. */
function useLiveAccount(id: number): void {
  const queries = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const anew = () => {
      timer = undefined;
      void queries.invalidateQueries({ queryKey: ['accounts', 'one', id] });
      void queries.invalidateQueries({ queryKey: ['histories', 'account', id] });
    };
    const stop = onLive((events) => {
      if (events === 'reset' || events.some((event) => event.resource === 'accounts' && event.id === id))
        timer ??= setTimeout(anew, QUIET_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [queries, id]);
}
