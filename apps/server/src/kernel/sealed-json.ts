import { SealError, type Sealer } from './sealed.js';

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

/** Sealed under the newest key; undefined: no key opens it. */
export function resealForJson(sealer: Sealer, sealed: Buffer): Buffer | undefined {
  try {
    return sealForJson(sealer, openSealed(sealer, sealed));
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

/** A secret for an answer that the server puts together itself: what is kept of it has this. */
export const sealedText = (sealer: Sealer, secret: string): string =>
  `${MARK}${sealForJson(sealer, secret).toString('hex')}`;

/** SQL of a view's column that is sealed, shown where `whom` holds. */
export const sealedColumn = (column: string, whom: string): string =>
  `CASE WHEN ${whom} THEN '${MARK}' || encode(r.${column}, 'hex') ELSE '' END AS ${column}`;

/** SQL of a text that somebody wrote, in a record with a secret: it never looks like one. */
export const unsealedText = (column: string): string => `replace(${column}, '${MARK}', 'sealed ')`;

/** A secret that was left out of a backup, or whose SECRET_KEY is gone, is shown as none: its record can still be changed and deleted. */
function openedOrNone(sealer: Sealer, sealed: Buffer): string {
  try {
    return openSealed(sealer, sealed);
  } catch (error) {
    if (error instanceof SealError) return '';
    throw error;
  }
}

/** Cells of a line (RFC 4180) that are sealed, opened. */
export function openInCells(sealer: Sealer, line: string): string {
  return line
    .split(',')
    .map((cell) => {
      const hex = cell.startsWith(MARK) ? cell.slice(MARK.length) : '';
      if (!/^(?:[0-9a-f]{2})+$/.test(hex)) return cell;
      const secret = openedOrNone(sealer, Buffer.from(hex, 'hex'));
      // No spreadsheet shall run it as a formula (db/exporting.ts).
      return `"${/^[=+\-@＝＋－＠\t\r]/.test(secret) ? "'" : ''}${secret.replaceAll('"', '""')}"`;
    })
    .join(',');
}

/** JSON text with every sealed text in it opened. */
export function openInJson(sealer: Sealer, json: string): string {
  const [first = '', ...parts] = json.split(`"${MARK}`);
  const open = parts.map((part) => {
    const end = part.indexOf('"');
    const hex = part.slice(0, end);
    // A text of somebody else that only begins so.
    if (!/^(?:[0-9a-f]{2})*$/.test(hex)) return `"${MARK}${part}`;
    const secret = openedOrNone(sealer, Buffer.from(hex, 'hex'));
    return `${JSON.stringify(secret)}${part.slice(end + 1)}`;
  });
  return [first, ...open].join('');
}
