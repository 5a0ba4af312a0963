import type { ImportSheet } from '../../data/imports';
import type { Choices } from './options';
import { fieldWords } from './options';

const SAMPLES = 3;

/** Where each column goes: suggested by its name and cells, and said otherwise here. */
export function Columns({
  sheet,
  choices,
  set,
}: {
  sheet: ImportSheet;
  choices: Choices;
  set: (fields: Choices['fields']) => void;
}) {
  return (
    <div className="scrolls">
      <table className="rows columns">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">For example</th>
            <th scope="col">Goes to</th>
          </tr>
        </thead>
        <tbody>
          {sheet.columns.map(({ column, name, samples }) => (
            <tr key={column}>
              <th scope="row">{name || `Column ${column}`}</th>
              <td className="muted" title={samples.join(' · ')}>
                {samples.slice(0, SAMPLES).join(' · ')}
              </td>
              <td>
                <select
                  aria-label={`${name || `Column ${column}`} goes to`}
                  value={choices.fields[column] ?? ''}
                  onChange={({ target }) => set({ ...choices.fields, [column]: target.value })}
                >
                  <option value="">nowhere: it is left out</option>
                  {sheet.fields.map((field) => (
                    <option key={field} value={field}>
                      {fieldWords(field)}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sheet.columns_left_out > 0 && (
        <p className="muted">
          {sheet.columns_left_out} more columns to the right are not read: {sheet.columns.length} are the
          most.
        </p>
      )}
    </div>
  );
}
