import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { importsQuery } from '../../data/imports';
import { Button } from '../../ui/button';
import { moment, number } from '../../ui/format';
import { Background } from '../records';
import { Upload } from './upload';

const zone = boot.me.time_zone ?? 'UTC';
const DELETIONS = ['delete_import_people'] as const;

/** A new file, and what came by earlier ones. */
export function ImportsScreen() {
  return (
    <>
      <header className="bar">
        <h1>Import</h1>
        <span className="sp" />
        <Link className="btn" to="/people">
          People
        </Link>
        <Link className="btn" to="/accounts">
          Accounts
        </Link>
      </header>
      <div className="pane import">
        <Upload />
        <Earlier />
      </div>
      <Background kinds={DELETIONS} />
    </>
  );
}

function Earlier() {
  const list = useInfiniteQuery(importsQuery);
  if (list.isPending) return <Skeleton rows={4} />;
  if (list.isError) return <ErrorScreen error={list.error} retry={() => void list.refetch()} />;
  const rows = list.data.pages.flatMap(({ data }) => data);
  if (rows.length === 0) return null;
  return (
    <section className="card scrolls" aria-label="Earlier imports">
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">Earlier imports</th>
            <th scope="col">When</th>
            <th scope="col">By</th>
            <th scope="col" className="n">
              People it made
            </th>
            <th scope="col" className="n">
              Still there
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((each) => (
            <tr key={each.id}>
              <td>
                <Link to="/imports/$id" params={{ id: String(each.id) }}>
                  {each.name ?? `Import ${each.id}`}
                </Link>
              </td>
              <td>{moment(each.created_at, zone, now())}</td>
              <td>{boot.users.find(({ id }) => id === each.user_id)?.name}</td>
              <td className="n">{number(each.imported_people_count ?? 0)}</td>
              <td className="n">{number(each.current_people_count ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.hasNextPage && (
        <Button disabled={list.isFetching} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
    </section>
  );
}
