import { expect, it } from 'vitest';
import { requireVersion } from './versions.js';

const AT = '2026-03-02T09:00:00.123456+00:00';
const refused = (known: string | undefined, current: string | null = AT): boolean => {
  try {
    requireVersion(known, current);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ kind: 'precondition_failed' });
    return true;
  }
};

it('the version that was read fits, in quotes or bare, in any zone, to the microsecond', () => {
  for (const known of [
    undefined,
    AT,
    `"${AT}"`,
    `W/"${AT}"`,
    '*',
    `"x", "${AT}"`,
    '2026-03-02T10:00:00.123456+01:00',
  ])
    expect(refused(known), String(known)).toBe(false);
  for (const known of ['', '"', '"x"', '2026-03-02T09:00:00.123457+00:00', '2026-03-02', `"${AT}`])
    expect(refused(known), known).toBe(true);
});

it('nothing fits where there is nothing', () => {
  for (const known of ['*', AT]) expect(refused(known, null)).toBe(true);
  expect(refused(undefined, null)).toBe(false);
});
