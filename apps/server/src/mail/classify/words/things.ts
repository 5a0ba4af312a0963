/** What somebody would rather not have in an answer that he does want. Folded, all languages together. */
export const THINGS =
  'video* film* clip* filmik* brosch* brochur* brosur* broszur* prospekt* folder* folleto* opuscolo depliant* folheto* page pages seite ' +
  'seiten pagin* strana strany stran strony stronie sider sidor sivua sayfa* slide slides folien diapositiv* lysbilder slajd* ' +
  'deck decks powerpoint* pdf* anhang anhange attachment* adjunto* ' +
  'allegat* anexo* bijlage* zalacznik* priloh* vlozen* bilaga* vedhaeft* rechnung* invoice* facture* factura* fattur* fatura* faktur* katalog* catalog* ' +
  'unterlagen muster sample* whitepaper* видео ролик* брошюр* презентац* presentation* prasentation* presentacion* presentaz* apresentac* prezentac* sunum* страниц* ' +
  'каталог* вложени* стран ' +
  'romans romane romanzo romanzi novela novelas romances essay essays contract contracts contrat contrats contrato contratos contratto contratti vertrag vertrage umowy umowe smlouvu smlouvy договор* preisliste* prijslijst* prislist*';
/** The same in scripts without spaces. */
export const THINGS_OF_SIGNS = [
  '视频|視頻|影片|动画|動画|資料|资料|手册|手冊|附件|添付|カタログ|동영상|자료|카탈로그',
];
