import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { openapi } from '@cadenza/contract';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppContext } from './context.js';

const require = createRequire(import.meta.url);
/** Folder of the Swagger UI files in node_modules. */
const SWAGGER = (require('swagger-ui-dist') as { getAbsoluteFSPath(): string }).getAbsoluteFSPath();
const FILES: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'oauth2-redirect.html': 'text/html; charset=utf-8',
  'oauth2-redirect.js': 'text/javascript; charset=utf-8',
};

// Swagger UI writes style attributes; scripts come from this origin only.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cadenza API</title><link rel="stylesheet" href="/swagger/swagger-ui.css"></head>
<body><div id="swagger-ui"></div><script src="/swagger/swagger-ui-bundle.js"></script><script src="/swagger/start.js"></script></body></html>`;

const START = `window.ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  filter: true,
  docExpansion: 'none',
  persistAuthorization: true,
  tryItOutEnabled: true,
  oauth2RedirectUrl: window.location.origin + '/swagger/oauth2-redirect.html',
});
window.ui.initOAuth({ usePkceWithAuthorizationCodeGrant: true, clientId: 'cadenza-api-reference', scopes: '' });
`;

/** Serves /openapi.json and the API reference at /swagger/index.html (the path the original documented). */
export function mountDocs(app: FastifyInstance, context: AppContext): void {
  const document = JSON.stringify(openapi(context.config.publicUrl));
  const page = (reply: FastifyReply, type: string, body: string | Buffer) =>
    reply
      .header('content-type', type)
      .header('content-security-policy', POLICY)
      .header('referrer-policy', 'no-referrer')
      .send(body);
  app.get('/openapi.json', (_request, reply) => page(reply, 'application/json; charset=utf-8', document));
  app.get('/swagger', (_request, reply) => reply.redirect('/swagger/index.html'));
  app.get('/swagger/', (_request, reply) => reply.redirect('/swagger/index.html'));
  app.get('/swagger/index.html', (_request, reply) => page(reply, 'text/html; charset=utf-8', PAGE));
  app.get('/swagger/start.js', (_request, reply) => page(reply, 'text/javascript; charset=utf-8', START));
  for (const [file, type] of Object.entries(FILES)) {
    app.get(`/swagger/${file}`, async (_request, reply) =>
      page(reply, type, await readFile(join(SWAGGER, file))),
    );
  }
}
