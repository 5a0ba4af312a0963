import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { ExportFormat } from '../db/exporting.js';
import type { Principal } from '../kernel/principal.js';
import type { AppContext } from './context.js';
import { asDownload } from './download.js';
import { createPlaces, type Places } from './places.js';

const FORMATS: Readonly<Record<string, ExportFormat | 'json'>> = {
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
  'application/json': 'json',
  'application/*': 'json',
  '*/*': 'json',
};
/** Media types of a header that are looked at. */
const MOST_TYPES = 20;

/** How a list is wanted as a file (RFC 9110 section 12.5.1; of two that are wanted as much the first); undefined: a page of JSON, as ever. */
export function wantedFormat(accept: string | undefined): ExportFormat | undefined {
  let best: { format: ExportFormat | 'json'; weight: number } | undefined;
  for (const part of (accept ?? '').split(',', MOST_TYPES)) {
    const [type = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
    const format = Object.hasOwn(FORMATS, type) ? FORMATS[type] : undefined;
    const given = parameters.find((each) => each.startsWith('q='));
    const weight = given === undefined ? 1 : Number(given.slice(2)) || 0;
    if (format !== undefined && weight > (best?.weight ?? 0)) best = { format, weight };
  }
  return best === undefined || best.format === 'json' ? undefined : best.format;
}

/** Exports that are being taken: of a team, and of a process, each of which holds a connection to the database. */
const EXPORTS_OF_TEAM = 3;
const places = new WeakMap<AppContext, Places>();

/** At most a quarter of the connections. */
function placesOf(context: AppContext): Places {
  const known = places.get(context);
  if (known) return known;
  const made = createPlaces(EXPORTS_OF_TEAM, Math.max(1, Math.floor(context.config.databasePoolMax / 4)));
  places.set(context, made);
  return made;
}

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
};

/** Sends a whole list as a file, as it comes; a place is held until it was taken or its reader has left. @throws AppError rate_limited */
export async function sendExport(
  context: AppContext,
  reply: FastifyReply,
  { principal, name, format }: { principal: Principal; name: string; format: ExportFormat },
  rows: () => Promise<Readable>,
): Promise<FastifyReply> {
  const leave = placesOf(context).take(principal.teamId);
  if (reply.raw.destroyed) leave();
  reply.raw.once('finish', leave).once('close', leave);
  const body = await rows();
  // Whoever left while it was prepared reads nothing of it.
  if (reply.raw.destroyed) body.destroy();
  // The server's connections may be closed by half (app.ts): who does that takes no export.
  const { socket } = reply.request.raw;
  const gone = () => body.destroy();
  socket.once('end', gone);
  reply.raw.once('close', () => {
    socket.off('end', gone);
    gone();
  });
  const day = context.clock.now().toISOString().slice(0, 10);
  return asDownload(reply, TYPES[format], `${name}-${day}.${format}`).header('vary', 'accept').send(body);
}
