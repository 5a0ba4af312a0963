import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type PersonRow, peopleSource } from '../../data/people';
import { cadenceNamesQuery } from '../../data/vocabulary';
import { CreateDialog, type ListSpec, RecordsScreen } from '../records';
import { nameOf, peopleColumns } from './people-columns';
import { PersonPeek } from './person-peek';
import { peopleViews, usePeopleFields } from './people-spec';

const FIRST = { by: 'name', direction: 'ASC' } as const;

export function PeopleScreen() {
  const { fields, bulk } = usePeopleFields();
  const spec: ListSpec<PersonRow> = {
    place: '/people',
    list: 'people',
    view: 'people',
    title: 'People',
    one: 'person',
    many: 'people',
    source: peopleSource,
    useColumns,
    fields,
    views: peopleViews,
    bulk,
    first: FIRST,
    nameOf,
    customFields: 'person',
    peek: (person) => <PersonPeek person={person} />,
    purpose: 'People are who you write to and call. Add the first one, or bring a file of them.',
    create: (close) => <NewPerson onClose={close} />,
  };
  return <RecordsScreen spec={spec} />;
}

const NO_NAMES = {};

function useColumns(rows: readonly PersonRow[]) {
  const ids = useMemo(
    () =>
      [...new Set(rows.flatMap(({ cadences }) => cadences.map(({ id }) => id)))].toSorted((a, b) => a - b),
    [rows],
  );
  const { data = NO_NAMES } = useQuery(cadenceNamesQuery(ids));
  return useMemo(() => peopleColumns(data), [data]);
}

export function NewPerson({ onClose, accountId }: { onClose: () => void; accountId?: number }) {
  return (
    <CreateDialog
      title="New person"
      list="people"
      place="/people"
      given={accountId === undefined ? {} : { account_id: accountId }}
      fields={[
        { name: 'first_name', label: 'First name' },
        { name: 'last_name', label: 'Last name' },
        { name: 'email_address', label: 'E-mail address', type: 'email' },
        { name: 'phone', label: 'Telephone', type: 'tel' },
        { name: 'title', label: 'Title' },
      ]}
      onClose={onClose}
    />
  );
}
