import type { ReactNode } from 'react';
import { intoSight } from './into-sight';

/** A few ways to look at the same thing, one of them chosen. */
export function Segments<T extends string>({
  label,
  value,
  choices,
  onChoose,
}: {
  label: string;
  value: T;
  choices: readonly { readonly value: T; readonly text: ReactNode }[];
  onChoose: (value: T) => void;
}) {
  return (
    <div className="seg" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          ref={choice.value === value ? intoSight : undefined}
          type="button"
          className={choice.value === value ? 'on' : undefined}
          aria-pressed={choice.value === value}
          onClick={() => onChoose(choice.value)}
        >
          {choice.text}
        </button>
      ))}
    </div>
  );
}
