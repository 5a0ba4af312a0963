const [ZERO, PLUS, DASH] = ['0', '+', '-'].map((sign) => sign.charCodeAt(0)) as [number, number, number];
/** `2026-03-02 09:00:00+00`. */
const WITHOUT_FRACTION = 22;
const FRACTION_AT = 20;

/**
 * A timestamptz as PostgreSQL writes it to sessions in UTC: `2026-03-02 09:00:00.123456+00`, the fraction without zeros
 * behind. A row has a dozen of them, so they are read digit by digit. What is written in another way, `other` reads:
 * years of another length or below 1000, BC, infinity, other zones. @returns milliseconds cut off behind the third digit
 */
export function readTimestamp<T>(text: string, other: (text: string) => T): Date | T {
  const { length } = text;
  const code = (at: number) => text.charCodeAt(at);
  const isPlain =
    length >= WITHOUT_FRACTION &&
    code(4) === DASH &&
    code(0) > ZERO &&
    code(length - 3) === PLUS &&
    code(length - 2) === ZERO &&
    code(length - 1) === ZERO;
  if (!isPlain) return other(text);
  const two = (at: number) => (code(at) - ZERO) * 10 + code(at + 1) - ZERO;
  let ms = 0;
  for (let at = FRACTION_AT, worth = 100; at < length - 3 && worth >= 1; at += 1, worth /= 10)
    ms += (code(at) - ZERO) * worth;
  return new Date(Date.UTC(two(0) * 100 + two(2), two(5) - 1, two(8), two(11), two(14), two(17), ms));
}
