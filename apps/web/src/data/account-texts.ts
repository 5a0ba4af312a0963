/** Texts of an account, as they are called, in the order of its page. */
export const ACCOUNT_TEXTS = [
  ['name', 'Name'],
  ['domain', 'Domain'],
  ['website', 'Website'],
  ['phone', 'Telephone'],
  ['industry', 'Industry'],
  ['company_type', 'Type'],
  ['size', 'Size'],
  ['revenue_range', 'Revenue'],
  ['street', 'Street'],
  ['postal_code', 'Postal code'],
  ['city', 'City'],
  ['state', 'State'],
  ['country', 'Country'],
  ['locale', 'Time zone'],
  ['linkedin_url', 'LinkedIn'],
] as const;
