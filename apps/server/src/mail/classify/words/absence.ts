/** What automatic answers say, folded, in the languages they come in; see phrases.ts for how a line is read. */

/** Beginnings of subjects, up to a mark or the end. */
export const SUBJECTS = [
  'request received|ticket received|ticket created|case created|case received|new ticket|new case|we received your request|we have received your request|we got your request|your request has been received|support request received|enquiry received|inquiry received',
  'automatic reply|automatic response|automatic answer|automated reply|automated response|automated message|auto reply|auto-reply|autoreply|auto response|auto-response|autoresponse|autoresponder|auto responder|auto|auto-responder|autosvar|auto-antwort|autoantwort',
  'out of office|out of the office|out-of-office|ooo|oof|away from the office|away from my desk|away from office|away from my office|away from my mail|vacation reply|vacation response|vacation notice|vacation message|vacation|on vacation|on holiday|on leave|on annual leave|on parental leave|on maternity leave|on paternity leave|on sabbatical|i am out|i am away|i am on|i am currently|away|away until|away message|annual leave|maternity leave|parental leave|holiday|not in the office|currently away|currently out|absence notification|absence notice|office closed|gone fishing',
  'automatische antwort|automatische ruckantwort|automatische abwesenheitsnotiz|automatische abwesenheit|automatische nachricht|automatische eingangsbestatigung|abwesenheitsnotiz|abwesenheitsassistent|abwesenheitsmeldung|abwesenheitsnachricht|abwesenheitsbenachrichtigung|abwesenheitsinfo|abwesenheit|abwesend|ich bin nicht im buro|ich bin abwesend|ich bin im urlaub|ich bin derzeit|ich bin zurzeit|nicht im buro|nicht im haus|urlaub|im urlaub|bin im urlaub|urlaubsabwesenheit|eingangsbestatigung|elternzeit|betriebsferien|betriebsurlaub|ausser haus',
  "reponse automatique|reponse automatique d'absence|absence|absent|absente|absence du bureau|absent du bureau|absente du bureau|message d'absence|en conges|en conge|conges|conges annuels|je suis absent|je suis absente|message automatique|accuse de reception|accuse reception|notification d'absence|conge maternite|fermeture annuelle",
  'respuesta automatica|respuesta de ausencia|fuera de la oficina|fuera de oficina|ausencia|ausente|contestacion automatica|mensaje automatico|vacaciones|de vacaciones|acuse de recibo|auto respuesta|autorespuesta',
  'risposta automatica|fuori sede|fuori ufficio|assenza|assente|messaggio automatico|ferie|in ferie|chiusura per ferie|risponditore automatico|chiuso per ferie',
  'resposta automatica|fora do escritorio|ausencia|ausente|ausencia temporaria|mensagem automatica|ferias|de ferias|em ferias|fora da empresa',
  'automatisch antwoord|automatische antwoord|automatisch bericht|afwezig|afwezigheid|afwezigheidsmelding|niet aanwezig|buiten kantoor|niet op kantoor|vakantie|met vakantie|op vakantie|afwezigheidsassistent|ontvangstbevestiging|automatische beantwoording|automatische reactie',
  'autosvar|automatiskt svar|automatsvar|franvarande|franvaro|franvaromeddelande|fravaer|fravaerende|fravaersmeddelelse|fravaersassistent|automatisk svar|automatisk svar|ikke pa kontoret|inte pa kontoret|semester|pa semester|ferie|pa ferie|foraldraledig|poissaolo|poissa|automaattinen vastaus|poissaoloilmoitus|lomalla|vuosilomalla|autovastaus|toimistosta poissa',
  'odpowiedz automatyczna|automatyczna odpowiedz|autoodpowiedz|poza biurem|nieobecnosc|nieobecny|nieobecna|urlop|na urlopie|automaticka odpoved|automaticka odpoved|mimo kancelar|nepritomnost|dovolena|nepritomen|automatikus valasz|automatikus uzenet|hazon kivul|szabadsag|szabadsagon|raspuns automat|mesaj automat|in concediu|concediu|otomatik yanit|otomatik cevap|otomatik mesaj|ofis disinda|ofis disindayim|yillik izin|izinde|izindeyim|tatilde',
  'автоматический ответ|автоответ|автоответчик|автоматическое сообщение|вне офиса|отсутствие|отсутствую|отпуск|в отпуске|нет на месте|автоматична відповідь|автовідповідь|не в офисе|відпустка|у відпустці|автоматическое уведомление|автоматичен отговор|αυτοματη απαντηση|εκτος γραφειου',
  '自動応答|自動返信|自動返信メール|不在通知|不在のお知らせ|不在|不在連絡|休暇|休暇のお知らせ|出張不在|自动回复|自動回覆|自动答复|自動回复|外出|休假|不在办公室|自動回應|휴가|부재중|자동 회신|자동회신|자동 응답|자동응답|부재 중|부재중 자동 응답',
];

/** May stand behind such a beginning. */
export const BEHIND_SUBJECT: ReadonlySet<string> = new Set(
  "re aw reply response message messages notification notice autoreply answer until till from through thru to is and i ich due bis vom ab von zu jusqu jusqu'au du au le depuis hasta desde del al fino dal per a ate desde tot van t/m till fran fra til od do z na в с до по на the on not out assistant auto alert reminder im am und bin der des office antwort abwesenheit back returning return ответ отсутствие today this next week of: 3月 rtn limited - wg".split(
    ' ',
  ),
);

/** Somebody, or the office, is away. One group each language, statements in the first person or of an office. */
export const AWAY = [
  "i|i'm|we|i_ll|i_m|am|currently|office|please_note|currently|my|have|we_re|offices|we_are ~4 out_of_office|out_of_the_office|away_from|out_of_my_office|away|on_leave|on_annual_leave|on_vacation|on_holiday|on_holidays|on_parental|on_maternity|on_paternity|on_sick|on_sabbatical|on_pto|on_a_business_trip|travelling|traveling|annual_leave|not_in_the_office|out_on|out_until|out_of_town|unavailable|closed|off_until|off_sick|not_available|on_medical|on_jury|at_a_conference|off_work|on_furlough|in_hospital|on_compassionate|off_on|ooo|started_my_maternity|my_maternity_leave|started_my_parental|my_parental_leave",
  'out_of_office|out_of_the_office|ooo ~3 until|till|from|through|this|next|today|and|on|for|returning|with|back|message',
  'away|out|leave|vacation|holiday|closed|travelling|traveling ~2 until|till|through|from|between ~6 {DAY}',
  'limited|no|intermittent|without|sporadic|little|restricted|patchy ~1 access ~2 email|emails|internet|my_email|mail|inbox',
  'returning|return|be_back|am_back|m_back|back_in|back_on|back_at|resume*|be_available ~4 in_the_office|at_work|on|to_the_office|to_my_desk|in_office|until|tomorrow|next|office ~5 {DAY}',
  'checking|check|read|reading|reply|respond|answer ~3 emails|email|mail|inbox|messages ~4 infrequent*|sporadic*|rarely|twice|once_a|occasional*|intermittent*|limited|when_i|upon|on_my|after_my|as_soon|delay*',
  'reply|respond|answer|get_back|read|attend|deal|contact_you|get_to ~6 when|upon|after|on|once|as_soon ~2 i_return|my_return|i_am_back|i_m_back|return|i_get_back|back|returning|coming_back|i_come_back',
  'i_only_open|open_my_inbox|check_email_only|check_e_mail|check_my_email_only|read_my_email_only|only_check|inbox_twice',
  'ich|bin|wir|sind|unser|buro|praxis|kanzlei|befinde|zurzeit|derzeit|momentan|aktuell|betrieb|abteilung ~7 nicht_im_buro|abwesend|im_urlaub|ausser_haus|nicht_erreichbar|in_elternzeit|nicht_im_haus|in_urlaub|auf_dienstreise|krankgeschrieben|im_mutterschutz|geschlossen|nicht_im_dienst|nicht_am_platz|nicht_verfugbar|nicht_anwesend|unterwegs|auf_reisen|nicht_am_arbeitsplatz|betriebsferien|betriebsurlaub|im_krankenstand|in_karenz|elternzeit|eltern_zeit|mutterschutz|auf_geschaftsreise|auf_messe|urlaub|skiurlaub|resturlaub|nicht_da|elternzeit_bin|im_wohlverdienten|in_altersteilzeit|in_den_ferien|ferien',
  'wieder|zuruck|erreichbar|anwesend|da ~5 ab|am|im_buro|fur_sie|erreichbar|da|zuruck ~4 {DAY}',
  'ab|am ~6 wieder ~4 erreichbar|im_buro|fur_sie|da|zuruck|anwesend|personlich|im_dienst|verfugbar|im_haus',
  'nach_meiner_ruckkehr|ihre_nachricht_wird_nicht|ihre_email_wird_nicht|nicht_weitergeleitet|bei_meiner_ruckkehr|sobald_ich_zuruck|nachrichten_werden_nicht|mails_werden_nicht|wird_nicht_gelesen',
  'je|nous|cabinet|bureau|bureaux|actuellement|suis|serai|serons|etude|service|entreprise ~4 absent|absente|absents|en_conge|en_conges|hors_du_bureau|en_vacances|en_deplacement|ferme|fermes|fermee|indisponible|en_arret|en_formation|pas_au_bureau|pas_disponible|en_mission|de_retour',
  'de_retour|retour|reviendrai|reprendrai|mon_retour|des_mon_retour|a_mon_retour ~6 {DAY}|retour|bureau|repondrai|message',
  'acces ~1 limite|restreint|reduit|intermittent ~3 messagerie|mails|emails|boite|courriels',
  'a_mon_retour|des_mon_retour|lors_de_mon_retour|absence_votre_message|ne_sera_pas_transfere',
  'estoy|estare|estaremos|estamos|me_encuentro|me_encontrare|nos_encontramos|oficina|actualmente ~4 fuera|de_vacaciones|ausente|fuera_de_la_oficina|de_viaje|de_baja|de_permiso|cerrad*|de_licencia|sin_acceso|en_vacaciones|de_descanso|no_disponible|fuera_de_oficina',
  'regreso|regresare|vuelvo|volvere|reincorporo|reincorporare|me_reincorporo|vuelta|regresando|reincorporarme|mi_regreso|mi_vuelta|retorno|incorporo ~8 {DAY}|respond*|oficina|atender*|contest*|mensaje',
  'acceso ~1 limitado|restringido|intermitente ~3 correo|email|mail',
  'sono|saro|siamo|saremo|ufficio|uffici|studio|attualmente|mi_trovo|azienda|negozio ~4 fuori|assente|assenti|in_ferie|in_vacanza|in_malattia|in_congedo|in_trasferta|chius*|non_disponibile|in_maternita|in_viaggio|fuori_sede|fuori_ufficio',
  'rientro|rientrero|tornero|riapriremo|ritornero|al_mio_rientro|mio_ritorno|riapertura|tornando|di_ritorno|riaprira|riapriamo|torno ~6 {DAY}|rispond*|rientro|email|messaggio',
  'estou|estarei|estaremos|encontro_me|encontrar_me|me_encontro|escritorio|atualmente|actualmente ~4 fora|ausente|de_ferias|em_ferias|de_licenca|em_viagem|encerrad*|fora_do_escritorio|sem_acesso|indisponivel|em_licenca|afastad*|de_baixa|gozo_de_ferias',
  'retorno|retornarei|regresso|regressarei|voltarei|volto|estarei_de_volta|meu_retorno|meu_regresso|de_regresso ~8 {DAY}|respond*|mensagem|escritorio|assunto',
  'acesso ~1 limitado|restrito ~3 email|emails|correio',
  'ik|wij|kantoor|momenteel|ben|we ~6 afwezig|niet_aanwezig|niet_op_kantoor|met_vakantie|op_vakantie|met_verlof|vrij|gesloten|niet_bereikbaar|op_zakenreis|ziek|met_zwangerschapsverlof|op_reis|buiten_kantoor|niet_in_de_gelegenheid|verlof|niet_werkzaam',
  'weer ~3 bereikbaar|aanwezig|op_kantoor|terug|beschikbaar|aan_het_werk|open',
  'terug|retour ~3 op|vanaf|van|kantoor ~4 {DAY}',
  'beperkt|geen ~1 toegang ~3 mail|email|post|mailbox',
  'jag|jeg|vi|kontoret|er|ar|har ~4 franvarande|pa_semester|ledig|ledigt|fravaerende|pa_ferie|ute_av_kontoret|inte_pa_kontoret|ikke_pa_kontoret|foraldraledig|sjukskriven|stangt|stengt|lukket|bortrest|bortreist|i_permisjon|pa_tjanste*|ute_av_kontor|pa_barsel|ferie|tjansteresa|pa_reise|pa_tjenestereise|pa_kurs|semester|fri|pa_foraldraledighet|tjenesterejse|kontorlukket|foreldrepermisjon',
  'tillbaka|ater|tilbage|tilbake|ater_pa ~4 {DAY}|kontoret|igen|igjen|pa_plats',
  'begransad|begraenset|begrenset ~2 tillgang|adgang|tilgang',
  'olen|olemme|toimisto|toimistomme ~5 lomalla|poissa|vuosilomalla|matkoilla|vapaalla|suljettu|virkamatkalla|sairauslomalla|vanhempainvapaalla|aitiyslomalla|tavoitettavissa|en_ole_tavoitettavissa|hoitovapaalla|opintovapaalla',
  'palaan|tavoitettavissa|toissa|palaamme ~4 {DAY}|jalleen|taas|toihin|toimistolle',
  'jestem|przebywam|bede|jestesmy|biuro|firma|obecnie|aktualnie ~5 nieobecn*|na_urlopie|poza_biurem|niedostepn*|zamkniet*|w_delegacji|na_zwolnieniu|w_podrozy|urlopie|nieczynn*',
  'wracam|wroce|powrot*|po_powrocie|bede_dostepn*|w_pracy_bede|wrocimy|do_pracy ~6 {DAY}|odpowiem|odpisze|biur*|na_wiadomosci|dopiero',
  'jsem|budu|cerpam|kancelar|momentalne|som ~5 mimo_kancelar|na_dovolene|dovolenou|nepritom*|v_zahranici|zavren*|na_sluzebni|nemocen*|na_dovolenke',
  'zpet|vratim|vracim|budu_opet|k_dispozici ~4 {DAY}',
  'szabadsagon|hazon_kivul|nem_vagyok|irodan_kivul|tavol ~5 vagyok|leszek|irodaban|{DAY}|elerheto',
  'sunt|voi_fi|ma_aflu ~4 concediu|plecat*|in_afara|indisponibil*|in_delegatie',
  'ofis|izinde*|yillik_izin*|tatil*|sehir_disi*|dogum_izni* ~5 disinda*|olacagim|bulunuyorum|kullaniyorum|{DAY}|tarihleri|izindeyim|yim',
  'doneceg*|donus*|donecegim|ofise|gorevimin_basinda ~4 {DAY}|tarih*|ardindan|yanit*|olacag*',
  'я|меня|нахожусь|буду|мы|офис|сейчас|нас ~5 нет_в_офисе|в_отпуске|отсутствовать|отсутствую|отпуске|командировке|на_больничном|не_работает|закрыт|нет_на_месте|вне_офиса|недоступен|декретном|отпуск|в_декрете|в_отъезде',
  'вернусь|выйду|выхожу|возвращаюсь|по_возвращении|после_возвращения ~6 {DAY}|вам|отвечу|письмо|возвращ*|работу|сообщение',
  'перебуваю|буду|мене ~4 у_відпустці|відсутн*|немає_в_офісі|відрядженні|відпустці',
  'ειμαι|απουσιαζω|θα_ειμαι ~4 εκτος_γραφειου|αδεια|απουσια',
  '不在|休暇|出張|休業|お休み|外出|夏季休|産休|育休|育児休|休み|長期休 ~10 おります|いただ|頂|中です|ています|致し|いたし|となり|させて|します|のため|です|予定',
  '出社|復帰|戻り|出勤|帰社|営業再開|対応 ~10 予定|次第|ます|です|後に|後|より|から',
  '休假|出差|不在办公室|外出|放假|年假|产假|不在公司|請假|休年假|無法及時|无法及时|度假|放年假|病假|不便|休產假|公出 ~10 期间|中|至|到|回复|回覆|天|回来|返回|邮件|郵件|月|日|请|請|将',
  '我 ~8 休假|出差|外出|不在|放假|请假|請假|度假',
  '回来|回到|返回|返岗|回公司|上班|回覆您|回复您|恢复|恢復 ~8 后|後|再|办公|尽快|邮件|公司|上班|会|會|日',
  '부재중|휴가|출장|휴직|외근|자리를_비우|연차|휴무 ~10 중|입니다|으로|예정|있습니다|까지|관계로|사용|이오니',
  '복귀|출근|돌아오|업무_복귀 ~8 후|예정|합니다|하여|하는|일',
];

/** Other sentences such answers are made of. */
export const BESIDE = [
  // Of help desks: what a ticket shows, and how it goes on.
  '^ short_description|priority|opened|status|category|created|severity|ref|reference|case|ticket|requester|assigned|assignment_group|state|number|impact|urgency|subject|queue|opened_by ~14 $',
  '^ to ~1 add|view|update|cancel|reopen|track|check|see|close|follow ~3 comment|comments|request|ticket|case|status|progress|details',
  'member|agent|representative|analyst|someone ~4 will ~2 review|respond|contact|reply|assist|look|attend|handle',
  'closed_automatically|automatically_closed|close_automatically|keep_the_reference|ticket_number_in_the|quote_this_reference|working_days|business_days|business_hours',
  '^ beschreibung|prioritat|status|kategorie|erstellt|vorgang|vorgangsnummer|ticketnummer|betreff|priorite|statut|objet|cree|prioridad|estado|asunto|creado|priorita|stato|oggetto|prioridade|assunto|prioriteit|onderwerp|prioritet|priorytet|приоритет|статус|тема ~10 $',
  'thank*|thanks ~2 you? ~1 for ~3 email|mail|message|your|contacting|reaching|writing|getting',
  'urgent|emergency|emergencies|immediate|urgently|in_my_absence|during_my_absence|in_the_meantime|in_the_interim|assistance|covering|in_case_of|meanwhile|for_anything|immediately|time_sensitive|critical|burns',
  'please|kindly|you_can|you_may ~2 contact|call|direct|write|email|send|reach|forward|address|speak|resend|refer|get_in_touch|turn',
  'your ~1 email|message|mail|enquiry|inquiry|request ~4 not_be|been|forwarded|read|answered|important|received|has|will|is',
  'i_will|i_ll|we_will|we_ll|i_shall ~3 reply|respond|answer|get_back|be_back|return|read|deal|check|be_in_touch|hear|attend|contact|not|look|be',
  'apologi*|sorry|inconvenience|understanding|patience|regret|bear_with',
  'sent_once|sent_automatically|do_not_reply|automat*|auto_reply|not_monitored|not_read|you_will_hear|generated',
  'dringend*|in_dringenden|eilig*|notfall*|vertretung|vertritt|vertreten|kollege*|kollegin|kolleginnen|wahrend_meiner|in_der_zwischenzeit|zwischenzeitlich|wenden_sie|kontaktieren_sie|schreiben_sie|weitergeleitet|vielen_dank_fur|danke_fur|beantworte|antworte|melde_mich|verstandnis|gelesen|bearbeit*|nach_meiner|ruckkehr|automatisch*|bitte',
  'en_cas|urgence|urgent*|urgente|pendant_mon|durant_mon|en_mon_absence|pour_toute|merci_de|vous_pouvez|contacter|merci_pour|transfere|repondrai|traiter*|retour|je_reviendrai|veuillez|automatique|collegue|n_hesitez',
  'urgen*|en_mi_ausencia|durante_mi|para_cualquier|puede_contactar|pueden_contactar|contacte|contactar|gracias_por|dirija*|pongase|responder*|contestar*|favor|disculpe*|automatic*|atender*|lamento|mientras_tanto',
  'urgen*|in_mia_assenza|per_qualsiasi|rivolg*|contatt*|potete|puo_contattare|grazie_per|rispond*|automatic*|scus*|durante|nel_frattempo|leggero',
  'urgen*|na_minha_ausencia|durante|contact*|contat*|obrigad*|agradec*|responder*|automatic*|favor|entretanto|assunto*|desculp*',
  'dringend*|spoed*|voor_vragen|contact*|bedankt|dank|tijdens|mijn_afwezigheid|collega|antwoord*|reageer|beantwoord*|automatisch*|terugkomst|urgente|kunt_u|wend',
  'bradskand*|haster|hastende|akut|akutte|kontakt*|tack_for|takk_for|tak_for|svarar|svarer|besvar*|automatisk*|under_min|kollega|vid_fragor|for_sporsmal|ved_sporgsmal|under_tiden|spoergsmaal|vidarebefordr*|laes*|ring',
  'kiireell*|kiireiss*|yhteytta|vastaan|kiitos|sijais*|poissaoloni|sahkopost*|tarvittaessa',
  'pilnych|pilne|piln*|kontakt*|prosze_o|dziekuj*|zastep*|odpowiem|odpisze|automatycz*|podczas|w_sprawach|przekazywan*|nalehav*|nalihav*|urgentn*|kontaktujt*|dekuji|odpovim|zastup*|surgos*|koszon*|valaszol*|kerem|urgent*|va_rog|multumesc*',
  'acil|tesekkur*|yanit*|iletisim*|irtibat*|lutfen|konular*|cevap*',
  'срочн*|вопрос*|обращай*|обратит*|отвечу|спасибо|благодар*|коллег*|автоматич*|свяж*|пожалуйста|замещ*|писать|терміно*|зверта*|дякую',
  '急|連絡|お急ぎ|ご用件|返信|返事|ご迷惑|申し訳|ありがとう|代理|担当|回答|メール|自動|電話|確認|お願い',
  '急|紧急|联系|回复|谢谢|感谢|聯絡|電話|电话|回覆|緊急|代理|同事|邮件|郵件|自动|自動',
  '급한|연락|회신|감사|문의|긴급|답변|메일|자동|대신|담당',
];

/** Whom to ask meanwhile. */
export const URGENT = [
  'urgen*|emergenc*|immediate|dringend*|eilig*|notfall*|spoed*|piln*|срочн*|терміно*|acil|bradskand*|hast*|akut*|kiireel*|kiireiss*|nalehav*|nalihav*|surgos*|急|紧急|緊急|급한|긴급',
  'in_my_absence|during_my_absence|en_mon_absence|in_mia_assenza|en_mi_ausencia|na_minha_ausencia|wahrend_meiner_abwesenheit|tijdens_mijn_afwezigheid',
];

/** Somebody speaks to us, whatever he says of an absence beside it. */
export const PERSONAL = [
  'call_me|ring_me|send_me|mail_me|let_s|lets|could_we|can_we|shall_we|works|suits|instead|we_can|i_can|but_can|happy_to|sounds_good|talk|sorry_for_the_delay|sorry_for_my|was_on|got_it|was_away|was_out|you_ve|what_is|would_you|do_you|are_you',
  'passt|rufen_sie_mich|schicken_sie_mir|konnen_wir|war_im_urlaub|war_nicht|melden_sie_sich|gerne|lassen_sie_uns|entschuldigen_sie_die_spate',
  'me_va|me_convient|appelez_moi|envoyez_moi|pouvons_nous|j_etais|desole_pour_le_retard|me_viene|llameme|envieme|podemos|estuve|mi_va_bene|mi_chiami|mi_scriva|possiamo|ero_in|me_ligue|me_envie|podemos|estive|bel_me|stuur_me|kunnen_we|ring_mig|ring_meg|zadzwon|prosze_przyslac|позвоните|пришлите|давайте',
];

/** A program says so itself, or says what only programs say. */
export const AUTOMATIC = [
  'has_been|was|is ~1 opened|created|logged|registered|raised|submitted|received ~2 on_your_behalf|and_logged|for_you|and_assigned',
  'wurde ~3 in_ihrem_namen|fur_sie ~2 eroffnet|erstellt|angelegt',
  'a_ete ~1 ouvert*|cree*|enregistre* ~3 sous|numero|en_votre_nom|pour_vous',
  'se_ha|ha_sido|e_stato|e_stata|foi ~1 abiert*|cread*|registrad*|apert*|creat*|registrat*|abert*|criad* ~4 su_nombre|numero|nome|ticket|caso|chamado',
  'this_is_an_automat*|this_is_an_auto*|an_automated_message|an_automated_reply|an_automated_response|automatic_reply|automated_reply|auto_generated|automatically_generated|automated_response|auto_reply|autoreply|automatic_response|automatic_message|automatic_notification|sent_automatically|automatic_email|sent_once_per|this_mailbox_is_not|mailbox_is_not_read|mailbox_is_not_monitored|not_monitored|unattended_mailbox|unmonitored|is_no_longer_monitored|out_of_office_reply',
  'messages|emails|mails|replies|applications ~5 processed|handled|evaluated|deleted automatically ~4 not|nobody|no_one',
  'mailbox|inbox is_unattended|is_not_attended|is_not_checked|is_send_only|is_only_for_outgoing|is_used_for_outgoing',
  'thank_you_for|thanks_for|vielen_dank_fur|danke_fur|merci_pour|gracias_por|grazie_per|bedankt_voor|obrigado_por ~1 applying|your_application|ihre_bewerbung|votre_candidature|su_candidatura|su_solicitud_de_empleo|la_sua_candidatura|la_tua_candidatura|je_sollicitatie|uw_sollicitatie|sua_candidatura',
  'you_will_not|you_won_t ~1 receive|get a|any personal|individual|separate|further ~1 answer|reply|response',
  'request|ticket|case|enquiry|inquiry|email|message|query|support_request ~4 has_been|was|been|is ~1 received|logged|created|registered|opened|assigned|escalated|submitted ~6 {TICKET}',
  'type_your_reply_above|reply_above_this_line|your_ticket|ticket_number|ticket_id|case_number|reference_number|we_have_received_your|we_received_your|we_ve_received_your|has_been_received_and|our_team_will|our_support_team|a_member_of_our|response_time|request_has_been_received|your_case|we_aim_to|respond_within|will_get_back_to_you_within|thank_you_for_contacting',
  'confirm_your_message|verify_your_email|confirm_that_you|held_until|is_being_held|message_is_being_held|not_on_his|known_senders|approved_senders',
  'click ~8 deliver*|delivered|confirm|once_here',
  'waitlisted|challenge_response|boxbe|spamarrest|spam_arrest|guest_list|not_in_my_address|your_message_is_waiting|human_sender|prove_you|approve_your|whitelist',
  'automatisch_generiert*|automatisch_erstellt*|automatische_antwort|automatische_nachricht|automatische_eingang*|automatisierte*|wird_nicht_gelesen|ihre_anfrage_ist|ihre_anfrage_wurde|ist_bei_uns_eingegangen|eingang_ihrer|eingangsbestatigung|vorgangsnummer|ticketnummer|bestatigen_wir|bestatigen_den|postfach_wird_nicht|schnellstmoglich|autoresponder|wird_nicht_mehr_abgerufen|diese_mail_wurde_automatisch',
  'message_automatique|reponse_automatique|accusons_reception|accuse_de_reception|avons_bien_recu|a_bien_ete_recu*|a_bien_ete_enregistre*|boite_ne_recoit_pas|adresse_ne_recoit_pas|ne_sera_pas_lu*|votre_demande_a|traitee_dans|dans_les_meilleurs_delais|automatiquement|boite_n_est_pas|n_est_plus_consultee|numero_de_dossier|est_bien_parvenu*',
  'mensaje_automatico|respuesta_automatica|hemos_recibido|ha_sido_recibid*|su_solicitud|numero_de_caso|numero_de_ticket|automaticamente|no_responda|este_buzon',
  'messaggio_automatico|risposta_automatica|abbiamo_ricevuto|la_sua_richiesta|numero_di_ticket|automaticamente|non_rispondere|casella_non_e',
  'mensagem_automatica|resposta_automatica|recebemos_o_seu|recebemos_a_sua|recebemos_sua|numero_do_chamado|protocolo|automaticamente|nao_responda|sua_solicitacao',
  'automatisch_bericht|automatisch_antwoord|automatisch_gegenereerd|wij_hebben_uw|ontvangstbevestiging|uw_bericht_is|in_goede_orde|ticketnummer|automatisch_verzonden',
  'automatiskt_svar|automatisk_svar|autosvar|har_tagit_emot|vi_har_mottatt|vi_har_modtaget|arendenummer|automatiskt_meddelande|automaattinen|olemme_vastaanottaneet|automatisk_generer*',
  'wiadomosc_automatyczna|automatyczna_odpowiedz|wygenerowan*_automatycznie|otrzymalismy|numer_zgloszenia|zgloszenie_zostalo|automaticka_odpoved|automaticky_generovan*|prijali_jsme|obdrzeli_jsme|automatikus|raspuns_automat|otomatik|talebiniz|talebinizi|basvurunuz',
  'автоматический_ответ|автоматическое_сообщение|автоответ|автоматически|ваше_обращение|ваш_запрос|ваша_заявка|зарегистрирован*|номер_обращения|заявка_принята|получили_ваше|автоматична',
  '自動返信|自動応答|自動送信|自動的に送信|自動配信|受け付けました|受付番号|受付いたしました|受付完了|自动回复|自動回覆|系统自动|系統自動|自动发送|已收到您|自動發送|工单|自动答复|자동_회신|자동_응답|자동으로_발송|접수되었|자동_발송|접수_완료|자동회신|자동응답',
];

/** What people say, too: a program's where a header was set by one. */
export const WITH_HEADER = [
  'your ~1 reference|reference_number|case_reference is',
  'not|dont|don_t change|alter|edit|modify|remove ~1 subject|subject_line',
  'thank_you_for_your|thanks_for_your letter|message|email|enquiry|inquiry|request ~10 within ~2 working|business days|hours',
];

/** The person has left for good. */
export const LEFT = [
  'no_longer|not_longer|no_more|not ~2 work|works|working|employed|employee|with|at|part_of|a_member|here|associated|affiliated ~5 {COMPANY}|for|at|with|here|employed|by|$',
  'has|have|had|who ~1 departed|retired|resigned|moved_on ~5 {COMPANY}|$|from|as_of|on|and|in',
  // "Have left the office", "have left instructions": those come back.
  'has|have|had|who ~1 left {COMPANY}|$|from|as_of|on|and',
  'has|have|had|who ~1 left ~3 {COMPANY}',
  'has_left|have_left|left|leaving|departed ~2 the|our|this|{COMPANY} ~2 {COMPANY}|us',
  'has|have|ve ~1 left|moved_on|stepped_down|resigned ~6 to_pursue|to_join|to_take_up|to_start|for_a_new|for_new|for_another|pastures',
  'i|is|has|have ~2 retired|moved_on_to|moved_on_from',
  'last_day|last_working_day ~3 was|with|at|in',
  'passed_away|deceased',
  'nicht_mehr ~4 im_unternehmen|unternehmen|bei|fur_uns|tatig|beschaftigt|mitarbeiter*|fur|in_unserem',
  'hat|habe|haben ~5 unternehmen|firma|uns|haus|unser_haus|gesellschaft ~3 verlassen',
  'ausgeschieden|im_ruhestand|in_den_ruhestand|in_rente|pensioniert',
  'ne ~2 travaill*|fait|fais|faisons|suis|suis_plus ~2 plus|plus_partie|en_poste|salari*|employe*',
  'n_est_plus|ne_suis_plus ~2 salari*|employe*|en_poste|chez|dans|joignable_a_cette|membre|collaborat*',
  'a_quitte|ai_quitte|avons_quitte|ne_fait_plus_partie|n_est_plus|ne_travaille_plus|parti_a_la_retraite|a_pris_sa_retraite|n_exerce_plus',
  'ya_no ~2 trabaj*|labor*|forma|pertenec*|es_parte|esta_con',
  'ha_dejado|he_dejado|deje|dejo|hemos_dejado ~2 empresa|compania|de_trabajar|de_pertenecer|de_formar',
  'ho_lasciato|abbiamo_lasciato|lasciato ~2 azienda|societa|gruppo|ditta|studio|impresa',
  'non_faccio_piu|non_sono_piu ~2 parte|dipendente|in_forza|impiegat*|collaborator*|in_servizio',
  'non_lavora_piu|non_fa_piu|ha_lasciato_l|non_e_piu|ha_cessato|e_andato_in_pensione|non_lavoro_piu',
  'ja_nao|nao trabalho|faco|faz|trabalha|fazemos ~2 mais|parte|na|no|em|aqui',
  'deixou|deixei ~1 de ~2 fazer_parte|trabalhar|integrar|pertencer|colaborar',
  'nao_trabalha_mais|ja_nao_trabalha|nao_faz_mais|deixou_a_empresa|nao_faz_parte|ja_nao_faz|nao_integra_mais|desligou_se|nao_se_encontra_mais|desligad*',
  'niet_meer|niet_langer ~3 werkzaam|in_dienst|bij|werkt|actief',
  'werkt|werk ~4 niet_meer|niet_langer',
  'heeft ~5 verlaten|uit_dienst',
  'arbetar|jobbar|arbejder|jobber|slutat|sluttet|fratradt|har ~3 inte_langre|ikke_laengere|ikke_lenger|slutat|sluttet|stoppet|fratradt|fratraadt|pensioner*|gatt_i_pension|slutat_sin',
  'er|ar|ble|blev ~1 fratradt|fratraadt|uppsagd|opsagt|avgatt ~6 $',
  'en_ole_enaa|en_tyoskentele_enaa|olen_jattanyt|olen_jaanyt_elakkeelle|olen_siirtynyt_pois',
  'ei_ole_enaa|ei_tyoskentele_enaa|on_jattanyt|on_siirtynyt|jaanyt_elakkeelle',
  'nie_pracuje|juz_nie|nie_jest_juz|zakonczyl*|odszedl|odeszla ~4 prac*|firm*|wspolprac*|pracuje|emerytur*|pracownik*',
  'jiz|uz ~4 nepracuje|nepusobi|nepracuji|neni_zamestn*',
  'mar_nem|tobbe_nem ~4 dolgoz*|munkatars*|alkalmaz*',
  'nu_mai_lucreaza|nu_mai_lucrez|nu_mai_face|nu_mai_fac|a_parasit|am_parasit',
  'artik|ayrilmis*|ayrildi|calismamakta* ~5 calism*|ayrilm*|gorev*|sirketimiz*|bulunmamak*',
  'больше_не|уже_не|не ~3 работает|работаю|сотрудник*',
  'уволил*|уволен*|покинул* ~4 компани*|работает|$',
  '退職|退社 ~8 いたし|しま|した|ました|となり|しており',
  '离职|離職|已离开|已離開|不在本公司|不再任职|不再在 ~6 $',
  '퇴사|퇴직 ~6 하|했|한|으로|였',
];
export const NAMES = {
  DAY: 'monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|tomorrow|next|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24|25|26|27|28|29|30|31|01|02|03|04|05|06|07|08|09|2026|2027|1st|2nd|3rd|4th|5th|6th|7th|8th|9th|10th|11th|12th|13th|14th|15th|16th|17th|18th|19th|20th|21st|22nd|23rd|24th|25th|26th|27th|28th|29th|30th|31st|montag|dienstag|mittwoch|donnerstag|freitag|lundi|mardi|mercredi|jeudi|vendredi|lunes|martes|miercoles|jueves|viernes|lunedi|martedi|mercoledi|giovedi|venerdi|segunda|terca|quarta|quinta|sexta|maandag|dinsdag|woensdag|donderdag|vrijdag|mandag|tirsdag|onsdag|torsdag|fredag|mandagen|tisdag|poniedzialek|wtorek|srode|czwartek|piatek|понедельник|вторник|среду|четверг|пятницу|summer|autumn|easter|christmas|week|january|septembre|mars|avril|marzo|abril',
  TICKET: 'support|team|ticket|reviewed|number|id|under|received|successfully|by|as|and|reference|logged',
  COMPANY:
    'company|organisation|organization|firm|business|team|group|ltd|inc|llc|gmbh|us|university|college|school|agency|employment|co|corporation|bank|hospital|council|limited',
};
