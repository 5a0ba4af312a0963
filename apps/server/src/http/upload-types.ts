import type { FastifyRequest } from 'fastify';

/** A file as it comes with a request. */
export interface Upload {
  readonly name: string;
  readonly stream: AsyncIterable<Uint8Array>;
}

/** Takes files of any size in, to the routes that read them. */
export interface Uploads {
  /** Whether what stands in this request's body is a file for the store. */
  takes(request: FastifyRequest): boolean;
  /** Bytes of one file. */
  readonly limit: number;
  /** Keeps a file until something is made of it. @returns the fields of the body that it becomes @throws AppError */
  keep(request: FastifyRequest, upload: Upload): Promise<Record<string, string>>;
}
