import type { Json } from './openapi-parameters.js';
import { fieldMeaning, operationMeaning, parameterMeaning } from './words/index.js';

/** What holds further schemas that are read like the one they stand in. */
const ALTERNATIVES = ['anyOf', 'oneOf', 'allOf'] as const;

/** A schema of the document with what each of its fields means, where nothing is said of it yet. */
export function explainSchema(name: string, schema: Json, path: readonly string[] = []): Json {
  const explained: Json = { ...schema };
  if (isObject(schema.properties))
    explained.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([field, value]) => [
        field,
        isObject(value) ? explainField(name, value, [...path, field]) : value,
      ]),
    );
  for (const key of ALTERNATIVES)
    if (Array.isArray(schema[key]))
      explained[key] = (schema[key] as unknown[]).map((each) =>
        isObject(each) ? explainSchema(name, each, path) : each,
      );
  for (const key of ['items', 'additionalProperties'])
    if (isObject(schema[key])) explained[key] = explainSchema(name, schema[key], path);
  return explained;
}

function explainField(name: string, schema: Json, path: readonly string[]): Json {
  const meaning = fieldMeaning(name, path);
  const within = explainSchema(name, schema, path);
  return 'description' in within || '$ref' in within || meaning === undefined
    ? within
    : { ...within, description: meaning };
}

/** An operation of the document with what it does, and what its parameters ask for. */
export function explainOperation(operation: Json): Json {
  const id = operation.operationId as string;
  // An operation that is no resource's own says it in its summary.
  const meaning = operationMeaning(id) ?? (id.includes('.') ? undefined : operation.summary);
  return {
    ...operation,
    ...('description' in operation || meaning === undefined ? {} : { description: meaning }),
    parameters: (operation.parameters as Json[]).map((parameter) => {
      const asked = parameterMeaning(id, String(parameter.name));
      if ('$ref' in parameter || asked === undefined) return parameter;
      const { description: note } = parameter;
      return {
        ...parameter,
        description: typeof note === 'string' && note !== asked ? `${asked} ${note}.` : asked,
      };
    }),
  };
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
