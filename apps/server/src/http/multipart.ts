import { Busboy } from '@fastify/busboy';
import { AppError } from '../kernel/errors.js';

/** Parts of a multipart body: a file and the fields beside it. */
const MAX_PARTS = 200;
/** What the reader writes for bytes that are not of the encoding a part is in. */
const NOT_DECODED = '\ufffd';
/** RFC 7578 section 4.7: parts are sent as they are. */
const AS_THEY_ARE = ['7bit', '8bit', 'binary'];

/** A multipart body, read. */
export interface Multipart {
  /** Fields as `name=value` of a form. */
  readonly pairs: readonly string[];
  /** The file, in the words of an upload in JSON, and the name of its part. */
  readonly file?: { readonly part: string; readonly fields: Readonly<Record<string, string>> };
  /** What became of a file that was kept as it came. */
  readonly kept?: Readonly<Record<string, string>>;
}

/** A file is not held in memory but kept as it comes; fields are bounded by themselves then. */
export interface Keeping {
  readonly fieldSize: number;
  keep(upload: { name: string; stream: AsyncIterable<Uint8Array> }): Promise<Record<string, string>>;
}

interface Part {
  readonly name: string | null | undefined;
  /** Of a field its value, of a file its name. */
  readonly text: string | null | undefined;
  readonly encoding: string;
  readonly type: string;
  readonly file: boolean;
}

/** Counts the replacement characters that stand in a body themselves: what is not decoded is told by those that do not. */
function replacementsOf(): { seen(chunk: Buffer): void; explains(texts: readonly string[]): boolean } {
  const bytes = Buffer.from(NOT_DECODED);
  let edge = Buffer.alloc(0);
  let unexplained = 0;
  return {
    seen(chunk) {
      const whole = Buffer.concat([edge, chunk]);
      let from = 0;
      for (let at = whole.indexOf(bytes); at >= 0; at = whole.indexOf(bytes, from)) {
        unexplained += 1;
        from = at + bytes.length;
      }
      edge = whole.subarray(Math.max(from, whole.length - bytes.length + 1));
    },
    explains(texts) {
      for (const text of texts) unexplained -= text.split(NOT_DECODED).length - 1;
      return unexplained >= 0;
    },
  };
}

/** Why a part is not what it seems; undefined: it can be taken. */
function problemOf({ name, text, encoding, type, file }: Part, decoded: boolean): string | undefined {
  if (name == null || name === '') return 'has a part without a name';
  const field = `in ${JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}...` : name)}`;
  if (!decoded) return `is not valid UTF-8 ${field}`;
  // A saved web page (.mht) is such a file; what has no name of its own holds parts.
  if (type.startsWith('multipart/') && !(file && text))
    return `is nested ${field}: send the parts one after the other`;
  if (!AS_THEY_ARE.includes(encoding.trim()))
    return `has a Content-Transfer-Encoding ${field}: send the part as it is`;
  return undefined;
}

/**
 * Reads a multipart/form-data body of at most `limit` bytes.
 * @throws AppError malformed (400) with the part at fault named where one is, too_large
 */
export function readMultipart(
  contentType: string,
  payload: NodeJS.ReadableStream,
  limit: number,
  keeping?: Keeping,
): Promise<Multipart> {
  return new Promise((resolve, reject) => {
    // What comes behind it is read from the connection and looked at no more.
    let end: (error: AppError) => void = () => undefined;
    const stop = (error: AppError) => {
      payload.removeAllListeners('data').resume();
      end(error);
      reject(error);
    };
    const refuse = (cause: unknown) =>
      stop(new AppError('malformed', 'The multipart body cannot be read', { cause }));
    const tooMany = () => refuse(`more than ${MAX_PARTS} parts`);
    try {
      const reader = readerOf(contentType, limit, keeping?.fieldSize ?? limit);
      const replacements = replacementsOf();
      const { parts, ended } = collect(reader, replacements.explains, stop, keeping);
      end = ended;
      reader.on('partsLimit', tooMany).on('fieldsLimit', tooMany);
      reader.on('filesLimit', () => refuse('more than one file'));
      reader.on('error', refuse);
      payload.on('error', refuse);
      // Whoever goes away in the middle of it sends no end.
      payload.on('close', () => {
        if (!(payload as { complete?: boolean }).complete && keeping) refuse('the connection is gone');
      });
      const boundary = boundaryOf(contentType);
      let length = 0;
      let counted = 0;
      reader.on('finish', () => {
        parts().then((read) => {
          // Parts without a head are passed over in silence: of a body of such, nothing is left.
          if (counted > 1 && read.pairs.length === 0 && !read.file && !read.kept)
            refuse('no part with a head');
          else resolve(read);
        }, stop);
      });
      feed(reader, payload, (chunk) => {
        // Fastify measures only the bodies it collects itself. Parts are counted before they are read: a chunk holds
        // a thousand, and reading one costs as much as a record.
        length += chunk.length;
        replacements.seen(chunk);
        counted += count(chunk, boundary);
        if (length > limit) stop(new AppError('too_large', 'The request body is too large'));
        else if (counted > MAX_PARTS) tooMany();
        return length <= limit && counted <= MAX_PARTS;
      });
    } catch (error) {
      refuse(error);
    }
  });
}

/** Takes the parts as they come; `stop` is told of one that cannot be taken. @returns what there is at the end */
function collect(
  reader: InstanceType<typeof Busboy>,
  explains: (texts: readonly string[]) => boolean,
  stop: (error: AppError) => void,
  keeping?: Keeping,
): { parts: () => Promise<Multipart>; ended: (error: AppError) => void } {
  const pairs: string[] = [];
  let file: Multipart['file'];
  let kept: Promise<Record<string, string>> | undefined;
  let open: { destroy(error: Error): unknown } | undefined;
  const taken = (part: Part) => {
    const problem = problemOf(part, explains([part.name ?? '', part.text ?? '']));
    if (problem !== undefined) stop(new AppError('malformed', `The multipart body ${problem}`));
    return problem === undefined;
  };
  // wide: the reader's own words
  reader.on('field', (name, value, _nameCut, _valueCut, encoding, type) => {
    if (taken({ name, text: value, encoding, type, file: false }))
      pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  });
  reader.on('file', (name, stream, fileName, encoding, type) => {
    if (!taken({ name, text: fileName, encoding, type, file: true })) {
      stream.resume();
      return;
    }
    stream.on('limit', () => stop(new AppError('too_large', 'The file is too large')));
    if (keeping) {
      open = stream;
      // Whoever keeps it hears of its end by reading it, and may not have begun.
      stream.on('error', () => undefined);
      kept = keeping.keep({ name: fileName, stream });
      // At once: the rest of the body is not read for nothing.
      kept.catch((error: unknown) => stop(error as AppError));
      return;
    }
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const content = Buffer.concat(chunks).toString('base64');
      file = { part: name, fields: { name: fileName, content_type: type, content } };
    });
  });
  return {
    parts: async () => ({ pairs, ...(file && { file }), ...(kept && { kept: await kept }) }),
    ended: (error) => open?.destroy(error),
  };
}

const readerOf = (contentType: string, limit: number, fieldSize: number) =>
  new Busboy({
    headers: { 'content-type': contentType },
    limits: {
      fieldNameSize: 200,
      fieldSize,
      fields: MAX_PARTS,
      files: 1,
      fileSize: limit,
      parts: MAX_PARTS,
      headerPairs: 20,
      headerSize: 4096,
    },
  });

/** Writes into a parser what `takes` lets pass, no faster than it reads. */
function feed(
  parser: NodeJS.WritableStream,
  payload: NodeJS.ReadableStream,
  takes: (chunk: Buffer) => boolean,
): void {
  parser.on('drain', () => payload.resume());
  payload.on('data', (chunk: Buffer) => {
    if (takes(chunk) && !parser.write(chunk)) payload.pause();
  });
  payload.on('end', () => parser.end());
}

/** What separates the parts; a text that is nowhere when the header does not say. */
function boundaryOf(contentType: string): string {
  const at = contentType.toLowerCase().indexOf('boundary=');
  const value = at < 0 ? '' : (contentType.slice(at + 'boundary='.length).split(';')[0] ?? '');
  return `--${value.trim().replaceAll('"', '')}`;
}

function count(chunk: Buffer, boundary: string): number {
  let found = 0;
  for (let at = chunk.indexOf(boundary); at >= 0 && found <= MAX_PARTS; found += 1)
    at = chunk.indexOf(boundary, at + boundary.length);
  return found;
}
