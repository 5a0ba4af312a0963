import type * as z from 'zod';

/** References of a record whose records can come along with it, and which resource they are of. */
export const INCLUDES = {
  account: 'accounts',
  cadence: 'cadences',
  owner: 'users',
  person: 'people',
  person_stage: 'person_stages',
  step: 'steps',
  user: 'users',
} as const;
/** What people and memberships wait for comes along as well: by their own numbers. */
const WITH_NEXT: readonly string[] = ['people', 'cadence_memberships'];
export type Include = keyof typeof INCLUDES | 'next';

/** What may come along with records of this shape: the fields that refer to such a resource by its number. */
export function includesOf(record: z.ZodObject, of: string): Include[] {
  const referred = (Object.keys(INCLUDES) as (keyof typeof INCLUDES)[]).filter((name) => {
    const field = record.shape[name] as z.ZodType | undefined;
    const refers = field?.meta()?.description === `Reference to /v2/${INCLUDES[name]}/{id}`;
    // (One by a guid describes itself alike.)
    return refers && field.safeParse({ _href: '', id: 1 }).success;
  });
  return WITH_NEXT.includes(of) ? [...referred, 'next'] : referred;
}
