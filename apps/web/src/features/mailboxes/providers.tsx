import { useState } from 'react';
import { told } from '../../data/errors';
import { authorizeMailbox, type MailboxPreset } from '../../data/mailboxes';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';

/** Whose servers they are: their names are filled in, and Google and Microsoft ask the owner themselves. */
export function Providers({
  presets,
  chosen,
  onChoose,
}: {
  presets: readonly MailboxPreset[];
  chosen: MailboxPreset | undefined;
  onChoose: (preset: MailboxPreset | undefined) => void;
}) {
  return (
    <>
      <Field label="Provider">
        {(id) => (
          <select
            id={id}
            value={chosen?.id ?? ''}
            onChange={({ target }) => onChoose(presets.find((each) => each.id === target.value))}
          >
            <option value="">Another: its servers are named below</option>
            {presets.map((preset) => (
              <option key={preset.id} value={preset.id}>
                {preset.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {chosen && <p className="sub">{chosen.note}</p>}
      {chosen?.oauth && chosen.authorization && (
        <Consent provider={chosen.oauth} setup={chosen.authorization} name={chosen.name} />
      )}
    </>
  );
}

/** The provider asks its owner; or what the operator has to register there first. */
function Consent({
  provider,
  setup,
  name,
}: {
  provider: 'google' | 'microsoft';
  setup: NonNullable<MailboxPreset['authorization']>;
  name: string;
}) {
  const [error, setError] = useState<string>();
  const word = provider === 'google' ? 'Google' : 'Microsoft';
  const go = () =>
    authorizeMailbox(provider).then(
      (address) => window.location.assign(address),
      (failure: unknown) => setError(told(failure).text),
    );
  return (
    <section className="consent" aria-label={name}>
      {setup.set_up ? (
        <Button kind="primary" onClick={() => void go()}>
          Connect with {word}
        </Button>
      ) : (
        <p>
          {word} is not set up on this server yet. Whoever runs it registers an OAuth client there with this
          address and these scopes, and gives its id and secret as <code>{setup.setting}</code> and{' '}
          <code>{setup.setting.replace('_ID', '_SECRET')}</code>.
        </p>
      )}
      <dl className="kv">
        <dt>Redirect URI</dt>
        <dd>
          <code>{setup.redirect_uri}</code>
        </dd>
        <dt>Scopes</dt>
        <dd>
          <code>{setup.scopes}</code>
        </dd>
      </dl>
      {error && (
        <p className="error-text" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}
