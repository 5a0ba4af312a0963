import type { Rate } from '../../data/reports';
import { percent } from '../../ui/format';
import { isFew } from '../../ui/rate';

interface Drawn {
  readonly name: string;
  readonly rate: Rate;
}

/** What the chart says, and no more: who is ahead only where chance does not explain it. */
export function finding(rows: readonly Drawn[], what: string): string {
  const certain = rows.filter(({ rate }) => !isFew(rate));
  const [best, ...others] = certain.toSorted((a, b) => (b.rate.rate ?? 0) - (a.rate.rate ?? 0));
  if (!best) return `Too few people to tell one ${what} from another`;
  if (others.length === 0) return `${best.name}: ${percent(best.rate.rate ?? 0)} replied`;
  const ahead = others.every(({ rate }) => (rate.high ?? 1) < (best.rate.low ?? 0));
  return ahead
    ? `${best.name} is answered most: ${percent(best.rate.rate ?? 0)}`
    : `No ${what} is answered more often than chance explains`;
}
