import './inline-field.css';
import { useEffect, useId, useRef, useState } from 'react';
import { useLeaving } from './leaving';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'date';
  /** Chosen from these instead of typed. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly error?: string | undefined;
  readonly multiline?: boolean;
  /** Called when the user leaves the field with another value. */
  readonly onSave: (value: string) => void;
  /** Beside it: a link to call, to open. */
  readonly href?: string | undefined;
}

/** A field of a record that is edited where it stands: leaving it saves, Escape takes it back. */
export function InlineField(props: Props) {
  const { label, value, choices, error, onSave, href } = props;
  const id = useId();
  const common: Common = {
    id,
    'aria-invalid': error !== undefined,
    'aria-describedby': error === undefined ? undefined : `${id}-error`,
  };
  return (
    <div className="inline-field">
      <label htmlFor={id}>{label}</label>
      {choices ? (
        <select {...common} value={value} onChange={(event) => onSave(event.target.value)}>
          {!choices.some((choice) => choice.value === value) && <option value={value}>—</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : (
        <Typed {...props} common={common} />
      )}
      {href && (
        <a href={href} className="go" aria-label={`Open ${label.toLowerCase()}`}>
          ↗
        </a>
      )}
      {error !== undefined && (
        <span className="error" role="alert" id={`${id}-error`}>
          {error}
        </span>
      )}
    </div>
  );
}

interface Common {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

function Typed({ value, type = 'text', error, multiline, onSave, common }: Props & { common: Common }) {
  const [typed, setTyped] = useState(value);
  const busy = useRef(false);
  // What others changed meanwhile shows, but never under the fingers.
  useEffect(() => {
    if (!busy.current && error === undefined) setTyped(value);
  }, [value, error]);
  // A page that is closed leaves its fields as well.
  useLeaving(() => {
    if (busy.current && typed.trim() !== value) onSave(typed.trim());
  });
  const text = {
    ...common,
    value: typed,
    onFocus: () => {
      busy.current = true;
    },
    onBlur: () => {
      busy.current = false;
      if (typed.trim() !== value) onSave(typed.trim());
    },
    onKeyDown: (event: React.KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      if (event.nativeEvent.isComposing) return;
      if (event.key === 'Enter' && !multiline) event.currentTarget.blur();
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setTyped(value);
    },
  };
  return multiline ? (
    <textarea {...text} rows={3} onChange={(event) => setTyped(event.target.value)} />
  ) : (
    <input {...text} type={type} placeholder="—" onChange={(event) => setTyped(event.target.value)} />
  );
}
