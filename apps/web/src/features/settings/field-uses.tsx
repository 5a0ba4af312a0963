import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type FieldUse, fieldUsesQuery } from '../../data/settings';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { counted, number } from '../../ui/format';
import { Loaded } from './loaded';

const KINDS: Readonly<Record<FieldUse['kind'], readonly [one: string, more: string]>> = {
  steps: ['step of a cadence', 'steps of cadences'],
  email_templates: ['template', 'templates'],
  team_templates: ['template of the team', 'templates of the team'],
  snippets: ['snippet', 'snippets'],
  saved_list_views: ['saved view', 'saved views'],
  imports: ['import', 'imports'],
};
/** The server counts values so far. */
const MOST_VALUES = 10_000;

/** Where a field is named: nothing of that follows a new name. */
export function WhereUsed({ id, name }: { id: number; name: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        small
        kind="quiet"
        aria-haspopup="dialog"
        aria-label={`Where ${name} is used`}
        onClick={() => setOpen(true)}
      >
        Where used
      </Button>
      {open && <Uses id={id} name={name} onClose={() => setOpen(false)} />}
    </>
  );
}

function Uses({ id, name, onClose }: { id: number; name: string; onClose: () => void }) {
  const query = useQuery(fieldUsesQuery(id));
  return (
    <Dialog title={`Where “${name}” is used`} onClose={onClose} wide>
      <Loaded query={query}>
        {({ values, uses }) => (
          <div className="form" role="status">
            <p>
              {values === 0
                ? 'No record has a value in it.'
                : `${number(values)}${values >= MOST_VALUES ? ' and more' : ''} ${values === 1 ? 'record has' : 'records have'} a value in it. It moves along with a new name, and goes with the field.`}
            </p>
            {uses.length === 0 ? (
              <p>No step, template, snippet, view or import names it.</p>
            ) : (
              <>
                {uses.map((use) => (
                  <Kind key={use.kind} use={use} />
                ))}
                <p className="sub">
                  What names it is not changed with it: after a new name, or without the field, these have
                  nothing there until somebody changes them.
                </p>
              </>
            )}
          </div>
        )}
      </Loaded>
      <div className="dialog-foot">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}

function Kind({ use: { kind, count, records } }: { use: FieldUse }) {
  const unseen = count - records.length;
  return (
    <section aria-label={KINDS[kind][1]}>
      <h3 className="section-head">{counted(count, ...KINDS[kind])}</h3>
      <ul className="uses">
        {records.map((record) => (
          <li key={record.id}>
            <Place kind={kind} of={record} />
          </li>
        ))}
        {unseen > 0 && <li className="muted">{`${number(unseen)} more, of colleagues or further on`}</li>}
      </ul>
    </section>
  );
}

function Place({ kind, of }: { kind: FieldUse['kind']; of: FieldUse['records'][number] }) {
  const name = of.name ?? `No. ${of.id}`;
  if (of.cadence_id !== null)
    return (
      <>
        <Link
          to="/cadences/$id/$tab"
          params={{ id: String(of.cadence_id), tab: 'steps' }}
          search={kind === 'steps' ? { step: of.id } : {}}
        >
          {name}
        </Link>{' '}
        <span className="muted">{of.cadence_name}</span>
      </>
    );
  if (kind === 'email_templates')
    return (
      <Link to="/templates/$id" params={{ id: of.id }}>
        {name}
      </Link>
    );
  if (kind === 'imports')
    return (
      <Link to="/imports/$id" params={{ id: of.id }}>
        {name}
      </Link>
    );
  return <span>{name}</span>;
}
