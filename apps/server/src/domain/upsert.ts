import { invalid } from '../kernel/errors.js';

type Rest<B> = Omit<B, 'upsert_key' | 'id'>;

/** What an upsert needs to know about its records. */
interface Records<B> {
  one: string;
  many: string;
  /** Ids of live records of the team whose field `key` has this value, two at most. */
  find(key: string, value: string | number): Promise<readonly { id: number }[]>;
  create(rest: Rest<B>): Promise<number>;
  update(id: number, rest: Rest<B>): Promise<void>;
}

/**
 * Create or update by `upsert_key` (reference semantics section 7).
 * @throws AppError invalid when the key is absent, or names several records, or contradicts `id`
 */
export async function upsertBy<B extends { upsert_key?: string | null; id?: number | null }>(
  body: B,
  { one, many, find, create, update }: Records<B>,
): Promise<{ id: number; type: 'create' | 'update' }> {
  const { upsert_key: key, id: givenId, ...rest } = body;
  if (!key) return { id: await create(rest), type: 'create' };
  const value = (body as Record<string, unknown>)[key] as string | number | null | undefined;
  if (value === undefined || value === null || value === '')
    throw invalid(key, 'is required as the upsert_key');
  const found = await find(key, value);
  if (found.length > 1) throw invalid(key, `matches several ${many}`);
  const match = found[0]?.id;
  if (givenId && key !== 'id' && match !== undefined && match !== givenId)
    throw invalid('id', `does not match the ${one} found by ${key}`);
  if (match !== undefined) {
    await update(match, rest);
    return { id: match, type: 'update' };
  }
  if (key === 'id' || givenId) throw invalid('id', 'could not be found');
  return { id: await create(rest), type: 'create' };
}
