/** What a recipient reads about opting out, in the recipient's language. */
export interface OptOutWords {
  /** The link in an e-mail, and the button of the page. */
  unsubscribe: string;
  /** With the sender's name and the address, in that order. */
  question: (sender: string, address: string) => string;
  onlyThisSeries: string;
  done: string;
  /** With the address. */
  doneText: (address: string) => string;
  incomplete: string;
  incompleteText: string;
}

/** A name of one direction within a sentence of the other keeps the order of both (Unicode's FSI and PDI). */
const isolated = (text: string) => `\u2068${text}\u2069`;

const words = (
  unsubscribe: string,
  question: string,
  onlyThisSeries: string,
  done: string,
  doneText: string,
  incomplete: string,
  incompleteText: string,
): OptOutWords => ({
  unsubscribe,
  // Functions: a name may hold $& and the like.
  question: (sender, address) =>
    question.replace('{sender}', () => isolated(sender)).replace('{address}', () => isolated(address)),
  onlyThisSeries,
  done,
  doneText: (address) => doneText.replace('{address}', () => isolated(address)),
  incomplete,
  incompleteText,
});

export const OPT_OUT_WORDS = {
  en: words(
    'Unsubscribe',
    'No more e-mail from {sender} to {address}?',
    'Only stop this series',
    'You are unsubscribed',
    '{address} gets no more of these e-mails. You can close this page.',
    'This link is not complete',
    'Open the unsubscribe link of the e-mail again, as a whole.',
  ),
  de: words(
    'Abmelden',
    'Keine E-Mails mehr von {sender} an {address}?',
    'Nur diese Reihe beenden',
    'Sie sind abgemeldet',
    '{address} bekommt keine dieser E-Mails mehr. Sie können diese Seite schließen.',
    'Dieser Link ist nicht vollständig',
    'Öffnen Sie den Abmeldelink der E-Mail noch einmal, als Ganzes.',
  ),
  fr: words(
    'Se désabonner',
    'Ne plus recevoir d’e-mails de {sender} à {address} ?',
    'Arrêter seulement cette série',
    'Vous êtes désabonné',
    '{address} ne recevra plus ces e-mails. Vous pouvez fermer cette page.',
    'Ce lien n’est pas complet',
    'Ouvrez de nouveau le lien de désabonnement de l’e-mail, en entier.',
  ),
  es: words(
    'Darse de baja',
    '¿No recibir más correos de {sender} en {address}?',
    'Detener solo esta serie',
    'Se ha dado de baja',
    '{address} no recibirá más estos correos. Puede cerrar esta página.',
    'Este enlace no está completo',
    'Abra de nuevo el enlace de baja del correo, entero.',
  ),
  it: words(
    'Annulla iscrizione',
    'Non ricevere più e-mail da {sender} a {address}?',
    'Interrompi solo questa serie',
    'Iscrizione annullata',
    '{address} non riceverà più queste e-mail. Può chiudere questa pagina.',
    'Questo link non è completo',
    'Apra di nuovo il link dell’e-mail, per intero.',
  ),
  pt: words(
    'Cancelar inscrição',
    'Não receber mais e-mails de {sender} em {address}?',
    'Parar apenas esta série',
    'Inscrição cancelada',
    '{address} não receberá mais estes e-mails. Pode fechar esta página.',
    'Este link não está completo',
    'Abra novamente o link do e-mail, por inteiro.',
  ),
  nl: words(
    'Afmelden',
    'Geen e-mail meer van {sender} aan {address}?',
    'Alleen deze reeks stoppen',
    'U bent afgemeld',
    '{address} krijgt deze e-mails niet meer. U kunt deze pagina sluiten.',
    'Deze link is niet volledig',
    'Open de afmeldlink van de e-mail opnieuw, in zijn geheel.',
  ),
  pl: words(
    'Wypisz się',
    'Nie otrzymywać więcej wiadomości od {sender} na {address}?',
    'Zatrzymaj tylko tę serię',
    'Wypisano',
    '{address} nie otrzyma więcej tych wiadomości. Możesz zamknąć tę stronę.',
    'Ten link jest niekompletny',
    'Otwórz ponownie cały link z wiadomości.',
  ),
  sv: words(
    'Avregistrera',
    'Inga fler e-brev från {sender} till {address}?',
    'Stoppa bara den här serien',
    'Du är avregistrerad',
    '{address} får inga fler av dessa e-brev. Du kan stänga sidan.',
    'Länken är inte fullständig',
    'Öppna länken i e-brevet igen, i sin helhet.',
  ),
  da: words(
    'Afmeld',
    'Ikke flere e-mails fra {sender} til {address}?',
    'Stop kun denne serie',
    'Du er afmeldt',
    '{address} får ikke flere af disse e-mails. Du kan lukke siden.',
    'Linket er ikke fuldstændigt',
    'Åbn linket i e-mailen igen, i sin helhed.',
  ),
  no: words(
    'Meld av',
    'Ingen flere e-poster fra {sender} til {address}?',
    'Stopp bare denne serien',
    'Du er meldt av',
    '{address} får ikke flere av disse e-postene. Du kan lukke siden.',
    'Lenken er ikke fullstendig',
    'Åpne lenken i e-posten igjen, i sin helhet.',
  ),
  fi: words(
    'Peru tilaus',
    'Ei enää sähköposteja lähettäjältä {sender} osoitteeseen {address}?',
    'Lopeta vain tämä sarja',
    'Tilaus on peruttu',
    '{address} ei saa enää näitä viestejä. Voit sulkea sivun.',
    'Linkki ei ole kokonainen',
    'Avaa viestin linkki uudelleen kokonaisena.',
  ),
  cs: words(
    'Odhlásit odběr',
    'Už nedostávat e-maily od {sender} na {address}?',
    'Zastavit jen tuto sérii',
    'Odběr je odhlášen',
    '{address} už tyto e-maily nedostane. Stránku můžete zavřít.',
    'Odkaz není úplný',
    'Otevřete odkaz z e-mailu znovu, celý.',
  ),
  ru: words(
    'Отписаться',
    'Больше не получать писем от {sender} на {address}?',
    'Остановить только эту серию',
    'Вы отписаны',
    '{address} больше не получит этих писем. Страницу можно закрыть.',
    'Ссылка неполная',
    'Откройте ссылку из письма ещё раз целиком.',
  ),
  tr: words(
    'Abonelikten çık',
    '{sender} tarafından {address} adresine artık e-posta gönderilmesin mi?',
    'Yalnızca bu diziyi durdur',
    'Abonelikten çıktınız',
    '{address} bu e-postaları artık almayacak. Sayfayı kapatabilirsiniz.',
    'Bu bağlantı eksik',
    'E-postadaki bağlantıyı bütün olarak yeniden açın.',
  ),
  ja: words(
    '配信停止',
    '{sender} から {address} へのメールを停止しますか？',
    'この一連のメールだけを停止する',
    '配信を停止しました',
    '{address} にこれらのメールが届くことはありません。このページは閉じてかまいません。',
    'リンクが不完全です',
    'メールの配信停止リンクをもう一度、全体を開いてください。',
  ),
  zh: words(
    '退订',
    '不再接收 {sender} 发往 {address} 的邮件？',
    '仅停止此系列',
    '您已退订',
    '{address} 不会再收到这些邮件。您可以关闭此页面。',
    '此链接不完整',
    '请重新打开邮件中的完整退订链接。',
  ),
  ko: words(
    '수신 거부',
    '{sender}이(가) {address}(으)로 보내는 메일을 더 이상 받지 않으시겠습니까?',
    '이 시리즈만 중지',
    '수신 거부되었습니다',
    '{address}(으)로 더 이상 이 메일이 발송되지 않습니다. 이 페이지를 닫으셔도 됩니다.',
    '링크가 완전하지 않습니다',
    '메일의 수신 거부 링크를 전체로 다시 열어 주세요.',
  ),
  ar: words(
    'إلغاء الاشتراك',
    'هل تريد إيقاف رسائل {sender} إلى {address}؟',
    'إيقاف هذه السلسلة فقط',
    'تم إلغاء اشتراكك',
    'لن تصل هذه الرسائل إلى {address} بعد الآن. يمكنك إغلاق هذه الصفحة.',
    'هذا الرابط غير مكتمل',
    'افتح رابط إلغاء الاشتراك الموجود في الرسالة مرة أخرى، كاملاً.',
  ),
  he: words(
    'הסרה מרשימת התפוצה',
    'לא לקבל עוד הודעות מאת {sender} אל {address}?',
    'להפסיק רק את הסדרה הזאת',
    'הוסרת מרשימת התפוצה',
    'הודעות אלה לא יישלחו עוד אל {address}. אפשר לסגור את הדף הזה.',
    'הקישור אינו שלם',
    'יש לפתוח שוב את קישור ההסרה שבהודעה, בשלמותו.',
  ),
} as const satisfies Record<string, OptOutWords>;
export type OptOutLanguage = keyof typeof OPT_OUT_WORDS;

/** In which direction a language is read: HTML's `dir`. */
export function directionOf(language: OptOutLanguage): 'ltr' | 'rtl' {
  return language === 'ar' || language === 'he' ? 'rtl' : 'ltr';
}

/** Countries by ISO 3166 code and by the names that people write, and the language most of them read. */
const COUNTRIES: Readonly<Record<OptOutLanguage, string>> = {
  en: '',
  de: 'de germany deutschland at austria österreich li liechtenstein',
  fr: 'fr france mc monaco lu luxembourg',
  es: 'es spain españa mx mexico méxico ar argentina co colombia cl chile pe peru perú ve venezuela ec ecuador uy uruguay py paraguay bo bolivia cr panama pa gt guatemala hn sv do cu',
  it: 'it italy italia sm',
  pt: 'pt portugal br brazil brasil ao mz',
  nl: 'nl netherlands nederland holland sr',
  pl: 'pl poland polska',
  sv: 'se sweden sverige',
  da: 'dk denmark danmark',
  no: 'no norway norge',
  fi: 'fi finland suomi',
  cs: 'cz czechia česko',
  ru: 'ru russia россия by belarus',
  tr: 'tr turkey türkiye',
  ja: 'jp japan 日本',
  zh: 'cn china 中国 tw taiwan 台灣 hk',
  ko: 'kr korea 한국 대한민국',
  ar: 'ae uae sa ksa eg egypt مصر السعودية الإمارات qa qatar قطر kw kuwait الكويت bh bahrain البحرين om oman عمان jo jordan الأردن lb lebanon لبنان iq iraq العراق sy syria سوريا ye yemen اليمن ly libya ليبيا ps palestine',
  he: 'il israel ישראל',
};
const LANGUAGE_OF = new Map(
  Object.entries(COUNTRIES).flatMap(([language, names]) =>
    names
      .split(' ')
      .filter(Boolean)
      .map((name) => [name, language as OptOutLanguage] as const),
  ),
);

/** The language of an e-mail's opt-out line: of the person's country, else of the country the address is in; else English. */
export function languageOfRecipient(country: string | null, address: string): OptOutLanguage {
  const named = country?.trim().toLowerCase() ?? '';
  if (named !== '') return LANGUAGE_OF.get(named) ?? 'en';
  const ending = address.slice(address.lastIndexOf('.') + 1).toLowerCase();
  // .co and .tv and their like are sold as words, not as countries.
  return ['co', 'sv', 'do', 'cc', 'li', 'sm', 'sr', 'ly', 'ps'].includes(ending)
    ? 'en'
    : (LANGUAGE_OF.get(ending) ?? 'en');
}

/** Both written forms of Norwegian, and the old code of Hebrew. */
const ALSO_CALLED: ReadonlyMap<string, string> = new Map([
  ['nb', 'no'],
  ['nn', 'no'],
  ['iw', 'he'],
]);

/** The language of the page: the first of the browser's wishes (RFC 9110 section 12.5.4) that we have. */
export function languageOfBrowser(accepted: string | undefined): OptOutLanguage {
  const wishes = (accepted ?? '')
    .slice(0, 500)
    .split(',')
    .map((each, index) => {
      const [tag = '', quality] = each.split(';q=');
      return { tag: tag.trim().toLowerCase().split('-')[0] ?? '', quality: Number(quality ?? 1) || 0, index };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality || a.index - b.index)
    .map(({ tag }) => ALSO_CALLED.get(tag) ?? tag);
  const found = wishes.find((tag) => Object.hasOwn(OPT_OUT_WORDS, tag));
  return (found as OptOutLanguage | undefined) ?? 'en';
}
