import * as z from 'zod';
import { contract, streams } from './contract.js';
import { compare } from './compare.js';
import { REFUSED } from './errors.js';
import { describeInput } from './openapi-input.js';
import {
  extension,
  filterParameters,
  includeParameter,
  listParameters,
  objectParameters,
  SIGNATURE,
  type Json,
} from './openapi-parameters.js';
import { type Examples, exemplify } from './openapi-examples.js';
import { type Include, includesOf } from './includes.js';
import { explainOperation, explainSchema } from './openapi-words.js';
import { type Envelope, type IdKind, type OperationSpec, type ResourceSpec } from './resource.js';
import { SCOPES } from './scopes.js';
import { CHAPTERS, TAGS } from './tags.js';

/**
 * The OpenAPI 3.1 document of everything in the contract, served at /openapi.json and golden in git; with examples of calls
 * by operationId, if they are given.
 */
export function openapi(publicUrl: string, examples: Examples = {}): Json {
  const schemas: Json = { Error: ERROR, Errors: ERRORS, ListMetadata: METADATA };
  const paths: Record<string, Json> = {};
  const add = (path: string, method: string, body: Json) => {
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: exemplify(compare(explainOperation(body)), examples),
    };
  };
  for (const spec of Object.values(contract.resources) as ResourceSpec[])
    describeResource(spec, schemas, add);
  for (const spec of [...Object.values(contract.operations), ...Object.values(streams)] as OperationSpec[])
    describeOperation(spec, schemas, add);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cadenza API',
      version: '2.0',
      description:
        'Wire-compatible with the Salesloft API v2. Operations and parameters marked `x-extension` are additions of Cadenza. Every list is also handed out whole, as of one moment, by `Accept: text/csv` or `application/x-ndjson`: its filters and sort hold, paging does not. `x-since` is the version that brought an operation, `x-differences` where it is known to differ. Cadenza is not affiliated with Salesloft.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    security: [{ bearer: [] }, { oauth: [] }],
    tags: TAGS,
    'x-tagGroups': CHAPTERS.map(({ name, tags }) => ({ name, tags: Object.keys(tags) })),
    paths: byName(paths),
    components: {
      schemas: byName(
        Object.fromEntries(
          Object.entries(schemas).map(([name, schema]) => [name, explainSchema(name, schema as Json)]),
        ),
      ),
      responses: REFUSALS,
      parameters: { IdempotencyKey: IDEMPOTENCY_KEY, IfMatch: IF_MATCH_HEADER },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key or an OAuth access token' },
        oauth: {
          type: 'oauth2',
          flows: {
            authorizationCode: {
              authorizationUrl: `${publicUrl}/oauth/authorize`,
              tokenUrl: `${publicUrl}/oauth/token`,
              scopes: SCOPES,
            },
          },
        },
      },
    },
  };
}

/** In the order of their names, wherever they are declared. */
const byName = (entries: Json): Json =>
  Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));

const ERROR = { type: 'object', required: ['error'], properties: { error: { type: 'string' } } };
const ERRORS = {
  type: 'object',
  required: ['errors'],
  properties: {
    errors: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
  },
};

/** What may stand for a record in a path. */
const PATH_IDS: Record<IdKind, Json> = {
  integer: { type: 'integer' },
  uuid: { type: 'string', format: 'uuid' },
  text: { type: 'string' },
  integer_or_guid: { type: 'string' },
};

type Add = (path: string, method: string, body: Json) => void;

function describeResource(spec: ResourceSpec, schemas: Json, add: Add): void {
  const record = { $ref: `#/components/schemas/${spec.recordName}` };
  schemas[spec.recordName] = output(spec.record);
  const described: Described = {
    spec,
    record,
    one: data(record),
    idParameter: { name: 'id', in: 'path', required: true, schema: PATH_IDS[spec.id ?? 'integer'] },
    common: { tags: [spec.tag], ...extension(spec.extension) },
  };
  describeReads(described, add);
  describeWrites(described, schemas, add);
}

/** What the operations of one resource are described with. */
interface Described {
  spec: ResourceSpec;
  /** Reference to its schema. */
  record: Json;
  /** One record in its envelope. */
  one: Json;
  idParameter: Json;
  common: Json;
}

function describeReads({ spec, record, one, idParameter, common }: Described, add: Add): void {
  if (spec.list) {
    add(spec.path, 'GET', {
      ...common,
      operationId: `${spec.name}.list`,
      summary: `List ${spec.name.replaceAll('_', ' ')}`,
      ...scope(spec.scopes.read),
      parameters: [...listParameters(spec.list)],
      responses: responses(200, including(listOf(record), spec.list.includes)),
    });
  }
  if (spec.show) {
    const includes = includesOf(spec.record, spec.name);
    add(`${spec.path}/{id}`, 'GET', {
      ...common,
      operationId: `${spec.name}.show`,
      summary: `Fetch one of ${spec.name.replaceAll('_', ' ')}`,
      ...scope(spec.scopes.read),
      ...extension(spec.show === 'addition' || undefined),
      parameters: [
        idParameter,
        ...(includes.length > 0 ? [includeParameter(includes)] : []),
        ...(typeof spec.show === 'object' ? [SIGNATURE] : []),
      ],
      responses: responses(200, including(one, includes)),
    });
  }
}

function describeWrites(
  { spec, record, one, idParameter, common }: Described,
  schemas: Json,
  add: Add,
): void {
  if (spec.create) {
    add(spec.path, 'POST', {
      ...common,
      operationId: `${spec.name}.create`,
      summary: spec.create.summary ?? `Create one of ${spec.name.replaceAll('_', ' ')}`,
      ...scope(spec.create.scope ?? spec.scopes.write ?? null),
      ...extension(spec.create.extension),
      parameters: [IDEMPOTENCY],
      requestBody: requestBody(`${spec.recordName}Create`, spec.create.body, schemas),
      responses: responses(spec.create.status ?? 200, enveloped(one, record, spec.create.envelope)),
    });
  }
  if (spec.update) {
    add(`${spec.path}/{id}`, 'PUT', {
      ...common,
      operationId: `${spec.name}.update`,
      summary:
        spec.update.summary ??
        `Change one of ${spec.name.replaceAll('_', ' ')}: what is absent stays, null clears`,
      ...scope(spec.update.scope ?? spec.scopes.write ?? null),
      ...extension(spec.update.extension),
      parameters: [idParameter, IDEMPOTENCY, ...versioned(spec.record)],
      requestBody: requestBody(`${spec.recordName}Update`, spec.update.body, schemas),
      responses: responses(spec.update.status ?? 200, enveloped(one, record, spec.update.envelope)),
    });
  }
  if (spec.delete) {
    add(`${spec.path}/{id}`, 'DELETE', {
      ...common,
      operationId: `${spec.name}.delete`,
      summary: `Delete one of ${spec.name.replaceAll('_', ' ')}; may be repeated`,
      ...scope(spec.scopes.delete ?? null),
      ...extension(spec.delete.extension),
      parameters: [
        idParameter,
        IDEMPOTENCY,
        ...versioned(spec.record),
        ...(spec.delete.query ? objectParameters(spec.delete.query) : []),
      ],
      responses: responses(204),
    });
  }
}

/** What may stand for a record below its resource's path; undefined: what the operation itself says. */
function idBelow(path: string, param: string): Json | undefined {
  const above = path.slice(0, path.indexOf(`/{${param}}`));
  const named = (Object.values(contract.resources) as ResourceSpec[]).find((each) => each.path === above);
  return named?.id === 'integer_or_guid' ? PATH_IDS.integer_or_guid : undefined;
}

function describeOperation(spec: OperationSpec, schemas: Json, add: Add): void {
  let answer: Json | undefined;
  if (spec.response) {
    const name = spec.responseName ?? spec.name;
    schemas[name] ??= output(spec.response);
    const record = { $ref: `#/components/schemas/${name}` };
    answer = enveloped(data(record), record, spec.envelope);
  }
  const { list } = spec;
  if (list) {
    schemas[list.recordName] ??= output(list.record);
    answer = including(listOf({ $ref: `#/components/schemas/${list.recordName}` }), list.includes);
  }
  const pathParameters = Object.entries(spec.params ?? {}).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    schema: idBelow(spec.path, name) ?? describeInput(schema),
  }));
  add(spec.path, spec.method, {
    tags: [spec.tag],
    operationId: spec.name,
    summary: spec.summary,
    ...scope(spec.scope),
    ...extension(spec.extension),
    parameters: [
      ...pathParameters,
      ...(spec.query ? objectParameters(spec.query) : []),
      ...(list ? listParameters(list) : []),
      ...Object.entries(spec.counts?.filters ?? {}).flatMap(([name, filter]) =>
        filterParameters(name, filter),
      ),
      ...(spec.method === 'GET' || list ? [] : [IDEMPOTENCY]),
    ],
    ...(spec.body ? { requestBody: requestBody(`${wordsOf(spec.name)}Body`, spec.body, schemas) } : {}),
    responses: responses(spec.status ?? 200, answer ?? file(spec.produces), spec.produces),
  });
}

const file = (produces: string | undefined): Json | undefined =>
  produces === undefined ? undefined : { type: 'string', format: 'binary' };
const output = (schema: z.ZodType) => strip(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }));
const strip = ({ $schema: _, ...schema }: Json): Json => schema;
const data = (schema: Json): Json => ({ type: 'object', required: ['data'], properties: { data: schema } });
const enveloped = (one: Json, record: Json, envelope: Envelope = 'data'): Json =>
  envelope === 'data' ? one : { allOf: [one, record] };
const listOf = (record: Json): Json => ({
  type: 'object',
  required: ['metadata', 'data'],
  properties: {
    metadata: { $ref: '#/components/schemas/ListMetadata' },
    data: { type: 'array', items: record },
  },
});
/** With what comes along. */
const including = (answer: Json, names: readonly Include[] = []): Json =>
  names.length === 0
    ? answer
    : {
        ...answer,
        properties: {
          ...(answer['properties'] as Json),
          included: {
            type: 'object',
            description: 'With `include`: the records referred to, by resource and number.',
            additionalProperties: { type: 'object', additionalProperties: { type: 'object' } },
            'x-extension': true,
          },
        },
      };
const scope = (name: string | null): Json =>
  name === null ? {} : { 'x-scope': name, security: [{ bearer: [] }, { oauth: [name] }] };

/** `send_action_email` -> `SendActionEmail`. */
const wordsOf = (name: string) =>
  name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

function requestBody(name: string, schema: z.ZodObject, schemas: Json): Json {
  schemas[name] = describeInput(schema);
  const json = { schema: { $ref: `#/components/schemas/${name}` } };
  return {
    content: {
      'application/json': json,
      'application/x-www-form-urlencoded': json,
      'multipart/form-data': json,
    },
  };
}

function responses(status: number, schema?: Json, mediaType = 'application/json'): Json {
  return {
    [status]: schema ? { description: 'ok', content: { [mediaType]: { schema } } } : { description: 'done' },
    ...Object.fromEntries(
      Object.keys(REFUSALS).map((code) => [code, { $ref: `#/components/responses/${code}` }]),
    ),
  };
}

const refusal = (description: string, name: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
});
/** What any operation may answer instead (docs/errors.md). */
const REFUSALS: Json = Object.fromEntries(
  REFUSED.filter(({ everywhere }) => everywhere).map(({ status, short, body }) => [
    String(status),
    refusal(short, body === 'error' ? 'Error' : 'Errors'),
  ]),
);

const IDEMPOTENCY = { $ref: '#/components/parameters/IdempotencyKey' };
/** What has an `updated_at` is changed in the version that is known. */
const versioned = (record: z.ZodObject): Json[] =>
  'updated_at' in record.shape ? [{ $ref: '#/components/parameters/IfMatch' }] : [];
const IF_MATCH_HEADER = {
  name: 'If-Match',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 200 },
  description:
    'The `updated_at` of the record that was read, in quotes or bare: 412 when somebody changed it since. `*` is any version.',
  'x-extension': true,
};
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 255 },
  description:
    'A repeat within 24 hours answers what the first call answered; the same key with another body is 409.',
  'x-extension': true,
};

const METADATA: Json = {
  type: 'object',
  properties: {
    filtering: { type: 'object' },
    paging: {
      type: 'object',
      properties: {
        per_page: { type: 'integer' },
        current_page: { type: 'integer' },
        next_page: { type: ['integer', 'null'] },
        prev_page: { type: ['integer', 'null'] },
        total_pages: { type: 'integer' },
        total_count: { type: 'integer' },
        next_cursor: { type: ['string', 'null'], 'x-extension': true },
      },
    },
    sorting: {
      type: 'object',
      properties: { sort_by: { type: 'string' }, sort_direction: { type: 'string' } },
    },
  },
};
