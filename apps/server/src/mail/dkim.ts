import DKIM from 'nodemailer/lib/dkim';
import type { DkimKey } from '../engine/ports.js';

/**
 * The library's default list (RFC 6376 5.4.1) and List-Unsubscribe-Post, without whose signature one-click unsubscribing
 * does not count (RFC 8058 4).
 */
const SIGNED = [
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding',
  'In-Reply-To:References:List-Unsubscribe:List-Unsubscribe-Post',
].join(':');

/** The message with a DKIM-Signature in front: relaxed/relaxed, rsa-sha256 (RFC 6376). @throws Error when it cannot be signed */
export async function signDkim(raw: Buffer, { domain, selector, key }: DkimKey): Promise<Buffer> {
  const signer = new DKIM({
    domainName: domain,
    keySelector: selector,
    privateKey: key as never,
    headerFieldNames: SIGNED,
  });
  const chunks: Buffer[] = [];
  for await (const chunk of signer.sign(raw)) chunks.push(chunk as Buffer);
  const signed = Buffer.concat(chunks);
  if (!/^DKIM-Signature:/i.test(signed.subarray(0, 15).toString('latin1')))
    throw new Error('the DKIM key does not sign');
  return signed;
}
