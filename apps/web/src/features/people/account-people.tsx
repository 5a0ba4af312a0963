import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { countQuery, isWhole, pagesQuery } from '../../data/listing';
import { peopleSource } from '../../data/people';
import { Button, Chip } from '../../ui/button';
import { number } from '../../ui/format';
import { nameOf, nextWords, stateOf } from './people-columns';

const PARAMS = { sort_by: 'name', sort_direction: 'ASC' } as const;

/** Who works at an account: the list of people, narrowed down to it. */
export function AccountPeople({ accountId }: { accountId: number }) {
  const pages = useInfiniteQuery({
    ...pagesQuery(peopleSource, { ...PARAMS, account_id: accountId }),
    staleTime: 30_000,
  });
  const count = useQuery(countQuery(peopleSource, { account_id: accountId }));
  const people = pages.data?.pages.flatMap(({ data }) => data.filter(isWhole)) ?? [];
  return (
    <section className="panel">
      <h2>
        <Link to="/people" search={{ account_id: String(accountId) }}>
          People {count.data === undefined ? '' : number(count.data)}
        </Link>
      </h2>
      <ul>
        {people.map((person) => {
          const state = stateOf(person);
          return (
            <li key={person.id}>
              <Link to="/people/$id" params={{ id: String(person.id) }}>
                {nameOf(person)}
              </Link>{' '}
              {state && <Chip tone={state.tone}>{state.text}</Chip>}
              <br />
              <small className="sub">{[person.title, nextWords(person)].filter(Boolean).join(' · ')}</small>
            </li>
          );
        })}
      </ul>
      {pages.isSuccess && people.length === 0 && <p className="muted">Nobody yet.</p>}
      {pages.hasNextPage && (
        <Button small disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          More
        </Button>
      )}
    </section>
  );
}
