import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readSession } from '../auth.js';
import { MANIFEST, WEB_APP } from '../build.js';
import { bootData } from './web_app_boot.js';
import { chunksOf, type Manifest, shellPage, unbuiltPage } from './web_app_shell.js';
import { sendPage, setPageHeaders } from './safety.js';
import { findVisitor, type PageParts, toLogin } from './visitor.js';

/**
 * What pages of the web app may do: scripts, styles and calls of this origin only. `style-src-attr`: templates that the
 * editor shows bring their own style attributes, which run nothing.
 */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/**
 * The web app: its files, which are named by their content and kept for ever by browsers, and one page for every other
 * address below /app, with what the app needs to begin (web_app_boot.ts). Pages that are the server's own come first.
 */
export async function mountWebApp(app: FastifyInstance, parts: PageParts): Promise<void> {
  const manifest = createManifest();
  if (manifest())
    await app.register(staticFiles, {
      root: join(WEB_APP, 'assets'),
      prefix: '/app/assets/',
      preCompressed: true,
      decorateReply: false,
      index: false,
      immutable: true,
      maxAge: '365d',
    });
  for (const path of ['/app', '/app/*'])
    app.get(path, async (request, reply) => sendShell(parts, manifest(), request, reply));
}

async function sendShell(
  parts: PageParts,
  manifest: Manifest | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const visitor = await findVisitor(parts, request);
  if (!visitor) return toLogin(reply, request.url);
  if (!manifest) return sendPage(reply, unbuiltPage(), { status: 503 });
  const csrf = parts.safety.csrf(request, reply);
  const boot = await bootData(parts.ctx, visitor, { csrf, token: readSession(request.headers.cookie) });
  const path = request.url.split('?', 1)[0] ?? '';
  setPageHeaders((name, value) => void reply.header(name, value));
  return reply
    .header('content-security-policy', POLICY)
    .type('text/html; charset=utf-8')
    .send(shellPage(chunksOf(manifest, path), boot));
}

/**
 * What the build wrote (`scripts/build.mjs apps/web`); undefined before there was one. Looked at anew when another build
 * took its place under the running server, whose files are gone then.
 */
function createManifest(): () => Manifest | undefined {
  let read: { at: number; manifest: Manifest } | undefined;
  return () => {
    const at = statSync(MANIFEST, { throwIfNoEntry: false })?.mtimeMs;
    if (at === undefined) return undefined;
    if (read?.at !== at) read = { at, manifest: JSON.parse(readFileSync(MANIFEST, 'utf8')) as Manifest };
    return read.manifest;
  };
}
