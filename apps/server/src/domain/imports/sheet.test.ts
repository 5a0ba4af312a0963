import { describe, expect, it } from 'vitest';
import { detectSheet, type KnownNames, suggested } from './detect.js';
import { decoded, watchEncoding } from './encoding-rules.js';
import { type ColumnField, readRowOf } from './mapping-rules.js';
import { sheetRows } from './sheet-rules.js';
import { whyNoFile } from '../suppressions/list-rules.js';

const NONE: KnownNames = {
  person: [],
  company: [],
  owners: new Set(['o@x.test']),
  stages: new Set(['new']),
};
async function* pieces(bytes: Buffer, size = 7) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
/** A file as it would be uploaded, read in small pieces. */
async function read(bytes: Buffer, custom = NONE) {
  const watch = watchEncoding();
  for await (const piece of pieces(bytes)) watch.see(piece);
  const { encoding, certain } = watch.end();
  let text = '';
  for await (const piece of decoded(pieces(bytes), encoding)) text += piece;
  const sheet = detectSheet(text, custom);
  const rows = [];
  for await (const row of sheetRows(decoded(pieces(bytes), encoding), sheet.separator)) rows.push(row);
  return { encoding, certain, sheet, rows: rows.slice(sheet.skip), fields: suggested(sheet) };
}
const draft = (cells: string[], mapping: ColumnField[], dates: string[] = []) =>
  readRowOf({ line: 2, cells }, mapping, new Set(dates));

it('columns behind the thousandth are counted, those of a row in quotes as one', () => {
  const wide = (cells: number, last: string) => `${','.repeat(cells - 1)}${last}\n`;
  expect(detectSheet(`E-Mail,Name\n${wide(1000, 'x')}`, NONE).leftOut).toBe(0);
  const { leftOut, columns } = detectSheet(`E-Mail,Name\n${wide(1002, '"a,b"')}`, NONE);
  // (Those with nothing in them are none.)
  expect([leftOut, columns.length]).toEqual([2, 2]);
});

describe('files as tools write them', () => {
  const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  const swapped = (text: string) =>
    Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]);
  it.each([
    [
      'Excel, CSV UTF-8',
      Buffer.from('\ufeffVorname;Nachname;E-Mail\r\nJürg;Müller;j@x.test\r\n'),
      'utf-8',
      ';',
    ],
    [
      'Excel, Unicode text',
      utf16('Vorname\tNachname\tE-Mail\r\nJürg\tMüller\tj@x.test\r\n'),
      'utf-16le',
      '\t',
    ],
    ['big endian', swapped('Vorname,Nachname,E-Mail\r\nJürg,Müller,j@x.test\r\n'), 'utf-16be', ','],
    [
      'Excel, CSV',
      Buffer.from('Vorname;Nachname;E-Mail\r\nJürg;Müller;j@x.test\r\n', 'latin1'),
      'windows-1252',
      ';',
    ],
    ['Numbers', Buffer.from('Vorname,Nachname,E-Mail\nJürg,Müller,j@x.test\n'), 'utf-8', ','],
    ['an old Mac', Buffer.from('Vorname,Nachname,E-Mail\rJürg,Müller,j@x.test\r'), 'utf-8', ','],
    ['a hint', Buffer.from('sep=|\r\nVorname|Nachname|E-Mail\r\nJürg|Müller|j@x.test'), 'utf-8', '|'],
    [
      'a title above',
      Buffer.from('Contacts 2026,,\n\nVorname,Nachname,E-Mail\nJürg,Müller,j@x.test\n'),
      'utf-8',
      ',',
    ],
  ])('%s', async (_, bytes, encoding, separator) => {
    const { sheet, rows, fields, ...found } = await read(bytes);
    expect([found.encoding, sheet.separator]).toEqual([encoding, separator]);
    expect(fields.map(({ field }) => field)).toEqual(['first_name', 'last_name', 'email_address']);
    expect(rows.map(({ cells }) => cells)).toEqual([['Jürg', 'Müller', 'j@x.test']]);
  });

  it('an umlaut in the last line decides about the whole file', async () => {
    const text = `E-Mail;Name\r\n${'a@x.test;Ann\r\n'.repeat(9000)}b@x.test;Jürg\r\n`;
    expect((await read(Buffer.from(text, 'latin1'))).encoding).toBe('windows-1252');
    expect((await read(Buffer.from(text))).encoding).toBe('utf-8');
  });

  const cyrillic = 'Email;Имя;Фамилия\nivan@x.test;Иван;Петров\n';
  it.each([
    [
      'Cyrillic of one byte',
      Array.from(cyrillic, (sign) => sign).map((sign) =>
        sign > '\u007f' ? sign.charCodeAt(0) - 0x350 : sign.charCodeAt(0),
      ),
    ],
    ['Polish', Buffer.from('Email;Imi\u00ea\nm@x.test;Pawe\u00b3ek\n', 'latin1')],
    ['a Mac', Buffer.from('Email;Vorname\nj@x.test;J\u009frgen\n', 'latin1')],
    ['Chinese', [...Buffer.from('Email,Name\na@x.test,'), 0xcd, 0xf5, 0xd0, 0xa1, 0xc3, 0xf7]],
    [
      'Japanese',
      [...Buffer.from('Email,Name\na@x.test,'), 0x8e, 0x52, 0x93, 0x63, 0x91, 0xbe, 0x98, 0x59, 0x81, 0x40],
    ],
  ])('%s is not taken for Western Europe', async (_, bytes) => {
    expect(await read(Buffer.from(bytes))).toMatchObject({ encoding: 'windows-1252', certain: false });
  });
  it('what Western Europe writes is', async () => {
    const text = 'Email;Name;Preis;Notiz\na@x.test;Zoë Élise Müller;12,00\u00a0\u0080;d\u0092accord, «oui»\n';
    expect(await read(Buffer.from(text, 'latin1'))).toMatchObject({
      encoding: 'windows-1252',
      certain: true,
    });
  });
  it('letters of every language are no signs that it is no text; NUL is', async () => {
    expect([utf16(cyrillic), swapped(cyrillic), Buffer.from(cyrillic)].map(whyNoFile)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const utf32 = Buffer.from([
      0xff,
      0xfe,
      0,
      0,
      ...Array.from(cyrillic, (sign) => sign).flatMap((sign) => [
        sign.charCodeAt(0) & 255,
        sign.charCodeAt(0) >> 8,
        0,
        0,
      ]),
    ]);
    expect(whyNoFile(utf32)).toContain('is not a text');
    const { rows } = await read(utf16('Email\tName\na@x.test\tA\0nn\n'));
    expect(rows[0]?.cells).toEqual(['a@x.test', 'A\ufffdnn']);
  });

  it('opt-outs of other tools are read, the job is no "Mr.", and owners nobody knows are not suggested', async () => {
    const { rows, fields } = await read(
      Buffer.from(
        'Title,Job Title,Email,Do Not Call,Email Opt Out,Contact Owner,Stage\nMr.,CFO,a@x.test ::: b@x.test,0,1,Ann Lee,Hot\n',
      ),
    );
    expect(fields.map(({ field }) => field)).toEqual(
      'title email_address do_not_contact do_not_contact'.split(' '),
    );
    expect(draft(rows[0]?.cells ?? [], fields).person).toEqual({
      title: 'CFO',
      email_address: 'a@x.test',
      do_not_contact: true,
    });
  });

  it('an export of this API comes back: its references are ids, and name nobody', async () => {
    const { rows, fields } = await read(
      Buffer.from(
        'id,created_at,updated_at,first_name,display_name,email_address,full_email_address,person_company_name,tags,account,owner,person_stage\n' +
          '7,2026-01-01,2026-01-01,Ann,Ann Lee,a@x.test,Ann <a@x.test>,Acme,"[""hot"",""a,b""]",17,1,3\n',
      ),
    );
    expect(draft(rows[0]?.cells ?? [], fields).person).toEqual({
      first_name: 'Ann',
      email_address: 'a@x.test',
      person_company_name: 'Acme',
      tags: ['hot', 'a,b'],
    });
  });

  it('line ends within quotes, quotes within quotes, and the lines they are in', async () => {
    const bytes = Buffer.from(
      'Email,Notes\na@x.test,"one\ntwo, ""three"""\n\nb@x.test,"open\nc@x.test,last\n',
    );
    const { rows } = await read(bytes);
    expect(rows.map(({ line, cells }) => [line, cells[0], cells[1]])).toEqual([
      [2, 'a@x.test', 'one\ntwo, "three"'],
      [5, 'b@x.test', 'open'],
      [6, 'c@x.test', 'last'],
    ]);
  });

  it('exports of HubSpot and Salesforce are told by their names', async () => {
    const hubspot = await read(
      Buffer.from(
        'Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Associated Company\n1,A,B,a@x.test,1,o@x.test,New,Acme\n',
      ),
    );
    expect(hubspot.sheet.preset).toBe('hubspot');
    expect(hubspot.fields.map(({ field }) => field)).toEqual(
      'first_name last_name email_address phone owner_email account.name'.split(' '),
    );
    const salesforce = await read(
      Buffer.from(
        '"Contact ID","First Name","Last Name","Account Name","Mailing City","Mailing State/Province","Email","Mobile"\n"0035000001abcdeAAA","A","B","Acme","Bonn","NRW","a@x.test","1"\n',
      ),
    );
    expect(salesforce.sheet.preset).toBe('salesforce');
    expect(salesforce.fields.map(({ field }) => field)).toEqual(
      'crm_id first_name last_name account.name city state email_address mobile_phone'.split(' '),
    );
  });

  it('columns without names are found by their addresses; custom fields by theirs', async () => {
    const bare = await read(Buffer.from('Ann,a@x.test\nBob,b@x.test\n'));
    expect([bare.sheet.skip, bare.fields]).toEqual([0, [{ column: 2, field: 'email_address' }]]);
    expect(bare.rows).toHaveLength(2);
    const own = await read(Buffer.from('email,Fav Colour\na@x.test,red\n'), {
      ...NONE,
      person: ['Fav Colour'],
    });
    expect(own.fields[1]).toEqual({ column: 2, field: 'custom_fields.Fav Colour' });
  });
});

describe('cells as spreadsheets write them', () => {
  it('keep their zeros, and are no formulas', () => {
    const mapping = ['phone', 'city', 'title'].map((field, index) => ({ column: index + 1, field }));
    expect(draft(['="0049 30 1"', "'+49", '=cmd()'], mapping).person).toEqual({
      phone: '0049 30 1',
      city: '+49',
      title: '=cmd()',
    });
    // One apostrophe is the spreadsheet's, or the export's; what stands behind it was in the value.
    expect(draft(["''007", "''-5", "'til noon"], mapping).person).toEqual({
      phone: "'007",
      city: "'-5",
      title: "'til noon",
    });
    expect(draft(['4,91701E+11'], mapping).problems).toEqual([
      'phone was turned into a rounded number by a spreadsheet',
    ]);
  });

  it.each([
    ['2026-02-28', '2026-02-28'],
    ['46081', '2026-02-28'],
    ['46081.75', '2026-02-28'],
    ['28.2.2026', '2026-02-28'],
    ['28/02/2026', '2026-02-28'],
    ['02/28/2026', '2026-02-28'],
    ['02/03/2026', '02/03/2026'],
    ['31.2.2026', '31.2.2026'],
    ['1234', '1234'],
  ])('the date %s is %s', (cell, day) => {
    const field = 'custom_fields.Since';
    expect(draft([cell], [{ column: 1, field }], [field]).person['custom_fields']).toEqual({ Since: day });
  });

  it('names, tags and flags', () => {
    const mapping = ['full_name', 'tags', 'do_not_contact'].map((field, n) => ({ column: n + 1, field }));
    expect(draft(['Lee, Ann', 'a; b,c', 'Ja'], mapping).person).toEqual({
      first_name: 'Ann',
      last_name: 'Lee',
      tags: ['a', 'b', 'c'],
      do_not_contact: true,
    });
    expect(draft(['Ann van Lee', '', 'maybe'], mapping)).toMatchObject({
      person: { first_name: 'Ann van', last_name: 'Lee' },
      problems: ['do_not_contact is neither yes nor no'],
    });
  });
});
