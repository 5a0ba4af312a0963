import type { Json } from './openapi-parameters.js';

/** Real calls, by operationId: what was sent, and what was answered. */
export type Examples = Readonly<Record<string, { readonly request?: unknown; readonly response?: unknown }>>;

/** An operation of the document with the example of its body and its answer. */
export function exemplify(operation: Json, examples: Examples): Json {
  const example = examples[operation.operationId as string];
  if (example === undefined) return operation;
  const { requestBody, responses } = operation as { requestBody?: Json; responses: Json };
  return {
    ...operation,
    ...(requestBody === undefined || example.request === undefined
      ? {}
      : { requestBody: withExample(requestBody, example.request) }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, response]) => [
        status,
        status.startsWith('2') && example.response !== undefined
          ? withExample(response as Json, example.response)
          : response,
      ]),
    ),
  };
}

/** The example stands with JSON; forms are read from it. */
function withExample(described: Json, example: unknown): Json {
  const { content } = described as { content?: Json };
  const json = content?.['application/json'];
  return json === undefined
    ? described
    : { ...described, content: { ...content, 'application/json': { ...(json as Json), example } } };
}
