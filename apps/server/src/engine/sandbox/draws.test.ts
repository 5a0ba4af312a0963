import { expect, it } from 'vitest';
import { QUIET_SETTINGS, type SandboxSettings } from '../../domain/sandbox/types.js';
import { drawReactions } from './draws.js';

const AT = new Date('2026-03-02T09:00:00Z');
const PEOPLE = Array.from({ length: 2000 }, (_, n) => `pat${n}@customer.test`);

function draw(settings: Partial<SandboxSettings>, ordinal = 'Cadence 1.1.1 0') {
  return PEOPLE.map((address) =>
    drawReactions({ ...QUIET_SETTINGS, ...settings }, { address, ordinal, deliveredAt: AT }),
  );
}

it('nobody does anything unless asked; rates are kept to', () => {
  expect(draw({}).flat()).toEqual([]);
  const replies = draw({ reply_rate: 0.3 }).flat().length;
  expect(replies).toBeGreaterThan(520);
  expect(replies).toBeLessThan(680);
  expect(
    draw({ bounce_rate: 1, reply_rate: 1, open_rate: 1 })
      .flat()
      .every(({ kind }) => kind === 'bounce'),
  ).toBe(true);
});

it('another rate changes only what it is about, another seed or message everything', () => {
  const kinds = (all: ReturnType<typeof draw>, kind: string) =>
    all.map((drawn) => drawn.find((each) => each.kind === kind)?.at.toISOString());
  const some = draw({ reply_rate: 0.3 });
  expect(draw({ reply_rate: 0.3 })).toEqual(some);
  expect(kinds(draw({ reply_rate: 0.3, open_rate: 0.5 }), 'reply')).toEqual(kinds(some, 'reply'));
  expect(draw({ reply_rate: 0.3, seed: '2' })).not.toEqual(some);
  expect(draw({ reply_rate: 0.3 }, 'Cadence 3.1.1 0')).not.toEqual(some);
});

it('comes after the message, a click after the open, and who opts out does not reply', () => {
  const all = draw({ reply_rate: 1, open_rate: 0.5, click_rate: 0.5, opt_out_rate: 0.5 });
  for (const drawn of all) {
    const kinds = drawn.map(({ kind }) => kind);
    expect(drawn.every(({ at }) => at > AT)).toBe(true);
    expect(kinds.includes('reply')).toBe(!kinds.includes('opt_out'));
    if (kinds.includes('click')) expect(kinds.indexOf('open')).toBeLessThan(kinds.indexOf('click'));
    if (kinds.includes('click')) expect(kinds).toContain('open');
  }
  for (const [drawn] of draw({ auto_reply_rate: 1, reply_rate: 1 })) {
    expect(drawn?.kind).toBe('auto_reply');
    expect((drawn?.note ?? '') > '2026-03-04' && (drawn?.note ?? '') < '2026-03-18').toBe(true);
  }
});
