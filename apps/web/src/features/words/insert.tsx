import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { variablesQuery } from '../../data/steps';
import { templatesQuery } from '../../data/templates';
import { Pick } from '../../ui/pick';

export type Asked = 'variable' | 'template';

interface Props {
  readonly what: Asked;
  /** Source to be put in, and the subject that came along. */
  readonly onPick: (source: string, subject?: string) => void;
  /** Left without a choice. */
  readonly onPlain: () => void;
  readonly onClose: () => void;
}

/** What can be put into an e-mail, found by typing. */
export const Insert = (props: Props) =>
  props.what === 'variable' ? <Variables {...props} /> : <Templates {...props} />;

function Variables({ onPick, onPlain }: Props) {
  const variables = useQuery(variablesQuery).data ?? [];
  return (
    <Pick
      title="Variable or snippet"
      items={variables.map(({ name, of, sample }) => ({
        value: name,
        label: name,
        detail: sample ? `${of}, such as ${sample}` : of,
      }))}
      onPick={(name) => onPick(`{{ ${name} }}`)}
      onClose={onPlain}
    />
  );
}

function Templates({ onPick, onClose }: Props) {
  const list = useInfiniteQuery(templatesQuery({}, 'last_used_at'));
  const templates = list.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <Pick
      title="Which template’s words?"
      items={templates.map(({ id, title, subject }) => ({
        value: String(id),
        label: title || 'Without a title',
        detail: subject ?? undefined,
      }))}
      onPick={(id) => {
        const found = templates.find((each) => String(each.id) === id);
        if (found) onPick(found.body ?? '', found.subject ?? undefined);
      }}
      onClose={onClose}
    />
  );
}
