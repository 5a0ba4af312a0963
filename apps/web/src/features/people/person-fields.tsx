import { useQuery } from '@tanstack/react-query';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { type PersonRow, suppressionsQuery } from '../../data/people';
import { Chip } from '../../ui/button';
import { clockTime, moment } from '../../ui/format';
import { InlineField } from '../../ui/inline-field';
import { type Change, choicesBy, CustomFields, Tags, useSaveField } from '../records';
import { zone } from './people-columns';

type Name =
  | 'first_name'
  | 'last_name'
  | 'title'
  | 'email_address'
  | 'secondary_email_address'
  | 'personal_email_address'
  | 'phone'
  | 'mobile_phone'
  | 'home_phone'
  | 'linkedin_url'
  | 'personal_website'
  | 'city'
  | 'state'
  | 'country'
  | 'locale';
const TEXTS: readonly (readonly [Name, string, ('email' | 'tel' | 'url')?])[] = [
  ['first_name', 'First name'],
  ['last_name', 'Last name'],
  ['title', 'Title'],
  ['email_address', 'E-mail', 'email'],
  ['secondary_email_address', 'Second e-mail', 'email'],
  ['personal_email_address', 'Private e-mail', 'email'],
  ['phone', 'Telephone', 'tel'],
  ['mobile_phone', 'Mobile', 'tel'],
  ['home_phone', 'At home', 'tel'],
  ['linkedin_url', 'LinkedIn', 'url'],
  ['personal_website', 'Website', 'url'],
  ['city', 'City'],
  ['state', 'State'],
  ['country', 'Country'],
  ['locale', 'Time zone'],
];

/** Everything known of somebody, edited where it stands. */
export function PersonFields({ person }: { person: PersonRow }) {
  const { errors, save } = useSaveField<PersonRow>('people', person.id);
  const text = (name: Name, label: string, value: string): Change<PersonRow> => ({
    label,
    field: name,
    body: { [name]: value === '' ? null : value },
    back: { [name]: person[name] },
    shown: (row) => ({ ...row, [name]: value === '' ? null : value }),
  });
  return (
    <section className="panel" aria-label="Details">
      {TEXTS.map(([name, label, type]) => (
        <InlineField
          key={name}
          label={label}
          type={type ?? 'text'}
          value={person[name] ?? ''}
          error={errors[name]}
          href={hrefOf(type, person[name])}
          onSave={(value) => save(text(name, label, value))}
        />
      ))}
      <Refs person={person} errors={errors} save={save} />
      <CustomFields of="person" row={person} errors={errors} save={save} />
      <Facts person={person} />
      <Restrictions person={person} errors={errors} save={save} />
    </section>
  );
}

/** Links that run something are none. */
function hrefOf(type: string | undefined, value: string | null): string | undefined {
  if (!value) return undefined;
  if (type === 'tel') return `tel:${value.replaceAll(' ', '')}`;
  if (type !== 'url') return undefined;
  const url = URL.parse(value.includes('://') ? value : `https://${value}`);
  return url && ['http:', 'https:'].includes(url.protocol) ? url.href : undefined;
}

interface Part {
  readonly person: PersonRow;
  readonly errors: Readonly<Record<string, string>>;
  readonly save: (change: Change<PersonRow>) => void;
}

function Refs({ person, errors, save }: Part) {
  const owner = person.owner?.id;
  const stage = person.person_stage?.id;
  const ref = <R extends object>(of: R | null, value: string) =>
    ({ ...of, _href: '', id: Number(value) }) as unknown as R;
  return (
    <>
      <InlineField
        label="Stage"
        value={String(stage ?? '')}
        choices={choicesBy(boot.stages)}
        error={errors['person_stage_id']}
        onSave={(value) =>
          save({
            label: 'Stage',
            field: 'person_stage_id',
            body: { person_stage_id: Number(value) },
            back: { person_stage_id: stage ?? null },
            shown: (row) => ({ ...row, person_stage: ref(row.person_stage, value) }),
          })
        }
      />
      <InlineField
        label="Owner"
        value={String(owner ?? '')}
        choices={choicesBy(boot.users.filter(({ active, id }) => active || id === owner))}
        error={errors['owner_id']}
        onSave={(value) =>
          save({
            label: 'Owner',
            field: 'owner_id',
            body: { owner_id: Number(value) },
            back: { owner_id: owner ?? null },
            shown: (row) => ({ ...row, owner: ref(row.owner, value) }),
          })
        }
      />
      <Tags row={person} errors={errors} save={save} />
    </>
  );
}

function Facts({ person }: { person: PersonRow }) {
  const at = now();
  return (
    <dl className="kv">
      {person.locale && (
        <>
          <dt>Their time</dt>
          <dd>{localTime(person.locale, at)}</dd>
        </>
      )}
      <dt>Last contact</dt>
      <dd>{person.last_contacted_at ? moment(person.last_contacted_at, zone, at) : 'never'}</dd>
      <dt>Last answer</dt>
      <dd>{person.last_replied_at ? moment(person.last_replied_at, zone, at) : 'never'}</dd>
      <dt>Created</dt>
      <dd>{moment(person.created_at, zone, at)}</dd>
    </dl>
  );
}

/** A time zone that the browser does not know is said as it is written. */
function localTime(locale: string, at: Date): string {
  try {
    return clockTime(at, locale);
  } catch {
    return locale;
  }
}

const WAYS = [
  ['email', 'No e-mail'],
  ['call', 'No calls'],
  ['message', 'No messages'],
] as const;

function Restrictions({ person, errors, save }: Part) {
  const { data: marks } = useQuery({
    ...suppressionsQuery(person.email_address ?? ''),
    enabled: person.email_address !== null,
  });
  const only = person.contact_restrictions;
  return (
    <fieldset className="restrict">
      <legend>Restrictions</legend>
      <label>
        <input
          type="checkbox"
          checked={person.do_not_contact}
          onChange={() =>
            save({
              label: 'Do not contact',
              field: 'do_not_contact',
              body: { do_not_contact: !person.do_not_contact },
              back: { do_not_contact: person.do_not_contact },
              shown: (row) => ({ ...row, do_not_contact: !person.do_not_contact }),
            })
          }
        />
        Do not contact
      </label>
      {WAYS.map(([way, label]) => {
        const next = only.includes(way) ? only.filter((each) => each !== way) : [...only, way];
        return (
          <label key={way}>
            <input
              type="checkbox"
              checked={only.includes(way)}
              onChange={() =>
                save({
                  label,
                  field: 'contact_restrictions',
                  body: { contact_restrictions: next },
                  back: { contact_restrictions: only },
                  shown: (row) => ({ ...row, contact_restrictions: next }),
                })
              }
            />
            {label}
          </label>
        );
      })}
      {[errors['do_not_contact'], errors['contact_restrictions']].filter(Boolean).map((error) => (
        <p className="error" role="alert" key={error}>
          {error}
        </p>
      ))}
      {person.bouncing && <Chip tone="red">The address bounces</Chip>}
      {(marks ?? []).map((mark) => (
        <Chip key={mark.id} tone="red" title={mark.note ?? undefined}>
          Suppressed: {mark.reason.replaceAll('_', ' ')}
        </Chip>
      ))}
    </fieldset>
  );
}
