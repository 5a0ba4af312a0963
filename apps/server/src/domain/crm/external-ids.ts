import { type Body, type Contract, contract } from '@cadenza/contract';
import { plain, sort, view } from '../../db/view.js';
import { invalid } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { plainRows } from '../plain.js';
import { type Referenced, requireReference } from '../references.js';
import { bySightOf, OF_MAPPING } from '../visibility.js';

type Mapping = Body<Contract['resources']['external_mappings']['create']>;

const configurations = plainRows({
  table: 'external_configurations',
  admins: 'external id configurations',
  unique: { external_configurations_key: 'external_type' },
});
const mappings = plainRows({
  table: 'external_mappings',
  unique: { external_mappings_key: 'external_id' },
});

/** @throws AppError invalid on what names nothing: the object, or the kind of id */
async function createMapping(command: Command, body: Mapping): Promise<number> {
  const { tx, principal } = command;
  const { object_type: type, object_id: id } = body;
  await requireReference(command, type satisfies Referenced, 'object_id', id);
  // Held until the mapping is written: who deletes the configuration waits, and deletes it with that.
  const configuration = await tx
    .selectFrom('external_configurations')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('object_type', '=', type)
    .where('external_type', '=', body.external_type)
    .where('deleted_at', 'is', null)
    .forKeyShare()
    .executeTakeFirst();
  if (!configuration) throw invalid('external_type', `is not configured for ${type}`);
  return mappings.insert(command, { ...body, configuration_id: configuration.id });
}

// What made them is not told: there is no number of a program that means anything to others.
const SOURCE = `'integration' AS source_type, NULL::bigint AS source_id`;
/** A mapping goes with its configuration. */
const GONE = `(r.deleted_at IS NOT NULL OR EXISTS (SELECT FROM external_configurations c WHERE c.team_id = r.team_id AND c.id = r.configuration_id
  AND c.deleted_at IS NOT NULL))`;
const deleted = (gone: string) => ({ words: { true: gone, false: `NOT ${gone}`, any: 'true' } });
const HAS = (test: string) =>
  `EXISTS (SELECT FROM external_mappings r WHERE r.team_id = :team AND r.configuration_id = c.id AND r.deleted_at IS NULL AND ${test}
    AND ${bySightOf(OF_MAPPING)})`;

/** The external id configurations resource. */
export const externalConfigurations = {
  view: view(contract.resources.external_configurations, {
    table: 'external_configurations',
    sight: null,
    columns: `${SOURCE}, ${plain('object_type', 'id', 'external_type')}, r.deleted_at IS NOT NULL AS deleted`,
    filters: {
      external_type: 'r.external_type',
      deleted: deleted('r.deleted_at IS NOT NULL'),
      external_id: {
        lookup: `SELECT c.id FROM external_configurations c WHERE c.team_id = :team AND ${HAS('r.external_id = :value')}`,
        column: 'r.id',
      },
      object_type: 'r.object_type',
      object_id: {
        lookup: `SELECT c.id FROM external_configurations c WHERE c.team_id = :team AND ${HAS('r.object_id = :value::bigint')}`,
        column: 'r.id',
      },
    },
    defaults: { deleted: 'r.deleted_at IS NULL' },
    sorts: { id: sort('r.id', 'bigint') },
  }),
  create: configurations.insert,
  remove: configurations.remove,
};

/** The external id mappings resource. */
export const externalMappings = {
  view: view(contract.resources.external_mappings, {
    table: 'external_mappings',
    sight: OF_MAPPING,
    columns: `${SOURCE}, ${plain('object_type', 'id', 'external_type')}, ${GONE} AS deleted, ${plain('external_id')},
      to_char(r.created_at AT TIME ZONE :tz, 'YYYY-MM-DD') AS inserted_at, ${plain('object_id')}, r.team_id AS tenant_id`,
    filters: {
      external_type: 'r.external_type',
      deleted: deleted(GONE),
      external_id: 'r.external_id',
      object_type: 'r.object_type',
      object_id: 'r.object_id',
    },
    defaults: { deleted: `NOT ${GONE}` },
    sorts: { id: sort('r.id', 'bigint') },
  }),
  create: createMapping,
  remove: mappings.remove,
};
