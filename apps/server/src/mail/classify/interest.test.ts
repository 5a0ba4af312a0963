import { describe, expect, it } from 'vitest';
import { folded, wordsOf } from './fold.js';
import { showsInterest } from './interest.js';
import { plainWish } from './ours.js';

const sentence = (text: string) => ({
  text,
  words: wordsOf(folded(text)),
  asks: text.endsWith('?'),
  closing: false,
  closed: false,
});

describe('interest', () => {
  it.each([
    'Please send the contract.',
    'Tuesday at ten is better.',
    'Anbei die Unterlagen.',
    'No newsletter, I want the price list.',
    'Nous avons choisi la bleue.',
    'Ich melde mich nächste Woche.',
  ])('%s', (text) => expect(showsInterest(sentence(text))).toBe(true));

  it.each([
    'Please confirm that it is done.',
    'Please do not send the contract.',
    'We went with another vendor.',
    'Sagen Sie mir, woher Sie meine Daten haben.',
    'If there is a need we will be in touch.',
    'I asked you on Monday.',
  ])('none: %s', (text) => expect(showsInterest(sentence(text))).toBe(false));
});

describe('plain wishes', () => {
  it.each([
    'Skicka inget till mig.',
    'Do not use my address for advertising.',
    'Ihre Nachrichten sind hier unerwünscht.',
    'Wir wünschen keinen Kontakt.',
    'No tienen permiso para escribirme.',
    'Διαγράψτε με.',
  ])('%s', (text) => expect(plainWish(sentence(text))).toBeDefined());

  it.each([
    'Skicka ingen broschyr till mig.',
    'Do not use my logo for advertising.',
    'Do not write to me before lunch.',
    'Wir schreiben nicht.',
    'We do not want to mail.',
    'Delete my second address.',
  ])('none: %s', (text) => expect(plainWish(sentence(text))).toBeUndefined());
});
