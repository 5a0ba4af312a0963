import type { ZodType } from 'zod';

/**
 * The schema of a form: takes what the API takes, with the API's own words for what is wrong, and gives what to send. Needs zod,
 * which the client itself does not.
 */
export type FormSchema<Body> = ZodType<unknown, Body>;
