import { describe, expect, it } from 'vitest';
import { givesNew, isCorrection } from './correction.js';
import { folded, wordsOf } from './fold.js';

const sentence = (text: string) => ({ text, words: wordsOf(folded(text)) });

describe('corrections', () => {
  it.each([
    'Delete my old postal address.',
    'My address has changed, delete the one you have.',
    'Stop writing here and use maria@customer.example.',
    'Löschen Sie die alte.',
    'Bitte entfernen Sie meine Durchwahl aus der Signatur.',
    'Supprimez mon adresse et notez la nouvelle : 3 rue du Bac.',
    'Usuńcie mój adres, nowy to ul. Długa 2.',
  ])('%s', (text) => expect(isCorrection(sentence(text))).toBe(true));

  it.each([
    'Please delete my address from your list.',
    'Do not use anna@customer.example for marketing.',
    'Do not send me any new offers.',
    'Our needs have changed, remove us from your list.',
    'Bitte löschen Sie meine Adresse aus dem Verteiler.',
    'Effacez toutes les données me concernant.',
  ])('none: %s', (text) => expect(isCorrection(sentence(text))).toBe(false));

  it('a new value is told in a sentence of its own', () => {
    expect(givesNew(sentence('The new one is anna@customer.example.'))).toBe(true);
    expect(givesNew(sentence('There is nothing new here for us.'))).toBe(false);
  });
});
