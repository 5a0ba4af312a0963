/** Letters that are no base letter with a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ı: 'i',
  đ: 'd',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ё: 'е',
};

/** Lower case, Latin letters without diacritics, one space between words: the form phrases are compared in. */
export function folded(text: string): string {
  // Most of what is long, and all of what is in headers: nothing to take apart.
  if (!/[^\0-\x7f]/.test(text)) return spaced(text.replaceAll('`', "'").toLowerCase());
  return spaced(
    text
      .normalize('NFKD')
      .replace(/(\p{Script=Latin}|\p{Script=Greek})\p{M}+/gu, '$1')
      .normalize('NFC')
      .replace(/[\u2018\u2019\u02bc`´]/g, "'")
      .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
      .toLowerCase()
      .replace(/[ßłıđøæœё]/g, (letter) => LETTERS[letter] ?? letter),
  );
}

/** One space between words; nearly every line is written so, and looking costs less than writing it anew. */
const spaced = (text: string) => (/[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, ' ') : text).trim();

/** Scripts written without spaces: each sign is a word of its own. */
const SIGN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}ー々]/u;
const LETTER = /[\p{L}\p{N}\p{M}]/u;

/** Letters before the first of such scripts (Thai) need no look at the tables of Unicode. */
const isSign = (sign: string) => sign >= '\u0e00' && SIGN.test(sign);
const isLetter = (sign: string) =>
  (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') || (sign !== ' ' && LETTER.test(sign));

/**
 * The words of a folded text, at most `limit`. Apostrophes and hyphens separate (don't -> don, t), except in e-mail;
 * punctuation is left out.
 */
export function wordsOf(text: string, limit = 4000): string[] {
  const words: string[] = [];
  let word = '';
  const close = () => {
    if (word !== '') words.push(word);
    word = '';
  };
  for (const sign of text) {
    if (words.length >= limit) return words;
    if (isSign(sign)) {
      close();
      words.push(sign);
    } else if (isLetter(sign)) {
      if (word.length < 60) word += sign;
    } else if (sign === '-' && word === 'e') {
      // e-mail, e-mails: one word, as most write it.
    } else close();
  }
  close();
  return words.length > limit ? words.slice(0, limit) : words;
}
