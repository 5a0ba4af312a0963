import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cadenceImports } from '../../packages/contract/src/resources/cadences.js';
import type { Database } from '../../apps/server/src/db/connect.js';
import { write } from '../../apps/server/src/db/write.js';
import { createAccount } from '../../apps/server/src/domain/accounts/index.js';
import { importCadence } from '../../apps/server/src/domain/cadence-files/index.js';
import { createPerson } from '../../apps/server/src/domain/people/index.js';
import { serverPrincipal } from '../../apps/server/src/server-principal.js';

/** A cadence file of examples/cadences, as an import takes it. */
export const exampleCadence = (name: string) =>
  cadenceImports.body.parse(
    JSON.parse(
      readFileSync(fileURLToPath(new URL(`../../examples/cadences/${name}.json`, import.meta.url)), 'utf8'),
    ),
  );

const ACCOUNTS = [
  ['Northwind Robotics', 'northwind.example', 'Manufacturing', 'Rotterdam', 'Netherlands'],
  ['Juniper Labs', 'juniper.example', 'Biotech', 'Boston', 'United States'],
  ['Harbour Freight Co', 'harbour.example', 'Logistics', 'Hamburg', 'Germany'],
] as const;
const PEOPLE = [
  ['Amara', 'Okafor', 'VP Operations', 0],
  ['Jonas', 'Lindqvist', 'Head of Procurement', 0],
  ['Priya', 'Raman', 'Chief Technology Officer', 1],
  ['Marco', 'Bellini', 'Director of Research', 1],
  ['Sofia', 'Keller', 'Logistics Manager', 2],
  ['Tom', 'Whitfield', 'Fleet Manager', 2],
] as const;

/** A few accounts, people and a cadence in the first team, for whom an empty one would show nothing. */
export async function firstData(database: Database, now: Date): Promise<void> {
  const principal = await serverPrincipal(database.kysely, undefined, 0);
  await write(database.kysely, principal, async (tx) => {
    const command = { tx, principal, now };
    const accounts: number[] = [];
    for (const [name, domain, industry, city, country] of ACCOUNTS)
      accounts.push(await createAccount(command, { name, domain, industry, city, country }));
    for (const [first_name, last_name, title, at] of PEOPLE)
      await createPerson(command, {
        first_name,
        last_name,
        title,
        email_address: `${first_name}.${last_name}@${ACCOUNTS[at][1]}`.toLowerCase(),
        account_id: accounts[at],
      });
    await importCadence(command, exampleCadence('seven-touches'));
  });
}
