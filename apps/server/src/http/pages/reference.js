// Starts Swagger UI. Requests go to the origin the page was opened at, which may not be PUBLIC_URL. Tokens are kept in
// the page only: a key must not stay behind in the browser. No validator: it is somebody else's server.
const dark = matchMedia('(prefers-color-scheme: dark)');
const paint = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
paint();
dark.addEventListener('change', paint);
const { published } = document.body.dataset;

/** What stands at a place of the document; a name in a reference is escaped (RFC 6901 section 4). */
const partAt = (whole, path) => path.reduce((part, name) => part?.[name], whole);
const pathOf = (reference) =>
  reference
    .slice('#/'.length)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));

/** A part of the document with what it refers to in its place; what contains itself is named once more, and not gone into. */
function resolved(whole, part, within = []) {
  if (Array.isArray(part)) return part.map((each) => resolved(whole, each, within));
  if (typeof part !== 'object' || part === null) return part;
  const { $ref: reference, ...beside } = part;
  const others = Object.fromEntries(
    Object.entries(beside).map(([name, each]) => [name, resolved(whole, each, within)]),
  );
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return others;
  const path = pathOf(reference);
  if (within.includes(reference)) return { title: path.at(-1), ...others };
  return { ...resolved(whole, partAt(whole, path), [...within, reference]), ...others };
}

/** Swagger UI reads any document, of many files, in YAML: for an operation of ours that took half a minute. */
const ours = () => ({
  statePlugins: {
    spec: {
      wrapActions: {
        parseToJson:
          (_, { specActions, specSelectors }) =>
          (text) =>
            specActions.updateJsonSpec(JSON.parse(text ?? specSelectors.specStr())),
        requestResolvedSubtree:
          (_, { specActions, specSelectors }) =>
          (path) => {
            if (specSelectors.specResolvedSubtree(path) !== undefined) return;
            const whole = specSelectors.specJson().toJS();
            specActions.updateResolvedSubtree(path, resolved(whole, partAt(whole, path)));
          },
      },
    },
  },
});

window.ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  plugins: [ours],
  deepLinking: true,
  filter: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: true,
  validatorUrl: null,
  showExtensions: true,
  oauth2RedirectUrl: `${window.location.origin}/swagger/oauth2-redirect.html`,
  requestInterceptor: (request) => {
    if (request.url.startsWith(`${published}/`))
      request.url = window.location.origin + request.url.slice(published.length);
    return request;
  },
});
window.ui.initOAuth({
  usePkceWithAuthorizationCodeGrant: true,
  clientId: 'cadenza-api-reference',
  scopes: '',
});
