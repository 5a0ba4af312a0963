import { X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { codeOf } from './lock.js';
import { writePrivately } from './store.js';

/** PEM texts. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const DAY_MS = 24 * 3600 * 1000;

/** The certificate for localhost kept in the folder; made at the first run, and anew when it is about to expire. */
export async function localCertificate(folder: string, now: Date): Promise<Certificate> {
  const file = join(folder, 'certificate.json');
  const kept = await readCertificate(file);
  if (kept !== undefined && Date.parse(new X509Certificate(kept.cert).validTo) > now.getTime() + DAY_MS)
    return kept;
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now.getTime() - DAY_MS),
    // Browsers refuse more than 398 days, even from an authority of one's own.
    notAfterDate: new Date(now.getTime() + 365 * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  const certificate = { key: made.private, cert: made.cert };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writePrivately(file, JSON.stringify(certificate));
  return certificate;
}

/** Undefined when there is none, or none that can be used: it costs nothing to make another. */
async function readCertificate(file: string): Promise<Certificate | undefined> {
  try {
    const value = JSON.parse(await readFile(file, 'utf8')) as Partial<Certificate> | null;
    if (typeof value?.key !== 'string' || typeof value.cert !== 'string') return undefined;
    return new X509Certificate(value.cert).subject === '' ? undefined : { key: value.key, cert: value.cert };
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError || codeOf(error)?.startsWith('ERR_OSSL'))
      return undefined;
    throw error;
  }
}
