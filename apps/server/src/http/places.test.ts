import { expect, it } from 'vitest';
import { createPlaces } from './places.js';

it('has places for each team and for all of them, and takes back each once', () => {
  const places = createPlaces(2, 3);
  const refused = expect.objectContaining({ kind: 'rate_limited', retryAfter: 10 });
  const first = places.take(1);
  places.take(1);
  expect(() => places.take(1)).toThrow(refused);
  places.take(2);
  expect(() => places.take(3)).toThrow(refused);
  first();
  first();
  places.take(3);
  expect(() => places.take(1)).toThrow(refused);
});
