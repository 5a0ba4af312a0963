import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { now } from '../../app/clock';
import { useFormDraft } from '../../app/drafts';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { calendarsQuery, daysOffQuery, type HolidayCalendar } from '../../data/days';
import { fieldWords } from '../../data/errors';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { plainDay } from '../../ui/format';
import { daysOfLines, linesOfDays } from './day-lines';
import { NamedList, type NamedSpec } from './named-list';

const NAMES: NamedSpec = {
  resource: 'holiday_calendars',
  title: 'Holidays',
  about: 'Nothing leaves and nothing is due on them. What is in each calendar stands below.',
  kind: {
    name: 'applies_to',
    label: 'For whom',
    choices: [
      ['all', 'for everybody'],
      ['user_country', 'for users of its country'],
      ['person_country', 'for people of its country'],
    ],
  },
};

/** Calendars of days off, and what each of them amounts to. */
export function Holidays() {
  const calendars = useQuery(calendarsQuery);
  return (
    <>
      <NamedList spec={NAMES} />
      {calendars.data?.map((calendar) => (
        <Calendar key={calendar.id} of={calendar} />
      ))}
    </>
  );
}

const draftOf = ({ country, region, extra_days: extra, working_days: working }: HolidayCalendar) => ({
  country: country ?? '',
  region: region ?? '',
  extra: linesOfDays(extra),
  working: working.join('\n'),
});
type Draft = ReturnType<typeof draftOf>;

function Calendar({ of }: { of: HolidayCalendar }) {
  const from = useMemo(() => draftOf(of), [of]);
  const { draft, dirty, change, drop } = useFormDraft(`holidays ${of.id}`, from);
  const { errors, save } = useSave(of, draft, drop);
  const year = now().getUTCFullYear();
  const field = (name: keyof Draft, label: string, about: string | undefined, rows?: number) => (
    <Field label={label} error={about}>
      {(id) => {
        const value = draft[name];
        const type = (text: string) => change({ [name]: text });
        return rows === undefined ? (
          <input id={id} value={value} onChange={({ target }) => type(target.value)} />
        ) : (
          <textarea id={id} rows={rows} value={value} onChange={({ target }) => type(target.value)} />
        );
      }}
    </Field>
  );
  return (
    <form className="card card-body form" aria-label={`Days of ${of.name}`} onSubmit={save} noValidate>
      <h2 className="section-head">{of.name}</h2>
      <div className="two">
        {field('country', 'Public holidays of a country (its code: DE, US)', errors['country'])}
        {field('region', 'Region of it (its code: BY, CA)', errors['region'])}
      </div>
      {field('extra', 'Own days off, one a line: 2026-12-24 Company party', errors['extra_days'], 3)}
      {field('working', 'Holidays that are worked, one a line: 2026-10-31', errors['working_days'], 2)}
      <DaysOff id={of.id} year={year} />
      <DaysOff id={of.id} year={year + 1} />
      <div className="dialog-foot">
        {errors['version'] && (
          <p className="error-text" role="alert">
            {errors['version']}
          </p>
        )}
        <Button disabled={!dirty} onClick={drop}>
          Put back
        </Button>
        <Button kind="primary" type="submit" disabled={!dirty}>
          Save
        </Button>
      </div>
    </form>
  );
}

function useSave(of: HolidayCalendar, draft: Draft, drop: () => void) {
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const queries = useQueryClient();
  const save = (event: FormEvent) => {
    event.preventDefault();
    const { days, wrong } = daysOfLines(draft.extra);
    if (wrong !== undefined) return setErrors({ extra_days: `No day: ${wrong}` });
    setErrors({});
    const path = `/v2/holiday_calendars/${of.id}` as const;
    const body = {
      country: draft.country.trim() || null,
      region: draft.region.trim().toUpperCase() || null,
      extra_days: days,
      working_days: draft.working.split(/\s/).filter((day) => day !== ''),
    };
    write(
      { method: 'PUT', path, body, scope: path, label: of.name },
      {
        done: () => {
          // The server may write it otherwise: a country in capitals.
          void queries.invalidateQueries({ queryKey: ['settings', 'holiday_calendars'] }).then(drop);
          say(`${of.name}: saved.`);
        },
        refused: (why) => setErrors(fieldWords(why)),
      },
    );
  };
  return { errors, save };
}

/** What it amounts to in a year, once somebody asks. */
function DaysOff({ id, year }: { id: number; year: number }) {
  const [open, setOpen] = useState(false);
  const days = useQuery({ ...daysOffQuery(id, year), enabled: open });
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{`Days off in ${year}`}</summary>
      <ul>
        {days.data?.map(({ date, name }) => (
          <li key={`${date} ${name}`}>
            {plainDay(date, now())} <span className="muted">{name}</span>
          </li>
        ))}
        {days.data?.length === 0 && <li className="muted">None.</li>}
      </ul>
    </details>
  );
}
