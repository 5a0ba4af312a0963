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

/** Words as they are translated: sentences with `{sender}` and `{address}` in them. */
const words = ({
  question,
  doneText,
  ...others
}: Readonly<Record<keyof OptOutWords, string>>): OptOutWords => ({
  ...others,
  // Functions: a name may hold $& and the like.
  question: (sender, address) =>
    question.replace('{sender}', () => isolated(sender)).replace('{address}', () => isolated(address)),
  doneText: (address) => doneText.replace('{address}', () => isolated(address)),
});

export const OPT_OUT_WORDS = {
  en: words({
    unsubscribe: 'Unsubscribe',
    question: 'No more e-mail from {sender} to {address}?',
    onlyThisSeries: 'Only stop this series',
    done: 'You are unsubscribed',
    doneText: '{address} gets no more of these e-mails. You can close this page.',
    incomplete: 'This link is not complete',
    incompleteText: 'Open the unsubscribe link of the e-mail again, as a whole.',
  }),
  de: words({
    unsubscribe: 'Abmelden',
    question: 'Keine E-Mails mehr von {sender} an {address}?',
    onlyThisSeries: 'Nur diese Reihe beenden',
    done: 'Sie sind abgemeldet',
    doneText: '{address} bekommt keine dieser E-Mails mehr. Sie können diese Seite schließen.',
    incomplete: 'Dieser Link ist nicht vollständig',
    incompleteText: 'Öffnen Sie den Abmeldelink der E-Mail noch einmal, als Ganzes.',
  }),
  fr: words({
    unsubscribe: 'Se désabonner',
    question: 'Ne plus recevoir d’e-mails de {sender} à {address} ?',
    onlyThisSeries: 'Arrêter seulement cette série',
    done: 'Vous êtes désabonné',
    doneText: '{address} ne recevra plus ces e-mails. Vous pouvez fermer cette page.',
    incomplete: 'Ce lien n’est pas complet',
    incompleteText: 'Ouvrez de nouveau le lien de désabonnement de l’e-mail, en entier.',
  }),
  es: words({
    unsubscribe: 'Darse de baja',
    question: '¿No recibir más correos de {sender} en {address}?',
    onlyThisSeries: 'Detener solo esta serie',
    done: 'Se ha dado de baja',
    doneText: '{address} no recibirá más estos correos. Puede cerrar esta página.',
    incomplete: 'Este enlace no está completo',
    incompleteText: 'Abra de nuevo el enlace de baja del correo, entero.',
  }),
  it: words({
    unsubscribe: 'Annulla iscrizione',
    question: 'Non ricevere più e-mail da {sender} a {address}?',
    onlyThisSeries: 'Interrompi solo questa serie',
    done: 'Iscrizione annullata',
    doneText: '{address} non riceverà più queste e-mail. Può chiudere questa pagina.',
    incomplete: 'Questo link non è completo',
    incompleteText: 'Apra di nuovo il link dell’e-mail, per intero.',
  }),
  pt: words({
    unsubscribe: 'Cancelar inscrição',
    question: 'Não receber mais e-mails de {sender} em {address}?',
    onlyThisSeries: 'Parar apenas esta série',
    done: 'Inscrição cancelada',
    doneText: '{address} não receberá mais estes e-mails. Pode fechar esta página.',
    incomplete: 'Este link não está completo',
    incompleteText: 'Abra novamente o link do e-mail, por inteiro.',
  }),
  nl: words({
    unsubscribe: 'Afmelden',
    question: 'Geen e-mail meer van {sender} aan {address}?',
    onlyThisSeries: 'Alleen deze reeks stoppen',
    done: 'U bent afgemeld',
    doneText: '{address} krijgt deze e-mails niet meer. U kunt deze pagina sluiten.',
    incomplete: 'Deze link is niet volledig',
    incompleteText: 'Open de afmeldlink van de e-mail opnieuw, in zijn geheel.',
  }),
  pl: words({
    unsubscribe: 'Wypisz się',
    question: 'Nie otrzymywać więcej wiadomości od {sender} na {address}?',
    onlyThisSeries: 'Zatrzymaj tylko tę serię',
    done: 'Wypisano',
    doneText: '{address} nie otrzyma więcej tych wiadomości. Możesz zamknąć tę stronę.',
    incomplete: 'Ten link jest niekompletny',
    incompleteText: 'Otwórz ponownie cały link z wiadomości.',
  }),
  sv: words({
    unsubscribe: 'Avregistrera',
    question: 'Inga fler e-brev från {sender} till {address}?',
    onlyThisSeries: 'Stoppa bara den här serien',
    done: 'Du är avregistrerad',
    doneText: '{address} får inga fler av dessa e-brev. Du kan stänga sidan.',
    incomplete: 'Länken är inte fullständig',
    incompleteText: 'Öppna länken i e-brevet igen, i sin helhet.',
  }),
  da: words({
    unsubscribe: 'Afmeld',
    question: 'Ikke flere e-mails fra {sender} til {address}?',
    onlyThisSeries: 'Stop kun denne serie',
    done: 'Du er afmeldt',
    doneText: '{address} får ikke flere af disse e-mails. Du kan lukke siden.',
    incomplete: 'Linket er ikke fuldstændigt',
    incompleteText: 'Åbn linket i e-mailen igen, i sin helhed.',
  }),
  no: words({
    unsubscribe: 'Meld av',
    question: 'Ingen flere e-poster fra {sender} til {address}?',
    onlyThisSeries: 'Stopp bare denne serien',
    done: 'Du er meldt av',
    doneText: '{address} får ikke flere av disse e-postene. Du kan lukke siden.',
    incomplete: 'Lenken er ikke fullstendig',
    incompleteText: 'Åpne lenken i e-posten igjen, i sin helhet.',
  }),
  fi: words({
    unsubscribe: 'Peru tilaus',
    question: 'Ei enää sähköposteja lähettäjältä {sender} osoitteeseen {address}?',
    onlyThisSeries: 'Lopeta vain tämä sarja',
    done: 'Tilaus on peruttu',
    doneText: '{address} ei saa enää näitä viestejä. Voit sulkea sivun.',
    incomplete: 'Linkki ei ole kokonainen',
    incompleteText: 'Avaa viestin linkki uudelleen kokonaisena.',
  }),
  cs: words({
    unsubscribe: 'Odhlásit odběr',
    question: 'Už nedostávat e-maily od {sender} na {address}?',
    onlyThisSeries: 'Zastavit jen tuto sérii',
    done: 'Odběr je odhlášen',
    doneText: '{address} už tyto e-maily nedostane. Stránku můžete zavřít.',
    incomplete: 'Odkaz není úplný',
    incompleteText: 'Otevřete odkaz z e-mailu znovu, celý.',
  }),
  ru: words({
    unsubscribe: 'Отписаться',
    question: 'Больше не получать писем от {sender} на {address}?',
    onlyThisSeries: 'Остановить только эту серию',
    done: 'Вы отписаны',
    doneText: '{address} больше не получит этих писем. Страницу можно закрыть.',
    incomplete: 'Ссылка неполная',
    incompleteText: 'Откройте ссылку из письма ещё раз целиком.',
  }),
  tr: words({
    unsubscribe: 'Abonelikten çık',
    question: '{sender} tarafından {address} adresine artık e-posta gönderilmesin mi?',
    onlyThisSeries: 'Yalnızca bu diziyi durdur',
    done: 'Abonelikten çıktınız',
    doneText: '{address} bu e-postaları artık almayacak. Sayfayı kapatabilirsiniz.',
    incomplete: 'Bu bağlantı eksik',
    incompleteText: 'E-postadaki bağlantıyı bütün olarak yeniden açın.',
  }),
  ja: words({
    unsubscribe: '配信停止',
    question: '{sender} から {address} へのメールを停止しますか？',
    onlyThisSeries: 'この一連のメールだけを停止する',
    done: '配信を停止しました',
    doneText: '{address} にこれらのメールが届くことはありません。このページは閉じてかまいません。',
    incomplete: 'リンクが不完全です',
    incompleteText: 'メールの配信停止リンクをもう一度、全体を開いてください。',
  }),
  zh: words({
    unsubscribe: '退订',
    question: '不再接收 {sender} 发往 {address} 的邮件？',
    onlyThisSeries: '仅停止此系列',
    done: '您已退订',
    doneText: '{address} 不会再收到这些邮件。您可以关闭此页面。',
    incomplete: '此链接不完整',
    incompleteText: '请重新打开邮件中的完整退订链接。',
  }),
  ko: words({
    unsubscribe: '수신 거부',
    question: '{sender}이(가) {address}(으)로 보내는 메일을 더 이상 받지 않으시겠습니까?',
    onlyThisSeries: '이 시리즈만 중지',
    done: '수신 거부되었습니다',
    doneText: '{address}(으)로 더 이상 이 메일이 발송되지 않습니다. 이 페이지를 닫으셔도 됩니다.',
    incomplete: '링크가 완전하지 않습니다',
    incompleteText: '메일의 수신 거부 링크를 전체로 다시 열어 주세요.',
  }),
  ar: words({
    unsubscribe: 'إلغاء الاشتراك',
    question: 'هل تريد إيقاف رسائل {sender} إلى {address}؟',
    onlyThisSeries: 'إيقاف هذه السلسلة فقط',
    done: 'تم إلغاء اشتراكك',
    doneText: 'لن تصل هذه الرسائل إلى {address} بعد الآن. يمكنك إغلاق هذه الصفحة.',
    incomplete: 'هذا الرابط غير مكتمل',
    incompleteText: 'افتح رابط إلغاء الاشتراك الموجود في الرسالة مرة أخرى، كاملاً.',
  }),
  he: words({
    unsubscribe: 'הסרה מרשימת התפוצה',
    question: 'לא לקבל עוד הודעות מאת {sender} אל {address}?',
    onlyThisSeries: 'להפסיק רק את הסדרה הזאת',
    done: 'הוסרת מרשימת התפוצה',
    doneText: 'הודעות אלה לא יישלחו עוד אל {address}. אפשר לסגור את הדף הזה.',
    incomplete: 'הקישור אינו שלם',
    incompleteText: 'יש לפתוח שוב את קישור ההסרה שבהודעה, בשלמותו.',
  }),
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
