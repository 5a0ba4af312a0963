import type { DaySql, FilterSql, FoldedSql } from './view.js';

/** One parsed condition: filter name, operator of the filter vocabulary, value as PostgreSQL text or array. */
export interface Condition {
  readonly filter: string;
  readonly operator: Operator;
  readonly value: unknown;
  /** The same in other normal forms: what was written before texts had one form is found, too. */
  readonly others?: readonly unknown[];
}
type Operator =
  | 'in'
  | 'overlap'
  | 'not_in'
  | 'eq'
  | 'bool'
  | 'is_null'
  | 'is_not_null'
  | 'in_or_null'
  | 'starts_with'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'pairs'
  | 'word'
  | 'after'
  | 'keyed';

/** Conditions that differ only in what the statement takes as parameters have one shape. */
export function conditionShape({ filter, operator, value, others = [] }: Condition): string {
  const inText = operator === 'word' || operator === 'bool';
  return `${filter}:${operator}${inText ? `=${String(value)}` : ''}${'+'.repeat(others.length)}`;
}

/** The value that a parameter of `conditionText` stands for. */
export function conditionValue({ value, others }: Condition, parameter: string): unknown {
  const other = parameter.split('_')[1];
  return other === undefined ? value : others?.[Number(other)];
}

/** One value is compared with =, which, unlike = ANY, keeps the rest of an index in order. */
export function singleValue(sql: FilterSql | undefined, condition: Condition): Condition {
  const { operator, value } = condition;
  const narrows = typeof sql === 'string' || (sql !== undefined && ('folded' in sql || 'lookup' in sql));
  return narrows && operator === 'in' && Array.isArray(value) && value.length === 1
    ? { ...condition, operator: 'eq', value: value[0] as unknown }
    : condition;
}

/** SQL of one condition; `name` is the parameter that carries its value. @throws Error when the view lacks the filter */
export function conditionText(sql: FilterSql | undefined, condition: Condition, name: string): string {
  const texts = [name, ...(condition.others ?? []).map((_, index) => `${name}_${index}`)].map((each) =>
    textOfOne(sql, condition, each),
  );
  return texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(' OR ')})`;
}

function textOfOne(sql: FilterSql | undefined, condition: Condition, name: string): string {
  const { filter, operator, value } = condition;
  if (sql === undefined) throw new Error(`no SQL for filter ${filter}`);
  if (typeof sql === 'string') return columnText(sql, condition, `:${name}`);
  if ('words' in sql) {
    const text = sql.words[String(value)];
    if (text === undefined) throw new Error(`no SQL for filter ${filter}=${String(value)}`);
    return `(${text})`;
  }
  if ('lookup' in sql) return columnText(sql.column, condition, `:${name}`);
  if ('folded' in sql) return foldedText(sql, condition, `:${name}`);
  if ('keyed' in sql)
    return operator === 'keyed'
      ? `EXISTS (SELECT 1 FROM jsonb_each(:${name}::jsonb) k WHERE k.key = ${sql.by} AND k.value ? ${sql.keyed})`
      : columnText(sql.keyed, condition, `:${name}`);
  if ('day' in sql) return dayText(sql, condition, `:${name}`);
  if (operator === 'is_null') return `(${sql.isNull ?? 'false'})`;
  const own = `(${sql.sql.replaceAll(':value', `:${name}`)})`;
  return operator === 'in_or_null' ? `(${own} OR ${sql.isNull ?? 'false'})` : own;
}

function foldedText({ folded, exact, by: form }: FoldedSql, condition: Condition, parameter: string): string {
  const by = form ?? 'lower';
  const lowered = `${by}(${folded})`;
  const both = (loweredText: string, comparison: string) =>
    exact ? `(${loweredText} AND ${folded} ${comparison})` : loweredText;
  const within = both(
    `${lowered} = ANY(ARRAY(SELECT ${by}(unnest(${parameter}::text[]))))`,
    `= ANY(${parameter})`,
  );
  switch (condition.operator) {
    case 'eq':
      return both(`${lowered} = ${by}(${parameter})`, `= ${parameter}`);
    case 'in':
      return within;
    case 'in_or_null':
      return `(${within} OR ${lowered} IS NULL)`;
    case 'is_null':
      return `${lowered} IS NULL`;
    default:
      return columnText(folded, condition, parameter);
  }
}

function dayText({ day, moment }: DaySql, condition: Condition, parameter: string): string {
  const upTo = condition.operator === 'lt' || condition.operator === 'lte';
  // A day ends 24 hours after it began, and where clocks are set back 25.
  const near = upTo
    ? `${moment} <= ${parameter}::timestamptz + interval '38 hours'`
    : `${moment} >= ${parameter}::timestamptz - interval '15 hours'`;
  return `(${near} AND ${columnText(day, condition, parameter)})`;
}

function columnText(sql: string, { operator, value }: Condition, parameter: string): string {
  switch (operator) {
    case 'in':
      return `${sql} = ANY(${parameter})`;
    case 'overlap':
      return `${sql} && ${parameter}`;
    case 'in_or_null':
      return `(${sql} = ANY(${parameter}) OR ${sql} IS NULL)`;
    case 'not_in':
      return `(${sql} <> ALL(${parameter}) OR ${sql} IS NULL)`;
    case 'is_null':
      return `(${sql}) IS NULL`;
    case 'is_not_null':
      return `(${sql}) IS NOT NULL`;
    case 'bool':
      // Spelled out, not compared with a parameter: that is how a partial index is recognised.
      return value === true ? `(${sql})` : `NOT (${sql})`;
    case 'starts_with':
      return `lower(${sql}) LIKE ${parameter}`;
    case 'keyed':
      throw new Error('a keyed filter needs its two columns');
    case 'pairs':
      return `${sql} @> ${parameter}`;
    case 'eq':
    case 'word':
      return `${sql} = ${parameter}`;
    case 'after':
      return `${sql} > ${parameter}`;
    case 'gt':
      return `${sql} > ${parameter}::${ranged(value)}`;
    case 'gte':
      return `${sql} >= ${parameter}::${ranged(value)}`;
    case 'lt':
      return `${sql} < ${parameter}::${ranged(value)}`;
    case 'lte':
      return `${sql} <= ${parameter}::${ranged(value)}`;
  }
}

/** What a range is over: moments, or integers. */
const ranged = (value: unknown): string => (typeof value === 'number' ? 'bigint' : 'timestamptz');
