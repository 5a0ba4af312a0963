import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../../../tests/support/any-text.js';
import { createSealer, SealError } from './sealed.js';

const OLD = 'the secret key of last year, long enough';
const NEW = 'the secret key of this year, long enough';

describe('createSealer', () => {
  const sealer = createSealer('mailbox', [NEW, OLD]);

  it('opens what it sealed, whatever the text, and never seals twice alike', () => {
    fc.assert(
      fc.property(anyText(), fc.string(), (text, about) => {
        const sealed = sealer.seal(text, about);
        expect(sealer.open(sealed, about)).toBe(Buffer.from(text, 'utf8').toString('utf8'));
        expect(sealed.equals(sealer.seal(text, about))).toBe(false);
      }),
    );
  });

  it('does not open for another record, nor when a single bit is changed', () => {
    const sealed = sealer.seal('{"password":"hush"}', 'team 1 mailbox 1');
    expect(sealed.includes(Buffer.from('hush'))).toBe(false);
    expect(() => sealer.open(sealed, 'team 2 mailbox 1')).toThrow(SealError);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => sealer.open(changed, 'team 1 mailbox 1'), `byte ${at}`).toThrow(SealError);
    }
    expect(() => sealer.open(Buffer.alloc(3), 'team 1 mailbox 1')).toThrow(SealError);
  });

  it('opens the records of an older key and says that they want a new seal; unknown keys and purposes do not open', () => {
    const before = createSealer('mailbox', [OLD]).seal('text', 'a');
    expect(sealer.open(before, 'a')).toBe('text');
    expect(sealer.isStale(before)).toBe(true);
    expect(sealer.isStale(sealer.seal('text', 'a'))).toBe(false);
    expect(() => createSealer('mailbox', [NEW]).open(before, 'a')).toThrow(/SECRET_KEY_PREVIOUS/);
    expect(() => createSealer('dkim', [OLD]).open(before, 'a')).toThrow(SealError);
  });
});
