/** How the subjects of delivery reports begin or what they hold; see phrases.ts for how a line is read. */
export const SUBJECTS = [
  'undeliver*|undelivered|nondeliverable|non_delivery|nondelivery|undeliverable',
  'delivery ~2 status_notification|failure|failed|problem|error|incomplete|report|delayed|has_failed|unsuccessful|suspended|notification|delay|temporarily',
  'failure_notice|returned_mail|returned_to_sender|return_to_sender|returning_to_sender|mail_returned|returned_message|message_returned|email_returned|bounced_mail|bounce_notification|mailer_daemon|mail_system_error|mail_error',
  'mail|message|email|messages ~3 delivery_failed|delivery_failure|could_not_be|not_delivered|undelivered|failed|delivery_system|rejected|blocked|not_sent|bounced|refused|was_not|returned',
  'failed ~2 delivery|to_deliver|deliver|mail|message',
  'warning|warn ~1 message|could_not_send|mail_delayed|email_delayed|message_delayed',
  'automatically_rejected_mail|cannot_deliver|could_not_deliver|unable_to_deliver|not_deliverable|mail_not_delivered|address_not_found|message_blocked|message_not_delivered|dsn',
  'unzustellbar*|nicht_zugestellt|nicht_zustellbar|ubermittlungsfehler|rucksendung|zustellungsfehler|zustellfehler|unzustellbare|zustellbericht|zustellungsbericht|zustellungsbenachrichtigung',
  'zustellung ~3 fehlgeschlagen|nicht_moglich|verzogert|fehler',
  'fehler ~2 zustellung|ubermittlung|versand',
  'echec ~3 remise|livraison|distribution|envoi|delivrance',
  'non_remis|non_distribue|non_delivre|remise_impossible|notification_d_echec|avis_de_non|non_livre|message_non ~1',
  'no_se_puede_entregar|no_entregado|no_entregable|no_se_ha_podido|no_se_pudo|error_de_entrega|devuelto|fallo_en_la_entrega|error_al_entregar|correo_devuelto|no_se_puede_enviar|mensaje_no_entregado',
  'mancata_consegna|mancato_recapito|impossibile_recapitare|impossibile_consegnare|non_recapitat*|non_recapitabile|non_consegnat*|errore_di_consegna|messaggio_respinto',
  'nao_entregue|nao_foi_possivel_entregar|falha_na_entrega|falha_ao_entregar|nao_e_possivel_entregar|devolvida|devolucao|nao_entreg*|erro_na_entrega',
  'onbestelbaar|niet_bezorgd|niet_afgeleverd|bezorging_mislukt|aflevering_mislukt|kan_niet_worden_bezorgd|niet_te_bezorgen',
  'kan_inte_levereras|gar_inte_att_leverera|kunne_ikke_leveres|kan_ikke_leveres|ej_levererat|olevererat|ikke_leveret|kunde_inte_levereras|leveringsfejl|leveringsfeil',
  'ei_voitu_toimittaa|toimittaminen_epaonnistui|viestia_ei|toimitus_epaonnistui',
  'nie_mozna_dostarczyc|niedostarcz*|nie_dostarczono|blad_dostarczania|zwrot ~2 wiadomosci|poczty',
  'nedorucitel*|nedorucen*|nelze_dorucit|kezbesithetetlen|kezbesites|sikertelen|nelivrat*|mesaj_nelivrat|livrare',
  'teslim_edilemedi|teslim_edilemeyen|iletilemedi|gonderilemedi',
  'не_доставлено|недоставлен*|не_удалось_доставить|ошибка_доставки|невозможно_доставить|не_доставлен*|сообщение_не|не_вдалося_доставити|недоставлено|доставка_невозможна',
  '配信不能|配送不能|配信できません|送信できません|届きません|配信エラー|配信失敗|エラーメール|返送|配達不能|容量超過',
  '无法送达|退信|投递失败|无法投递|发送失败|無法傳遞|無法送達|退回|系统退信|未送达',
  '배달되지|전송_실패|전송실패|배달_실패|반송|발송_실패|수신_실패',
];

/** What the texts of servers say that write no RFC 3464. */
export const TEXTS = [
  'message_could_not_be|message_was_not|message_has_not|message_cannot_be|message_couldn_t|mail_could_not_be|email_could_not_be|message_can_t_be|message_not|message_wasn_t ~2 delivered|sent',
  'could_not_be_delivered|wasn_t_delivered|was_not_delivered|not_be_delivered|unable_to_deliver|cannot_deliver|couldn_t_be_delivered|could_not_deliver|failed_to_deliver|was_undeliverable|is_undeliverable|can_not_be_delivered|undeliverable_to|were_undeliverable|couldn_t_deliver|not_delivered_to|did_not_reach',
  'delivery ~6 failed|has_failed|failed_permanently|not_possible|impossible|unsuccessful|has_been_delayed|delayed|been_suspended|failure',
  'following ~1 recipient*|address*|message|destination ~8 fail*|error*|reject*|permanent*|problem*|undeliver*|could_not|delayed|unsuccess*|fatal|cannot|not|delivered',
  'permanent|fatal ~1 error|errors|failure|fatal',
  'permanent_failure|transcript_of_session|original_message_was_received_at|attached_file_details|returned_below|this_is_a_permanent_error|message_you_sent|mail_system_at|this_is_the_mail|qmail_send_program|courier_mail_server|mail_delivery_system|mail_delivery_software|diagnostic_information_for_administrators|delivery_status_notification|automatically_generated_delivery|reporting_mta|remote_server_returned|remote_host_said|rejected_your_message|generating_server|bounce_message|mail_transfer_agent',
  'rejected_by|returned_by|refused_by|bounced_by|returned_to ~4 server|host|gateway|system|recipient|sender|you',
  'returned_to_sender|returning_to_sender|message_returned|is_being_returned|has_been_returned|being_returned|returning_your',
  'could_not_send|not_able_to_deliver|have_failed|unknown_user|user_unknown|no_such_user|unknown_recipient|address_not_found|mailbox_unavailable|mailbox_full|quota_exceeded|over_quota|not_listed_in_domino|not_listed_in_public',
  'attempts|attempt ~3 deliver|delivery',
  'nicht_zugestellt|konnte_nicht|konnten_nicht|nicht_zustellbar|unzustellbar|zustellung|nicht_ausgeliefert|zugestellt_werden|nicht_ubermittelt|dauerhafter_fehler|fehlgeschlagen',
  'n_a_pas_pu|n_a_pas_ete|n_a_pu_etre|a_echoue|echec|pas_ete_remis|impossible_de_remettre|non_remis|n_ont_pas_pu|impossible_de_livrer|erreur_permanente',
  'no_se_entrego|no_se_pudo|no_pudo|no_ha_podido|no_se_ha_podido|no_puede_ser|no_fue_entregado|no_ha_sido_entregado|error_permanente|no_fue_posible|fallo_la_entrega|rechazado',
  'impossibile_recapitare|impossibile_consegnare|non_e_stato|non_recapitat*|non_consegnat*|errore_permanente|non_e_possibile|non_puo_essere|non_ha_potuto',
  'nao_foi_possivel|nao_foi_entregue|nao_pode_ser|nao_pode|erro_permanente|falhou|nao_entregue|nao_foi',
  'niet_worden_bezorgd|niet_bezorgd|kon_niet|niet_afgeleverd|kan_niet_worden|permanente_fout|mislukt|niet_worden_afgeleverd|onbestelbaar',
  'kunde_inte_levereras|kunne_ikke_leveres|kan_inte_levereras|levererades_inte|ble_ikke_levert|blev_ikke_leveret|kunne_ikke|kunde_inte|gick_inte',
  'ei_voitu|epaonnistui|ei_toimitettu',
  'nie_zostala_dostarczona|nie_mozna_dostarczyc|nie_moze_byc|nie_dostarczono|nie_udalo_sie|blad_staly|nie_mogla|niedostarcz*|niepowodzen*|nie_zostal*',
  'nelze_dorucit|nemohla_byt|nebyla_dorucena|nebylo_mozne|nedoruc*|nepodarilo|nem_sikerult|kezbesithetetlen|nem_kezbesitheto|nu_a_putut|nu_a_fost',
  'teslim_edilemedi|iletilemedi|ulastirilamadi|edilemedi|basarisiz',
  'не_доставлено|не_было_доставлено|не_удалось|не_может_быть|невозможно_доставить|не_доставлен*|отклонен*|отклонил|ошибка|не_вдалося|недоставлен*|отказ*',
  '配信できません|配信できませんでした|送信できません|お届けできません|届けることができません|配信されません|配達できません|失敗しました|受信されません|送信できませんでした|できませんでした',
  '无法送达|被退回|投递失败|退信|无法投递|发送失败|退回|无法发送|未能送达|無法傳遞|無法送達|不能送达|退回给您',
  '배달되지|전송되지|전달되지|실패|반송|못했습니다',
];

/** Warnings of servers that go on trying. */
export const DELAYED = [
  'delivery|message|mail|email ~4 delayed|temporarily_suspended|still_being_retried|has_been_delayed|deferred|is_delayed',
  'warning_message|warning_could_not_send|this_is_a_warning|warning_only|not_need_to_resend|no_action_is_required|do_not_need_to_resend|will_continue_to|will_keep_trying|will_be_retried|will_retry|will_try_again|will_continue|keep_trying|still_trying|not_yet_been_delivered|has_not_been_delivered_yet|delivery_attempts_will_continue|will_be_attempted|retry_for|attempts_will_continue|delayed_mail',
  'status_notification_delay|status_notification_delayed',
  'weitere|andere|altre|autres|mas|mais|nog|yderligere|ytterligare|kolejne|jeste|еще ~2 stunden|stunde|tage|heures|horas|ore|uur|timer|timmar|godzin*|hodin*|час*',
  'zustellung ~3 verzogert|verzogerung',
  'versucht_weiterhin|wird_weiterhin_versucht|weitere_zustellversuche|noch_nicht_zugestellt|verzogerte',
  'remise_differee|retardee|sera_de_nouveau_tentee|continuera_a|retard_de_remise|a_ete_retarde',
  'se_ha_retrasado|retrasad*|seguira_intentando|se_seguira|en_ritardo|ritardat*|verra_ritentat*|continuera_a_tentare|atrasad*|continuara_tentando|vertraagd|blijft_proberen|opozni*|ponawian*|nadal_probuje|forsenad*|forsinket|fortsetter|fortsatter|viivasty*|zpozden*|gecik*',
  'задерживается|задержан*|отложен*|продолжит|будет_продолжать|будут_продолжен*|попытки_будут',
  '遅延|再送を試み|遅れて|延迟|仍在尝试|继续尝试|지연',
];

/** How servers begin what they return. */
export const RETURNED = [
  'below_this_line|copy_of|copy_of_your|copy_of_the|original_message|returned_message|headers_of|header_of|included_below|message_headers|original_mail|unsent_message|message_follows|transcript_of|original_message_headers|kopie|ursprungliche|message_d_origine|mensaje_original|messaggio_originale|mensagem_original|oorspronkelijk*|oryginalna|исходное|元のメッセージ|原始邮件|原邮件|원본',
];

/** The heading above a reason. */
export const REASONS = [
  '^ reason|the_reason|reason_for|error|diagnostic|grund|fehler|raison|motif|motivo|causa|oorzaak|reden|orsak|arsag|przyczyna|powod|duvod|причина|sebep|退信原因|退回原因|失败原因|失敗原因|原因|理由|エラー内容|사유|반송_사유',
];

/** What stands before the colon of the subject when a server reports that it arrived. */
export const DELIVERED: ReadonlySet<string> = new Set(
  'delivered|relayed|zugestellt|weitergeleitet|remis|relaye|entregado|retransmitido|consegnato|inoltrato|entregue|bezorgd|doorgegeven|levererat|leveret|levert|toimitettu|dostarczono|doruceno|teslim edildi|доставлено|配信済み|已送达|배달됨'.split(
    '|',
  ),
);

/** How its text says it. */
export const ARRIVED = [
  'message|nachricht|messaggio|mensaje|mensagem|bericht|meddelande|meddelelse|melding ~3 has_been_delivered|was_delivered|wurde_an|e_stato_consegnato|se_entrego|ha_sido_entregado|foi_entregue|is_bezorgd|har_levererats|er_leveret|er_levert',
  'delivery_to_these_recipients|delivery_to_the_following|a_ete_remis',
  'wurde ~6 zugestellt|ausgeliefert',
  'viesti*|wiadomos*|zprav*|письмо|сообщение|ileti* ~4 toimitettu|dostarczon*|dorucen*|доставлено|teslim_edildi',
];
