import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { boot } from '../../app/boot';
import { useFormDraft } from '../../app/drafts';
import type { FirstSteps } from '../../data/first-steps';
import { meQuery, type PasswordLink, teamQuery } from '../../data/settings';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { browserZone, timeZones } from '../../ui/format';
import { Invite, LinkShown } from '../settings';
import { useStep } from './use-step';

/** Name and postal address are the team's, the zone is the admin's own. */
export function TeamStep({ found }: { found: FirstSteps }) {
  const queries = useQueryClient();
  const { busy, errors, save } = useStep();
  // UTC is where nobody said otherwise.
  const zone = found.zone === null || found.zone === 'UTC' ? browserZone() : found.zone;
  const from = { name: found.name ?? '', address: found.address ?? '', zone };
  const { draft, change, settle } = useFormDraft('welcome team', from);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const team = { name: draft.name, postal_address: draft.address.trim() === '' ? null : draft.address };
    save({ method: 'PUT', path: '/v2/team', body: team, label: 'Team' }, () => {
      void queries.invalidateQueries({ queryKey: teamQuery.queryKey });
      if (draft.zone === found.zone) return settle();
      save({ method: 'PUT', path: '/v2/me', body: { time_zone: draft.zone }, label: 'Time zone' }, () => {
        settle();
        void queries.invalidateQueries({ queryKey: meQuery.queryKey });
      });
    });
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <Field label="Name of the team" error={errors['name']}>
        {(id) => (
          <input id={id} value={draft.name} onChange={({ target }) => change({ name: target.value })} />
        )}
      </Field>
      <Field
        label="Postal address (the law wants it below e-mails that one can opt out of)"
        error={errors['postal_address']}
      >
        {(id) => (
          <textarea
            id={id}
            rows={3}
            value={draft.address}
            onChange={({ target }) => change({ address: target.value })}
          />
        )}
      </Field>
      <Field label="Your time zone" error={errors['time_zone']}>
        {(id) => (
          <select id={id} value={draft.zone} onChange={({ target }) => change({ zone: target.value })}>
            {timeZones().map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </select>
        )}
      </Field>
      <Words text={errors['version']} />
      <div className="actions">
        <Button kind="primary" type="submit" disabled={busy || draft.address.trim() === ''}>
          Save
        </Button>
      </div>
    </form>
  );
}

export const Words = ({ text }: { text: string | undefined }) =>
  text ? (
    <p className="error-text" role="alert">
      {text}
    </p>
  ) : null;

/** A new team rehearses until it is given something to send from. */
export function MailStep({ found }: { found: FirstSteps }) {
  return (
    <>
      <p className="sub">
        {boot.team.sandbox
          ? 'Your team is a sandbox: e-mails are written, sent and answered as they would be, and none leaves this server. Begin here, and connect a mailbox when you are ready for real people.'
          : found.mailbox
            ? `E-mails leave from ${found.mailbox}, within its limits.`
            : 'E-mails leave from mailboxes, each within its own limits. Connect yours.'}
      </p>
      <div className="actions">
        <Link className="btn" to="/mailboxes">
          {found.mailbox ? 'Mailboxes' : 'Connect a mailbox'}
        </Link>
      </div>
    </>
  );
}

export function ColleaguesStep() {
  const [link, setLink] = useState<PasswordLink>();
  return (
    <>
      <p className="sub">
        Each has people, mailboxes and a day of their own. What they may do is their role.
      </p>
      <Invite onLink={setLink} />
      {link && <LinkShown link={link} onClose={() => setLink(undefined)} />}
    </>
  );
}
