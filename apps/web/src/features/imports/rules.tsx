import { useQuery } from '@tanstack/react-query';
import { boot } from '../../app/boot';
import type { ImportSheet } from '../../data/imports';
import { cadenceChoicesQuery } from '../../data/vocabulary';
import { Field } from '../../ui/field';
import { type Choices, DUPLICATES, isOfAccounts } from './options';

/** For files whose letters could be several: what only their sender knows. */
const ENCODINGS = [
  'utf-8',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'macintosh',
  'shift_jis',
  'gb18030',
  'big5',
  'euc-kr',
] as const;

interface Props {
  readonly sheet: ImportSheet;
  readonly choices: Choices;
  readonly set: (part: Partial<Choices>) => void;
}

/** What becomes of who is there already, and what all of them get. */
export function Rules({ sheet, choices, set }: Props) {
  const accounts = isOfAccounts(choices);
  return (
    <div className="form">
      <fieldset className="policy">
        <legend>{accounts ? 'An account' : 'A person'} who is there already…</legend>
        {DUPLICATES.map(([value, words]) => (
          <label key={value} className="check">
            <input
              type="radio"
              name="duplicates"
              checked={choices.duplicates === value}
              onChange={() => set({ duplicates: value })}
            />
            <span>{words}</span>
          </label>
        ))}
      </fieldset>
      <div className="two">
        <Field label="Tags for all of them (with commas)">
          {(id) => (
            <input id={id} value={choices.tags} onChange={({ target }) => set({ tags: target.value })} />
          )}
        </Field>
        <Choice
          label="Owner"
          value={choices.owner}
          none="as the file says, else you"
          items={boot.users}
          set={(owner) => set({ owner })}
        />
        {!accounts && (
          <>
            <Choice
              label="Stage"
              value={choices.stage}
              none="as the file says"
              items={boot.stages}
              set={(stage) => set({ stage })}
            />
            <OnCadence value={choices.cadence} set={(cadence) => set({ cadence })} />
          </>
        )}
        {!sheet.encoding_certain && <Letters sheet={sheet} choices={choices} set={set} />}
      </div>
    </div>
  );
}

function Letters({ sheet, choices, set }: Props) {
  return (
    <Field label={`Its letters (they look like ${sheet.encoding}, and could be others)`}>
      {(id) => (
        <select id={id} value={choices.encoding} onChange={({ target }) => set({ encoding: target.value })}>
          <option value="">Choose</option>
          {ENCODINGS.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      )}
    </Field>
  );
}

function OnCadence({ value, set }: { value: string; set: (id: string) => void }) {
  const cadences = useQuery(cadenceChoicesQuery);
  return (
    <Choice label="Put them on a cadence" value={value} none="none" items={cadences.data ?? []} set={set} />
  );
}

function Choice({
  label,
  value,
  none,
  items,
  set,
}: {
  label: string;
  value: string;
  none: string;
  items: readonly { readonly id: number; readonly name: string | null }[];
  set: (id: string) => void;
}) {
  return (
    <Field label={label}>
      {(id) => (
        <select id={id} value={value} onChange={({ target }) => set(target.value)}>
          <option value="">{none}</option>
          {items.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
