import { type Company, companies } from './companies.js';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const FIRST =
  words(`Amara Jonas Priya Marco Sofia Tom Ingrid Kwame Yuki Elena Lucas Fatima Henrik Chloe Mateo Aisha Daniel
  Nora Victor Leila Simon Grace Omar Hannah Felix Zoe Ravi Clara Ethan Mei Oscar Isabel Noah Freya Samir Julia Peter Anya Hugo
  Tessa Ben Carmen Emil Ruth Diego Lena Arthur Nadia Paul Irene Karl Maya Leon Alice Stefan Rosa Adam Vera Tariq Emma Max Linh`);
const LAST =
  words(`Okafor Lindqvist Raman Bellini Keller Whitfield Sorensen Mensah Tanaka Petrova Moreau Haddad Larsen Bennett
  Alvarez Rahman Novak Fischer Marchetti Karimi Porter Sullivan Farouk Becker Brandt Dubois Iyer Hoffmann Walsh Chen Berg Santos
  Murphy Jensen Nasser Wagner Collins Volkova Laurent Visser Hughes Ortega Holm Stein Castillo Vogel Clarke Aziz Meyer Costa
  Schmidt Patel Russo Fraser Kowalski Romano Hart Weber Shah Nilsson Young Tran`);

const TITLES = [
  ['VP Operations', 'vice_president'],
  ['Head of Procurement', 'director'],
  ['Chief Technology Officer', 'executive'],
  ['Director of Sales', 'director'],
  ['Logistics Manager', 'manager'],
  ['IT Manager', 'manager'],
  ['Chief Operating Officer', 'executive'],
  ['Revenue Operations Lead', 'individual_contributor'],
  ['VP Sales', 'vice_president'],
  ['Purchasing Manager', 'manager'],
  ['Head of Customer Success', 'director'],
  ['Marketing Manager', 'manager'],
  ['Managing Director', 'executive'],
  ['Business Analyst', 'individual_contributor'],
] as const;

export interface Prospect {
  readonly first: string;
  readonly last: string;
  readonly title: string;
  readonly seniority: (typeof TITLES)[number][1];
  readonly address: string;
  readonly phone: string | null;
  readonly company: Company;
  /** Of `companies`. */
  readonly at: number;
}

/** The demo's people, the same each time: each pair of names once, spread over the companies. */
export function prospect(n: number): Prospect {
  // (62 and 13 have no factor in common: every 62 people have each first name once, with another last name each time.)
  const first = FIRST[n % FIRST.length] as string;
  const last = LAST[(n * 13 + Math.floor(n / FIRST.length)) % LAST.length] as string;
  const [title, seniority] = TITLES[(n * 5 + Math.floor(n / 7)) % TITLES.length] as (typeof TITLES)[number];
  const at = (n * 7) % companies.length;
  const company = companies[at] as Company;
  return {
    first,
    last,
    title,
    seniority,
    address: `${first}.${last}@${company.domain}`.toLowerCase(),
    // Not everybody's number is known.
    phone: n % 8 === 5 ? null : `${company.dial}${String(n % 100).padStart(2, '0')}`,
    company,
    at,
  };
}

/** Who works in the demo's team, beside the user who stands for the admins. */
export const colleagues = [
  { first: 'Maya', last: 'Chen', role: 'user', zone: 'America/New_York' },
  { first: 'Tomas', last: 'Rivera', role: 'user', zone: 'America/New_York' },
  { first: 'Hannah', last: 'Vogel', role: 'user', zone: 'Europe/Berlin' },
  { first: 'Owen', last: 'Clarke', role: 'user', zone: 'Europe/Berlin' },
  { first: 'Lena', last: 'Fischer', role: 'admin', zone: 'Europe/Berlin' },
] as const;
