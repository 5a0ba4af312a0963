import { boot } from '../../app/boot';
import type { Account } from '../../data/accounts';
import { number } from '../../ui/format';
import { AccountPeople } from '../people';
import { Value, Values } from '../records';

/** An account at a look: what it is, and who works there. */
export function AccountPeek({ account }: { account: Account }) {
  return (
    <>
      <Values>
        <Value name="Domain">{account.domain}</Value>
        <Value name="Industry">{account.industry}</Value>
        <Value name="Place">
          {[account.city, account.state, account.country].filter(Boolean).join(', ')}
        </Value>
        <Value name="Owner">{boot.users.find(({ id }) => id === account.owner?.id)?.name}</Value>
        <Value name="People">{number(account.counts.people ?? 0)}</Value>
        {account.tags.length > 0 && <Value name="Tags">{account.tags.join(', ')}</Value>}
      </Values>
      <AccountPeople accountId={account.id} />
    </>
  );
}
