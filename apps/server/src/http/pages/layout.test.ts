import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { OPT_OUT_WORDS, type OptOutLanguage } from '../../kernel/opt-out-words.js';
import { messagePage } from './layout.js';

it('each page is read in the direction of its language', () => {
  for (const language of Object.keys(OPT_OUT_WORDS) as OptOutLanguage[]) {
    const direction = ['ar', 'he'].includes(language) ? 'rtl' : 'ltr';
    expect(messagePage('t', 'm', undefined, language).text).toContain(
      `<html lang="${language}" dir="${direction}">`,
    );
  }
  expect(messagePage('t', 'm').text).toContain('<html lang="en" dir="ltr">');
});

it('the stylesheet knows start and end, no left and right', () => {
  const css = readFileSync(new URL('cadenza.css', import.meta.url), 'utf8');
  expect(css).not.toMatch(/\b(left|right)\b/);
});
