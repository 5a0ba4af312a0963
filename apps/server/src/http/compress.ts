import { gzip } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyInstance } from 'fastify';

/** Shorter answers fit one packet: compressing them costs more than it saves. */
const LEAST_BYTES = 1024;
/** A page of people (85 KB) shrinks to a twelfth; level 6 takes twice as long for a tenth less. */
const LEVEL = 3;
/**
 * What is compressed: records, documents, scripts, styles. Never pages: they hold the form's secret beside what the
 * address said, and whoever sees lengths could guess it (the BREACH attack). Never streams.
 */
const COMPRESSED = ['application/json', 'text/javascript', 'text/css', 'text/csv', 'image/svg+xml'];

/** Compresses answers of 1 KB and more for whoever asks for it (RFC 9110 section 12.5.3), off the event loop. */
export function registerCompression(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return done(null, payload);
    // (A text has at least a byte a character: long ones are not counted.)
    const long = payload.length >= LEAST_BYTES || Buffer.byteLength(payload) >= LEAST_BYTES;
    if (!long || reply.hasHeader('content-encoding')) return done(null, payload);
    const type = String(reply.getHeader('content-type') ?? '');
    if (!COMPRESSED.some((each) => type.startsWith(each))) return done(null, payload);
    reply.header('vary', 'accept-encoding');
    const wanted = request.headers['accept-encoding'];
    if (wanted === undefined || negotiate(wanted, ['gzip', 'identity']) !== 'gzip')
      return done(null, payload);
    reply.header('content-encoding', 'gzip').removeHeader('content-length');
    gzip(payload, { level: LEVEL }, done);
  });
}
