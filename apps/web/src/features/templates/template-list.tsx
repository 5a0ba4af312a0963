import { Link } from '@tanstack/react-router';
import { useCallback, useRef } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { useRowKeys } from '../../app/row-keys';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import type { Template } from '../../data/templates';
import { Button, Chip } from '../../ui/button';
import { number, span } from '../../ui/format';
import { Rows } from '../../ui/rows';
import { type Asked, isNarrowed } from './asked';

/** What the list needs of its query. */
interface List {
  readonly data: { readonly pages: readonly { readonly data: readonly Template[] }[] } | undefined;
  readonly isLoadingError: boolean;
  readonly error: unknown;
  readonly hasNextPage: boolean;
  readonly isFetching: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
  readonly refetch: () => Promise<unknown>;
}

export function TemplateList({ list, asked, onCreate }: { list: List; asked: Asked; onCreate: () => void }) {
  const scroll = useRef<HTMLDivElement>(null);
  useRowKeys('templates', scroll);
  const { hasNextPage, isFetching, fetchNextPage } = list;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  if (list.isLoadingError) return <ErrorScreen error={list.error} retry={() => void list.refetch()} />;
  if (list.data === undefined) return <Skeleton rows={8} />;
  const templates = list.data.pages.flatMap(({ data }) => data);
  if (templates.length === 0) return <Nothing asked={asked} onCreate={onCreate} />;
  return (
    <Rows
      label="Templates"
      columns={8}
      count={templates.length}
      total={hasNextPage ? undefined : templates.length}
      scroll={scroll}
      onEnd={onEnd}
      head={<Head />}
      row={(at) => {
        const template = templates[at];
        return template && <Row key={template.id} template={template} />;
      }}
    />
  );
}

const Head = () => (
  <tr>
    <th scope="col">Title</th>
    <th scope="col" className="opt">
      Subject
    </th>
    <th scope="col" className="opt">
      Owner
    </th>
    <th scope="col">Whose</th>
    <th scope="col" className="opt">
      Used
    </th>
    <th scope="col" className="n">
      Sent
    </th>
    <th scope="col" className="n">
      Replies
    </th>
    <th scope="col" className="n opt">
      Came back
    </th>
  </tr>
);

function Row({ template }: { template: Template }) {
  const { id, title, subject, counts, template_owner: owner, last_used_at: used } = template;
  return (
    <tr>
      <td>
        <Link className="row-open" to="/templates/$id" params={{ id: String(id) }}>
          {title || 'Without a title'}
        </Link>
      </td>
      <td className="opt muted">{subject || 'No subject'}</td>
      <td className="opt">{boot.users.find((user) => user.id === owner?.id)?.name ?? ''}</td>
      <td>
        <Sharing template={template} />
      </td>
      <td className="opt muted">{used ? span(used, now()) : 'never'}</td>
      <td className="n">{number(counts.sent_emails)}</td>
      <td className="n">{number(counts.replies)}</td>
      <td className="n opt">{number(counts.bounces)}</td>
    </tr>
  );
}

/** Whose a template is, in a word. */
export function Sharing({ template }: { template: Template }) {
  if (template.archived_at !== null) return <Chip>Archived</Chip>;
  if (template.cadence_template) return <Chip tone="outline">A cadence’s</Chip>;
  return template.shared ? <Chip tone="blue">Shared</Chip> : <Chip tone="outline">Own</Chip>;
}

function Nothing({ asked, onCreate }: { asked: Asked; onCreate: () => void }) {
  if (isNarrowed(asked))
    return (
      <Empty
        title="No template like that"
        action={
          <Link to="/templates" className="btn">
            Show all
          </Link>
        }
      >
        No template has these words or is of this kind.
      </Empty>
    );
  return (
    <Empty
      title="No template yet"
      action={
        <Button kind="primary" keys="c" onClick={onCreate}>
          New template
        </Button>
      }
    >
      A template is an e-mail to write again: with variables for whom it goes to, and figures of what became
      of it.
    </Empty>
  );
}
