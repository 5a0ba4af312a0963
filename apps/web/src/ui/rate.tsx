import { number, percent } from './format';

interface Rate {
  readonly count: number;
  readonly of: number;
  readonly rate: number | null;
}

/** Below so many a share says little. */
const FEW = 20;
export const isFew = ({ of }: Pick<Rate, 'of'>): boolean => of < FEW;

/** A share with what it is of; of few it is grey, and the fraction alone. */
export function RateText({ rate }: { rate: Rate | undefined }) {
  if (!rate || rate.rate === null) return <span className="muted">–</span>;
  const fraction = `${number(rate.count)} of ${number(rate.of)}`;
  return isFew(rate) ? (
    <span className="muted">{fraction}</span>
  ) : (
    <span title={fraction}>{percent(rate.rate)}</span>
  );
}
