import { say } from '../said.js';
import { StepCondition } from '@cadenza/contract';
import { describe, expect, it } from 'vitest';
import { type BranchEmail, type BranchFacts, evaluateCondition } from './branch-rules.js';
import { conditionProblems } from '../cadences/step-conditions.js';

const at = (day: number) => new Date(Date.UTC(2026, 2, day, 9));
const email = (fields: Partial<BranchEmail> = {}): BranchEmail => ({
  stepId: 1,
  sentAt: at(2),
  firstViewedAt: null,
  firstClickedAt: null,
  repliedAt: null,
  ...fields,
});
const facts = (fields: Partial<BranchFacts> = {}): BranchFacts => ({
  emails: [],
  person: { title: 'VP Sales', person_stage_name: 'Warm', custom_fields: { Seats: '12', Empty: '' } },
  account: { industry: 'Retail', custom_fields: { Tier: 'A' } },
  placeOf: (number) => ({ day: 1, number }),
  ...fields,
});
const told = ({ found, quote = '' }: ReturnType<typeof evaluateCondition>) =>
  say('branch', { ...found, then: 'ahead' }, { quote }).text;
const condition = (input: unknown) => StepCondition.parse(input);

describe('a branch on e-mails', () => {
  it.each([
    [{ if: 'opened', step_id: 1 }, [], false, 'the e-mail of Day 1: Step 1 was not sent'],
    [{ if: 'opened', step_id: 1 }, [email()], false, 'the e-mail of Day 1: Step 1 was not opened'],
    [
      { if: 'opened', step_id: 1 },
      [email({ firstViewedAt: at(3) })],
      true,
      'the e-mail of Day 1: Step 1 was opened on 2026-03-03',
    ],
    [
      { if: 'opened', within_days: 2 },
      [email({ firstViewedAt: at(5) })],
      false,
      'no e-mail of this cadence was opened within 2 days',
    ],
    [
      { if: 'clicked', within_days: 3 },
      [email({ firstClickedAt: at(5) })],
      true,
      'an e-mail of this cadence was clicked in on 2026-03-05',
    ],
    [
      { if: 'replied', is: false, step_id: 2 },
      [email({ repliedAt: at(3) }), email({ stepId: 2 })],
      true,
      'the e-mail of Day 1: Step 2 was not answered',
    ],
  ] as const)('%j', (input, emails, holds, found) => {
    const verdict = evaluateCondition(condition(input), facts({ emails }));
    expect({ holds: verdict.holds, found: told(verdict) }).toEqual({
      holds,
      found: `Branch: ${found}; the step goes ahead.`,
    });
  });
});

describe('a branch on a field', () => {
  it.each([
    ['title', 'starts_with', 'vp', true],
    ['person.title', 'contains', 'SALES', true],
    ['title', 'equals', 'CEO', false],
    ['title', 'one_of', ['ceo', 'vp sales'], true],
    ['stage', 'equals', 'warm', true],
    ['custom_fields.Seats', 'greater_than', '9', true],
    ['custom_fields.Seats', 'less_than', '9', false],
    ['custom_fields.Empty', 'present', undefined, false],
    ['custom_fields.constructor', 'present', undefined, false],
    ['account.industry', 'equals', 'retail', true],
    ['account.custom_fields.Tier', 'equals', 'b', false],
  ])('%s %s %j is %s', (field, op, value, holds) => {
    const input = { if: 'field', field, op, value };
    expect(evaluateCondition(condition(input), facts()).holds).toBe(holds);
    expect(evaluateCondition(condition({ ...input, is: false }), facts()).holds).toBe(!holds);
  });

  it('says what it found', () => {
    const asked = condition({ if: 'field', field: 'account.industry', op: 'present' });
    expect(told(evaluateCondition(asked, facts()))).toContain('account.industry is "Retail"');
    expect(told(evaluateCondition(asked, facts({ account: null })))).toContain(
      'account.industry has no value',
    );
  });
});

describe('conditionProblems', () => {
  const steps = [
    { stepId: 1, id: 1, day: 1, position: 0, type: 'email' },
    { stepId: 2, id: 2, day: 3, position: 1, type: 'phone' },
    { stepId: 3, id: 3, day: 5, position: 2, type: 'email' },
  ];
  it.each([
    [{ if: 'opened', step_id: 1, else: 'goto', goto_step_id: 3 }, []],
    [{ if: 'opened', step_id: 2 }, ['step_id is not an e-mail step of this cadence']],
    [{ if: 'opened', step_id: 3 }, ['step_id must be an earlier step']],
    [{ if: 'opened', else: 'goto' }, ['goto_step_id is not a step of this cadence']],
    [{ if: 'opened', else: 'goto', goto_step_id: 1 }, ['goto_step_id must be a later step']],
    [{ if: 'opened', goto_step_id: 3 }, ['goto_step_id belongs to else goto only']],
    [{ if: 'field', field: 'password', op: 'present' }, ['field is not a field of a person or an account']],
    [{ if: 'field', field: 'title', op: 'equals' }, ['value is required for equals']],
    [{ if: 'field', field: 'title', op: 'equals', value: ['a'] }, ['value may be a list for one_of only']],
  ])('%j', (input, problems) => {
    expect(conditionProblems(condition(input), steps, 2)).toEqual(problems);
  });
});
