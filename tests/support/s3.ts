import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A bucket on this machine that answers as S3 does: it checks the signature of every request, by its own arithmetic. */
export interface TestBucket {
  readonly endpoint: string;
  readonly objects: Map<string, Buffer>;
  /** Answers 500 to everything while set. */
  broken: boolean;
  close(): Promise<void>;
}

export const BUCKET = {
  bucket: 'cadenza-files',
  region: 'eu-test-1',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'a secret of the test bucket',
};

const hash = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest();

/** What the signature must be (AWS Signature Version 4), of a request as it came. */
function signatureOf(request: IncomingMessage, signedHeaders: string, scope: string): string {
  const headers = signedHeaders
    .split(';')
    .map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
    .join('');
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const payload = String(request.headers['x-amz-content-sha256']);
  const canonical = [request.method, path, query, headers, signedHeaders, payload].join('\n');
  const date = String(request.headers['x-amz-date']);
  const text = ['AWS4-HMAC-SHA256', date, scope, hash(canonical)].join('\n');
  const [day = '', region = '', service = ''] = scope.split('/');
  const key = hmac(hmac(hmac(hmac(`AWS4${BUCKET.secretAccessKey}`, day), region), service), 'aws4_request');
  return hmac(key, text).toString('hex');
}

/** Why a request is refused; undefined: it is signed for this bucket. */
function refusal(request: IncomingMessage, body: Buffer): string | undefined {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  if (!given) return 'AccessDenied';
  const [, id, scope = '', names = '', signature] = given;
  if (id !== BUCKET.accessKeyId) return 'InvalidAccessKeyId';
  if (scope !== `${String(request.headers['x-amz-date']).slice(0, 8)}/${BUCKET.region}/s3/aws4_request`)
    return 'AuthorizationHeaderMalformed';
  for (const name of ['host', 'x-amz-content-sha256', 'x-amz-date'])
    if (!names.split(';').includes(name)) return `unsigned ${name}`;
  if (signatureOf(request, names, scope) !== signature) return 'SignatureDoesNotMatch';
  return request.headers['x-amz-content-sha256'] === hash(body) ? undefined : 'XAmzContentSHA256Mismatch';
}

export async function testBucket(): Promise<TestBucket> {
  const objects = new Map<string, Buffer>();
  const answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => {
    const [, bucket, ...rest] = (request.url ?? '').split('/');
    const key = rest.join('/');
    const problem = state.broken ? 'InternalError' : refusal(request, body);
    if (problem !== undefined)
      return response.writeHead(state.broken ? 500 : 403).end(`<Error><Code>${problem}</Code></Error>`);
    if (bucket !== BUCKET.bucket)
      return response.writeHead(404).end('<Error><Code>NoSuchBucket</Code></Error>');
    if (request.method === 'PUT') {
      objects.set(key, body);
      return response.writeHead(200).end();
    }
    if (request.method === 'DELETE') {
      objects.delete(key);
      return response.writeHead(204).end();
    }
    const found = objects.get(key);
    if (!found) return response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    return range
      ? response.writeHead(206).end(found.subarray(Number(range[1]), Number(range[2]) + 1))
      : response.writeHead(200).end(found);
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const state: TestBucket = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    broken: false,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return state;
}
