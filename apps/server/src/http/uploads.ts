import { keepFile } from '../domain/files/index.js';
import { whyNoFile } from '../domain/suppressions/list-rules.js';
import { type EncodingWatch, UNCERTAIN, watchEncoding } from '../domain/imports/encoding-rules.js';
import { AppError, invalid } from '../kernel/errors.js';
import type { AppContext } from './context.js';
import type { Uploads } from './upload-types.js';
import { createPlaces } from './places.js';
import { authorize } from './request.js';

/** Uploads at the same time: of a team, and of a process. */
const [OF_TEAM, OF_ALL] = [4, 16];

/** The route whose body may be a file, and the scope that it needs before a byte is read. */
const ROUTES: Readonly<Record<string, string>> = { '/v2/imports': 'people:write' };

/** The uploads of a process. */
export function createUploads({ database, files, clock, config }: AppContext): Uploads {
  const places = createPlaces(OF_TEAM, OF_ALL, 'uploads');
  return {
    takes: ({ method, routeOptions }) =>
      method === 'POST' && files !== undefined && Object.hasOwn(ROUTES, routeOptions.url ?? ''),
    limit: config.files.maxBytes,
    keep: async (request, { name, stream }) => {
      const { teamId } = authorize(request, ROUTES[request.routeOptions.url ?? ''] ?? null);
      if (!files) throw new AppError('unavailable', 'Files cannot be kept or read at the moment');
      const leave = places.take(teamId);
      try {
        const encoding = watchEncoding();
        const kept = await keepFile(
          database.kysely,
          files,
          {
            teamId,
            purpose: 'import',
            // A path is no part of a name.
            name: name.replace(/^.*[/\\]/, '').trim() || 'people.csv',
            contentType: () => typeOf(encoding.end()),
            expiresAt: new Date(clock.now().getTime() + WAITING_MS),
          },
          looked(stream, (chunk) => encoding.see(chunk)),
          { limit: config.files.maxBytes, now: clock.now() },
        );
        if (kept.bytes === 0) throw invalid('file', 'is empty');
        return { content_sha256: kept.sha256.toString('hex') };
      } finally {
        leave();
      }
    },
  };
}

/** The charset stands last. */
const typeOf = ({ encoding, certain }: ReturnType<EncodingWatch['end']>): string =>
  `text/csv; ${certain ? '' : `${UNCERTAIN}; `}charset=${encoding}`;

/** A file that came, and of which nothing was made: the request failed after it. */
const WAITING_MS = 6 * 3_600_000;

/** What passes by; refused at its first bytes when it is no text. */
async function* looked(
  stream: AsyncIterable<Uint8Array>,
  see: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of stream) {
    if (first) {
      const problem = whyNoFile(chunk);
      if (problem !== undefined) throw invalid('file', problem);
    }
    first = false;
    see(chunk);
    yield chunk;
  }
}
