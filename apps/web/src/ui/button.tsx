import type { ComponentProps, ReactNode } from 'react';
import { printedKeys } from './keys';

type Kind = 'plain' | 'primary' | 'quiet' | 'danger';

/** A button; `keys` are shown on it, and told by its tooltip. */
export function Button({
  kind = 'plain',
  small,
  keys,
  icon,
  children,
  className,
  ...rest
}: {
  kind?: Kind;
  small?: boolean;
  keys?: string | undefined;
  icon?: ReactNode;
  children?: ReactNode;
} & ComponentProps<'button'>) {
  const names = ['btn', kind === 'plain' ? '' : kind, small ? 'sm' : '', className ?? '']
    .filter(Boolean)
    .join(' ');
  return (
    <button type="button" className={names} {...rest}>
      {icon}
      {children}
      {keys && <Keys keys={keys} />}
    </button>
  );
}

export function Keys({ keys }: { keys: string }) {
  return <kbd aria-hidden="true">{printedKeys(keys)}</kbd>;
}

const TONES = {
  grey: '',
  green: 'g',
  amber: 'a',
  red: 'r',
  violet: 'v',
  blue: 'b',
  teal: 't',
  outline: 'o',
} as const;
export type Tone = keyof typeof TONES;

/** A state in a word; its colour never stands alone. */
export function Chip({
  tone = 'grey',
  children,
  title,
}: {
  tone?: Tone;
  children: ReactNode;
  title?: string;
}) {
  return (
    <span className={`chip ${TONES[tone]}`} title={title}>
      {children}
    </span>
  );
}
