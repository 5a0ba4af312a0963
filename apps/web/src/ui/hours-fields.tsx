import './hours-fields.css';
import { Button } from './button';
import { type Block, endOf, endTyped, USUAL, WEEKDAYS, withDay } from './hours';

const MOST = 50;

/** Times of the week: each with its days, one under another. */
export function HoursFields({
  blocks,
  onChange,
}: {
  blocks: readonly Block[];
  onChange: (next: readonly Block[]) => void;
}) {
  return (
    <div className="hours-fields">
      {blocks.map((block, at) => (
        // A time has no name of its own: its place is what it is.
        // oxlint-disable-next-line react/no-array-index-key
        <fieldset key={at}>
          <legend>{blocks.length > 1 ? `Time ${at + 1}` : 'Time'}</legend>
          <One
            block={block}
            onChange={(next) => onChange(blocks.map((each, index) => (index === at ? next : each)))}
          />
          {blocks.length > 1 && (
            <Button
              small
              kind="quiet"
              aria-label={`Take time ${at + 1} away`}
              onClick={() => onChange(blocks.filter((_, index) => index !== at))}
            >
              Take away
            </Button>
          )}
        </fieldset>
      ))}
      {blocks.length < MOST && (
        <Button small onClick={() => onChange([...blocks, { ...USUAL, days: [] }])}>
          Another time
        </Button>
      )}
    </div>
  );
}

function One({ block, onChange }: { block: Block; onChange: (next: Block) => void }) {
  return (
    <>
      <div className="hours-days">
        {WEEKDAYS.map((name, at) => (
          <label key={name} className="check">
            <input
              type="checkbox"
              checked={block.days.includes(at + 1)}
              onChange={() => onChange(withDay(block, at + 1))}
            />
            <span>{name}</span>
          </label>
        ))}
      </div>
      <div className="hours-span">
        <label>
          From{' '}
          <input
            type="time"
            value={block.from}
            onChange={({ target }) => onChange({ ...block, from: target.value })}
          />
        </label>
        <label>
          to{' '}
          <input
            type="time"
            value={endTyped(block.to)}
            onChange={({ target }) => onChange({ ...block, to: endOf(target.value) })}
          />
        </label>
      </div>
    </>
  );
}
