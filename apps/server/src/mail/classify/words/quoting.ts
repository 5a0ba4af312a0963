/** How mail programs introduce what they quote, folded (fold.ts), in the languages they come in. */

/** Somebody wrote. */
export const WROTE = [
  'wrote|writes|said|schrieb|geschrieben|ecrit|escribio|escreveu|scritto|scrisse|schreef|geschreven|skrev|skreiv|skrifadi|napisal*|napsal*|pise|pisze|kirjoitti|irta|a_scris|yazdi|написал*|пишет|писал*|пише|напис*|έγραψε|εγραψε|כתב|كتب|写道|寫道|写到|さんは書きました|のメール|メッセージ|作成|님이_작성|작성|님의_메시지|viet|menulis|ha_escrit|geschreven|ditulis',
];
/** What such a line begins with, besides a digit, a name of a weekday or somebody's address. */
export const BEGINS: ReadonlySet<string> = new Set(
  'on am le el il em op den d. på pa dne dnia w dnia в во on: in no a az at um den: vào pada na de la le: 在 at: monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim lunes martes miercoles jueves viernes sabado domingo mie jue vie sab dom lunedi martedi mercoledi giovedi venerdi gio segunda terca quarta quinta sexta seg ter qua qui sex maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo mandag tirsdag onsdag torsdag fredag lordag sondag man tir ons tor fre lor son mandagen maandagen tis lor poniedzialek wtorek sroda czwartek piatek sobota niedziela pon wt sr czw pt sob niedz nd po ut st ct pa ne to ke pe la su pe. maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai пн вт ср чт пт сб вс понедельник вторник среда четверг пятница суббота воскресенье pzt sal car per cum cmt paz pazartesi'.split(
    ' ',
  ),
);

export type Label = 'from' | 'date' | 'to' | 'subject' | 'cc';
const LABELS: Readonly<Record<Label, string>> = {
  from: 'from|von|de|da|van|fran|fra|od|от|lahettaja|kimden|gonderen|feladó|felado|kuldo|from address|발신|보낸 사람|보낸사람|发件人|發件人|寄件者|寄件人|差出人|送信者|від|απο|de la|expediteur|remitente|mittente|remetente|absender|afzender|nadawca|odesilatel|отправитель|expeditor|발신자|보내는 사람',
  date: 'sent|date|gesendet|datum|envoye|enviado|inviato|data|verzonden|skickat|sendt|dato|wyslano|odeslano|отправлено|дата|lahetetty|paivays|gonderildi|tarih|gonderilme tarihi|elkuldve|datum:|时间|发送时间|發送時間|寄件日期|日期|送信日時|日時|送信日|보낸 날짜|보낸날짜|날짜|fecha|enviado el|envoye le|gesendet am|enviada em|enviado em|trimis|надіслано|date sent|sent at|wann|on',
  to: 'to|an|a|aan|till|til|do|komu|кому|vastaanottaja|kime|alici|cimzett|收件人|收件者|宛先|받는 사람|받는사람|수신|para|pour|destinataire|destinatario|ontvanger|προς|catre|empfanger',
  subject:
    'subject|betreff|objet|asunto|oggetto|assunto|onderwerp|amne|emne|temat|predmet|тема|aihe|konu|targy|主题|主題|主旨|件名|제목|θεμα|subiect|re',
  cc: 'cc|kopie|copie|копия|kopia|副本|抄送|참조|bcc|cc:|copia|kopio|bilgi|masolat|reply to|antwort an|importance|wichtigkeit|prioritat|attachments|anlagen|priority',
};
export const LABEL_OF: ReadonlyMap<string, Label> = new Map(
  Object.entries(LABELS).flatMap(([label, names]) =>
    names.split('|').map((name): [string, Label] => [name, label as Label]),
  ),
);

/** Between dashes, or alone on their line. */
export const SEPARATORS = [
  'original_message|original_appointment|original_email|forwarded_message|forwarded_by|forwarded_mail|begin_forwarded|reply_message|message_forwarded|replied_message|in_reply_to',
  'ursprungliche_nachricht|ursprungliche_mail|weitergeleitete_nachricht|originalnachricht|original_nachricht|weitergeleitet_von|originalmail|urspruengliche_nachricht|anfang_der_weitergeleiteten',
  'message_d_origine|message_original|message_transfere|message_initial|message_transmis|message_reexpedie|debut_du_message|mail_original|courriel_original',
  'mensaje_original|mensaje_reenviado|correo_original|messaggio_originale|messaggio_inoltrato|mensagem_original|mensagem_encaminhada|inicio_del_mensaje|inizio_messaggio|messaggio_inoltrato',
  'oorspronkelijk_bericht|oorspronkelijke_bericht|doorgestuurd_bericht|begin_doorgestuurd|ursprungligt_meddelande|vidarebefordrat_meddelande|originalmeddelande|oprindelig_meddelelse|oprindelig_besked|videresendt_besked|videresendt_meddelelse|opprinnelig_melding|videresendt_melding|original_melding|original_meddelelse|alkuperainen_viesti|valitetty_viesti|edelleenlahetetty_viesti',
  'oryginalna_wiadomosc|wiadomosc_oryginalna|przekazana_wiadomosc|wiadomosc_przekazana|puvodni_zprava|preposlana_zprava|povodna_sprava|eredeti_uzenet|tovabbitott_uzenet|mesaj_original|mesaj_redirectionat|orijinal_ileti|ozgun_ileti|orijinal_mesaj|iletilen_mesaj|yonlendirilmis_ileti',
  'исходное_сообщение|пересылаемое_сообщение|пересланное_сообщение|перенаправленное_сообщение|оригинальное_сообщение|первоначальное_сообщение|исходное_письмо|пересланное_письмо|переслане_повідомлення|початкове_повідомлення',
  '原始邮件|原始郵件|原始信件|原邮件|转发邮件|轉寄郵件|轉寄訊息|已转发|转发的邮件|元のメッセージ|オリジナルメッセージ|転送されたメッセージ|転送メッセージ|元のメール|원본_메시지|원본메시지|전달된_메시지|전달한_메시지|원본_메일',
];

/** What programs, list servers and legal departments put under, or above, what somebody writes. */
export const FOOTERS = [
  'intended_recipient|intended_only|intended_solely|intended_for|named_addressee|confidentiality_notice|confidential_and|privileged_and|legally_privileged',
  'you_receive|you_are_receiving|you_received|you_re_receiving|you_get ~8 because|as_a|when_you',
  'our_newsletter|this_newsletter|our_mailing_list|manage_your|manage_preferences|update_preferences|update_your|email_preferences|view_in_browser|read_online|view_online|google_groups|to_unsubscribe_from_this|unsubscribe_from_this_group|subscribed_to ~5 newsletter|group|list|preferences|because|browser|groups|stop|emails',
  'virus_free|virus_checked|scanned_for|checked_for_viruses|external_email|external_sender|external_message|originated_outside|originated_from_outside|outside_of_the|outside_your|think_before_you_click|do_not_click_links|don_t_often_get|not_click_links',
  'please_consider_the_environment|before_printing|save_paper|privacy_policy|privacy_notice|data_protection_notice|legal_notice|disclaimer',
  'unseren_newsletter|unserem_newsletter|unserer_rundbrief|unseren_rundbrief|sie_erhalten_diese|diese_e_mail_kann|diese_nachricht_ist|vertraulich*|datenschutzhinweis*|datenschutzerklarung|irrtumlich_erhalten|nicht_der_richtige_adressat|sitz_der_gesellschaft|handelsregister|personenbezogene*_daten_finden',
  'notre_newsletter|notre_lettre|vous_recevez_ce|vous_recevez_cet|ce_message_et|ce_courriel|ce_message_est|confidentiel*|destinataire_de_ce|par_erreur|donnees_personnelles_sont|conformement_a_la_loi_informatique',
  'nuestro_boletin|nuestra_newsletter|recibe_este|este_mensaje_y|este_mensaje_es|este_correo_y|este_correo_es|este_correo_contiene|este_correo_electronico|este_correo_fue|este_correo_se|este_correo_ha|este_correo_lo|confidencial*|aviso_legal|por_error|proteccion_de_datos_le|responsable_del_tratamiento|responsable_de_tratamiento',
  'nostra_newsletter|nostra_circolare|riceve_questa|riceve_questo|questo_messaggio_e|questo_messaggio_contiene|questo_messaggio_di_posta|questa_email_e|questa_email_contiene|questa_email_viene|questa_email_ti|informazioni_riservate|carattere_riservato|natura_riservata|strettamente_riservat*|riservatezza|informazione_riservata|per_errore|ai_sensi_del|informativa_privacy|titolare_del_trattamento',
  'nossa_newsletter|nosso_boletim|voce_recebeu|esta_mensagem|confidenciais|por_engano|aviso_legal',
  'onze_nieuwsbrief|u_ontvangt_deze|u_ontvangt_dit|dit_bericht_is|dit_e_mailbericht|vertrouwelijk*|ten_onrechte|niet_de_geadresseerde|niet_voor_u_bestemd',
  'vores_nyhedsbrev|vart_nyhetsbrev|vart_nyhetsbrev|vart_nyhetsbrev|du_far_detta|du_modtager|du_mottar|nyhetsbrev*|nyhedsbrev*|fortrolig*|konfidentiell*|uutiskirje*|luottamukselli*',
  'naszego_newslettera|nasz_newsletter|administratorem ~3 danych|poufn*|niniejsza_wiadomosc|niniejszy_email|przysluguje|rodo_informujemy|klauzul*|tato_zprava|duvern*|newsletter*_odber|bizalmas|bultenimiz*|bu_e_posta|bu_mesaj|gizli*|kvkk_kapsaminda',
  'наш*_рассылк*|вы_получили|вы_получаете|конфиденциальн*|данное_сообщение|это_сообщение_и',
  'メールマガジン|メルマガ',
  '本メールは|このメールは|本メッセージ|本邮件|此邮件|本郵件|保密|기밀|본_메일은|이_메일은|뉴스레터',
];

/** By which a short line is asked of us, whatever it names. */
export const ASKED = [
  'を|の|で ~6 お願い|お願いします|してください|して下さい|希望します $',
  'お願いします|してください|して下さい|希望します $',
];

/** What a telephone or a program puts under each mail, or above it: a line, and nothing of the writer's beside it. */
export const DEVICES = [
  'sent_from|sent_via|sent_with|get_outlook|sent_by|gesendet_von|von_meinem|mit_meinem|gesendet_mit|envoye_de|envoye_depuis|envoye_a_partir|enviado_desde|enviado_do|enviado_pelo|enviado_con|inviato_da|verzonden_vanaf|verstuurd_vanaf|skickat_fran|skickades_fran|sendt_fra|sendt_via|lahetetty|wyslano_z|wyslane_z|odeslano_z|отправлено_с|отправлено_из|から送信|发自我的|發自我的|에서_보낸|에서_보냄|iphone_umdan|tarafindan_gonderildi',
];

/** A line of its own that ends what somebody says. */
export const CLOSINGS = [
  '^ kind|best|warm|with|many|kindest|warmest ~1 regards|wishes|regards_from $',
  '^ regards|best|cheers|sincerely|yours|thanks|thank_you|rgds|br|kr|bw|ta|respectfully|cordially ~2 $',
  '^ mit|viele|beste|freundliche|herzliche|liebe|schone|freundlichen|besten|herzlichen|mfg|vg|lg|gruss|grusse|hochachtungsvoll ~3 $',
  '^ cordialement|bien_cordialement|bien_a_vous|sincerement|salutations|meilleures|cdt|bonne_journee|amicalement|veuillez_agreer ~3 $',
  '^ saludos|un|atentamente|cordialmente|atte|saludo ~2 $',
  '^ cordiali|distinti|saluti|grazie|cordialmente|un_saluto|buona ~2 $',
  '^ cumprimentos|atenciosamente|att|abraco|abracos|obrigado|obrigada|com_os_melhores|melhores ~3 $',
  '^ met|groet|groeten|mvg|vriendelijke|hartelijke|gr ~3 $',
  '^ mvh|hilsen|venlig|vennlig|med|vanliga|halsningar|vh|terv|terveisin|ystavallisin ~3 $',
  '^ pozdrawiam|pozdrowienia|z_powazaniem|s_pozdravem|hezky|udvozlettel|cu_stima|saygilarimla|iyi_calismalar|selamlar ~3 $',
  '^ с_уважением|с_наилучшими|всего_доброго|з_повагою ~3 $',
];
