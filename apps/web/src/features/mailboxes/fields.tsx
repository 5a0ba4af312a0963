import type { Mailbox } from '../../data/mailboxes';
import { Field } from '../../ui/field';
import type { Draft, FieldName } from './draft';

const SECURITY = [
  ['tls', 'TLS from the first byte'],
  ['starttls', 'STARTTLS'],
  ['none', 'None: everybody on the way reads along'],
] as const;

interface Props {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
  readonly password: string;
  readonly setPassword: (typed: string) => void;
  readonly errors: Readonly<Record<string, string>>;
  readonly mailbox: Mailbox | undefined;
  /** The address is typed: its provider may be known. */
  readonly onAddress: () => void;
}

/** Who it is, where it sends and receives, and how much of it. */
export function Fields(props: Props) {
  const { password, setPassword, errors, mailbox, onAddress } = props;
  const byProvider = mailbox !== undefined && mailbox.kind !== 'smtp';
  return (
    <>
      <div className="two">
        {!mailbox && (
          <Text
            {...props}
            name="email_address"
            label="E-mail address (required)"
            type="email"
            onBlur={onAddress}
          />
        )}
        <Text {...props} name="from_name" label="Name that readers see" />
        {!byProvider && (
          <>
            <Text {...props} name="username" label="User name (empty: the address)" />
            <Field
              label={mailbox?.has_credentials ? 'Password (empty: as it is)' : 'Password'}
              error={errors['password']}
            >
              {(id) => (
                <input
                  id={id}
                  type="password"
                  autoComplete="new-password"
                  value={password}
                  aria-invalid={errors['password'] !== undefined}
                  onChange={({ target }) => setPassword(target.value)}
                />
              )}
            </Field>
          </>
        )}
      </div>
      {!byProvider && (
        <>
          <Server {...props} way="smtp" title="Sends through" />
          <Server {...props} way="imap" title="Answers are read from" />
          {props.draft.imap_host.trim() === '' && <NoAnswers />}
        </>
      )}
      <Limits {...props} />
      <Field label="Signature (HTML; empty: its user’s)" error={errors['signature']}>
        {(id) => (
          <textarea
            id={id}
            rows={2}
            value={props.draft.signature}
            onChange={({ target }) => props.set({ signature: target.value })}
          />
        )}
      </Field>
    </>
  );
}

const NoAnswers = () => (
  <p className="sub">
    Without a server for them answers are not seen here, and nobody leaves a cadence by answering.
  </p>
);

/** Both kinds of limits, and how a new mailbox comes to its own. */
function Limits(props: Props) {
  return (
    <>
      <fieldset className="server">
        <legend>How much leaves</legend>
        <Text {...props} name="daily_limit" label="A day, at most" numeric />
        <Text {...props} name="hourly_limit" label="An hour, at most" numeric />
        <Text {...props} name="spacing_seconds" label="Seconds between two" numeric />
        <Text {...props} name="spacing_jitter_seconds" label="And up to so many more" numeric />
      </fieldset>
      <fieldset className="server">
        <legend>Warming up (empty: not)</legend>
        <Text {...props} name="ramp_started_on" label="From the day" type="date" />
        <Text {...props} name="ramp_start" label="So many on it" numeric />
        <Text {...props} name="ramp_step" label="More each day" numeric />
      </fieldset>
    </>
  );
}

function Server({ way, title, ...props }: Props & { way: 'smtp' | 'imap'; title: string }) {
  const security = `${way}_security` as const;
  return (
    <fieldset className="server">
      <legend>{title}</legend>
      <Text {...props} name={`${way}_host`} label="Server" />
      <Text {...props} name={`${way}_port`} label="Port" numeric />
      <Field label="Encryption" error={props.errors[security]}>
        {(id) => (
          <select
            id={id}
            value={props.draft[security]}
            onChange={({ target }) => props.set({ [security]: target.value })}
          >
            {SECURITY.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        )}
      </Field>
    </fieldset>
  );
}

function Text({
  name,
  label,
  type = 'text',
  numeric,
  draft,
  set,
  errors,
  onBlur,
}: Props & {
  name: FieldName;
  label: string;
  type?: 'text' | 'email' | 'date';
  numeric?: boolean;
  onBlur?: () => void;
}) {
  return (
    <Field label={label} error={errors[name]}>
      {(id) => (
        <input
          id={id}
          type={type}
          inputMode={numeric ? 'numeric' : undefined}
          autoComplete="off"
          value={draft[name]}
          aria-invalid={errors[name] !== undefined}
          onBlur={onBlur}
          onChange={({ target }) => set({ [name]: target.value })}
        />
      )}
    </Field>
  );
}
