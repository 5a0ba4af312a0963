import type { FastifyReply } from 'fastify';

/** Headers of a download: what somebody uploaded is never shown as a page of this origin. */
export function asDownload(reply: FastifyReply, contentType: string, fileName: string): FastifyReply {
  const plain = fileName.replace(/[^\w.-]/g, '_');
  return reply
    .header('content-type', contentType)
    .header(
      'content-disposition',
      `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName.toWellFormed())}`,
    )
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff');
}
