import type { Sealer } from './sealed.js';

/**
 * A secret within JSON that PostgreSQL makes: a text with this before its sealed bytes in hex. No other text of such a
 * record may begin with it.
 */
const MARK = 'sealed:';
/** What it is sealed about: it opens in no other kind of place. */
const ABOUT = 'a secret in JSON';

/** Seals a secret that a view shows by `sealedColumn`. */
export const sealForJson = (sealer: Sealer, secret: string): Buffer => sealer.seal(secret, ABOUT);

/** @throws SealError */
export const openSealed = (sealer: Sealer, sealed: Buffer): string => sealer.open(sealed, ABOUT);

/** SQL of a view's column that is sealed. */
export const sealedColumn = (column: string): string =>
  `'${MARK}' || encode(r.${column}, 'hex') AS ${column}`;

/** JSON text with every sealed text in it opened. @throws SealError */
export function openInJson(sealer: Sealer, json: string): string {
  const [first = '', ...parts] = json.split(`"${MARK}`);
  const open = parts.map((part) => {
    const end = part.indexOf('"');
    const secret = openSealed(sealer, Buffer.from(part.slice(0, end), 'hex'));
    return `${JSON.stringify(secret)}${part.slice(end + 1)}`;
  });
  return [first, ...open].join('');
}
