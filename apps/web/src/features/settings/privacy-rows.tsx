import type { RequestType } from '../../data/privacy';
import { number } from '../../ui/format';

/** What can be asked for, and what follows. */
export const WISHES: Readonly<
  Record<RequestType, { readonly title: string; readonly about: string; readonly of: 'people' | 'accounts' }>
> = {
  access: {
    title: 'Tell all that is known',
    about: 'A file with every record about one person, their e-mails with the words too. Nothing is changed.',
    of: 'people',
  },
  right_to_be_forgotten: {
    title: 'Forget people',
    about:
      'They are deleted, and every text about them is emptied everywhere. Of their addresses a hash stays, so that nobody writes to them again. There is no way back.',
    of: 'people',
  },
  people_soft_deletion: {
    title: 'Delete people',
    about: 'As each could be deleted alone: cadences end, what was written stays.',
    of: 'people',
  },
  account_redaction: {
    title: 'Empty an account',
    about: 'Its fields and notes are emptied; its people and its figures stay. There is no way back.',
    of: 'accounts',
  },
  account_and_people_redaction: {
    title: 'Empty an account and forget its people',
    about: 'Both of the above, for everybody of the account. There is no way back.',
    of: 'accounts',
  },
};

/** How many rows of which kind. */
export function RowsOf({ rows }: { rows: Readonly<Record<string, number>> }) {
  const counts = Object.entries(rows)
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a);
  return (
    <dl className="facts">
      {counts.map(([table, count]) => (
        <div key={table}>
          <dt>{table.replaceAll('_', ' ')}</dt>
          <dd className="num">{number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
