import type { Names } from '../phrases.js';

/** Wishes to get no more mail, folded, in the languages they come in; see phrases.ts for how a line is read. */
export const NAMES: Names = {
  PLEASE:
    'please|pls|plz|plse|kindly|thanks|thank_you|now|asap|immediately|already|right_now|today|pronto|bitte|merci|por_favor|per_favore|grazie|gracias|obrigado|obrigada|obg|dank|danke|tack|tak|takk|dziekuje|diky',
  ME: 'me|us|myself|ourselves|this_email|this_address|this_mailbox|this_inbox|this_account|this_contact|my_email|my_address|my_name|my_details|my_data|my_info|my_information|my_contact|my_mail|my_inbox|my_company|my_entry|my_record|my_personal|my_work|our_email|our_address|our_company|our_name|our_data|our_details|our_domain|our_emails|our_organisation|our_organization|our_addresses|our_school|her_email|his_email|her_address|his_address|her_name|his_name|everyone_at|everybody_at|anyone_at|the_address|the_email_address|all_addresses|every_address|all_of_us|these_addresses|these_emails|him|her|them|all_our|all_my|my_husband|my_wife|my_team|our_team|mee|mi_email',
  LIST: 'list|lists|listing|mailing|mailings|maillist|mailinglist|database|databases|db|crm|distribution|emails|email|mails|mail|emales|emial|emials|sequence|sequences|cadence|system|systems|records|record|contacts|campaign|campaigns|outreach|newsletter|newsletters|spam|marketing|send|sendings|files|file|communications|communication|messages|correspondence|subscriptions|subscription|it|this|these|everything|all|any|here|there|prospect|prospecting|prospects|automation|automated|blast|blasts|circulation|rotation|drip|books|roster|notifications|mailer|mailers|solicitation|solicitations|contact|address|directory|memory|life|spreadsheet|further|future|your',
  MAIL: 'email|emails|mail|mails|message|messages|emailing|emial|emials|emailling|emialing|messaging|mailing|mailings|communication|communications|correspondence|newsletter|newsletters|spam|spamming|letters|letter|solicitation|solicitations|contact|stuff|crap|junk|rubbish|these|those|this|that|them|it|anything|offers|ads|advertising|advertisements|nonsense|garbage|follow_ups|followups|outreach|pitches|pitch',
  MAILS:
    'email|emails|mail|mails|message|messages|emial|emials|mailing|mailings|communication|communications|correspondence|newsletter|newsletters|spam|letters|solicitation|solicitations|contact|crap|junk|rubbish|offers|ads|advertising|advertisements|nonsense|garbage|follow_ups|followups|outreach|pitches|reminders|nudges|updates',
  CONTACT:
    'email|emailing|emial|emialing|emailling|mail|mailing|contact|contacting|message|messaging|write|writing|write_to|writing_to|spam|spamming|bother|bothering|pester|pestering|harass|harassing|solicit|soliciting|reach_out|reaching_out|approach|approaching|disturb|hassle|hassling|bug|bugging|send|sending|ping|pinging|chase|chasing|annoy|annoying|hound|hounding|target|targeting',
  AGAIN:
    'again|anymore|any_more|ever|further|any_further|ever_again|in_future|in_the_future|going_forward|from_now_on|once_more|more|another|more_of',
};

/** Someone asks for it. */
export const ENGLISH = [
  'unsubscribe {ME}',
  '{PLEASE} unsubscribe|unsub $',
  'unsubscribe|unsub {PLEASE} ~2 $',
  '^ unsubscribe|unsub ~3 $',
  '^ unsubscribe ~1 from ~3 {LIST}',
  '{PLEASE} unsubscribe ~1 from ~3 {LIST}',
  '^ unsubscribe ~1 {PLEASE}',
  'i|we|please|kindly|want|like ~4 be|get|me|us unsubscribed',
  'remove|delete|take|drop|strike|scratch|scrub|purge|erase|pull|cross|cut|get|kick|exclude|wipe|clear|omit|strip|dump|eliminate {ME} ~4 from|off|of|out_of|out_from|form ~4 {LIST}',
  'remove|removing|delete|deleting|erase|purge|unlist|deregister|unregister {ME} {PLEASE}? ~1 $',
  'remove|delete|erase|purge|drop|take_off|unlist|unsubscribe|scrub {ME} {PLEASE}',
  'remove|removing|drop|dropping|strike|striking|cross|crossing|take|taking|scratch|leave|get|pull|pulling {ME} off|out ~2 $',
  'taking|removing|deleting|dropping|striking|crossing|pulling|getting {ME} ~2 off|from|out_of ~4 {LIST}',
  'take|strike|cross|scratch|knock {ME} off',
  'remove|delete|erase|purge ~1 my|our ~3 email|address|details|data|information|info|name|contact|contacts|record|records ~6 {LIST}|please|thanks|immediately|permanently',
  'remove|delete|erase|purge ~1 my|our ~1 email|address|details|data|information|info|name|contact|record|records|personal_data|email_address|contact_details|contact_information|personal_information {PLEASE}? $',
  '{PLEASE} remove|delete|take_off|unsubscribe|stop|desist|cease $',
  '{PLEASE} remove|delete|unsubscribe ~1 {PLEASE} $',
  '^ remove|delete {ME}? {PLEASE}? $',
  '{PLEASE} stop|quit|cease ~1 {CONTACT} $',
  'stop|quit|cease|refrain_from|desist_from|discontinue ~2 {CONTACT} ~2 {ME}|here|anyone|everybody|everyone|any_of_us|people|our_staff|our_employees|my_staff|our_team|my_team',
  'stop|quit|cease|discontinue|end ~1 sending|send ~4 {MAIL}',
  'stop|quit|cease|discontinue ~1 {CONTACT} $',
  'stop|cease|quit ~1 the|these|this|all|your|with_the|with_these|with_this|with_your ~2 {MAIL}',
  'stop|cease {CONTACT}|all_contact|all_communication|all_communications',
  "not|don't|dont|never|do_not|don_t ~1 email|contact|mail|message|spam|bother|pester|harass|solicit|write_to|write|emial|ping|disturb|approach {ME}",
  "not|don't|dont|never ~1 send ~1 {ME} ~2 any|more|further|anymore|these|this|those|emails|email|mail|mails|messages|such|anything|them|it|unsolicited|spam",
  "not|don't|dont|never ~2 send ~3 {MAIL} ~3 {AGAIN}|{ME}",
  "not|don't|dont|never ~1 {CONTACT} ~4 {AGAIN}",
  "not|don't|dont|no_longer|never ~2 want|wish|like|need|care|consent|agree|interested_in ~2 receive|receiving|get|getting|be_contacted|hear|being_contacted|be_emailed|emails|more_emails|your_emails|these_emails|any_emails|any_more|further|to_receiving|be_on ~5 {MAIL}|{AGAIN}|from_you|from_your|list|contacted|emailed|hear",
  'want|wish|like|prefer ~2 not ~1 receive|get|hear|be_contacted|be_emailed ~4 {MAIL}|{AGAIN}|from|contacted|emailed',
  'want|wish|like|need|ask|asking|request|demand|require ~3 be|to_be|get ~2 removed|taken_off|unsubscribed|deleted|excluded|opted_out ~3 from|of|off|$',
  'i|we|i_d|we_d|id ~4 want|wish|like|need|try|trying|tried|asked|ask ~1 to ~1 unsubscribe|opt_out|get_off|come_off|get_out ~1 from|of|me|us|these|this|now|please|your|$',
  'trying|tried|want|wish|need to unsubscribe ~1 $',
  'how|where ~3 i|we ~1 unsubscribe|opt_out|get_off|stop_these|stop_receiving|stop_getting|be_removed|get_removed|cancel',
  'want_out|want_off|let_me_out|get_me_off|get_me_out|get_us_off|take_me_of|take_us_of|get_off_your',
  'opt|opting me|us|myself out',
  'i|we|hereby|please|kindly|to|i_d_like_to ~1 opt|opting out ~1 $|of|from|please|now|thanks',
  '^ opt_out|opt_me_out|optout ~3 $',
  'no_more|no_further|not_another|no_other ~2 {MAILS} ~2 $',
  'no_more|no_further ~1 of ~1 this|these|those|it|them|your|that',
  'no_more|no_further ~1 {MAIL} ~1 from|please|to_this|to_me|thanks|ever',
  'that|please ~2 no_more|no_further ~2 come|arrive|are_sent|be_sent|emails|messages|mail',
  'get_lost|go_away ~1 $',
  'leave_me_alone|leave_us_alone|leave_me_be|piss_off|fuck_off|bugger_off|f_off|buzz_off|sod_off',
  'lose|forget|delete|remove|bin|shred ~1 my_address|my_email|my_contact|our_address|my_details|my_number_and|our_email|this_address|this_email|my_name|our_details ~6 $',
  'lose|forget_about ~1 my_address|my_email|our_address|my_contact|this_address|my_details',
  'put|add|place|enter ~6 suppression|do_not_contact|do_not_email|blocklist|do_not_mail|no_contact|dnc|opt_out|exclusion|unsubscribe ~1 list|lists|$',
  'suppress|blacklist|block ~1 my|our|this|me|us ~2 {PLEASE}|address|email|$',
  'cease_and_desist|cease_desist',
  'take_this_as|consider_this|treat_this_as ~3 request|unsubscribe|notice|opt_out|objection',
  'want|wish|like|require|request|demand|have ~4 data|address|details|information|name|email ~2 erased|deleted|removed|purged|taken_off',
  'block|ban me|us ~1 from',
  'make_sure|ensure|see_to_it ~3 not|don_t|no ~2 get|receive|hear|contacted|emails|more',
  'if_you ~1 removed|deleted|took|stopped|unsubscribed ~2 me|us|my|our|emailing|sending|contacting',
  'not|don_t ~1 have ~1 permission|consent ~2 email|contact|write|mail',
  '{PLEASE} strike|remove|delete|take it|this|them from|off|out ~2 your ~1 list|records|database|system|lists|crm',
  'i|we|hereby ~2 withdraw|revoke ~3 consent|permission',
  'i|we|hereby|employee|client ~3 object|objects|objecting ~6 processing|marketing|use|data|contact|emails|solicitation|being',
  'request|require|demand|exercise|exercising|invoke|ask|under|pursuant ~10 erasure|be_forgotten|deletion_of|delete_all|right_to_object|erase_all|erase_my|deletion|opt_out|delete_my',
  'cease|stop|discontinue ~2 such ~1 processing',
  'neither|nor|not|no ~10 send|contact|email ~3 any|further ~4 commercial|marketing|messages|emails|mail|communications',
  'refrain|desist|abstain|cease ~2 from|all|any ~1 contact*|email*|send*|writ*|solicit*|further|mail*',
  'report|reporting|reported|mark|marking|marked|flag|flagging|flagged ~3 you|this|these|it|them|your ~5 as_spam|as_junk|for_spam|to_the_ico|to_the_ftc|as_phishing|as_abuse',
  'last|final ~2 mail|email|message|letter|time|warning|one|request ~6 arrive|i_get|receive|you_send|send_me|hear|before_i|stop',
  'not|don_t|dont|never|no_longer ~2 want|wish|need|care ~2 see|find|read|open|get|receive|have ~1 another|any_more|any_further|one_more|a_single|further ~2 email|emails|mail|mails|message|messages|newsletter|letter|word ~1 from|in|of|$',
  'never_hear|not_hear|rather_not_hear|not_to_hear|rather_not_receive|rather_not_get|stop_hearing|hear_nothing ~3 you|your|from',
  'spare|save ~1 us|me ~3 {MAIL}|future|further|the',
  'stop_it|stop_this|stop_that|stop_please|enough_already|make_it_stop|please_stop_now ~1 $',
  'cancel|terminate|end ~1 my|our|this|the ~1 subscription|subscriptions|mailings ~2 $',
  'did_not|didn_t|didnt|never ~2 sign_up|signed_up|singed_up|subscribe|subscribed|ask_for|asked_for|consent|consented|agree|opt_in|request ~14 remove|unsubscribe|stop|delete|off|spam',
  'not_contact|no_contact|never_contact ~4 {AGAIN}|this_address|anyone|anybody|staff',
  'do_not_write|don_t_write|dont_write|do_not_email|do_not_mail|do_not_contact|don_t_contact|dont_contact|don_t_email|dont_email {PLEASE}|again|anymore|to_this|this_address|here|us|me|$',
  'no_longer ~2 contact|email|write|send|mail|message ~1 {ME}|us|me|here|$',
  'not_send|don_t_send|dont_send|stop_sending ~2 any_more|anymore|more',
  'not ~2 be_contacted|receive_any|be_emailed|get_any ~3 {AGAIN}|more|further|emails|messages|mail',
  'unsolicited|spam ~10 remove|stop|delete|unsubscribe ~3 {ME}|address|email',
];

export const DE = [
  'nehmen|nimm|nehmt|trag*|nehmen_sie ~3 mich|uns|diese|meine|unsere ~5 aus|raus|heraus|von|aus_dem',
  'loschen|loesche*|losche|losch|entfern*|streich*|austragen|entfernen_sie ~3 mich|uns|mir|unsere|meine|diese|meinen|unseren|die_adresse|diese_adresse|unser|mein|ihn|sie|alle ~8 verteiler*|liste|listen|datenbank|mailingliste|mailverteiler|adressliste|system|kontakte*|adressbestand|daten|datei|adressdatei|datenbestand|crm|kartei|raus|heraus|aus|newsletter|empfangerliste|bestand',
  'mich|uns|meine*|unsere*|diese* ~7 verteiler*|liste|datenbank|mailingliste|datei|system|newsletter|mailverteiler|adressliste|bestand|kontaktliste|crm ~3 nehmen|loschen|entfernen|streichen|austragen|herausnehmen|zu_loschen|zu_nehmen|zu_entfernen|zu_streichen|rausnehmen|herauszunehmen|rauszunehmen|auszutragen|loesche*',
  'aus ~3 verteiler*|mailverteiler|liste|datenbank|mailingliste|datei|newsletter|adressliste ~3 nehmen|loschen|entfernen|streichen|austragen|raus|herausnehmen|rausnehmen|abmelden|zu_nehmen|zu_loschen|loeschen|abzumelden',
  'losch*|loesch*|entfern*|tilg* ~2 sie|bitte|umgehend|sofort|unverzuglich|mich|meine|unsere|meinen|samtliche|alle ~4 adresse|email|daten|emailadresse|mailadresse|kontaktdaten|eintrag|mich|mailadresse|kontakt',
  'meine*|unsere*|meiner ~3 daten|adresse|emailadresse|email|kontaktdaten|mailadresse ~6 loschen|zu_loschen|entfernen|loeschen|gelöscht|zu_entfernen|loschung|sperren|zu_sperren',
  'loschung|loeschung|sperrung ~4 meiner|unserer|aller ~3 daten|adresse|kontaktdaten|personenbezogen*',
  'verlang*|forder*|bitte|ersuche|beantrag* ~8 loschung|sperrung|loeschung|unterlassung|zu_unterlassen',
  'bitte|hiermit|mochte|will|mochten|wollen|kann|bitten|wie ~4 mich|uns ~3 abmelden|austragen|abzumelden|auszutragen ~1 $',
  'mich|uns|newsletter|mails|verteiler ~2 abmelden|austragen|abbestellen|abzumelden|abzubestellen ~1 bitte|danke',
  'melden|meld|tragen|trag ~1 sie? ~1 mich|uns ~4 ab|aus ~1 $',
  '^ bitte? abmelden|abbestellen|austragen|abmeldung|abbestellung ~2 $',
  'bitte ~1 abmelden|abbestellen|austragen|entfernen ~1 $',
  'keine|keinerlei|nie_wieder|kein ~2 weitere*|mehr|solche*|werbe*|werbung|unaufgeforderte* ~2 mails|email*|nachricht*|werbung|anschreiben|post|werbemails|kontakt*|zusendung*|mail|zuschriften|werbemail|schreiben|angebote|newsletter',
  'keine|kein ~1 mails|email*|nachrichten|werbung|newsletter|mail|post|anfragen|zuschriften|werbemails ~2 mehr|erhalten|bekommen|empfangen|wunsche*|zusenden|schicken|senden ~4 $',
  'keine|kein ~2 email*|mails|nachrichten|werbung ~1 mehr',
  'keine_werbung ~1 bitte|danke|$',
  'unterlass*|zu_unterlassen|unterlasst ~5 zusend*|werb*|email*|kontakt*|mails|das|weiter*|kunftig*',
  'weiter*|jede|kunftig*|jegliche ~3 zusend*|werb*|kontakt*|ansprache|zuschrift* ~6 unterlass*|abzusehen|absehen|verzichten|untersag*|verbitte*|zu_unterlassen|einstellen|einzustellen',
  'sehen ~1 sie ~8 ab ~1 $',
  'absehen|abzusehen|verzichten|abstand ~6 kontaktauf*|zusend*|mails|kontakt*|anschreiben|nachrichten|anfragen|werb*',
  'schreib*|kontaktier*|anschreib*|mail*|send*|schick*|belastig*|behellig*|anzuschreiben|kontaktiert|angeschrieben ~3 mir|mich|uns ~3 nicht_mehr|nie_mehr|nie_wieder|nichts_mehr|nicht_wieder',
  'nicht_mehr|nie_wieder|nie_mehr|nicht_weiter|kunftig_nicht|nicht_wieder|nicht_noch_einmal ~4 anschreib*|kontaktier*|schreib*|mailen|anzuschreiben|zu_kontaktieren|zu_schreiben|senden|schicken|behellig*|belastig*|angeschrieben|kontaktiert|zu_senden|zusenden',
  'mich|mir|uns ~2 nicht_mehr|nie_wieder|in_zukunft_nicht|kunftig_nicht|nicht_weiter ~4 anschreib*|anzuschreib*|angeschrieben|kontakt*|schreib*|mail*|email*|nachricht*|send*|schick*|zusend*|belastig*|behellig*|werb*|zu_schreiben',
  'hor*|lass*|hort|stopp* ~3 auf|sein|mich|uns|damit|es|bleiben ~4 schreib*|schicken|ruhe|frieden|bleiben|mailen|spam*|belastig*|nerven|kunftig|sein|bleiben|senden|zu_schreiben|zu_mailen|zu_nerven',
  'lassen_sie|lass|lasst|lassen ~3 das|es|mich|uns|dies ~4 sein|bleiben|in_ruhe|in_frieden',
  'mich_in_ruhe|uns_in_ruhe|aufhoren_mir|auf_mir_zu|auf_uns_zu',
  'widersprech*|widerspruch|widerrufe|widerrufen ~8 verarbeitung|nutzung|werb*|daten|zusend*|einwilligung|verwendung|speicherung|art_21|dsgvo|kontakt*|hiermit|direktwerbung|ein',
  'mochte*|will|wollen|wunsch* ~4 nichts_mehr|nicht_mehr|nie_mehr|nicht_langer|nicht_weiter ~4 hor*|email*|mails|nachricht*|erhalten|kontaktiert|angeschrieben|bekommen|empfangen|lesen|werbung|schreiben',
  'verbitte|untersag* ~8 zusend*|werb*|email*|kontakt*|mails|weiter*|nachrichten|anschreiben',
  'kein_interesse ~8 loschen|entfernen|nicht_mehr|abmelden|austragen|streichen|keine_weiteren|abstand',
  'mail*|email*|werb*|kontakt*|nachricht*|zusend*|schreib* ~10 unterlassungs*|abmahnung*|abmahnen|strafbewehrte*|einstweilige',
  'als_spam ~2 gemeldet|melden|markier*|melde|zu_melden',
  'setzen|nehmen|tragen|setz ~3 mich|uns|diese|meine|unsere ~5 sperrliste|blacklist|sperrdatei|werbesperre|robinsonliste',
];

export const FR = [
  'desinscri*|desabonn*|retir*|supprim*|enlev*|ray*|efface*|sort*|ote*|radi* ~1 moi|nous|mon|mes|notre|nos|cette|l_adresse|toutes_mes|mon_adresse ~8 liste*|fichier*|base*|diffusion|envois|mailing*|newsletter|contacts|adresse|email|mail|donnees|coordonnees|bdd|crm|destinataires',
  'desinscri*|desabonn*|retir*|supprim*|enlev*|ray*|radi* ~1 moi|nous ~2 $',
  'me|nous|m|mon|mes|notre|nos ~1 desinscri*|desabonn*|retirer|supprimer|enlever|rayer|effacer|radier|desinscrire|desabonner|oter ~8 liste*|fichier*|base*|diffusion|envois|mailing*|newsletter|contacts|adresse|donnees|coordonnees|svp|s_il|merci|$',
  'desinscri*|desabonn* ~1 svp|s_il_vous|merci|moi|immediat*',
  '^ desinscri*|desabonn*|desinscription|desabonnement ~3 $',
  'demand*|souhait*|voudr*|veux|voulons|merci|prie*|priere|aimer* ~4 desinscri*|desabonn*|etre_retire*|etre_desabonne|etre_supprime*|effacer|supprimer|retirer|la_suppression|l_effacement|ma_desinscription|mon_desabonnement ~8 adresse|donnees|coordonnees|liste*|fichier*|base*|desinscription|$',
  'ne_plus|plus_jamais|cess*_de|arret*_de|ne_pas ~2 m|me|nous|mon|notre ~1 ecrire|contacter|envoyer|solliciter|importuner|demarcher|adresser|ecrivez|deranger|spammer|harceler|relancer',
  'ne|n ~1 m|me|nous ~1 ecriv*|contact*|envoy*|sollicit*|adress*|importun* ~3 plus|jamais|rien ~4 $',
  'ne ~1 plus ~2 recevoir|etre_contacte*|etre_sollicite*|etre_demarche*|recevoir_de|recevoir_vos|de_vos|figurer ~6 $',
  'plus ~1 recevoir|etre_contacte*|de_mails|d_emails|de_messages|de_courriels|de_sollicitation* ~5 $',
  'arretez|arreter|arrete|cessez|cesser|stop|stoppez ~4 envoi*|envoyer|mails|emails|messages|courriels|ecrire|contacter|spam*|ces|pub*|sollicitation*|harcel*|demarch* ~6 $',
  'm_oppose|nous_opposons|opposition|oppose_a|droit_d_opposition ~12 traitement|utilisation|donnees|prospection|demarchage|sollicitation*|adresse|exerce|emails|et',
  'exerce|exercer ~3 droit ~2 opposition|effacement|suppression|oubli|d_opposition|a_l_effacement|a_l_oubli',
  'laissez|foutez|fichez ~1 moi|nous ~3 tranquille*|paix',
  'plus_de ~1 mails|emails|messages|courriels|publicite*|pub|sollicitations ~3 $',
  'effac*|supprim*|efface* ~3 mes|mon|nos|notre|toutes ~3 coordonnees|donnees|adresse|email|informations|mail',
  'signal*|marqu* ~4 comme_spam|comme_indesirable|a_la_cnil|en_spam',
];

export const ES = [
  'elimineme|borreme|quiteme|saqueme|remuevame|remuevanme|eliminenme ~1 de|por|$',
  'denme|deme|dame|darme|darnos|denos|dadme|dadnos ~2 de_baja',
  'quiero|solicito|ruego|pido|deseo|queremos|solicitamos|exijo|me_pueden|pueden ~3 la_baja|mi_baja|darme_de_baja|darnos_de_baja|baja_de',
  'me|nos den|de|deis|dan|pueden ~1 de_baja',
  '^ baja ~1 por_favor|gracias ~1 $',
  'procedan|proceda|proceder ~2 baja',
  '^ darme_de_baja|cancelar_suscripcion ~3 $',
  'elimin*|borr*|quit*|remuev*|retir*|saqu*|excluy*|sac*|elimine|quiten*|quitar* ~2 me|nos|mi|mis|nuestro*|nuestra*|esta|este|el_correo|la_direccion|mi_correo|mis_datos|estas ~8 lista*|base*|envios|correo*|datos|registros|sistema|mailing|distribucion|direccion|email|boletin|contactos|bd|publicidad',
  'eliminenme|eliminarme|eliminame|borrenme|borrame|borreme|borrarme|quitenme|quitame|quiteme|quitarme|saquenme|sacame|saqueme|sacarme|remuevanme|remueveme|retirenme|retireme|excluyanme|excluirme|desuscrib*|desinscrib*|desapunt*|eliminenos|quitennos|borrennos|eliminarnos',
  'no|nunca ~1 me|nos ~1 escrib*|envi*|contact*|mand*|molest*|manden|mandes|llegue* ~5 mas|nunca|jamas|correos|mensajes|emails|mails|publicidad|nada',
  'cancel* ~1 mi|nuestra|la ~1 suscripcion|subscripcion',
  'no|nunca ~1 volver|vuelva*|vuelvas ~2 a ~1 escrib*|contact*|enviar*|mandar*|molestar*',
  'no_deseo|no_quiero|no_queremos|no_deseamos|no_me_interesa|no_autorizo|dejar_de ~3 recib*|seguir_recibiendo|mas_correos|mas_emails|mas_mensajes|ser_contactad*|que_me|que_nos ~6 $',
  'deje*|dejad|paren|pare|cese*|basta ~2 de|con ~2 enviar*|mandar*|escrib*|contactar*|correos|molestar*|spam|mensajes|emails|mails|estos|tanto*|enviarme|escribirme',
  'no_mas|ni_un|ningun ~1 correos|emails|mensajes|mails|correo|publicidad|spam ~4 $',
  'me_opongo|nos_oponemos|ejerzo|ejercer|ejercito|solicito|exijo ~8 tratamiento|oposicion|supresion|cancelacion|olvido|eliminacion|derecho_de ~6 datos|$',
  'solicito|ruego|pido|exijo|solicitamos|rogamos|pedimos ~6 elimin*|supresion|borr*|baja|supriman|retiren|quiten|cancel* ~8 datos|correo|direccion|lista*|base*|envios|email|$',
  'dejen_me_en_paz|dejenme_en_paz|dejame_en_paz|dejeme_en_paz|dejennos_en_paz|en_paz ~1 $',
  'denunci*|reportar*|marcar* ~4 como_spam|por_spam|aepd|agencia_espanola',
];

export const IT = [
  'cancell*|rimuov*|togli*|elimin*|disiscriv*|depenn*|leva*|stralci* ~1 mi|ci|il_mio|la_mia|i_miei|il_nostro|questo|questa|l_indirizzo|i_nostri|la_nostra ~8 list*|database|mailing|invii|elenco|elenchi|archiv*|contatti|indirizz*|dati|newsletter|mail|email|banca_dati|anagrafic*',
  'cancellatemi|cancellami|cancellarmi|rimuovetemi|rimuovimi|rimuovermi|toglietemi|toglimi|togliermi|eliminatemi|eliminami|disiscrivetemi|disiscrivimi|disiscrivermi|disiscrizione|cancellateci|toglieteci|rimuoveteci|levatemi|depennatemi|mi_cancelli|mi_tolga|mi_rimuova|mi_disiscriva|ci_cancelli|ci_tolga',
  'non ~1 inviat*|scriv*|contatt*|mandat*|manda|invii|scriver* ~3 piu|mai_piu|altre|altri|niente|nulla ~4 $',
  'non ~1 mi|ci|vi ~1 scriv*|contatt*|invi*|mand*|disturb* ~3 piu|mai|altre',
  'non_contattatemi|non_scrivetemi|non_inviatemi|non_mandatemi|non_scrivermi|non_contattarmi|non_mandarmi|non_contattateci|non_scriveteci',
  'non ~1 desider*|vogli*|intend*|voglio|vorrei ~3 ricev*|essere_contattat*|piu_mail|piu_email|piu_messaggi|piu_comunicazioni|vostre_mail ~5 $',
  'basta ~1 mail|email|spam|messaggi|pubblicita',
  'basta|smett*|smettetela|finitela|cessate ~2 con|di|mail|email|spam ~4 mail|email|scriver*|inviar*|pubblicita|messaggi|spam|queste|questa|mandar* ~5 $',
  'mi_oppongo|ci_opponiamo|esercito|opposizione ~8 trattamento|dati|diritto|marketing|uso|utilizzo|indirizzo',
  'chiedo|richiedo|chiediamo|esigo|diffido|prego|pregasi|vi_prego ~6 cancell*|rimozione|rimuover*|eliminazione|oblio|eliminar*|togliere ~8 dati|indirizzo|list*|$',
  'niente_piu|non_piu|nessuna_altra ~1 mail|email|messaggi|pubblicita ~3 $',
  'lasciatemi_in_pace|lasciateci_in_pace|lasciami_in_pace|lasciatemi_stare|in_pace $',
];

export const PT = [
  'remov*|retir*|exclu*|delet*|tir*|apag*|elimin*|descadastr*|cancel* ~2 me|nos|meu|minha|meus|o_meu|este|esse|nosso|nossa|a_minha|os_meus|esta|o_nosso|do_meu ~8 list*|base|mailing|cadastro|envios|sistema|email*|mail|endereco|dados|contato*|contacto*|inscricao|assinatura|bd|banco',
  'descadastrem|descadastre|descadastrar|descadastra|remova_me|remova_nos|me_remov*|me_retir*|me_tir*|me_exclu*|me_descadastr*|nos_remov*|retire_me|retirem_me|remover_me|tirem_me|excluam_me|removam_me|me_delet*|cancelem_a_minha',
  'nao ~2 envi*|mand*|contact*|contat*|escrev*|me|nos ~4 mais|nunca|email*|mensage*|nada|publicidade ~5 $',
  'nao_me|nao_nos|que_nao_me|que_nao_nos ~1 contact*|contat*|escrev*|incomod*|perturb*',
  'nao_me|nao_nos|que_nao_me|que_nao_nos ~1 envi*|mand* ~3 mais|nada|email*|mensag*|nunca|isso|isto|publicidade|propaganda|spam',
  'nao ~1 quero|desejo|queremos|desejamos|pretendo|autorizo|tenho_interesse ~3 receb*|mais_email*|mais_mensag*|mais_contat*|mais_contact*|ser_contatad*|ser_contactad*|que_me|em_receber ~6 $',
  'par*|deix*|cess*|chega|basta ~2 de|com ~2 envi*|mand*|email*|spam|escrever|contactar|mensagens|incomodar|me|publicidade ~5 $',
  'solicit*|peco|pedimos|exijo|requeiro|requer*|favor|gostaria|gostava ~9 remov*|remocao|eliminacao|exclusao|exclu*|apag*|descadastr*|retirad*|eliminar|cancelamento|elimine|retirar|removido|oposicao ~8 dados|list*|base|email*|endereco|contact*|contat*|cadastro|$',
  'me_oponho|oponho_me|exerco|revogo ~8 tratamento|dados|direito|consentimento|oposicao',
  'nao_mais|sem_mais|nenhum ~1 emails|mensagens|email|mensagem|contato ~3 $',
  'me_deixem_em_paz|deixem_me_em_paz|me_deixe_em_paz|deixe_me_em_paz|em_paz $',
  '^ descadastrar|remover|sair|cancelar|retirar ~3 $',
];

export const NL = [
  'uitschrij*|uitschij*|afmeld*|uit_te_schrijven|af_te_melden|uitgeschreven|uitschrijving ~2 $',
  'graag|bitte|aub|svp|gelieve|wil|wens|willen|verzoek|mij|me|ons|kunt_u ~4 uitschrij*|uitschij*|afmeld*|uit_te_schrijven|af_te_melden|uitgeschreven|af_melden',
  'schrijf|schrijft|meld|meldt|haal|haalt|gooi|zet ~2 mij|me|ons|mijn|onze|dit ~5 uit|af|van ~4 lijst*|bestand*|mailing*|maillijst|verzendlijst|systeem|database|nieuwsbrief|$',
  'verwijder*|haal|halen|schrap*|wis|wissen|delete|verwijderen ~3 mij|me|ons|mijn|onze|dit|deze ~9 lijst*|bestand*|mailing*|maillijst|database|systeem|gegevens|adres|emailadres|mailadres|verzendlijst|nieuwsbrief|contacten|crm|administratie',
  'mijn|onze|mij|me|ons|dit ~6 lijst*|bestand*|mailing*|maillijst|database|systeem|verzendlijst|adressenbestand ~4 halen|verwijderen|schrappen|wissen|te_halen|te_verwijderen|verwijderd',
  'geen ~3 mails|email*|mail|berichten|reclame|post|nieuwsbrieven|contact|mailtjes ~2 meer',
  'geen ~1 verdere|ongevraagde ~2 mails|email*|berichten|reclame|contact',
  'niet_meer|nooit_meer|niet_langer|niet_nogmaals ~4 benader*|mailen|mail|contact*|schrijven|berichten|lastig|sturen|stuurt|aanschrijven|te_mailen|te_benaderen|ontvangen|lastigvallen|gemaild',
  'mail|mailt|schrijf|stuur|benader|contacteer ~3 mij|me|ons ~3 niet|nooit|niets|geen ~2 meer|$',
  'stop*|hou|houd ~2 met|op ~3 mailen|mails|sturen|schrijven|spam*|berichten|dit|deze|contact*',
  'laat ~1 mij|me|ons ~1 met_rust',
  'wil|wens|willen|wensen ~3 geen|niet_meer|niets_meer|niet_langer ~5 mails|email*|ontvangen|berichten|horen|benaderd|gemaild|reclame',
  'maak|maken|teken ~3 bezwaar ~8 verwerking|gegevens|gebruik|direct_marketing|avg|mails',
];

export const NORDIC = [
  'ta|tag|plocka|stryk|radera|avregistrera|avprenumerera|avanmal|avmal|stryka|avregistrer* ~1 bort? mig|oss|min|mina|var|vart|var_adress|denna|den_har|adressen ~8 list*|utskick*|register*|sandlist*|maillist*|databas*|system*|adress|mejladress|mail|mailadress|$',
  'ta_bort|tag_bort|stryk|plocka_bort|avregistrera|avprenumerera ~1 mig|oss|min_adress|min_mail|min_mejl*|var_adress|mina_uppgifter|vara_uppgifter|denna_adress|den_har',
  'inga|inte|aldrig|sluta|ej ~3 fler|mejl*|mail*|skicka*|kontakta*|skriv*|mer|utskick|mailen ~4 $',
  'sluta ~2 mejl*|maila*|skicka*|kontakta*|skriv*|spamma*|sand*',
  'vill|onskar|undanber ~4 inte|slippa|inga|ej|mig|oss ~4 mejl*|mail*|utskick*|kontakt*|reklam*|fler',
  'fjern|slet|slett|afmeld|avmeld|meld|stryk|ta|tag|frameld|frameldt|slette|fjerne ~1 mig|meg|os|oss|min|mine|vores|var|denne|dette ~8 list*|maillist*|mailliste*|database*|register*|kartotek*|adresse*|system*|epost*|mail*|nyhedsbrev|nyhetsbrev|fra|av|$',
  'afmeld*|avmeld* ~1 mig|meg|os|oss|tak|takk|venligst|vennligst|$',
  'ikke|ingen|aldrig|aldri|stop|stopp|slutt ~2 flere|skriv*|send*|kontakt*|mail*|mails|epost*|meldinger|reklame|mer|mere|med_a|med_at|henvendelse* ~6 $',
  'ikke|aldrig|aldri ~1 kontakt*|skriv*|send*|mail* ~3 mig|meg|os|oss|mere|mer|igen|igjen|flere|til',
  'onsker|vil|vil_gerne|vil_gjerne ~2 ikke|slippe|frabede|have_mig|bli ~4 mail*|mails|epost*|modtage|motta|hore|kontakt*|flere|fjernet|slettet|frameldt ~5 $',
  'invander|motsatter|gor_indsigelse|protesterer ~8 behandling*|behandlingen|uppgifter|oplysninger|opplysninger|markedsforing|direktmarknadsforing',
  'poista*|poistakaa|poistaisi*|poistetaan ~3 minu*|meid*|tama|taman|osoitte*|sahkoposti*|yhteystie*|tieto* ~6 list*|rekister*|postitus*|jakelu*|tiedo*|jarjestelm*|$',
  'peru* ~2 tilaus*|uutiskirje* ~3 $',
  'ala|alkaa|al ~3 laheta*|lahettak*|kirjoit*|ota|ottako*|lahestyk* ~5 $',
  'en|emme ~3 halua*|toivo* ~5 viest*|posti*|sahkopost*|yhteydenot*|mainok*',
  'lopet* ~3 viest*|lahett*|sahkopost*|spamm*|mainost* ~4 $',
];

export const SLAVIC = [
  'wypis*|usun*|skresl*|wykresl*|wyrejestr* ~3 mnie|nas|moj*|nasz*|ten|adres*|dane|mail*|email*|nasze ~8 list*|baz*|subskrypcj*|mailing*|newsletter*|adres*|dane|bazy|systemu|danych|rejestru|$',
  'mnie|nas|adres*|moje|moj ~3 wypis*|usun*|skresl*|wykresl*',
  'wypisz*|wypisac|wypisuje|wypisanie ~2 mnie|nas|z ~4 $',
  'rezygnuj*|rezygnacja ~1 z ~3 newsletter*|subskrypc*|mail*|email*|otrzym*|wiadom*|list*|mailing*|kontakt*|ofert*',
  '^ rezygnuj* ~2 $',
  'prosze|prosimy|zadam|wnosze|wnosimy ~8 usun*|wypis*|usuniecie|skreslen*|wykreslen* ~6 mnie|nas|adres*|danych|dane|moj*|nasz*|list*|baz*|email*',
  'prosze|prosimy|zadam|wnosze|wnosimy ~8 zaprzestani*|niewysylan*|niekontakt* ~8 $',
  'nie ~3 pisac|wysylac|kontaktowac|przysylac|wysylajcie|piszcie|przysylajcie|kontaktujcie|przesylac|pisz|wysylaj|niepokoic|wysylania ~5 $',
  'nie ~2 zycz*|chc*|wyraz* ~5 otrzym*|dostaw*|wiadomosci|maili|ofert|kontaktow*|korespondencji|newslettera ~6 $',
  'przestan*|prosze_przestac|zaprzestan*|koniec|dosc|stop ~3 pisac|wysylac|spam*|mail*|wysylani*|maili|kontaktow*|przysylac',
  'sprzeciw*|wnosze_sprzeciw|cofam_zgode|wycofuje_zgode ~10 przetwarzan*|rodo|danych|marketing*|bazy|adresu|wobec|i',
  'odhlas*|odhlaste|vyrad*|vymaz*|smaz*|odstran*|vyskrtn* ~2 mne|me|nas|mna|moj*|muj|nas|tuto|tento|nasi|adresu|email ~8 $',
  '^ odhlasit|odhlaste|odhlaseni ~3 $',
  'ne|nam|mi|nas|me|jiz|dalsi|uz ~5 nezasil*|neposil*|nepiste|nekontakt*|neobtez*|nezasiel*|neposielaj*|nekontaktuj*|nepis',
  'neposil*|nezasil*|nepiste|nekontakt*|neobtez*|neposielaj*|nezasiel* ~5 $',
  'nepreji|nepreje*|nechci|nechceme|nezelam|nezelame|neprajem ~6 mail*|email*|zprav*|sprav*|nabid*|newslet*|kontakt*|dostav*|zasil*|odber*|reklam*|psan*|pisete',
  'vznasim|namit* ~8 zpracovan*|udaj*|marketing*',
  'отпиш*|отписать|удал*|исключ*|уберите|убери|вычеркн* ~3 меня|нас|мой|наш|этот|мою|наши|мои|адрес|почту ~8 $',
  'прошу ~2 не_писати|не_турбувати|не_надсилати',
  'отпишите|отписаться|отписка|отпиши|отписать ~3 $',
  'не ~3 пишите|присылайте|шлите|беспокойте|отправляйте|писать|присылать|контактируйте|беспокоить|пиши|присылай|слать|отправлять|рассылать|звоните_и_не_пишите ~6 $',
  'прекратите|перестаньте|хватит|прекратить|остановите|прекращайте ~4 присыл*|писать|рассыл*|слать|спам*|отправ*|эти|эту|беспокоить|это|письма',
  'не ~2 хочу|хотим|желаю|желаем ~3 получать|видеть|письма|ваши|больше|рассылк* ~6 $',
  'больше_не ~3 пишите|присылайте|надо|нужно|писать|шлите|отправляйте|хочу|беспокойте',
  'отзываю|возражаю|требую|прошу ~8 удал*|согласие|обработк*|исключить|данные|рассылк*|прекратить|больше_не|не_писать|отписать ~6 $',
  'відпиш*|видал*|виключ* ~3 мене|нас|мій|нашу|адресу ~8 $',
  'не ~3 пишіть|надсилайте|турбуйте|присилайте ~6 $',
  'tyn|torol*|torolj*|vegyen*|vegye|vegyenek|iratkoz*|leiratkoz* ~4 engem|minket|cimem*|email*|listarol|listajarol|listajukrol|adatbazis*|cimet|ki|le ~5 $',
  'leiratkoz*|torlest_kerek|leiratkozom|leiratkozas ~3 $',
  'ne ~3 kuldj*|irj*|keres*|kuldjon|zaklas* ~5 tobb*|nekem|nekunk|$',
  'nem ~3 kerek|szeretn*|kivan* ~5 level*|email*|tobb*|uzenet*',
  'ma|ne|sa_ma sterge*|scoate*|elimina* ~2 din|de_pe|$',
  'dezabon*|stergeti|scoateti|eliminati ~3 ma|ne|adresa|datele|emailul|mi ~6 $',
  'nu|va_rog_sa_nu|rog_sa_nu ~4 scrieti|trimiteti|contactati ~6 $',
  'nu ~2 doresc|dorim|vreau ~5 email*|mail*|mesaj*|oferte*|newsletter*|contactat*|reclam*',
];

export const TURKISH = [
  'listeniz*|liste*|veri_taban*|veritaban*|kayit*|sistem*|rehber* ~5 cikar*|sil*|kaldir*',
  'beni|bizi|adresimi*|epostami*|bilgilerimi*|verilerimi*|mail_adresim*|kisisel_verilerim*|e_posta_adresim* ~6 cikar*|sil*|kaldir*',
  'bir_daha|artik|lutfen|bundan_sonra|daha_fazla ~4 eposta|mail|mesaj|e_posta|yaz*|gonder*|posta|rahatsiz|ileti ~4 gonderme*|atma*|yazma*|etme*|iletme*|gondermeyin*',
  'gondermeyin*|yazmayin*|atmayin*|gonderilmemesini|aranmamay* ~5 $',
  'mail*|eposta*|e_posta*|mesaj*|posta*|ileti*|bulten*|reklam* ~4 almak_istemiyor*|istemiyor*',
  'abonelik* ~3 iptal*|cik*|sonlandir* ~3 $',
  'rizami_geri ~6 $',
  'veri*|verilerim*|bilgi*|isle*|silinme* ~8 itiraz_ediyor*|silinmesini_talep*|talep_ediyor*',
];

export const ASIAN = [
  '配信 ~5 停止|中止|解除|不要|やめ|止め|終了|取りやめ|ストップ',
  '配信を停|配信停止|停止してください|解除してください|登録解除|退会',
  '今後|もう|二度と|これ以上|以後|一切 ~12 送らない|送信しない|連絡しない|メールしない|送付しない|不要|お断り|送るな|控えて|ご遠慮|やめて|遠慮|お控え|しないで|送らず',
  '送らないで|送信しないで|送付しないで|送ってこないで|連絡しないで|メールしないで|送り付けないで|送りつけないで',
  'メール|営業|案内|連絡|宣伝 ~8 不要です|不要でございます|お断り|結構です|必要ありません|送らないで|ご遠慮|遠慮|お控え|やめて|迷惑',
  'アドレス|メールアドレス|名簿|リスト|個人情報|弊社|当社|宛先 ~10 削除|外して|抹消|除外|消して',
  'リストから外',
  '^ 退订|取消订阅|退訂|取消訂閱|拒收|不再订阅 ~4 $',
  '请|麻烦|帮|把|将|我要|我想|請|麻煩 ~6 退订|取消订阅|退訂|取消訂閱|移出|剔除 ~8 $',
  '我|我们|我們|邮箱|地址|信箱|邮件地址|信息 ~8 移除|删除|刪除|移出|剔除',
  '别|不要|请勿|勿|莫|停止|請勿|別 ~4 再|给|向|給|继续|繼續|向我|對我 ~6 发|发送|联系|打扰|骚扰|寄|發|寄送|聯絡|聯繫|打擾|邮件|郵件|来信|推销',
  '不要再|别再|不想再|不希望再|不愿再|不必再|勿再|請勿再|别给|不用再 ~6 发|收到|联系|打扰|邮件|寄|發|聯絡|信|來信|郵件|骚扰|推销',
  '停止 ~4 发送|邮件|联系|寄送|寄信|發送|郵件|骚扰|推送',
  '列入|加入 ~4 黑名单|黑名單|拒收',
  '举报|投诉|檢舉|舉報 ~6 $',
  '从|從|自 ~8 名单|列表|名單|数据库|通讯录|清单|資料庫 ~4 删|移|去|刪|除',
  '수신거부|수신_거부 ~3 $',
  '수신거부|수신_거부|수신을_거부|구독_취소|구독취소|구독_해지|구독해지|수신_동의_철회 ~2 합니다|해_주|해주|부탁|요청|바랍니다|처리|신청|할게요|하겠습니다|드립니다',
  '메일|이메일|연락|광고|이런_메일|문자 ~8 보내지|하지|그만|중단|사절|원하지|받고_싶지|삭제|말아|마세요|거부|원치',
  '보내지_말|보내지_마|연락하지_마|연락하지_말|그만_보내|발송_중단|발송을_중단|보내지말|보내지마',
  '주소|명단|목록|리스트|개인정보|연락처|데이터 ~6 삭제|제외|빼_주|빼주|지워',
];

/** The whole answer, or the subject of a message that answers nothing: one such word says it all. */
export const ALONE = [
  '^ {PLEASE}? stop|unsubscribe|unsub|remove|optout|opt_out|remove_me|no_more|unsubscribe_me|delete|unsubscribe_request|list_unsubscribe|stop_now|end|quit|cancel|stop_all|stopall|abmelden|austragen|abmeldung|abbestellen|stopp|loschen|desinscription|desabonnement|desabonner|desinscrire|stop_pub|baja|bajas|cancelar|dar_de_baja|darme_de_baja|cancella|cancellami|disiscrizione|rimuovi|uitschrijven|afmelden|uitschrijving|wypisz|rezygnuje|rezygnacja|odhlasit|leiratkozas|avregistrera|avsluta|afmeld|avmeld|peruuta|sair|remover|descadastrar|отписка|отписаться|отпишите|стоп|abonelikten_cik|退订|退訂|配信停止|停止|取消订阅|取消訂閱|수신거부|수신_거부|구독취소|수신_거부_요청|수신거부_요청 {PLEASE}? {PLEASE}? $',
  '^ unsubscribe|opt_out|remove from|me|request|my ~12 $',
];

/** Sentences with such words that ask for something else: nobody's wish to be left alone. */
export const OTHERWISE = [
  'phone|phoning|call|calling|calls|telephone|ring|ringing|whatsapp|sms|text|texting|fax|linkedin|anrufen|anrufe|telefonisch|telefon*|appeler|appels|telephone|llamar|llamadas|telefonare|chiamare|ligar|bellen|ringa|dzwonic|звонить|звоните|電話|电话|전화',
];
/** Words of the mail, with which a telephone beside it changes nothing. */
export const MAILED = [
  'email*|mail|mails|mailing|emailing|message*|list|lists|database|courriel*|correo*|mejl*|epost*|nachricht*|messaggi*|mensagens|письм*|wiadomosci|verteiler|メール|邮件|郵件|메일|sahkopost*|in_any|any_form|any_way',
];
/** A wish for a while, or for another place. */
export const FOR_A_WHILE = [
  'until|till|before|unless|bis|bevor|vor|solange|erst|jusqu|avant|tant_que|hasta|antes_de|mientras|fino|prima_di|finche|ate|antes|tot|voordat|zolang|innan|forran|til|for_den|dopiero|przed|до|пока|kadar|までは|之前|까지 ~8 {WHEN}',
  'while|during|wahrend|pendant|durante|tijdens|podczas|во_время ~4 leave|holiday|vacation|away|urlaub|ferien|conges|vacaciones|ferie|ferias|vakantie|urlopu|отпуска',
  'instead|use_my|use_the|use_this|use_bob|rather_use|stattdessen|lieber_an|plutot|en_su_lugar|en_cambio|invece|em_vez|in_plaats|in_plaats_daarvan|istallet|i_stedet|zamiast',
  'write_to|reach_me|contact_me|mail_me|email_me|send_it|send_them ~1 at|on|to|under ~1 my|the|this|x',
];
export const WHEN: Names = {
  WHEN: 'monday|tuesday|wednesday|thursday|friday|next|week|month|january|february|march|april|may|june|july|august|september|october|november|december|montag|dienstag|mittwoch|donnerstag|freitag|nachste*|woche|monat|lundi|mardi|mercredi|jeudi|vendredi|semaine|mois|lunes|martes|miercoles|jueves|viernes|semana|mes|lunedi|martedi|mercoledi|giovedi|venerdi|settimana|segunda|terca|quarta|quinta|sexta|maandag|dinsdag|woensdag|donderdag|vrijdag|volgende|vecka|uge|uke|tydzien|poniedzialek|wtorek|sroda|czwartek|piatek|неделю|понедельник|q1|q2|q3|q4|noon|tomorrow|then|summer|autumn|spring|fall|winter|i_m_back|i_am_back|we_ve|we_have|i_ve|i_have|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24|25|26|27|28|29|30|31|2026|2027|herbst|fruhjahr|sommer|januar|februar|marz|mai|juni|juli|oktober|dezember',
};
/** Sentences with such words that say something else. */
export const NOT_THAT = [
  'hor* ~3 auf ~1 zu zogern|warten|zweifeln|entschuldigen|uberlegen|suchen',
  'keine|kein ~3 mails|email*|nachrichten|newsletter ~4 schreiben|versenden|verschicken|tippen|manuell|verpassen|verlieren|angekommen',
  'habe|haben|hab|hatte|hatten ~4 keine|kein ~5 bekommen|erhalten|gefunden|gesehen|empfangen',
  "not|don't|dont|never ~1 email|mail|send|message|write me|us the|a|an|your|another_copy|pdf|word",
  'have|got|had|has ~1 no_further|no_more',
  'no_further|no_more ~3 details|questions|information|info|needed|necessary|pages|than|required',
  'not_receive|didn_t_receive|don_t_receive|not_received|not_get|didn_t_get|never_got|never_received|not_getting ~3 your|any|the|an|email',
  'please|you|to|and|can|could put|add|keep|include|sign ~1 me|us ~1 on|to|up|in ~3 list|mailing|distribution|newsletter',
  'mich|uns ~3 mit_in|in_den|in_ihren|auf_die ~2 verteiler|liste',
  'no ~1 recibi*|he_recibido|hemos_recibido|recebi|recebemos|ho_ricevuto|abbiamo_ricevuto ~3 correo|email|mail|mensaje',
];
/** Words for oneself, by which a question is a wish of one's own. */
export const ONESELF = new Set(
  'i we me us my our myself ich wir mich mir uns mein meine meinen unser unsere je moi nous mon ma mes m notre nos me mi mis nosotros nuestro nuestra io mi ci mio mia miei nostro nostra eu meu minha meus nosso nossa ik mij mijn wij ons onze jag mig oss min mina jeg meg os mit minun minut meidat meidan mnie mi moj moje nas nam mne me moje muj engem nekem minket ma mea imi beni bana bizi bize я меня мне нас мой мою мои нам 我 我们 我們 私 弊社 当社 저 저희 lista liste list'.split(
    ' ',
  ),
);

/** Removed from something that is no list of ours. */
export const ELSEWHERE = [
  'from|off|of|out_of|aus|von|vom|de|del|de_la|da|dal|dalla|uit|van|fran|z|ze|из ~3 cc|thread|loop|invite|invitation|meeting|chain|conversation|copy|trial|demo|account|quote|contract|proposal|order|calendar|chat|channel|channels|group|call|agenda|project|ticket|workspace|document|doc|plan|seat|course|event|webinar|webinars|invoice|offer|office|mondays|monday|tuesdays|fridays|life|kurs|termin|einladung|vertrag|angebot|rechnung|reunion|contrat|devis|factura|contrato|preventivo|offerte|afspraak',
];
/** The person goes on with us: a wish beside it is to be looked at. */
export const GOES_ON = [
  'let_s|lets|happy_to|glad_to|love_to|would_like_to|interested_in ~2 talk|speak|meet|chat|discuss|call|learn|hear_more|see|schedule|set_up',
  'i_am|we_are|i_m|we_re|very|quite|definitely|still interested',
  'keep|keeping|halten|halt|tenez|tiens|mantenga*|mantengan*|mantenha*|tenga|tenetemi|houd|hall|hold|pitak*|держите|informujte|informujcie ~2 me|us|mich|uns|moi|nous|mij|ons|mig|meg|os|minut|мена|меня|nas|mnie ~4 loop|posted|informed|updated|laufenden|courant|informad*|aggiornat*|hoogte|uppdaterad|opdateret|oppdatert|tasalla|курсе|biezaco',
  'manten*|mi_teng*|tenetemi ~2 informad*|aggiornat*|al_tanto|al_corriente',
  'call_me|ring_me|give_me_a_call|send_me ~3 pricing|price|prices|quote|offer|proposal|brochure|details|information|invite|invitation|link|deck|tomorrow|monday|tuesday|wednesday|thursday|friday|at|on',
  'rufen_sie_mich|schicken_sie_mir|senden_sie_mir ~4 angebot|unterlagen|preis*|infos|termin|an|gern|morgen',
  'appelez_moi|envoyez_moi|llameme|envieme|mi_chiami|me_ligue|bel_me',
  'go_ahead|go_on|carry_on|keep_them_coming|feel_free|you_got_me|you_win|count_me_in',
  'works_for_me|sounds_good|sounds_great|looks_good|passt_mir|ca_me_convient|me_viene_bien',
];
/** Before a wish: it is denied. */
export const DENIED = new Set(
  "not don dont never nicht kein keine nie ne pas no non nao niet inte ikke nie не не nunca jamais cannot can't won wouldn לא אל لا عدم μη μην δεν khong dung jangan tidak ne nemojte nu nem neither".split(
    ' ',
  ),
);
/** Before a wish: it hangs on something. */
export const CONDITIONS = new Set(
  'if whether ob unless falls wenn si jesli jezeli если eger kdyz hvis indien'.split(' '),
);
/** Conditions that are only manners. */
export const MANNERS = [
  'if ~1 you|possible|u ~1 could|would|can|please|not_mind|don_t_mind|possible|be_so|wouldn_t',
  'if_possible|wenn_moglich|wenn_sie|si_possible|si_es_posible|se_possibile|se_possivel|indien_mogelijk|jesli_mozna|если_можно|wenn_es_geht|als_het_kan|s_il|si_no_es_molestia|se_puder',
  'if ~2 email|contact|write|send|message|continue|again|hear|keep',
  'grateful|appreciate|appreciated|nice|great|kind|glad|happy|thankful|obliged ~3 if',
];
