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

/**
 * Headers of a page of foreign words that a frame shows: it has no origin, runs nothing, and asks nobody for anything. Links
 * open a window of their own, with no word of where they stood.
 */
export function asFrame(reply: FastifyReply, contentType: string): FastifyReply {
  return reply
    .header('content-type', contentType)
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
    )
    .header('referrer-policy', 'no-referrer')
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff');
}
