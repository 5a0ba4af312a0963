/** Of nothing it is no number, which reaches no goal. */
const quantile = (values, part) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN;
export const p95 = (values) => quantile(values, 0.95);
export const median = (values) => quantile(values, 0.5);
