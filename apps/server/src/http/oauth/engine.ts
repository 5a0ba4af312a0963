/**
 * oidc-provider, the protocol engine. It says on load that it supports Node 22 and later only, and prints that to the
 * terminal of everybody who starts us on Node 20; all it needs of Node is in 20.19 (our tests run there), so that one
 * line is left out. Whatever else it prints passes.
 */
const warn = console.warn;
console.warn = (...words: unknown[]) => {
  if (!String(words[0]).includes('Unsupported runtime')) warn(...words);
};
const { Provider, errors } = await import('oidc-provider');
console.warn = warn;

export { errors, Provider };
