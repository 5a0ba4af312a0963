import { folded } from './fold.js';

/** Languages whose month and weekday names are understood; the names come from the runtime's own locale data. */
const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'sv',
  'da',
  'nb',
  'fi',
  'pl',
  'cs',
  'hu',
  'ro',
  'tr',
  'ru',
  'uk',
  'el',
  'sk',
  'bg',
  'ca',
  'hr',
  'he',
  'ar',
  'id',
];

function names(style: 'long' | 'short', part: 'month' | 'weekday'): Map<string, number> {
  const found = new Map<string, number>();
  for (const language of LANGUAGES) {
    // With the day beside it months take their genitive (14 marca, 14 марта).
    const forms = [
      { [part]: style },
      { day: 'numeric', [part]: style },
      { day: 'numeric', month: style, [part]: style },
    ];
    for (const options of forms) {
      const format = new Intl.DateTimeFormat(language, {
        ...options,
        timeZone: 'UTC',
      } as Intl.DateTimeFormatOptions);
      for (let index = 0; index < (part === 'month' ? 12 : 7); index += 1) {
        // 1 June 2026 is a Monday.
        const at = part === 'month' ? Date.UTC(2026, index, 15) : Date.UTC(2026, 5, 1 + index);
        const name = format.formatToParts(at).find(({ type }) => type === part)?.value;
        const key = name === undefined ? '' : folded(name).replace(/\.$/, '');
        // An abbreviation that means different months in two languages means the one of the language named first.
        if (key.length > 1 && !/\d/.test(key) && !found.has(key)) found.set(key, index + 1);
      }
    }
  }
  return found;
}

/** What the runtime does not call them, but people do. */
const MORE_MONTHS = [
  ['sept', 9],
  ['janv', 1],
  ['fevr', 2],
  ['juil', 7],
  ['maerz', 3],
  ['marcius', 3],
] as const;
/** Forms with an article or a case, and what people write instead. */
const MORE_WEEKDAYS = [
  ['mon', 1],
  ['tue', 2],
  ['tues', 2],
  ['wed', 3],
  ['weds', 3],
  ['thu', 4],
  ['thur', 4],
  ['thurs', 4],
  ['fri', 5],
  ['segunda', 1],
  ['terca', 2],
  ['quarta', 3],
  ['quinta', 4],
  ['sexta', 5],
  ['srode', 3],
  ['sobote', 6],
  ['среду', 3],
  ['пятницу', 5],
  ['субботу', 6],
  ['maanantaina', 1],
  ['tiistaina', 2],
  ['keskiviikkona', 3],
  ['torstaina', 4],
  ['perjantaina', 5],
  ['mandagen', 1],
  ['pondeli', 1],
  ['utery', 2],
] as const;
/** Forms behind a preposition (until, from, on), Monday to Sunday: each a row of a language. */
const INFLECTED_WEEKDAYS = [
  'pondelka uterka stredy ctvrtka patku soboty nedele',
  'pondelku uterku stredu ctvrtku patek sobotu nedeli',
  'pondelok utorka stredy stvrtka piatka soboty nedele',
  'poniedzialku wtorku srody czwartku piatku soboty niedzieli',
  'понедельника вторника среды четверга пятницы субботы воскресенья',
  'понедельнику вторнику среде четвергу пятнице субботе воскресенью',
  'понеділка вівторка середи четверга ятниці суботи неділі',
  'понеділок вівторок середу четвер ятницю суботу неділю',
  'hetfon kedden szerdan csutortokon penteken szombaton vasarnap',
  'hetfoig keddig szerdaig csutortokig pentekig szombatig vasarnapig',
  'hetfotol keddtol szerdatol csutortoktol pentektol szombattol vasarnaptol',
  'maanantaihin tiistaihin keskiviikkoon torstaihin perjantaihin lauantaihin sunnuntaihin',
  'maanantaista tiistaista keskiviikosta torstaista perjantaista lauantaista sunnuntaista',
  'mandagen tisdagen onsdagen torsdagen fredagen lordagen sondagen',
  'mandag tirsdagen onsdagen torsdagen fredagen lordagen sondagen',
  'pazartesiye saliya carsambaya persembeye cumaya cumartesiye pazara',
  'lunea martea miercurea joia vinerea sambata duminica',
  'ponedjeljka utorka srijede cetvrtka petka subote nedjelje',
  'ponedjeljak utorak srijedu cetvrtak petak subotu nedjelju',
  'الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد',
  'الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد',
] as const;

/** Hebrew writes "in" before the month as part of it. */
const HEBREW_MONTHS = 'בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר';

/** Made when first asked: two thousand formats take a while. */
let months: Map<string, number> | undefined;
let weekdays: Map<string, number> | undefined;

function monthNames(): Map<string, number> {
  months ??= new Map<string, number>([
    ...names('short', 'month'),
    ...names('long', 'month'),
    ...MORE_MONTHS,
    ...HEBREW_MONTHS.split(' ').map((word, index): [string, number] => [folded(word), index + 1]),
  ]);
  return months;
}

function weekdayNames(): Map<string, number> {
  weekdays ??= new Map<string, number>([
    ...INFLECTED_WEEKDAYS.flatMap((row) =>
      row.split(' ').map((word, index): [string, number] => [folded(word), index + 1]),
    ),
    ...names('long', 'weekday'),
    ...MORE_WEEKDAYS,
  ]);
  return weekdays;
}

/** 1 to 12 for a folded month's name. */
export const monthNumber = (word: string): number | undefined => monthNames().get(word.replace(/\.$/, ''));
/** 1 (Monday) to 7 for a folded weekday's name. */
export const weekdayNumber = (word: string): number | undefined => weekdayNames().get(word);
