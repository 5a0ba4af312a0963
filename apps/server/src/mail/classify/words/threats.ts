import type { Names } from '../phrases.js';

/**
 * Who will complain, go to law or block us when we write once more, in both orders; folded, by language. Writing has to be
 * spoken of, and that it is repeated: who asks for a second copy for his lawyer, or puts his name down if there is a
 * place left, threatens nobody.
 */
export const THREAT_NAMES: Names = {
  ONCE_MORE_DE: 'noch_einmal|nochmal|nochmals|wieder|weiter|weiterhin|erneut',
  WRITING_DE: 'schreib*|mail*|kontaktier*|anschreib*|belastig*|anmail*|zuspam*',
  LAW_EN: 'lawyer|solicitor|attorney|police|legal_action|court|ico|ftc|authorities|complaint',
  GOES_ON_FR: 'continuez|insistez|recommencez|persistez',
  GOES_ON_ES:
    'vuelven_a_escrib*|vuelve_a_escrib*|vuelves_a_escrib*|vuelven_a_contact*|vuelve_a_contact*|vuelven_a_molest*|siguen_escrib*|sigue_escrib*|siguen_molest*|insisten|insiste',
  GOES_ON_IT:
    'ancora_scriv*|scriv*_ancora|scriv*_di_nuovo|contatt*_ancora|contatt*_di_nuovo|continuate|insistete|disturb*_ancora',
  GOES_ON_PT:
    'voltarem_a_escrev*|voltar_a_escrev*|voltarem_a_contact*|voltarem_a_contat*|voltar_a_contat*|continuarem_a_escrev*|continuar_a_escrev*|continuarem_escrev*|continuarem_a_mand*|insistirem|insistir',
  ONCE_MORE_NL: 'nog_een_keer|nog_eens|nog_1_keer|weer|opnieuw|nogmaals|blijft|blijven',
  ONCE_MORE_PL: 'jeszcze_raz|ponownie|znowu|nadal|dalej',
  ONCE_MORE_CS: 'znovu|jeste_jednou|opet|dal|porad',
  ONCE_MORE_RU: 'еще_раз|еще_хоть_раз|снова|опять',
};

export const THREATS = [
  'report|reporting|sue|suing|block|blocking|blacklist|prosecute you|your_company|your_domain|your_address ~8 if|should|next_time ~1 you ~2 write|email|mail|message|contact|spam|bother ~3 again|once_more|one_more_time|another_time',
  'report|reporting|sue|suing|block|blocking|blacklist|prosecute you|your_company|your_domain|your_address ~8 if_you_continue|if_you_keep|if_this_continues|unless_you_stop|unless_this_stops|if_you_don_t_stop|if_you_do_not_stop',
  '{LAW_EN} ~2 if|should ~1 you ~2 write|email|mail|message|contact|spam|bother ~3 again|once_more|one_more_time|another_time',
  '{LAW_EN} ~2 if_you_continue|if_you_keep|if_this_continues|unless_you_stop|unless_this_stops|if_you_don_t_stop',
  'one_more|another|next|single ~1 {MAILS} and ~1 i ~2 report_you|block_you|sue|call_my_lawyer|call_my_solicitor|call_the_police|call_my_attorney|complain',
  'melde|zeige|verklage|blockiere|sperre ~1 sie|euch|dich|das ~8 wenn|falls|sollten|sofern|sobald ~3 {ONCE_MORE_DE} ~1 {WRITING_DE}',
  'anzeige|beschwerde|abmahnung|rechtliche_schritte|strafanzeige|anwalt_ein|unterlassungsklage ~6 wenn|falls|sollten|sofern ~3 {ONCE_MORE_DE} ~1 {WRITING_DE}',
  'wenn|falls|sollten|sofern ~3 {ONCE_MORE_DE} ~1 {WRITING_DE} ~1 melde_ich_sie|melde_ich_euch|melde_ich_das|zeige_ich|verklage|abmahn*|erstatte_ich|schalte_ich|beschwere_ich|blockiere_ich|sperre_ich|gehe_ich|leite_ich_rechtliche',
  'vous_signale|vous_signalerai|signalerai|denonce|denoncerai|vous_bloque|plainte|cnil|tribunal ~6 si_vous {GOES_ON_FR}',
  'vous_signale|vous_signalerai|signalerai|denonce|denoncerai|vous_bloque|plainte|cnil|tribunal ~6 si_vous ~1 ecriv*|contact*|relanc* encore|a_nouveau|de_nouveau',
  'si_vous {GOES_ON_FR} ~6 plainte|vous_signale|vous_signalerai|signalerai|mon_avocat|cnil|tribunal|poursui*|vous_bloque',
  'si_vous ~1 ecriv*|contact*|relanc* encore|a_nouveau|de_nouveau ~6 plainte|vous_signale|vous_signalerai|signalerai|mon_avocat|cnil|tribunal|poursui*|vous_bloque',
  'denunciare|denuncio|denunciaremos|demandare|bloqueare|reportare ~6 si ~1 {GOES_ON_ES}',
  'si ~2 {GOES_ON_ES} ~6 denunci*|demanda*|aepd|policia|bloqueare|acciones_legales',
  'denuncio|denuncero|querelo|garante ~6 se ~3 {GOES_ON_IT}',
  'se ~3 {GOES_ON_IT} ~5 denunci*|garante|querel*|polizia|vie_legali',
  'denunciar|denuncio|denunciarei|denunciaremos|processar|queixa ~6 se ~2 {GOES_ON_PT}',
  'se ~2 {GOES_ON_PT} ~6 denunci*|processar*|procon|anpd|cnpd|queixa|policia',
  'meld|blokkeer|rapporteer jullie|u|je|dit ~5 als|indien|zodra ~2 {ONCE_MORE_NL} ~1 mail*|schrij*|contact*|benader*|stuur*|sturen',
  'als|indien ~2 {ONCE_MORE_NL} ~1 mail*|schrij*|contact*|benader*|stuur*|sturen ~5 klacht|mijn_advocaat|aangifte|blokkeer|meld_ik_jullie|meld_ik_u|meld_ik_je|autoriteit_persoonsgegevens',
  'anmaler|anmelder|melder|rapporterar|rapporterer|blockerar|blokerer|blokkerer er|eder|jer|dere|dig|deg ~5 om|hvis ~2 mejl*|mail*|skriv*|kontakt*|fortsatt*|fortsaett*|fortsett* igen|igjen|en_gang_til|med_detta|med_det',
  'om|hvis ~2 mejl*|mail*|skriv*|kontakt* igen|igjen|en_gang_til ~5 polis*|politi*|advokat*|datatilsyn*|anmaler_jag_er|anmelder_jeg_jer|melder_jeg_jer|melder_jeg_dere|rapporterar_jag_er',
  'zglosze|zglaszam|podam|zaskarze was|panstwa|to|skarge ~5 jesli|jezeli ~1 {ONCE_MORE_PL} ~1 napisz*|pisz*|skontakt*|kontakt*',
  'jesli|jezeli ~2 {ONCE_MORE_PL} ~1 napisz*|pisz*|skontakt*|kontakt* ~5 zglosz*|uodo|policj*|skarg*|sadu',
  'nahlasim|udam|zazaluji vas|to ~4 pokud|jestli ~2 {ONCE_MORE_CS} ~1 napis*|pis*|kontakt*|obtez*',
  'pokud|jestli ~2 {ONCE_MORE_CS} ~1 napis*|pis*|kontakt*|obtez* ~5 nahlas*|stiznost*|policii|uoou|zalob*',
  'пожалуюсь|заблокирую|жалобу ~4 если ~2 {ONCE_MORE_RU} ~1 напиш*|пиш*|побеспоко*',
  'если ~2 {ONCE_MORE_RU} ~1 напиш*|пиш*|побеспоко* ~4 пожалуюсь|жалоб*|суд|роскомнадзор*|полици*|заблокирую',
  'bir_daha|tekrar ~1 yaz*|eposta|mail ~4 sikayet*|dava_ac*|engelle*|polis*|bildiririm',
];

/** The same in looser words: what they are about has to be named beside them, or be nothing (wishes.ts). */
export const OR_ELSE = [
  'if|should ~3 you|i|we|another|one_more|any_more ~6 {AGAIN}|email|message|continue ~14 report_you|report_this|report_it|report_your|reporting_you|reported|block_you|block_your|blocking_you|mark_you|mark_your|mark_this|mark_it|mark_them|as_spam|my_lawyer|my_solicitor|my_attorney|legal_action|complain|complaint|ftc|ico|authority|authorities|sue|police|in_court|abuse',
  'or|otherwise|next_one|next_time|another_one|any_further ~4 report|reported|reporting|mark|marked|flag|flagged ~5 spam|ico|ftc|authority|abuse|police',
  'sonst|andernfalls|ansonsten|nochmal_und|noch_einmal_und ~8 anwalt_ein|anzeige|melde_ich_sie|melde_ich_euch|melde_ich_das|als_spam|blockiere_ich|beschwerde|rechtliche*|aufsichtsbehorde|abmahn*|verbraucherzentrale|bundesnetzagentur',
  'weitere*|nachste*|noch_eine ~1 mail|mails|email*|nachricht*|werbung|werbe*|zusendung* ~8 anwalt*|anzeige|melde*|spam|blockier*|beschwerde|rechtliche*|aufsichtsbehorde|abmahn*|verbraucherzentrale|bundesnetzagentur',
  'sinon|a_defaut ~10 signal*|cnil|spam|plainte|mon_avocat|bloqu*|justice|saisirai',
  'prochain*|encore_un|un_autre|encore_une ~1 mail*|message*|courriel*|envoi*|relance* ~8 signal*|cnil|spam|plainte|mon_avocat|bloqu*|justice|saisirai',
  'si ~6 vuelve*|siguen|sigue|insisten|insiste ~10 denunci*|como_spam|a_spam|aepd|mi_abogad*|reportar*|los_bloque*|le_bloque*|bloqueare',
  'altrimenti ~6 vi_segnal*|la_segnal*|garante|come_spam|mio_avvocat*|denunc* ~8 $',
  'se ~6 ancora|continu*|insist*|di_nuovo|un_altra|un_altro ~6 vi_segnal*|la_segnal*|garante|come_spam|mio_avvocat*|denunc* ~8 $',
  'senao|caso_contrario|se_voltar*|se_continuar* ~8 denunci*|como_spam|procon|meu_advogad*|anpd|cnpd ~8 $',
  'anders|volgende_mail|nog_een_mail|nog_een_bericht|nog_een_keer ~8 als_spam|klacht|aangifte|autoriteit|acm|mijn_advocaat|meld_ik_u|meld_ik_je|meld_ik_jullie|meld_ik_dit',
];
