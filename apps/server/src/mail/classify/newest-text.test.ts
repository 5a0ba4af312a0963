import { describe, expect, it } from 'vitest';
import { htmlLines } from './html-lines.js';
import { newestText } from './newest-text.js';

const OURS = `Hi Ann,

would a short call make sense?

Rep
Unsubscribe: https://go.sender.test/u/1
`;
const marked = OURS.split('\n')
  .map((line) => `> ${line}`)
  .join('\n');

/** How mail programs introduce what they quote. */
const INTRODUCTIONS = [
  'On Mon, Mar 2, 2026 at 9:58 AM Rep Person <rep@sender.test> wrote:',
  'On 2 Mar 2026, at 09:58, Rep <rep@sender.test> wrote:',
  'On 02/03/2026 09:58, Rep wrote:',
  'On Mon, 2 Mar 2026 09:58:00 +0000\nRep <rep@sender.test> wrote:',
  'On Mon, Mar 2, 2026 at 9:58 AM Rep Very Long Name <\nrep@sender.test> wrote:',
  'Rep <rep@sender.test> wrote on Mon, 2 Mar 2026:',
  'Rep wrote:',
  'Am 02.03.2026 um 09:58 schrieb Rep:',
  'Am Mo., 2. März 2026 um 09:58 Uhr schrieb Rep <rep@sender.test>:',
  'Rep <rep@sender.test> schrieb am Mo., 2. März 2026, 09:58:',
  'Am Montag, 2. März 2026 schrieb Rep <\nrep@sender.test>:',
  'Le lun. 2 mars 2026 à 09:58, Rep <rep@sender.test> a écrit :',
  'Le 02/03/2026 à 09:58, Rep a écrit :',
  'El lun, 2 mar 2026 a las 9:58, Rep (<rep@sender.test>) escribió:',
  'El 2 mar 2026, a las 09:58, Rep <rep@sender.test> escribió:',
  'Il giorno lun 2 mar 2026 alle ore 09:58 Rep <rep@sender.test> ha\nscritto:',
  'In data lunedì 2 marzo 2026 09:58:00 CET, Rep ha scritto:',
  'Il 02/03/2026 09:58, Rep ha scritto:',
  'Em seg., 2 de mar. de 2026 às 09:58, Rep <rep@sender.test>\nescreveu:',
  'Em 02/03/2026 09:58, Rep escreveu:',
  'Op ma 2 mrt 2026 om 09:58 schreef Rep <rep@sender.test>:',
  'Op 2 mrt. 2026 om 09:58 heeft Rep <rep@sender.test> het volgende geschreven:',
  'Op 02-03-2026 09:58 schreef Rep:',
  'Den mån 2 mars 2026 kl 09:58 skrev Rep <rep@sender.test>:',
  '2 mars 2026 kl. 09:58 skrev Rep <rep@sender.test>:',
  'man. 2. mars 2026 kl. 09:58 skrev Rep <rep@sender.test>:',
  'Den 2. mar. 2026 kl. 09.58 skrev Rep <rep@sender.test>:',
  'ma 2. maalisk. 2026 klo 9.58 Rep (rep@sender.test) kirjoitti:',
  'pon., 2 mar 2026 o 09:58 Rep <rep@sender.test> napisał(a):',
  'W dniu 2.03.2026 o 09:58, Rep pisze:',
  'Dnia 2 marca 2026 09:58 Rep <rep@sender.test> napisał(a):',
  'po 2. 3. 2026 v 9:58 odesílatel Rep <rep@sender.test> napsal:',
  'Dne 02. 03. 26 v 9:58 Rep napsal(a):',
  'Rep <rep@sender.test> ezt írta (időpont: 2026. márc. 2., H, 9:58):',
  '2026.03.02. 9:58 keltezéssel, Rep írta:',
  'În lun., 2 mar. 2026 la 09:58, Rep <rep@sender.test> a scris:',
  'Rep <rep@sender.test>, 2 Mar 2026 Pzt, 09:58 tarihinde şunu yazdı:',
  'пн, 2 мар. 2026 г. в 09:58, Rep <rep@sender.test>:',
  '02.03.2026 09:58, Rep пишет:',
  '2 марта 2026 г. 09:58 пользователь Rep <rep@sender.test> написал:',
  'Понедельник, 2 марта 2026, 9:58 +03:00 от Rep <rep@sender.test>:',
  'пн, 2 бер. 2026 р. о 09:58 Rep <rep@sender.test> пише:',
  'Στις Δευ 2 Μαρ 2026 στις 9:58 π.μ., ο/η Rep <rep@sender.test> έγραψε:',
  '2026年3月2日(月) 9:58 Rep <rep@sender.test>:',
  '2026/03/02 9:58、Rep <rep@sender.test>のメール:',
  'On 2026/03/02 9:58, Rep wrote:',
  '2026年3月2日 9:58、Rep <rep@sender.test> が書き込みました:',
  'Rep <rep@sender.test> 于2026年3月2日周一 09:58写道：',
  '在 2026年3月2日，09:58，Rep <rep@sender.test> 写道：',
  '在 2026-03-02 09:58:11，"Rep" <rep@sender.test> 写道：',
  'Rep <rep@sender.test> 於 2026年3月2日 週一 上午9:58寫道：',
  '2026년 3월 2일 (월) 오전 9:58, Rep <rep@sender.test>님이 작성:',
  '2026. 3. 2. 오전 9:58, Rep <rep@sender.test> 작성:',
  '‫ב-2 במרץ 2026, בשעה 9:58, Rep ‏<rep@sender.test> כתב/ה:‬',
  'في 2 مارس 2026، كتب Rep <rep@sender.test>:',
  'Vào Th 2, 2 thg 3, 2026 lúc 09:58 Rep <rep@sender.test> đã viết:',
  'Pada Sen, 2 Mar 2026 pukul 09.58 Rep <rep@sender.test> menulis:',
];

/** How they begin what they quote without marks, to the end. */
const SEPARATORS = [
  '-----Original Message-----\nFrom: Rep <rep@sender.test>\nSent: Monday',
  'From: Rep <rep@sender.test>\nSent: Monday, March 2, 2026 9:58 AM\nTo: Ann <ann@x>\nSubject: Hello',
  '________________________________\nFrom: Rep <rep@sender.test>\nSent: Monday, March 2, 2026 9:58 AM\nTo: Ann\nSubject: Hello',
  'From: Rep\nSent: Monday\nTo: Ann\nSubject: Hello',
  '*From:* Rep <rep@sender.test>\n*Sent:* Monday, March 2\n*To:* Ann\n*Subject:* Hello',
  '**From:** Rep\n**Date:** Monday\n**To:** Ann\n**Subject:** Hello',
  'From: Rep\n<rep@sender.test>\nDate: Mon\nTo: Ann\nSubject: Hello',
  'Von: Rep <rep@sender.test>\nGesendet: Montag, 2. März 2026 09:58\nAn: Ann\nBetreff: Hallo',
  '-----Ursprüngliche Nachricht-----\nVon: Rep',
  '---------- Forwarded message ---------\nFrom: Rep <rep@sender.test>\nDate: Mon',
  'Begin forwarded message:\n\nFrom: Rep <rep@sender.test>\nSubject: Hello\nDate: 2 March',
  'De : Rep <rep@sender.test>\nEnvoyé : lundi 2 mars 2026 09:58\nÀ : Ann\nObjet : Hello',
  "-------- Message d'origine --------\nDe : Rep\nDate : 02/03/2026",
  'De: Rep <rep@sender.test>\nEnviado el: lunes, 2 de marzo\nPara: Ann\nAsunto: Hola',
  'De: Rep <rep@sender.test>\nEnviada em: segunda-feira\nPara: Ann\nAssunto: Ola',
  'Da: Rep <rep@sender.test>\nInviato: lunedì 2 marzo\nA: Ann\nOggetto: Ciao',
  'Van: Rep <rep@sender.test>\nVerzonden: maandag 2 maart\nAan: Ann\nOnderwerp: Hallo',
  'Från: Rep <rep@sender.test>\nSkickat: den 2 mars 2026\nTill: Ann\nÄmne: Hej',
  'Fra: Rep <rep@sender.test>\nSendt: 2. mars 2026\nTil: Ann\nEmne: Hej',
  'Lähettäjä: Rep <rep@sender.test>\nLähetetty: maanantai\nVastaanottaja: Ann\nAihe: Hei',
  'Od: Rep <rep@sender.test>\nWysłano: poniedziałek\nDo: Ann\nTemat: Witam',
  'Od: Rep <rep@sender.test>\nOdesláno: pondělí\nKomu: Ann\nPředmět: Ahoj',
  'От: Rep <rep@sender.test>\nОтправлено: 2 марта 2026\nКому: Ann\nТема: Привет',
  'Kimden: Rep <rep@sender.test>\nGönderildi: Pazartesi\nKime: Ann\nKonu: Merhaba',
  '发件人: Rep <rep@sender.test>\n发送时间: 2026年3月2日\n收件人: Ann\n主题: 你好',
  '------------------ 原始邮件 ------------------\n发件人: "Rep"',
  '差出人: Rep <rep@sender.test>\n送信日時: 2026年3月2日\n宛先: Ann\n件名: 件',
  '보낸 사람: Rep <rep@sender.test>\n보낸 날짜: 2026년\n받는 사람: Ann\n제목: 안녕',
  '---- On Mon, 02 Mar 2026 09:58:11 +0000 Rep <rep@sender.test> wrote ----',
  '---- On Mon, 02 Mar 2026 09:58:11 +0000 rep@sender.test wrote ----\n',
  '>>> Rep <rep@sender.test> 3/2/2026 9:58 AM >>>',
  'On Mar 2, 2026, at 9:58 AM, Rep <rep@sender.test> said:\n',
  '------ Original Message ------\nFrom "Rep" <rep@sender.test>\nTo ann@x\nDate 3/2/2026',
  '-------- Original message --------\nFrom: Rep\nDate: 02/03/2026',
  'Sent from my Samsung Galaxy smartphone.\n-------- Original message --------From: Rep Date: 02/03/2026 To: Ann Subject: x',
  '\n\n\tRep <rep@sender.test>\n\t02/03/2026 09:58\n\t\t\n\t\t To\n\tAnn\n\t\tcc\n\n\t\tSubject\n\tHello\n',
  '--- Original Message ---\nOn Monday, March 2nd, 2026 at 9:58 AM, Rep <rep@sender.test> wrote:\n',
  '________________________________________\nDe: Rep [rep@sender.test]\nEnviado: lunes, 2 de marzo de 2026 9:58\nPara: Ann\nAsunto: Hola',
  'From: Rep Person [mailto:rep@sender.test]\nSent: 02 March 2026 09:58\nTo: Ann\nSubject: x',
  '| From: Rep <rep@sender.test>\n| To: Ann\n| Subject: x',
  'From : Rep <rep@sender.test>\nTo : Ann\nDate : Mon\nSubject : x',
  'Enviado: segunda-feira, 2 de março de 2026\nDe: Rep\nPara: Ann\nAssunto: x',
  'Gesendet: Montag, 2. März 2026 um 09:58 Uhr\nVon: "Rep" <rep@sender.test>\nAn: ann@x\nBetreff: x',
];

describe('what a mail program quotes', () => {
  it.each(INTRODUCTIONS)('%s', (introduction) => {
    expect(newestText(`Yes, call me at ten on 5 March.\n\n${introduction}\n\n${marked}`)).toBe(
      'Yes, call me at ten on 5 March.',
    );
    expect(newestText(`${introduction}\n${marked}\nYes, below.`)).toBe('Yes, below.');
  });

  it.each([
    // Orange marks the header alone.
    `> Message du 02/03/26 10:40\n> De : "Rep" <rep@sender.test>\n> A : ann@customer.example\n> Objet : Hi\n>\n\n${OURS}`,
    // Bars and initials, as older programs quote.
    `Rep wrote:\n${marked.replaceAll('>', '|')}`,
    `On 2 Mar 2026, Rep wrote:\n${marked.replaceAll('> ', 'Rep> ').replaceAll(/^>$/gm, 'Rep>')}`,
  ])('%j', (quote) => {
    expect(newestText(`Yes, call me at ten.\n\n${quote}`)).toBe('Yes, call me at ten.');
  });

  it('keeps a table of the writer, and what is written below a marked header', () => {
    const table = 'Seats:\n| 10 | 20 |\n| 30 | 40 |';
    expect(newestText(table)).toBe(table);
    expect(newestText('> From: Rep\n> To: Ann\n> Subject: Hi\n>\n> Hi\n\nBelow.')).toBe('Below.');
  });

  it.each(SEPARATORS)('%j', (separator) => {
    expect(newestText(`Yes, call me at ten.\n\n${separator}\n\n${OURS}`)).toMatch(
      /^Yes, call me at ten\.($|\n\nSent from)/,
    );
  });

  it.each([
    'On Monday we wrote the offer: it is attached.',
    'From: our side, all is well.',
    'My colleague wrote on Friday that 5 seats are enough.',
    'Am Montag um 10 passt es.',
    'Date: Thursday\nPlace: our office',
  ])('leaves what a person says: %s', (text) => {
    expect(newestText(`${text}\nBest, Ann`)).toBe(`${text}\nBest, Ann`);
  });
});

describe('what HTML marks as quoted', () => {
  const wrap = (quote: string) =>
    newestText(htmlLines(`<html><body><p>Yes, call me.</p>${quote}</body></html>`));
  const inner = '<p>Hi Ann</p><p><a href="https://go.sender.test/u/1">Unsubscribe</a></p>';

  it.each([
    `<blockquote type="cite">${inner}</blockquote>`,
    `<div class="gmail_quote gmail_quote_container"><div class="gmail_attr">On Mon, Rep wrote:<br></div><blockquote>${inner}</blockquote></div>`,
    `<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Rep</div>${inner}`,
    `<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> Rep</p></div>${inner}`,
    `<div id="mail-editor-reference-message-container">${inner}</div>`,
    `<div class="yahoo_quoted">${inner}</div>`,
    `<div class="protonmail_quote">${inner}</div>`,
    `<div class="moz-cite-prefix">On 02/03/2026 09:58, Rep wrote:</div><blockquote type="cite">${inner}</blockquote>`,
  ])('%s', (quote) => {
    expect(wrap(quote)).toBe('Yes, call me.');
  });

  it('keeps what stands below, entities and line breaks', () => {
    expect(htmlLines('<blockquote>old</blockquote><p>Gr&uuml;&szlig;e &amp; bis&nbsp;dann</p>a<br>b')).toBe(
      '> old\n\nGrüße & bis dann\n\na\nb',
    );
  });
});
