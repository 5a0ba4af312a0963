import type { Figure } from '../../data/figures';
import type { Look } from './look';

/** Which figure a chart shows. */
export function Measure({
  look,
  figures,
  chosen,
}: {
  look: Look;
  figures: readonly Figure[];
  chosen: Figure;
}) {
  return (
    <label className="choice">
      <span>Shown</span>
      <select value={chosen.name} onChange={({ target }) => look.change({ measure: target.value })}>
        {figures.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
