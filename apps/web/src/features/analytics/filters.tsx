import { useQuery } from '@tanstack/react-query';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { cadenceChoicesQuery } from '../../data/vocabulary';
import { isoDay, laterDay } from '../../ui/format';
import { Segments } from '../../ui/segments';
import { type Look, zone } from './look';

const BASES = [
  { value: 'cohort', text: 'Cohort' },
  { value: 'period', text: 'Period' },
] as const;
const MEANS = {
  cohort: 'People whose first e-mail fell into the time, and all that came of it since.',
  period: 'What happened in the time.',
} as const;
const SPANS = [7, 30, 90, 400] as const;

/** Which days, whose, and of which cadence: all of it in the address. */
export function Filters({ look }: { look: Look }) {
  const { scope, change } = look;
  return (
    <div className="filters">
      {!look.spec.fixed && (
        <Segments
          label="What is counted"
          value={look.basis}
          choices={BASES}
          onChoose={(basis) => change({ basis: basis === look.spec.basis ? undefined : basis })}
        />
      )}
      <Days look={look} />
      <label className="check">
        <input
          type="checkbox"
          checked={look.compare}
          onChange={({ target }) => change({ compare: target.checked ? '1' : undefined })}
        />
        <span>with the days before</span>
      </label>
      <Cadence look={look} />
      <label className="choice">
        <span>Rep</span>
        <select
          value={scope.user_id ?? ''}
          onChange={({ target }) => change({ user_id: target.value || undefined })}
        >
          <option value="">All</option>
          {boot.users.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <span className="sp" />
      <span className="muted small">
        {MEANS[look.basis]} {scope.zone ?? zone()}
      </span>
    </div>
  );
}

function Days({ look: { scope, change } }: { look: Look }) {
  const today = isoDay(now(), zone());
  const span = SPANS.find((days) => scope.until === today && scope.from === laterDay(today, 1 - days));
  return (
    <>
      <label className="choice">
        <span>Time</span>
        <select
          value={span ?? ''}
          onChange={({ target }) =>
            change({ from: laterDay(today, 1 - Number(target.value || 30)), until: undefined })
          }
        >
          {span === undefined && <option value="">Chosen days</option>}
          {SPANS.map((days) => (
            <option key={days} value={days}>
              {days} days
            </option>
          ))}
        </select>
      </label>
      <label className="choice">
        <span>from</span>
        <input
          type="date"
          value={scope.from}
          max={scope.until}
          onChange={({ target }) => target.value && change({ from: target.value, until: scope.until })}
        />
      </label>
      <label className="choice">
        <span>until</span>
        <input
          type="date"
          value={scope.until}
          min={scope.from}
          onChange={({ target }) => target.value && change({ from: scope.from, until: target.value })}
        />
      </label>
    </>
  );
}

function Cadence({ look: { scope, spec, change } }: { look: Look }) {
  const cadences = useQuery(cadenceChoicesQuery);
  // What reps did is not told by cadence.
  if (spec.id === 'reps') return null;
  const known = cadences.data?.some(({ id }) => String(id) === scope.cadence_id);
  return (
    <label className="choice">
      <span>Cadence</span>
      <select
        value={scope.cadence_id ?? ''}
        onChange={({ target }) => change({ cadence_id: target.value || undefined })}
      >
        <option value="">All</option>
        {scope.cadence_id !== undefined && !known && (
          <option value={scope.cadence_id}>Number {scope.cadence_id}</option>
        )}
        {cadences.data?.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
