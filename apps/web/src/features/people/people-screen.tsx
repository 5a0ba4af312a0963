import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type PersonRow, peopleSource } from '../../data/people';
import { cadenceChoicesQuery, cadenceNamesQuery } from '../../data/vocabulary';
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
const NO_CHOICES: readonly { readonly id: number; readonly name: string | null }[] = [];

/** Most cadences are known by what the filters offer; those that are put away are asked for. */
function useColumns(rows: readonly PersonRow[]) {
  const choices = useQuery(cadenceChoicesQuery).data;
  const ids = useMemo(() => {
    if (!choices) return [];
    const known = new Set(choices.map(({ id }) => id));
    const all = new Set(rows.flatMap(({ cadences }) => cadences.map(({ id }) => id)));
    return [...all].filter((id) => !known.has(id)).toSorted((a, b) => a - b);
  }, [rows, choices]);
  const { data = NO_NAMES } = useQuery(cadenceNamesQuery(ids));
  return useMemo(() => {
    const known = (choices ?? NO_CHOICES).map(({ id, name }) => [id, name ?? 'Without a name'] as const);
    return peopleColumns({ ...Object.fromEntries(known), ...data });
  }, [choices, data]);
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
