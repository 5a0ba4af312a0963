import type { FastifyRequest } from 'fastify';

/** The bearer token of a request; undefined where its header holds none. */
export function bearerToken(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization;
  return header === undefined ? undefined : /^bearer\s+(\S+)\s*$/i.exec(header)?.[1];
}
