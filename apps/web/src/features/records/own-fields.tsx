import { useQuery } from '@tanstack/react-query';
import { customFieldsQuery } from '../../data/vocabulary';
import { InlineField } from '../../ui/inline-field';
import type { Change } from './save-field';

interface Held {
  readonly tags: readonly string[];
  readonly custom_fields: Readonly<Record<string, string>>;
}

interface Props<Row extends Held> {
  readonly row: Row;
  readonly errors: Readonly<Record<string, string>>;
  readonly save: (change: Change<Row>) => void;
}

/** The tags of a record, with commas between them. */
export function Tags<Row extends Held>({ row, errors, save }: Props<Row>) {
  return (
    <InlineField
      label="Tags"
      value={row.tags.join(', ')}
      error={errors['tags']}
      onSave={(value) => {
        const tags = value
          .split(',')
          .map((tag) => tag.trim())
          .filter((tag) => tag !== '');
        save({
          label: 'Tags',
          field: 'tags',
          body: { tags },
          back: { tags: row.tags },
          shown: (before) => ({ ...before, tags }),
        });
      }}
    />
  );
}

/** What the team keeps of its people, or of its accounts. */
export function CustomFields<Row extends Held>({
  of,
  row,
  errors,
  save,
}: Props<Row> & { of: 'person' | 'company' }) {
  const { data } = useQuery(customFieldsQuery(of));
  return (data ?? []).map(({ id, name, value_type: type }) => {
    if (name === null) return null;
    const before = row.custom_fields[name] ?? '';
    return (
      <InlineField
        key={id}
        label={name}
        type={type === 'date' ? 'date' : 'text'}
        value={before}
        error={errors[`custom ${name}`]}
        onSave={(value) =>
          save({
            label: name,
            field: `custom ${name}`,
            body: { custom_fields: { [name]: value === '' ? null : value } },
            back: { custom_fields: { [name]: before === '' ? null : before } },
            shown: (was) => ({ ...was, custom_fields: { ...was.custom_fields, [name]: value } }),
          })
        }
      />
    );
  });
}
