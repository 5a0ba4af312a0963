/** What names of columns mean, without case, accents and punctuation; the first field that has a name gets the column. */
const NAMES: readonly (readonly [field: string, names: string])[] = [
  [
    'email_address',
    'email emailaddress mail workemail primaryemail contactemail emailadresse mailadresse adresseemail adressemail courriel correo correoelectronico indirizzoemail enderecodeemail emailadres epost epostadress sahkoposti adresemail prospectemail businessemail email1 email1value emaillavoro メールアドレス 邮箱 电子邮件 이메일',
  ],
  ['secondary_email_address', 'secondaryemail email2 otheremail alternateemail secondaryemailaddress'],
  ['personal_email_address', 'personalemail privateemail homeemail personalemailaddress'],
  [
    'first_name',
    'firstname givenname first vorname prenom nombre nome voornaam fornamn etunimi imie prospectfirstname contactfirstname 名 이름',
  ],
  [
    'last_name',
    'lastname surname familyname last nachname nomdefamille apellido apellidos cognome sobrenome achternaam efternamn sukunimi nazwisko prospectlastname contactlastname 姓 성',
  ],
  [
    'full_name',
    'name fullname contactname displayname vollername nomcomplet nombrecompleto nomecompleto leadname 氏名 姓名 名前',
  ],
  [
    'title',
    'title jobtitle position role position poste cargo titolo funktion functie berufsbezeichnung prospecttitle organizationtitle organization1title 役職 职位',
  ],
  [
    'phone',
    'phone phonenumber telephone businessphone workphone telefon telefonnummer telefono telefone telephonenumber directphone directdial officephone phone1 phone1value tel telefongeschaftlich geschaftlichestelefon telephoneprofessionnel 電話番号 电话',
  ],
  ['phone_extension', 'phoneextension extension ext durchwahl'],
  [
    'mobile_phone',
    'mobile mobilephone mobilephonenumber cell cellphone handy handynummer mobil portable movil cellulare celular mobiel mobiltelefon 手机 携帯電話',
  ],
  ['home_phone', 'homephone privatephone telefonprivat'],
  ['linkedin_url', 'linkedin linkedinurl linkedinprofile linkedinprofileurl linkedinbio personlinkedinurl'],
  ['twitter_handle', 'twitter twitterhandle twitterusername x'],
  ['personal_website', 'personalwebsite blog'],
  ['city', 'city mailingcity town stadt ort ville ciudad citta cidade plaats personcity'],
  [
    'state',
    'state mailingstate mailingstateprovince stateregion stateprovince region bundesland provincia province personstate',
  ],
  ['country', 'country mailingcountry countryregion land pays pais paese personcountry'],
  ['work_city', 'workcity companycity'],
  ['work_state', 'workstate companystate'],
  ['work_country', 'workcountry companycountry'],
  ['person_company_industry', 'personcompanyindustry'],
  ['job_seniority', 'seniority jobseniority joblevel'],
  ['locale', 'locale timezone'],
  [
    'do_not_contact',
    'donotcontact donotcall optedout optout emailoptout emailoptedout optedoutofemail hasoptedoutofemail unsubscribed unsubscribedfromallemail emailunsubscribed donotemail donotallowemails donotallowbulkemails nocontact nichtkontaktieren abgemeldet keinewerbung',
  ],
  ['eu_resident', 'euresident gdpr'],
  ['tags', 'tags tag labels etiquetas schlagworte'],
  [
    'owner_email',
    'owner owneremail contactowner leadowner accountowner besitzer verantwortlicher owneremailaddress recordowner',
  ],
  ['person_stage', 'personstage stage leadstatus contactstage'],
  ['crm_id', 'crmid contactid leadid contactid18 salesforceid'],
  [
    'account.name',
    'company companyname account accountname organization organisation firma unternehmen societe entreprise empresa azienda bedrijf foretag associatedcompany primaryassociatedcompany accountcompany organizationname organization1name 会社名 公司',
  ],
  ['account.domain', 'domain companydomain companydomainname accountdomain companywebsitedomain emaildomain'],
  [
    'account.website',
    'website companywebsite websiteurl accountwebsite webseite siteweb sitioweb sitoweb companyurl',
  ],
  ['account.industry', 'industry companyindustry accountindustry branche secteur industria settore'],
  ['account.size', 'companysize numberofemployees employees accountsize mitarbeiter'],
  ['account.phone', 'companyphone accountphone companyphonenumber'],
  ['account.linkedin_url', 'companylinkedinurl companylinkedin'],
];

const BY_NAME: ReadonlyMap<string, string> = new Map(
  NAMES.flatMap(([field, names]) => names.split(' ').map((name) => [name, field] as const)).toReversed(),
);

/** Names that mean less than others do: Outlook calls "Mr." a title, and has the job's beside it. */
const GIVES_WAY: Readonly<Record<string, readonly string[]>> = {
  title: ['jobtitle', 'organizationtitle', 'organization1title'],
};

/** Whether a column's name gives way to another of the sheet. */
export const givesWay = (name: string, all: readonly string[]): boolean =>
  Object.hasOwn(GIVES_WAY, name) && (GIVES_WAY[name] ?? []).some((other) => all.includes(other));

/** The field that a column's name means, its words in one; undefined: nobody knows. */
export const fieldOfName = (words: string): string | undefined => BY_NAME.get(words);

/** Exports that are known by the names of their columns. */
const PRESETS: readonly {
  readonly name: Preset;
  readonly signs: readonly string[];
  readonly least: number;
}[] = [
  {
    name: 'hubspot',
    signs: ['recordid', 'contactowner', 'lifecyclestage', 'associatedcompany', 'leadstatus', 'createdate'],
    least: 2,
  },
  {
    name: 'salesforce',
    signs: [
      'accountname',
      'contactid',
      'leadid',
      'mailingcity',
      'mailingstateprovince',
      'mailingcountry',
      'accountowner',
      'leadsource',
      'contactowner',
    ],
    least: 2,
  },
  {
    name: 'outreach',
    signs: [
      'prospectid',
      'prospectfirstname',
      'prospectemail',
      'prospecttitle',
      'accountcompany',
      'sequencestate',
    ],
    least: 2,
  },
];

/** Whose export a sheet is; `own`: the field names of this API. */
export type Preset = 'hubspot' | 'salesforce' | 'outreach';

/** Whose export a sheet is, by its columns' names. The one with the most signs. */
export function presetOf(names: readonly string[]): Preset | undefined {
  const given = new Set(names);
  const found = PRESETS.map(({ name, signs, least }) => ({
    name,
    least,
    count: signs.filter((sign) => given.has(sign)).length,
  }))
    .filter(({ count, least }) => count >= least)
    .toSorted((a, b) => b.count - a.count);
  return found[0]?.name;
}

/** Columns that are all there only in an export of this API itself (`Accept: text/csv`). */
const OWN_SIGNS = ['id', 'createdat', 'updatedat', 'displayname', 'emailaddress', 'fullemailaddress'];

/** Whether a sheet is an export of people of this API. */
export const isOwnExport = (names: readonly string[]): boolean =>
  OWN_SIGNS.every((sign) => names.includes(sign));

/** In such an export references are ids, which name nothing here, and what is made of other columns is there as well. */
export const OWN_FIELDS: Readonly<Record<string, null>> = {
  account: null,
  owner: null,
  personstage: null,
  displayname: null,
  import: null,
};

/** Of an export, what its names mean otherwise than anybody's; null: not read. */
export const PRESET_FIELDS: Readonly<Record<Preset, Readonly<Record<string, string | null>>>> = {
  hubspot: { leadstatus: null, stage: null, name: 'account.name', recordid: null, state: 'state' },
  salesforce: {
    contactid: 'crm_id',
    leadid: 'crm_id',
    accountid: null,
    stage: null,
    website: 'account.website',
  },
  outreach: { stage: 'person_stage', account: 'account.name', company: 'account.name', name: 'account.name' },
};
