import { expect, test } from 'vitest';
import type { FirstSteps } from '../../data/first-steps';
import { doneSteps, nextStep, STEPS } from './steps';

const NOTHING: FirstSteps = {
  name: 'Cadenza',
  address: null,
  zone: 'Europe/Berlin',
  mailbox: undefined,
  colleagues: false,
  people: [],
  cadence: undefined,
  member: undefined,
  answer: undefined,
};
const next = (found: Partial<FirstSteps>, sandbox = true) =>
  nextStep(doneSteps({ ...NOTHING, ...found }, sandbox));

test('what comes next is the first thing that the team has not, wherever it was left', () => {
  expect(next({})).toBe('team');
  expect(next({ address: 'Street 1' })).toBe('people');
  // A live team needs something to send from.
  expect(next({ address: 'Street 1' }, false)).toBe('mail');
  expect(next({ address: 'Street 1', mailbox: 'a@b.example' }, false)).toBe('people');
  const people = [{ id: 1, name: 'Ann' }];
  const cadence = { id: 2, name: 'First' };
  expect(next({ address: 'Street 1', people, cadence })).toBe('member');
  // Colleagues can wait.
  const answer = { thread: 3, subject: 'Re', text: 'Yes' };
  expect(next({ address: 'Street 1', people, cadence, member: 1, answer })).toBeUndefined();
  expect(
    doneSteps({ ...NOTHING, address: 'x', people, cadence, member: 1, answer, colleagues: true }, true).size,
  ).toBe(STEPS.length);
});
