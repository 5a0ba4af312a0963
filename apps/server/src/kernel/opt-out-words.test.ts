import { expect, it } from 'vitest';
import { languageOfBrowser, languageOfRecipient, OPT_OUT_WORDS } from './opt-out-words.js';

it.each([
  ['Germany', 'a@x.com', 'de'],
  [' österreich ', 'a@x.com', 'de'],
  ['BR', 'a@x.com', 'pt'],
  [null, 'a@x.co.jp', 'ja'],
  ['السعودية', 'a@x.com', 'ar'],
  [null, 'a@x.co.il', 'he'],
  [null, 'a@bit.ly', 'en'],
  [null, 'a@firma.de', 'de'],
  ['United States', 'a@firma.de', 'en'],
  [null, 'a@startup.co', 'en'],
  ['Atlantis', 'a@x.fr', 'en'],
  [null, '', 'en'],
] as const)('country %j, address %s: %s', (country, address, language) =>
  expect(languageOfRecipient(country, address)).toBe(language),
);

it.each([
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['en;q=0.5, fr', 'fr'],
  ['nb-NO', 'no'],
  ['ar-EG, en;q=0.5', 'ar'],
  ['iw', 'he'],
  ['xx, zh-TW;q=0.1', 'zh'],
  ['fr;q=0, *', 'en'],
  ['constructor', 'en'],
  [undefined, 'en'],
  [','.repeat(100_000), 'en'],
] as const)('a browser that wants %s', (accepted, language) =>
  expect(languageOfBrowser(accepted)).toBe(language),
);

it('each language says who and which address, whatever these hold', () => {
  for (const words of Object.values(OPT_OUT_WORDS)) {
    const text = words.question('$& {address}', 'a$1@x.test');
    expect(text).toContain('$&');
    expect(text).toContain('a$1@x.test');
    expect(words.doneText('$&@x.test')).toContain('$&@x.test');
  }
});
