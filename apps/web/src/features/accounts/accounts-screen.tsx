import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Account, accountsSource } from '../../data/accounts';
import { accountStagesQuery } from '../../data/vocabulary';
import { CreateDialog, type ListSpec, RecordsScreen } from '../records';
import { AccountPeek } from './account-peek';
import { accountColumns, nameOf } from './accounts-columns';
import { accountViews, useAccountFields } from './accounts-spec';

const FIRST = { by: 'name', direction: 'ASC' } as const;

export function AccountsScreen() {
  const spec: ListSpec<Account> = {
    place: '/accounts',
    list: 'accounts',
    view: 'companies',
    title: 'Accounts',
    one: 'account',
    many: 'accounts',
    source: accountsSource,
    useColumns,
    ...useAccountFields(),
    views: accountViews,
    first: FIRST,
    nameOf,
    customFields: 'company',
    peek: (account) => <AccountPeek account={account} />,
    purpose: 'Accounts are the companies that your people work for.',
    create: (close) => (
      <CreateDialog
        title="New account"
        list="accounts"
        place="/accounts"
        fields={[
          { name: 'name', label: 'Name', required: true },
          { name: 'domain', label: 'Domain', required: true },
          { name: 'website', label: 'Website', type: 'url' },
          { name: 'phone', label: 'Telephone', type: 'tel' },
        ]}
        onClose={close}
      />
    ),
  };
  return <RecordsScreen spec={spec} />;
}

function useColumns() {
  const { data } = useQuery(accountStagesQuery);
  return useMemo(() => accountColumns(new Map((data ?? []).map(({ id, name }) => [id, name ?? '']))), [data]);
}
