import { Button } from '../../ui/button';

/** One of some words, or none of them. */
export function Choice({
  label,
  all,
  value,
  set,
  children,
}: {
  label: string;
  all: string;
  value: string | undefined;
  set: (value: string) => void;
  children: readonly (readonly string[])[];
}) {
  return (
    <select aria-label={label} value={value ?? ''} onChange={({ target }) => set(target.value)}>
      <option value="">{all}</option>
      {children.map(([choice, words]) => (
        <option key={choice} value={choice}>
          {words}
        </option>
      ))}
    </select>
  );
}

/** The pages of a list that has its newest first. */
export function Pages({ page, more, set }: { page: number; more: boolean; set: (page: number) => void }) {
  if (page === 1 && !more) return null;
  return (
    <div className="dialog-foot">
      {page > 1 && <Button onClick={() => set(page - 1)}>Newer</Button>}
      {more && <Button onClick={() => set(page + 1)}>Older</Button>}
    </div>
  );
}
