/** More wishes to get no more mail: the indirect ones, and languages that come more seldom. Folded; see phrases.ts. */

/** That this be the last one; that we do by hand what a link did not. */
export const INDIRECT = [
  'last|final ~1 of ~2 your|these|such|those ~2 {MAIL}',
  'be|this_is_to_be ~2 last|final ~3 {MAILS} ~3 i|we|you|me|us|from|please|thanks|$',
  'let_this|make_this|let_that|make_that|let_it ~2 last|final ~1 one|time|{MAIL}',
  'no_third|no_fourth|no_fifth|not_a_third|no_second|no_next ~1 one|mail|email|message|please|$',
  'consider|count|regard|treat ~1 me|us|this_address|this_mailbox ~2 unsubscribed|opted_out|removed',
  'count_me_out|count_us_out ~3 your|these|further|future ~2 {MAIL}|list|lists',
  'unsubscribe|unsub|opt_out|optout|link|button ~9 broken|dead|dies|not_work|doesn_t_work|does_not_work|doesnt_work|fails|failed|404|error|404s|blocked|not_working ~12 do_it|by_hand|manually|your_end|your_side|for_me|take_care',
  'please|pls|kindly|plz unsub ~2 $',
  '^ unsub|unsubscribe {PLEASE}',
  'not|don_t|dont|never ~4 or ~1 write|email|mail|contact ~1 again|anymore|any_more',
  'make_sure|ensure|see_to_it|see_that ~2 i|we ~1 don_t|do_not|never|no_longer|stop|not ~1 receive|receiving|get|getting|hear ~3 more|these|those|this|any|further|anything|from',
  'rather_not ~2 your|the|this ~2 link|button',
  'bitte|soll|sollte|moge|lassen|hoffe* ~6 letzte|letztes ~1 mail|nachricht|schreiben|anschreiben|email|brief ~3 von_ihnen|von_euch|ihrerseits|an_mich|an_uns|gewesen|bleiben|sein|$',
  'keine|kein ~1 vierte|dritte|funfte|zweite|nachste ~1 $',
  'keine|kein weitere|weiteren $',
  'bitte ~1 melden|tragen|nehmen sie ~1 mich|uns|unsere|meine|die|diese ~3 manuell|handisch|von_hand|selbst|bei_sich|sofort|umgehend ab|aus|raus|heraus',
  'melden|tragen sie ~2 mich|uns ~4 ab|aus|raus ~2 $',
  'meine|meiner|unsere|unserer ~1 adresse|mailadresse|emailadresse|daten ~10 losch*|loesch* ~1 sie ~4 sofort|umgehend|bitte|unverzuglich',
  'losch*|loesch* sie sie ~2 bitte|sofort|umgehend|wieder|unverzuglich',
  'soit|sera ~2 votre|vos|le|de_vos ~1 dernier|derniere|derniers ~1 message|mail|courriel|courriels|messages|mails|email|relance|envoi',
  'sea ~3 ultimo|ultima ~2 correo|mensaje|email|mail|vez ~4 $',
  'sia ~3 ultima|ultimo ~2 mail|email|messaggio|volta|comunicazione ~4 $',
  'seja ~3 ultimo|ultima ~2 email|mensagem|mail|contacto|contato ~4 $',
  'diffid* ~6 invi*|mandar*|scriver*|contattar*|pubblicita|comunicazioni',
  'cancell*|elimin*|rimuov*|togl* ~3 dai|dal|dalla|dalle|da ~1 vostr*|suo|suoi|sua|tuo|tuoi|tua ~2 archiv*|list*|elenc*|database|contatti|indirizzar*|mailing|rubrica|sistem*',
  'nao|que_nao ~1 me|nos ~1 volt* ~1 a ~1 contact*|contat*|escrev*|envi*|mand*|incomod*',
  'schrijf|meld mij|me|ons ~2 maar|dan|aub|alstublieft|even ~1 uit|af',
  'schrijf|meld mij|me|ons ~1 uit|af',
  'graag|verzoek|gelieve ~1 mijn|onze|dit|mij|ons ~3 verwijder*|schrap*|wis*|uitschrij*|te_verwijderen ~3 uit|van|$',
  'inte|aldrig|ej ~2 till mig|oss ~1 igen|mer|mera|nagonsin',
  'skriv|mejla|maila|kontakta inte|aldrig ~2 till? mig|oss',
  'smaz*|vymaz*|odstran*|vyrad*|vyskrtn* ~1 si? ~2 mou|moji|nasi|moje|muj|nas|mne ~1 adres*|email*|udaje|kontakt*|data',
  'отпиш*|удал*|исключ*|убер*|вычеркн*|откреп* ~1 меня|нас|мой|наш|мою|нашу|мои|наши ~1 пожалуйста|плиз|адрес|адреса|почту|данные|срочно|уже|немедленно|отовсюду',
  'отпиш*|удал*|исключ*|убер*|вычеркн* ~1 меня|нас ~1 из|с ~3 рассыл*|баз*|списк*|спам*',
  'メール|送信|送付|案内|連絡|配信 ~14 なくて結構|なくて結構です|必要はございません|必要はありません|には及びません',
  'への ~2 送信|メール|連絡|配信|送付 ~4 おやめ|お止め|やめて|止めて|停止|お控え|ご遠慮|遠慮',
  '今後|以後|以降|もう|これ以上 ~14 遠慮いただ|遠慮願|遠慮くださ|遠慮下さ|ご遠慮',
  'nu_mai ~3 scrieti|trimiteti|contactati|sa_primesc|sa_primim|doresc|vreau|dorim|vrem ~8 $',
];

/** What the lists of each language leave out. */
export const FURTHER = [
  'schreib*|kontaktier*|anschreib*|mail*|send*|schick*|belastig*|behellig*|anzuschreiben|kontaktiert|angeschrieben ~3 mir|mich|uns ~3 keine|kein ~2 mails|email*|mail|nachricht*|werb*|post|anfragen|newsletter|anschreiben|zuschriften|kontakt*|angebote|spam|schreiben|briefe|mehr|weiteren|weitere',
  'schreib*|kontaktier*|anschreib*|belastig*|behellig*|anzuschreiben|kontaktiert|angeschrieben|mailen|mail|sende*|schick* ~3 mir|mich|uns ~3 nicht ~1 $',
  'mich|mir|uns ~2 keine ~2 mails|email*|mail|nachricht*|werb*|post|anfragen|newsletter|anschreiben|zuschriften|kontakt*|angebote|spam|schreiben|briefe',
  'mochte*|will|wollen|wunsch* ~4 keine ~3 mails|email*|mail|nachricht*|werb*|post|anfragen|newsletter|anschreiben|zuschriften|kontakt*|angebote|spam|schreiben|briefe',
  'borradme|borradnos|quitadme|quitadnos|sacadme|sacadnos|eliminadme|eliminadnos|borrame|quitame|sacame|borreme|quiteme|saqueme ~1 de ~2 donde|ahi|alli|lista*|base*|contactos|vuestr*|envios|correos|mailing|todo|todas',
  'retirez|enlevez|supprimez|effacez|rayez moi|nous de ~1 la_ou|partout|vos|votre',
  'take|remove|delete|strike|get me|us off|from|out_of whatever|wherever|anything|everything ~1 you',
  'fred|ro for|fra|fran|mot ~1 flere|fler|jeres|deres|era|dine|dina|alle|alla|disse|dessa|de ~1 mail*|mails|mejl*|epost*|henvendelser|meldinger|utskick|beskeder',
  'ruhe|frieden vor ~1 ihren|euren|deinen|weiteren|solchen|diesen ~1 mails|email*|nachrichten|anschreiben|werbung',
  'rust van ~1 jullie|uw|je|deze|die|verdere ~1 mails|mail|email*|berichten|mailtjes',
  'paix avec ~1 vos|ces|tes ~1 mails|emails|messages|courriels|relances',
  'peace|rest from ~1 your|these|all|further ~1 emails|mails|messages|mailings',
  'von|vor weiteren|zukunftigen|kunftigen|ahnlichen|solchen|derartigen ~6 abzusehen|absehen|abstand|verschonen|verschont|sie_ab',
  '^ off ~1 your|the ~1 list|lists|database with me|us',
  'off ~1 your|the ~1 list|lists|database with me|us ~1 {PLEASE}',
  'no ~1 me|nos volviera*|vuelva*|vuelvas|volver a escrib*|contact*|envi*|mand*|molest*',
  'nao ~1 me|nos volt* a escrev*|contact*|contat*|envi*|mand*',
  'non ~1 mi|ci scrivesse*|contattasse*|riscriv*|ricontatt* ~1 piu|ancora|$',
  'ne ~1 m|me|nous ecriviez|contactiez|sollicitiez|recontactiez|relanciez ~1 plus',
  'do_it_for_me|do_that_for_me|faites_le_pour_moi|machen_sie_es_fur_mich|machen_sie_das_fur_mich|hagalo_por_mi|lo_faccia_lei|doe_het_voor_mij ~12 click|clique|klicke|clic|clicco|klik ~4 link*|lien*|enlaces',
  'stelt|stellen|stel ~2 geen prijs op ~4 mail*|email*|bericht*|contact*|post|aanbieding*',
  'mijn|onze|haar|zijn|hun gegevens|adres|mailadres|naam ~1 uit ~1 uw|jullie|je|het|de ~1 bestand*|database|systeem|lijst*|crm ~1 halen|verwijderen|schrappen|wissen',
  'not|don_t|dont|never do ~1 it|this|that again $',
  'nicht nochmal|noch_mal|noch_einmal|wieder|erneut|mehr ~1 schreiben|mailen|anschreiben|kontaktieren|anmailen $',
  '^ merci d|de arreter|stopper|cesser ~2 $',
  'retirarme|retirarnos|sacarme|sacarnos|borrarme|borrarnos|eliminarme|eliminarnos|quitarme|quitarnos ~4 lista*|base|bases|registro*|mailing|contactos',
  'nao|no|non|n autorizo|autorizamos|autorizzo|autorise|autorisons ~1 pas? ~2 o|el|l|a|la uso|usar|utilizar|envio|utilisation|utilizzo|tratamento|tratamiento|trattamento|invio',
  'stuur|stuurt|mail|schrijf ~1 me|mij|ons ~1 niks|niets|nooit ~1 meer $',
  '^ {PLEASE}? can|could|would|will you ~1 stop|quit ~1 $',
  'cessez|cesser|arretez|arreter|stoppez ~1 tout|toute|toutes|tous ~1 contact*|communication*|envoi*|sollicitation*|prospection*|demarchage*',
  'lopet* ~2 roskaposti*|mainont*|mainos*|viestit*|postitu*',
  'ma|ne|sa_ma|sa_ne dezabon* ~6 $',
  '^ just_stop|please_discontinue|stop_already|stop_now {PLEASE}? $',
  '^ please? just stop already|now|it|$ $',
  'no need ~2 further|more|other|any ~1 {MAILS} ~2 $',
  'not|don_t|dont want these|those|your|such ~1 {MAILS} ~2 $',
  'not|don_t include ~1 me|us ~1 in|on ~1 future|further|your|any ~2 {MAILS}',
  'respect ~1 my|our inbox|privacy|wish|wishes ~2 stop|unsubscribe|remove',
  'not ~2 wish|want|like to be contacted|emailed|mailed|solicited ~1 by|from ~1 you|your|anyone_at',
  'could|can|may i|we ~1 be taken|removed|unsubscribed ~1 off|from|out_of ~4 list|lists|mailing|database',
  'verschon* ~1 sie? ~1 mich|uns ~2 mit',
  'keine weiteren|weitere ~1 anfragen|nachrichten|kontaktversuche|nachfragen ~2 dieser_art|mehr|bitte|von_ihnen|$',
  'favor|ruego|rogamos|agradezco|agradeceria ~1 de? ~1 no enviar*|escribir*|mandar*|contactar* ~1 mas|me_mas|nos_mas',
  'desidero|vorrei|chiedo|vogliamo ~1 di? ~1 essere rimoss*|cancellat*|tolt*|disiscritt* ~1 dalla|dal|da|dalle|dai',
  'vill|onskar ~1 bli|fa borttagen|avregistrerad|struken|avanmald|bort ~1 fran|ur|$',
  'beni|bizi ~2 rahatsiz_etmeyin*|rahatsiz_etme*|aramayin_ve_yazmayin',
  'メルマガ|購読|登録|配信 の? 解除|停止|退会 を? お願い|希望',
  'love_of_god|begging_you|beg_you|tell_you|told_you|asked_you ~2 stop|no_more|enough ~1 $',
  'address|email|data|details|number|name ~3 delete|remove|erase|forget|lose it|them ~2 $',
  'details|data|address|name|email|information ~1 were|be|should_be|are|to_be|must_be ~1 deleted|removed|erased|taken|purged ~1 from|out_of|off ~1 your|the',
  'not|don_t|dont|never use ~1 it|this for ~2 advertising|marketing|sales|promotion*|solicitation*|ads|spam',
  'ne ~3 rien_demande ~4 arretez|arreter|stop|cessez|retir*',
  'not|don_t|dont|never use ~2 address|mailbox|inbox|email|account ~3 advertising|marketing|sales|promotion*|solicitation*|ads|spam',
  'cancel|end|terminate ~1 these|this|those|all|your ~1 {MAILS}',
  '{PLEASE} ~2 not|don_t|dont|do_not follow_up|chase ~2 $',
  'please|kindly ~1 no_follow_up|no_follow_ups|no_more_follow_ups',
  'adresse|mailadresse|emailadresse|postfach ~3 nicht_mehr|nicht_weiter|nie_wieder ~3 verwenden|benutzen|nutzen|anschreiben|beschicken',
  'keine ~1 werbung|werbemails|mails|akquise ~1 an|auf|unter ~1 diese|meine|unsere ~1 adresse|mailadresse|emailadresse|postfach',
  'sparen|spar|spart ~1 sie|dir|euch ~1 sich? ~1 weitere|kunftige|die|ihre|eure|solche ~1 mails|email*|nachrichten|anschreiben|werbung',
  'streich*|entfern*|losch*|loesch* ~1 sie? ~1 mich|uns {PLEASE}? ~1 $',
  'arretez|arreter|cessez|cesser|stoppez|stopper ~1 les|vos|ces|tes|toutes ~2 relances|envois|sollicitations|mails|messages|courriels|emails|pubs',
  'ne ~2 plus|pas ~1 etre ~1 recontacte*|contacte*|sollicite*|demarche*|relance*',
  'pueden|puede|podrian|podria|podeis|puedes ~1 me? sacar*|quitar*|borrar*|eliminar* ~6 lista*|base|bases|mailing|envios',
  'dejar*|deje*|deja de ~1 envi*|escrib*|mand*|contact*|molest* ~6 $',
  'borr*|elimin*|quit* este|esta|mi|mis|nuestro|nuestra ~1 correo|direccion|cuenta|email|mail|datos ~3 de_su|de_sus|de_tu|de_vuestra|de_la',
  'sair|saia|sai dessa|desta|da_sua|da_vossa|de_sua ~1 lista|mailing|base',
  'skriv|send|kontakt|mail ~1 venligst|vennligst|please ~1 ikke ~3 igen|igjen|mere|mer|flere|$',
  'prosim|zadam|prosime|zadame ~1 o ~2 vyrazeni|vymazani|odstraneni|smazani|odhlaseni|vymaz|vyradenie|odstranenie ~6 $',
  'adres ~4 niet_meer|niet_langer ~2 gebruik*|mailen|benader*',
  'как ~1 отписаться|отказаться ~3 от ~1 ваш*|эт*|рассыл*|письм*',
  'просьба|прошу|просим ~1 не ~1 писать|беспокоить|присылать|слать|отправлять|тревожить',
  '送信|送付|配信 ~1 止めて|やめて|停止して|中止して',
  '登録 ~1 削除|解除|抹消 ~1 して|お願い|願い',
  '以后别|以後別|别发了|別發了|不要发了|别再发|別再發|不要寄了 ~4 $',
  '关闭|關閉|取消 ~1 订阅|訂閱 ~3 $',
  'listeden|listenizden|listesinden ~1 cikmak|ayrilmak|cikarilmak ~1 istiyor*',
];

/** Where we have the address from: asks, and asks for nothing. */
export const ASKING_WHERE = [
  '^ de_donde|donde|where_did|where_do|d_ou|ou_avez|woher|wo_haben|dove|da_dove|onde|de_onde|como_conseguiu|como_obtuvo|waar_heeft|waar_hebben|hoe_komt|skad|var_fick|hvor_har|kde|odkud|откуда|nereden|mista|honnan|de_unde|who_gave|wer_hat|qui_vous|quien_le|chi_vi',
];

/** How it is done, asked of us: who asks wants it. */
export const ASKING_HOW = [
  'how|where ~1 to unsubscribe|opt_out|get_off ~1 from|of your|these|this|the ~2 {MAIL}|list|lists',
  '^ how to|do_i|can_i unsubscribe|opt_out|stop_this|stop_these ~2 $',
  'comment ~1 se|me desabonner|desinscrire|desabonne|desinscris ~1 de|a vos|ces|cette|votre|la|tes',
  '^ comment ~1 se|me desabonner|desinscrire ~1 $',
  '^ wie ~1 meldet|melde|trage|kann|kommt|komme man|ich ~7 ab|aus|abmelden|austragen|los|runter ~1 $',
  '^ como ~1 me? darse|darme|doy|dar|cancelo|cancelar|puedo_darme ~1 de? baja|suscripcion|subscricao ~5 $',
  '^ come ~3 disiscriversi|cancellarsi|disiscrivermi|cancellarmi|disiscrivo|ci_si_disiscrive|ci_si_cancella ~6 $',
  '^ como ~3 descadastro|descadastrar|desinscrever|desinscrevo|saio|sair ~6 $',
  '^ hoe ~1 ik|men|je ~6 afmelden|uitschrijven|af|uit ~1 $',
  '^ hoe ~1 meld|schrijf|schrijft|meldt ik|men|je ~6 af|uit $',
  '^ jak ~1 sie ~1 wypisac|wyrejestrowac|wypisuje ~5 $',
  '^ jak wypisac|wyrejestrowac sie ~5 $',
  '^ hur|hvordan ~1 avregistrerar|avanmaler|avprenumererar|melder|afmelder|avmelder|framelder man|jag|jeg ~1 sig|mig|seg|meg|$ ~6 $',
  '^ jak ~1 se ~2 odhlasit|odhlasim ~5 $',
  '^ как ~1 мне? отписаться ~5 $',
  '^ miten|kuinka ~3 perua|peruutan|peru|poistua ~5 $',
  '^ listeden|listenizden|abonelikten|maillerden nasil cik*|ayril*|kurtul* ~2 $',
  '^ 请问|請問 怎么|如何|怎样|怎麼 ~2 退订|取消订阅|退訂|取消訂閱 ~6 $',
  '^ 怎么|如何|怎样|怎麼 ~2 退订|取消订阅|退訂|取消訂閱 ~6 $',
  '^ どうやって|どうすれば|どうしたら ~6 配信 を? 停止|解除|止め ~6 $',
  '^ 수신거부|수신_거부|구독_취소|구독취소 ~2 어떻게 ~6 $',
];

/** In anger, or as friends talk. */
export const ROUGH = [
  'address|inbox|mailbox|account|email ~2 closed|off_limits ~2 you|your',
  'bore_off|jog_on|get_stuffed|sod_off|naff_off|shove_off|get_out_of_my_inbox|out_of_my_inbox',
  '^ {PLEASE}? knock_it_off|cut_it_out|pack_it_in|give_it_a_rest|quit_it|back_off|scram|hop_it {PLEASE}? $',
  'lose|loose|bin|ditch|shred|scrub|nuke my|this|our ~1 email|address|number|details|contact|name',
  'never|not|dont|don_t ~2 darken ~1 inbox|door|doorstep',
  'verpiss*|verzieh*|zieh* ~2 dich|euch|sie|leine',
  'hau|haut|scher*|schleich* ~2 ab|sie_sich|dich|euch|zum_teufel',
  'lass|lasst|lassen ~2 mich|uns ~1 endlich? ~1 in_ruhe|in_frieden|zufrieden',
  'gehen|geh|geht ~2 mir|uns ~1 nicht ~2 auf_den|auf_die|weiter',
  'schluss|genug ~1 damit|mit_den|mit_diesen|mit_ihren|mit_euren|mit_dem ~2 mails|spam|mail|werbung|nachrichten|$',
  'lachez|lache|fichez|foutez|fiche|fous ~1 moi|nous|le ~3 paix|grappe|tranquille|camp|baskets',
  'allez|va|vas ~1 vous|te ~2 faire|paitre',
  'degag*|barrez_vous|cassez_vous',
  'ras_le_bol|marre|assez de ~1 vos|tes|ces ~2 mails|messages|relances|spam|retir*|stop',
  'vete|vayanse|vayase|idos|iros|largate|larguese|larguense ~2 a_la|a_paseo|de_aqui|$',
  'dejame|dejeme|dejenme|dejadme|dejanos|dejennos ~1 en_paz|tranquil*|ya',
  'hart*|cansad*|estoy_hasta ~4 sus|tus|vuestros|estos|tanto ~2 correos|mails|emails|spam|mensajes',
  'andate|vada|vai|vattene|levati|levatevi|sparite|sparisci|andatevene ~2 a_quel|a_fanculo|affanculo|al_diavolo|dalle|$',
  'vaffanculo|non_rompere|non_rompete|non_rompetemi|piantala|piantatela|finiscila',
  'suma|sumam|some|somem|desaparec*|vaza|vazem ~3 daqui|da_minha|do_meu|$',
  'me_deix*|deix* ~1 em_paz|em_sossego|sossegad*',
  'kap|kappen|ophouden|hou|houd|stop|schei ~5 met|mee|ermee|op|uit ~4 mail*|gemail|spam*|sturen|gespam|dit|die|$',
  'rot|donder|flikker|sodemieter|pleur|oprotten|opzouten ~2 op|toch',
  'laat|laten ~2 mij|me|ons ~2 met_rust',
  'wil|willen|hoef|hoeven ~2 niks|niets|geen ~5 van_je|van_jou|van_jullie|van_u|krijgen|horen|ontvangen|mail*|mails',
  'odpieprz*|odwal*|odczep*|spadaj*|spierdal*|spieprz*|wypierdal*|odpierdol*|dajcie|daj ~3 sie|stad|mi|nam|spokoj|$',
  'skasuj*|kasuj*|wymaz*|usun*|wywal*|wyrzuc* ~2 mnie|nas|moj*|nasz*|ten|mail*|adres* ~4 adres*|mail*|email*|dane|baz*|list*|$',
  'prestante|prestan|nechte|nech|dejte|dej|tahnete|tahni|jdete|bezte ~2 mi|nam|me|nas|do|uz|s ~3 pokoj*|psat|psani|obtezovat|prdele|haje|byt|mailov*',
  'идите|иди|пошли|пошел|пошла|пошёл|катитесь|валите|вали ~2 на|в|к|отсюда|вы|ты',
  'отстань*|отвяжи*|отвали*|отвянь*|отцепи* ~3 $',
  'адрес*|почту|данные|имя|контакт* ~5 убрать|удалить|уберите|удалите|стереть|исключить|вычеркнуть|снести|выкинуть|удалить',
  'оставьте|оставь|дайте|дай ~1 меня|нас|мне ~2 в_покое|покой|покоя',
  'завязывай*|заканчивай*|кончай*|хорош|харэ ~4 писать|спам*|слать|рассыл*|письм*|присыл*',
  'відчепі*|йдіть|відстан* ~3 $',
  'dra|stick|far|forsvinn|lagg ~2 at|av|harifran|ner ~3 $',
  'lat|la|lad ~1 mig|meg|oss|os ~2 vara|vaere|i_fred|ifred|i_ro',
  'skrid|skrubbe|stik|hold_op|hold_kaeft|gi_deg|gi_dere|slutt|hold ~3 med|opp|op ~4 skriv*|send*|mail*|spam*|$',
  'jattakaa|jata|antakaa ~2 minut|meidat|mun|olla ~3 rauhaan|$',
  'hagyjanak|hagyjon|hagyj ~2 beken|engem|$',
  'lasati|lasa ~2 ma|pace|in_pace',
  'rahat|pesimi|yakami ~2 birakin*|verin*|birak*',
  'defol*|cekil*|git ~2 $',
  'αφηστε|ασε|αστε|παρατα|παρατηστε ~2 με|μας|ησυχ*',
  'עזבו|תעזבו|עזוב|תעזוב|עופו|תעופו ~2 אותי|אותנו|מפה|בשקט',
  'اتركوني|اتركني|دعوني|دعني|خلوني|ارحلوا ~3 وشأني|بسلام|بحالي|$',
  '滚|滾|闭嘴|別煩|别烦|烦不烦|煩不煩',
  'しつこい|うざい|いい加減に|迷惑 ~14 やめ|止め|削除|送るな|送らない|送信しない|連絡しない|外して|です|$',
  '二度と|もう ~8 送ってくる|送るな|連絡するな|メールするな|よこすな|来るな|送ってこない',
  '그만 ~6 보내|좀|하세요|해라|하시|연락',
];

/** Somebody writes for the person. */
export const ON_BEHALF = [
  'she|he|they|ann|mr|mrs|ms|dr|director|boss|manager|owner|ceo ~5 asks|asked|requests|wishes|wants|would_like ~3 be_removed|be_taken|be_unsubscribed|taken_off|removed_from ~3 list|lists|from|off|your',
  'she|he|they|ann|mr|mrs|ms|dr|director|boss|manager|owner|ceo ~5 asks|asked|requests|wishes|wants|would_like ~3 you|to ~2 remove|delete|unsubscribe|take her|him|them|his',
  'she|he|they|ann|mr|mrs|ms|dr|director|boss|manager|owner|ceo ~5 asks|asked|requests|wishes|wants|would_like ~3 not|stop ~2 contact*|email*|mail*|writ*|be_contacted|be_emailed ~1 her|him|them|any_more|anymore|again|further|$',
  'she|he|they ~2 doesn_t|does_not|do_not|don_t|no_longer ~1 want|wish|wishes|wants ~1 to? be_contacted|be_emailed|hear_from|hear_anything|emails|mail|messages|further',
  'she|he|they ~2 doesn_t|does_not|do_not|don_t|no_longer ~1 want|wish|wishes|wants to receive|get ~2 {MAILS}|anything|these|them|more',
  'er|sie|frau|herr|chef|chefin|geschaftsfuhrer* ~6 mochte|wunscht|bittet ~3 keine|nicht|nichts ~4 mails|email*|nachrichten|anfragen|kontakt*|angeschrieben|werbung|mehr|weiteren',
  'bittet|bitten ~4 darum|um ~8 losch*|streich*|entfern*|austrag*|zu_loschen|zu_entfernen|keine',
  'elle|il|madame|monsieur|mme|m ~6 ne_souhaite|ne_desire|ne_veut|demande|vous_demande|vous_prie ~3 plus|de_ne_plus|a_etre|retir*|que ~6 recevoir|contact*|sollicit*|etre|envoy*|mail*|message*|retir*|supprim*',
  'ella|el|senora|senor|jefe|jefa|directora ~5 no_desea|no_quiere|pide|solicita|ruega ~5 recibir|mas|baja|elimin*|borr*|contact*|que_no',
  'lui|lei|signora|signor|dottor|dottoressa ~5 non_desidera|non_vuole|chiede|prega ~5 ricev*|piu|cancell*|rimoz*|contattat*|di_non',
  'ela|ele|senhora|senhor|diretora|diretor ~5 nao_deseja|nao_quer|pede|solicita ~5 receb*|mais|remo*|exclu*|contat*|que_nao',
  'zij|hij|mevrouw|meneer|dhr|mevr ~6 wil|wenst|verzoekt|vraagt ~4 geen|niet|om ~6 mail*|berichten|contact*|verwijder*|benaderd|uitgeschreven',
  'hun|han|hon|de|fru|herr|chefen|sjefen|direktoren ~4 onsker|vil|ber|beder|onskar|vill ~3 ikke|inte|om_at|om_att|ikkje|ingen|inga ~4 flere|fler|mail*|mejl*|henvendelse*|epost*|kontakt*|slett*|fjern*|slippe|ta_bort|bli',
  'ber|beder|ber_om ~3 om ~8 slett*|slettes|fjernes|fjernet|slettet|tas_bort|stryks|raderas|borttag*',
  'pani|pan|szef|szefowa|dyrektor ~5 nie_zyczy|nie_chce|prosi ~6 otrzym*|kontakt*|usun*|wypis*|wiadomosc*|maili',
  'она|он|директор|начальник ~4 не_хочет|не_желает|просит ~6 получать|удалить|исключить|писать|убрать|не_писать|больше',
  '本人 ~14 送らない|不要|希望して|停止|削除|お控え|ご遠慮',
];

export const GREEK = [
  'διαγραψτε|διαγραψε|αφαιρεστε|αφαιρεσε|βγαλτε|βγαλε|σβηστε|σβησε|απεγγραψτε ~2 με|μας|το_email|τη_διευθυνση|την_διευθυνση|τα_στοιχεια ~8 λιστα|λιστες|βαση|μου|μας|αρχειο|αρχεια',
  'μη|μην|να_μη|να_μην ~2 μου|μας|με ~1 στελνετε|στειλετε|ξαναστειλετε|ξαναστελνετε|στελνεις|ξαναστειλεις|γραφετε|ξαναγραψετε|ενοχλειτε|ενοχλησετε|επικοινωνησετε',
  'δε|δεν ~1 θελω|επιθυμω|θελουμε|επιθυμουμε ~4 λαμβανω|λαμβανουμε|email|emails|μηνυματα|ενημερωσεις',
  'σταματηστε|παψτε|σταματα ~3 στελνετε|στελνεις|γραφετε|email|emails|ενοχλειτε|μηνυματα',
  '^ διαγραφη|απεγγραφη ~2 $',
];

export const HEBREW = [
  'להסיר|הסירו|הסר|תסיר|תסירו|תסירי|למחוק|מחקו|תמחקו|להוריד|תורידו|הורידו|תוריד ~2 אותי|אותנו|את_הכתובת|את_כתובת|את_המייל|את_פרטיי|את_הפרטים|אותי|שמי ~4 מרשימת|מהרשימה|מרשימה|מהרשימות|מהמאגר|מרשימות|מהדיוור|מהתפוצה|ממאגר|שלי|בבקשה|מיד|תודה|$',
  'לא|אל|נא_לא|די|תפסיקו|להפסיק|הפסיקו|תפסיק ~2 לשלוח|תשלחו|תשלח|שלחו|לפנות|תפנו|לכתוב|תכתבו|ליצור_קשר ~4 יותר|שוב|מיילים|הודעות|דואר|אליי|לי|לנו|אלי|דיוור|פרסומות',
  'לא|אינני|איני ~2 מעוניין|מעוניינת|מעוניינים|רוצה|רוצים|מבקש ~3 לקבל|בקבלת|מיילים|לקבל_עוד ~6 $',
  '^ הסר|הסרה|הסירו|להסיר ~3 $',
];

export const ARABIC = [
  'احذف|احذفوا|احذفني|احذفوني|ازل|ازيلوا|ازلني|ازالة|حذف|إزالة|أزيلوا|أزل|أزيلوني|أزلني|شطب|بحذف|بإزالة|حذفي|إزالتي|إلغاء|الغاء|بإلغاء|الغوا|ألغوا ~2 بريدي|عنواني|اسمي|بياناتي|ايميلي|إيميلي|اشتراكي|اشتراكنا|عنواننا|بريدنا|من_القائمة|من_قائمتكم|من_قوائمكم|من_قائمة|تسجيلي|هذا_البريد|هذا_العنوان|من_قاعدة',
  'عدم|بعدم|لا|كفى|توقفوا|توقف|كفوا|بالتوقف|التوقف|اوقفوا|أوقفوا ~3 مراسلتي|مراسلتنا|ارسال|إرسال|ترسلوا|ترسل|تراسلوني|تراسلني|تراسلونا|التواصل|الاتصال|تتواصلوا|مراسلة|الرسائل|رسائلكم|مراسلاتكم ~3 مرة|مجددا|مجددًا|بعد|اخرى|أخرى|رسائل|لي|الي|إلي|معي|معنا|المزيد|هذه|هذا|اي|أي|على|$',
  'لا ~1 ارغب|أرغب|اريد|أريد|نرغب|نريد|اود|أود ~3 تلقي|استلام|استقبال|رسائل|رسائلكم|المزيد|بريد',
  'ارفعوني|شيلوني|شيلني|احذفوني ~2 من ~2 القائمة|قائمتكم|الليستة|القوائم',
];

export const PERSIAN = [
  'لطفا|لطفاً ~2 من|مرا|ایمیل|آدرس ~6 حذف|خارج|پاک',
  'دیگر ~3 ایمیل|پیام ~3 نفرستید|ندهید|ارسال_نکنید|نزنید',
];

export const SOUTH_EASTERN = [
  'премахнете|премахни|изтрийте|изтрий|махнете|отпишете|отпиши ~2 ме|мен|ни|адреса|имейла|моя|нашия ~6 списък*|база*|базата|бюлетин*|ми|ни|$',
  'не ~2 ми|ни|ме ~1 пишете|изпращайте|пращайте|търсете|безпокойте ~4 повече|вече|имейли|$',
  'не_желая|не_искам ~4 получавам|имейли|съобщения|писма',
  'obrisite|obrisi|uklonite|ukloni|izbrisite|izbrisi|skinite|maknite|odjavite|odjavi|izbrisete|odstranite ~2 me|mene|nas|moju|moj|nasu|mojo|nase|nas ~6 liste|popisa|baze|list*|seznama|evidencije|adresu|email|naslov|$',
  'ne|nemojte|prestanite ~3 saljite|slati|pisite|pisati|kontaktirajte|kontaktirati|posiljajte|posiljati|uznemiravati|uznemiravajte ~4 vise|mi|nam|me|vec|$',
  'ne_zelim|ne_zelimo|ne_zeliva ~4 primati|primam|dobivati|prejemati|mejlov*|mailov*|poruke',
];

export const SOUTH_EAST_ASIAN = [
  'xoa|go|bo|huy ~2 toi|email|dia_chi|ten|dang_ky|chung_toi|minh ~4 danh_sach|khoi|nhan|email|nay|ra',
  'dung|ngung|khong|vui_long_khong|xin_dung ~2 gui|lien_he|lam_phien ~3 email|thu|toi|cho_toi|mail|tin|nua',
  'toi|chung_toi ~1 khong ~1 muon ~2 nhan ~4 nua|email|thu|tin|mail',
  'hapus|keluarkan|hapuskan|buang|padam|padamkan ~2 saya|kami|alamat|email|emel|nama|data ~6 daftar|senarai|saya|kami|mailing|database|milis|anda',
  'jangan|tolong_jangan|mohon_jangan|berhenti|hentikan|stop ~2 kirim*|mengirim*|hantar|hubungi|menghubungi|emaili|pengiriman|menghantar ~5 lagi|saya|kami|email|emel|ini',
  'tidak|tak ~1 mau|ingin|mahu ~2 menerima|terima|dihubungi ~4 lagi|email|emel|pesan|$',
  'ลบ|เอา|ถอน ~40 รายชื่อ|รายการ|ลิสต์|ฐานข้อมูล|ระบบ',
  'อย่าส่ง|หยุดส่ง|เลิกส่ง|งดส่ง|ไม่ต้องส่ง|ไม่ต้องการรับ|ไม่อยากรับ|ยกเลิกการรับ|ไม่ประสงค์จะรับ',
];

export const CATALAN = [
  'elimineu|esborreu|traieu|suprimiu|elimini|esborri|tregui|elimina|esborra|treu ~2 me|m|nos|ns|el_meu|la_meva|les_meves|del|de_la ~8 llista|llistes|base|adreca|correu|dades|enviaments|$',
  'no ~2 m|em|ens|me ~1 envi*|escri*|contact* ~4 mes|correus|missatges|$',
  'doneu|doni|dona ~1 me|m|nos|ns ~1 de_baixa',
];

export const HINDI = [
  'मुझे|मेरा|मेरी|हमें|कृपया ~6 सूची|लिस्ट|मेलिंग|डेटाबेस|ईमेल|नाम ~3 हटा|हटाएं|हटा_दें|निकाल|हटाइए|हटाये',
  'मुझे|हमें|कृपया|अब ~4 ईमेल|मेल|संदेश ~2 न|मत|नहीं ~2 भेजें|भेजिए|भेजो|करें|चाहिए',
];

/** What a letter begins with. */
export const GREETINGS = [
  '^ hi|hello|dear|hey|good_morning|hallo|guten_tag|moin|servus|sehr|liebe|lieber|bonjour|salut|hola|buenos|buenas|estimad*|ciao|salve|buongiorno|gentile|ola|bom_dia|boa_tarde|prezad*|beste|geachte|dag|dzien_dobry|witam|hej|hei|god_dag|moi|dobry_den|ahoj|здравствуйте|добрый|привет|merhaba|selam|sayin|مرحبا|שלום|buna',
];
/** Beside one word that says it all, it changes nothing. */
export const NO_INTEREST = [
  '^ not|no|im_not|i_m_not|we_re_not|i_am_not|kein*|pas|je_ne|no_me|no_nos|non_sono|non_siamo|non_ci|non_mi|sem|nao|geen|niet|nie|inte|ikke|ingen|ei|en|nemam|nezajem|не ~3 interest*|interess*|interesa*|kiinnost*|zainteres*|zajem|интерес*|intress* ~2 $',
];
/** Behind a wish: it turns. */
export const BUT = new Set(
  'but however aber jedoch mais pero ma però mas maar ale lecz men mutta но однако ama dar de lakin'.split(
    ' ',
  ),
);
/** Manners behind it. */
export const THANKS = [
  'thank*|good_luck|best_of_luck|all_the_best|wish_you|appreciate*|danke|viel_erfolg|alles_gute|merci|bonne_continuation|bon_courage|gracias|suerte|grazie|in_bocca|buona|obrigad*|boa_sorte|bedankt|dank|succes|dzieku*|powodzenia|tack|tak|takk|lycka|held|kiitos|dekuj*|спасибо|удачи|tesekkur*',
];
