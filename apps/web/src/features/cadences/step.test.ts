import { describe, expect, it } from 'vitest';
import { checksOf } from './launch-checks';
import { branchDraft, conditionOf, type Draft, stepChanges, withDefault } from './step-draft';
import { branchWords, momentWords, timingSentence, windowOf, windowSentence } from './step-words';

const FROM: Draft = {
  name: 'First',
  disabled: false,
  automated: true,
  send_type: 'at_time',
  time_of_day: '09:00',
  timezone_mode: 'user',
  delay_time: '0',
  allow_send_on_weekends: false,
  due_immediately: false,
  missing_fields: 'hold',
  field_defaults: '[]',
  previous_email_step_id: '',
  instructions: '',
  ...branchDraft(null),
};
const STEPS = [
  { id: 1, type: 'email' as const, day: 1, name: 'First', step_number: 1 },
  { id: 2, type: 'phone' as const, day: 3, name: 'Call', step_number: 2 },
];
const RULES = { ...FROM, delay_time: 90 };

describe('a step in its form', () => {
  it('sends what was changed, a branch and a moment as a whole', () => {
    const change = (part: Partial<Draft>) => stepChanges({ ...FROM, ...part }, FROM, true);
    expect(change({})).toEqual({});
    expect(change({ name: 'Hello' })).toEqual({ name: 'Hello' });
    expect(change({ timezone_mode: 'person' })).toMatchObject({ send_type: 'at_time', time_of_day: '09:00' });
    expect(change({ field_defaults: withDefault(FROM, 'title', 'there') })).toEqual({
      field_defaults: { title: 'there' },
    });
    const branch = change({ branch_if: 'opened', branch_step: '1', branch_is: false, branch_else: 'end' });
    expect(branch).toEqual({
      condition: { if: 'opened', step_id: 1, within_days: null, is: false, else: 'end' },
    });
    const from = { ...FROM, branch_if: 'opened' as const };
    expect(stepChanges(FROM, from, true)).toEqual({ condition: null });
  });

  it.each([
    { if: 'clicked', step_id: 1, within_days: 2, is: true, else: 'goto', goto_step_id: 2 },
    { if: 'replied', step_id: null, within_days: null, is: false, else: 'skip' },
    { if: 'field', field: 'account.industry', op: 'one_of', value: ['a', 'b'], is: true, else: 'end' },
    { if: 'field', field: 'title', op: 'present', is: true, else: 'skip' },
  ])('shows every branch, and gives it back: %o', (condition) => {
    expect(conditionOf(branchDraft(condition))).toEqual(condition);
  });
});

describe('a step in words', () => {
  it('says when it comes', () => {
    const [first, call] = STEPS;
    expect(first && timingSentence(first, undefined, RULES)).toBe(
      'On the day a person is added, at 09:00 by the sender’s clock, not on weekends: it leaves by itself.',
    );
    expect(call && timingSentence(call, first, RULES)).toContain('2 days later, once “First” is done');
    expect(momentWords('email', { ...RULES, send_type: 'after_time_delay' })).toBe('after 1 h 30 min');
  });

  it('says for whom it is', () => {
    expect(branchWords({ if: 'opened', step_id: 1, is: false, else: 'goto', goto_step_id: 2 }, STEPS)).toBe(
      'unless they opened day 1 “First”, else on to day 3 “Call”',
    );
    expect(branchWords({ if: 'field', field: 'title', op: 'one_of', value: ['CEO', 'CFO'] }, STEPS)).toBe(
      'if title is one of “CEO, CFO”, else it is skipped',
    );
  });

  it('says which hours count', () => {
    const window = {
      user: null,
      cadence: null,
      zone_mode: 'user' as const,
      time_zone: null,
      manual_steps: true,
    };
    const team = { ...window, blocks: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }] };
    const own = { ...window, user: { id: 7 }, blocks: [{ days: [6, 1], from: '10:00', to: '12:00' }] };
    expect(windowOf([own, team], 1, 7)).toBe(own);
    expect(windowOf([own, team], 1, 8)).toBe(team);
    expect(windowOf([own, { ...team, cadence: { id: 1 } }], 1, 7)?.cadence).toEqual({ id: 1 });
    expect(windowSentence(team)).toContain('(the team’s): Mon to Fri 09:00–17:00, by the sender’s clock');
    expect(windowSentence(own)).toContain('Mon, Sat 10:00–12:00');
  });
});

describe('what is looked at before a launch', () => {
  const email = {
    id: 5,
    name: 'Day 1',
    inThread: false,
    automated: true,
    subject: '',
    body: 'x',
    problems: [],
  };
  it('names the step that stops it, and the days off', () => {
    const off = [{ day: 'Fri 25 Dec', name: 'Christmas', calendar: 'Germany' }];
    const checks = checksOf({ opt_out_link_included: true }, [{ disabled: false }], [email], off);
    expect(checks).toContainEqual({ state: 'stops', text: 'Day 1 has no subject.', step: 5 });
    expect(checks.at(-1)).toEqual({
      state: 'warns',
      text: 'Fri 25 Dec is Christmas (Germany): what falls on it is moved.',
    });
  });
});
