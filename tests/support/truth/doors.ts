import { contract, type ResourceSpec } from '@cadenza/contract';
import type * as z from 'zod';
import type { Caller } from '../server.js';
import type { Walked, WrittenByOperation } from './fields/written.js';
import type { Wire, World } from './world.js';

export type Request = readonly [
  method: Parameters<Caller['call']>[0],
  path: string,
  body: Readonly<Record<string, unknown>>,
];

/** How a record's fields are written, whoever declared it, and where they are read. */
export interface Door {
  readonly create?: z.ZodObject | undefined;
  readonly update?: z.ZodObject | undefined;
  created(body: Request[2]): Request;
  updated(record: Wire, body: Request[2]): Request;
  /** The record of an answer's `data`. */
  record(data: Wire): Wire;
  /** Where the record is read, and deleted. */
  path(id: unknown): string;
  readonly deletes: boolean;
  /** Who writes, where it is not the seeded admin. */
  as?(world: World): Promise<Caller>;
}

/** A resource's own: POST, and PUT below it. */
function ofResource({ path, create, update, delete: deleted }: ResourceSpec): Door {
  const one = (id: unknown) => `${path}/${String(id)}`;
  return {
    create: create?.body,
    update: update?.body,
    created: (body) => ['POST', path, body],
    updated: (record, body) => ['PUT', one(record['id']), body],
    record: (data) => data,
    path: one,
    deletes: deleted !== undefined,
  };
}

/** A PUT to where the one record is read. */
const ofOne = ({ path, body }: { path: string; body: z.ZodObject }): Door => ({
  update: body,
  created: (given) => ['POST', path, given],
  updated: (_, given) => ['PUT', path, given],
  record: (data) => data,
  path: () => path,
  deletes: false,
});

/** A POST that creates, or changes the record whose id it names; with what every one of them must have. */
const ofUpsert = (
  spec: { path: string; body: z.ZodObject },
  of: 'person' | 'account',
  required: readonly string[] = [],
): Door => ({
  ...ofResource(contract.resources[of === 'person' ? 'people' : 'accounts'] as ResourceSpec),
  create: spec.body,
  update: spec.body,
  created: (body) => ['POST', spec.path, body],
  updated: (record, body) => {
    const always = Object.fromEntries(required.map((name) => [name, record[name] as unknown]));
    return ['POST', spec.path, { upsert_key: 'id', id: record['id'], ...always, ...body }];
  },
  record: (data) => data[of] as Wire,
});

const { operations, resources } = contract;
const OPERATIONS: { readonly [K in WrittenByOperation]: Door } = {
  account_upserts: ofUpsert(operations.account_upserts, 'account', ['name', 'domain']),
  person_upserts: ofUpsert(operations.person_upserts, 'person'),
  sandbox_settings: {
    ...ofOne(operations.sandbox_settings),
    as: async ({ server }) => {
      const admin = await server.team();
      const made = await admin.call('PUT', '/v2/sandbox', { enabled: true });
      if (made.status !== 200) throw new Error(`PUT /v2/sandbox: ${made.status} ${made.text}`);
      return admin;
    },
  },
  // (Somebody else than who reads all the others: times are shown in the reader's zone.)
  update_me: { ...ofOne(operations.update_me), as: ({ server, me }) => server.colleague(me) },
  update_sending_settings: ofOne(operations.update_sending_settings),
  update_team: ofOne(operations.update_team),
};

/** The door of a resource, or of an operation whose body is written to a record. */
export const doorOf = (name: Walked): Door =>
  name in OPERATIONS
    ? OPERATIONS[name as WrittenByOperation]
    : ofResource(resources[name as keyof typeof resources] as ResourceSpec);

/** Everything that writes fields. */
export const WALKED: readonly Walked[] = [
  ...Object.values(contract.resources).flatMap((spec) =>
    'create' in spec || 'update' in spec ? [spec.name as Walked] : [],
  ),
  ...(Object.keys(OPERATIONS) as WrittenByOperation[]),
];
