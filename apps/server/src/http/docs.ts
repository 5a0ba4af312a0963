import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Examples, openapi } from '@cadenza/contract';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { sha256 } from '../kernel/crypto.js';
import { PACKAGE_FOLDER } from '../kernel/package-folder.js';
import type { AppContext } from './context.js';

const require = createRequire(import.meta.url);
/** Folder of the Swagger UI files in node_modules. The package itself would run the whole page's script here. */
const SWAGGER = (require('swagger-ui-dist/absolute-path.js') as () => string)();
/** A file beside the pages. */
const ours = (file: string) => join(PACKAGE_FOLDER, 'src/http/pages', file);
const FILES: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'oauth2-redirect.html': 'text/html; charset=utf-8',
  'oauth2-redirect.js': 'text/javascript; charset=utf-8',
};

// Scripts and styles come from this origin only; Swagger UI draws its icons from data: addresses. Nothing else of it
// was found to need more (tests/e2e watches for violations).
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Requests go where the page was opened, instead of where the document says that the server is. */
const page = (publicUrl: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API reference · Cadenza</title>
<link rel="icon" href="/assets/cadenza.svg" type="image/svg+xml">
<link rel="stylesheet" href="/swagger/swagger-ui.css"><link rel="stylesheet" href="/swagger/page.css"></head>
<body data-published="${new URL(publicUrl).origin}"><header class="top"><a class="brand" href="/app"><span class="mark" aria-hidden="true"></span>Cadenza</a>
<nav aria-label="Main"><a href="/app/settings/keys">API keys</a><a href="/openapi.json">OpenAPI document</a></nav></header>
<main id="swagger-ui"><noscript><p>This page needs JavaScript. The same as a document: <a href="/openapi.json">/openapi.json</a>.</p></noscript></main>
<script src="/swagger/swagger-ui-bundle.js"></script><script src="/swagger/start.js"></script></body></html>`;

/** Calls as they were recorded (tests/parity/examples.test.ts), as if this server had answered. */
function examples(publicUrl: string): Examples {
  const file = require.resolve('@cadenza/contract/examples.json');
  return JSON.parse(readFileSync(file, 'utf8').replaceAll(RECORDED_AT, publicUrl)) as Examples;
}
/** Where the recorded calls were answered. */
const RECORDED_AT = 'http://cadenza.test';

/** Serves /openapi.json and the API reference at /swagger/index.html (the path the original documented). */
export function mountDocs(app: FastifyInstance, context: AppContext): void {
  let described: { document: string; tag: string } | undefined;
  // Made for who asks first: it is a good part of what a start would cost.
  const describe = () => {
    const document = JSON.stringify(openapi(context.config.publicUrl, examples(context.config.publicUrl)));
    return { document, tag: `W/"${sha256(document).toString('base64url')}"` };
  };
  const send = (reply: FastifyReply, type: string, body: string | Buffer) =>
    reply
      .header('content-type', type)
      .header('content-security-policy', POLICY)
      .header('referrer-policy', 'no-referrer')
      .header('x-frame-options', 'DENY')
      .header('cache-control', 'no-cache')
      .send(body);
  app.get('/openapi.json', (request, reply) => {
    const { document, tag } = (described ??= describe());
    reply.header('etag', tag);
    // RFC 9110 section 13.1.2: any of a list of tags, or whatever there is.
    const known = request.headers['if-none-match']?.split(',').map((each) => each.trim());
    if (known?.includes(tag) || known?.includes('*')) return reply.code(304).send();
    return send(reply, 'application/json; charset=utf-8', document);
  });
  app.get('/swagger', (_request, reply) => reply.redirect('/swagger/index.html'));
  app.get('/swagger/', (_request, reply) => reply.redirect('/swagger/index.html'));
  const index = page(context.config.publicUrl);
  app.get('/swagger/index.html', (_request, reply) => send(reply, 'text/html; charset=utf-8', index));
  const files: [name: string, type: string, path: string][] = [
    ['page.css', 'text/css; charset=utf-8', ours('reference.css')],
    ['start.js', 'text/javascript; charset=utf-8', ours('reference.js')],
    ...Object.entries(FILES).map(([file, type]): [string, string, string] => [
      file,
      type,
      join(SWAGGER, file),
    ]),
  ];
  for (const [name, type, path] of files)
    app.get(`/swagger/${name}`, async (_request, reply) => send(reply, type, await readFile(path)));
}
