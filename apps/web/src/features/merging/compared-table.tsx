import type { Fields } from '../../data/merging';
import { type Differing, stays } from './compared';

interface Props {
  /** Of the one that stays, and of the one that goes into it. */
  readonly names: readonly [string, string];
  readonly fields: readonly Differing[];
  readonly chosen: Fields;
  readonly onChoose: (name: string, whose: 'into' | 'from') => void;
}

/** What two records say otherwise, and whose word stays. */
export function Compared({ names, fields, chosen, onChoose }: Props) {
  return (
    <div className="merge-scroll">
      <table className="merge" aria-label="What differs">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">{names[0]} (stays)</th>
            <th scope="col">{names[1]} (goes into it)</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.name}>
              <th scope="row">
                {field.label}
                {field.rule && <span className="merge-rule">{field.rule}</span>}
              </th>
              {(['into', 'from'] as const).map((whose) => (
                <td key={whose}>
                  <Value field={field} whose={whose} chosen={chosen} onChoose={onChoose} />
                </td>
              ))}
            </tr>
          ))}
          {fields.length === 0 && (
            <tr>
              <td colSpan={3} className="muted">
                They say the same everywhere.
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function Value({
  field,
  whose,
  chosen,
  onChoose,
}: Pick<Props, 'chosen' | 'onChoose'> & { field: Differing; whose: 'into' | 'from' }) {
  const value = field[whose];
  if (value === '') return <span className="muted">nothing</span>;
  if (field.rule) return <span className="merge-value">{value}</span>;
  return (
    <label className="merge-choice">
      <input
        type="radio"
        name={field.name}
        checked={stays(field, chosen) === whose}
        onChange={() => onChoose(field.name, whose)}
      />
      <span className="merge-value">{value}</span>
    </label>
  );
}
