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
export type Include = keyof typeof INCLUDES;

/** What may come along with records of this shape: the fields that refer to such a resource by its number. */
export function includesOf(record: z.ZodObject): Include[] {
  return (Object.keys(INCLUDES) as Include[]).filter((name) => {
    const field = record.shape[name] as z.ZodType | undefined;
    return field?.meta()?.description === `Reference to /v2/${INCLUDES[name]}/{id}`;
  });
}
