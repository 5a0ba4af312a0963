import './filter.css';
import type { ReactNode } from 'react';
import { Button } from '../button';
import { AddIcon, CloseIcon } from '../icons';
import { type Field, type Filters, inWords, readValue } from './model';

/** What the list is narrowed down by: each a part that can be changed, or taken away. */
export function FilterBar({
  fields,
  filters,
  onOpen,
  onRemove,
  children,
}: {
  fields: readonly Field[];
  filters: Filters;
  /** A field to change, or none: choose one. */
  onOpen: (field?: Field) => void;
  onRemove: (name: string) => void;
  /** At the right: how many there are, what can be done with these filters. */
  children?: ReactNode;
}) {
  return (
    <div className="filters" role="group" aria-label="Filters">
      <FilterChips fields={fields} filters={filters} onOpen={onOpen} onRemove={onRemove} />
      <Button kind="quiet" small keys="f" icon={<AddIcon size={14} aria-hidden />} onClick={() => onOpen()}>
        Filter
      </Button>
      <span className="filters-rest">{children}</span>
    </div>
  );
}

export function FilterChips({
  fields,
  filters,
  onOpen,
  onRemove,
}: {
  fields: readonly Field[];
  filters: Filters;
  onOpen: (field: Field) => void;
  onRemove: (name: string) => void;
}) {
  return fields.map((field) => {
    const asked = readValue(field, filters[field.name]);
    if (!asked) return null;
    const { way, value } = inWords(field, asked);
    return (
      <span className="pill" key={field.name}>
        <button type="button" onClick={() => onOpen(field)} title={`Change: ${field.label}`}>
          {field.label} <span className="op">{way}</span> <b>{value}</b>
        </button>
        <button
          type="button"
          className="x"
          aria-label={`Remove the filter ${field.label}`}
          onClick={() => onRemove(field.name)}
        >
          <CloseIcon size={12} aria-hidden />
        </button>
      </span>
    );
  });
}
