import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/connect.js';
import { bySight, type Sight } from '../db/view.js';
import { type Permitted, permits } from './permissions.js';
import type { Principal } from '../kernel/principal.js';

/**
 * Who sees what: each rule once in SQL and once for commands. What the caller does not see does not exist for them.
 * In a private team a rep sees the people and accounts they own; admins, and everybody in a public team, see all. What is
 * about a person or an account is seen by who sees that, whoever made it (decision 26).
 */

export type Viewer = Pick<Principal, 'teamId' | 'userId' | 'admin' | 'groupId' | 'permissions'>;

const owned = (table: 'people' | 'accounts') => (column: string) =>
  `EXISTS (SELECT FROM ${table} o WHERE o.team_id = :team AND o.id = ${column} AND o.owner_id = :user)`;
const personOwned = owned('people');
const accountOwned = owned('accounts');
// In two parts, for the two partial indexes on owners. What was deleted keeps its owner, and its history its reader.
const own = (table: 'people' | 'accounts') =>
  ['IS NULL', 'IS NOT NULL']
    .map(
      (deleted) =>
        `SELECT o.id FROM ${table} o WHERE o.team_id = :team AND o.owner_id = :user AND o.deleted_at ${deleted}`,
    )
    .join(' UNION ALL ');

/** Sight of rows that are people or accounts. */
export const OWN: Sight = { one: 'r.owner_id = :user', list: 'r.owner_id = :user' };

/** Sight of rows about the person in `column`. */
export const aboutPerson = (column: string): NonNullable<Sight> => ({
  one: personOwned(column),
  list: `${column} IN (${own('people')})`,
});

/** The same of the account in `column`. */
export const aboutAccount = (column: string): NonNullable<Sight> => ({
  one: accountOwned(column),
  list: accountOwned(column),
});

/** Sight of rows about the person in `column`, or about nobody. */
export const aboutPersonOrNobody = (column: string): Sight => {
  const rule = `(${column} IS NULL OR ${personOwned(column)})`;
  return { one: rule, list: rule };
};

/** Sight of notes, which are about a person or an account. */
export const ABOUT_EITHER: Sight = {
  one: `(${personOwned('r.person_id')} OR ${accountOwned('r.account_id')})`,
  list: `r.id IN (${(['people', 'accounts'] as const)
    .map(
      (
        table,
      ) => `SELECT n.id FROM (${own(table)}) o JOIN notes n ON n.team_id = :team AND n.deleted_at IS NULL
        AND n.${table === 'people' ? 'person' : 'account'}_id = o.id`,
    )
    .join(' UNION ALL ')})`,
};

/** Of the opportunity `alias`: seen by who sees its account; one without an account is its owner's. */
const opportunityOwned = (alias: string): string =>
  `(${accountOwned(`${alias}.account_id`)} OR (${alias}.account_id IS NULL AND ${alias}.owner_id = :user))`;
/** Sight of opportunities. */
export const OF_OPPORTUNITY: NonNullable<Sight> = {
  one: opportunityOwned('r'),
  list: opportunityOwned('r'),
};
const ON_OPPORTUNITY = `(${personOwned('r.person_id')} AND EXISTS (SELECT FROM opportunities w WHERE w.team_id = :team AND w.id = r.opportunity_id
  AND ${opportunityOwned('w')}))`;
/** Sight of who is on an opportunity: by who sees both. */
export const OF_OPPORTUNITY_PERSON: NonNullable<Sight> = { one: ON_OPPORTUNITY, list: ON_OPPORTUNITY };

const ofEither = (table: 'people' | 'accounts') => (table === 'people' ? 'person' : 'account');

/** Sight of rows that stand with a person or an account by `resource_type` and `resource_id`. */
export const HISTORY: NonNullable<Sight> = {
  one: (['people', 'accounts'] as const)
    .map((table) => `(r.resource_type = '${ofEither(table)}' AND ${owned(table)('r.resource_id')})`)
    .join(' OR '),
  list: `r.id IN (${(['people', 'accounts'] as const)
    .map(
      (table) => `SELECT h.id FROM (${own(table)}) o JOIN activity_histories h ON h.team_id = :team
        AND h.resource_type = '${ofEither(table)}' AND h.resource_id = o.id`,
    )
    .join(' UNION ALL ')})`,
};
/** Sight of call data records: by who sees the person, and of whom nobody knows by the user alone. */
export const OF_CALL_DATA: NonNullable<Sight> = (() => {
  const rule = `(${personOwned('r.person_id')} OR (r.person_id IS NULL AND r.user_id = :user))`;
  return { one: rule, list: rule };
})();
/** Sight of merges: by who sees the survivor. */
export const OF_MERGE: NonNullable<Sight> = (() => {
  const rule = `CASE r.kind WHEN 'person' THEN ${personOwned('r.into_id')} ELSE ${accountOwned('r.into_id')} END`;
  return { one: rule, list: rule };
})();
/** Sight of ids in other systems: of what is about a person or an account, by who sees that. */
export const OF_MAPPING: NonNullable<Sight> = (() => {
  const rule = `CASE r.object_type WHEN 'people' THEN ${personOwned('r.object_id')} WHEN 'accounts' THEN ${accountOwned('r.object_id')}
    WHEN 'opportunities' THEN EXISTS (SELECT FROM opportunities w WHERE w.team_id = :team AND w.id = r.object_id AND ${opportunityOwned('w')}) ELSE true END`;
  return { one: rule, list: rule };
})();
/** Sight of who works on an account of the CRM: by who sees the account that has its id. */
export const OF_CRM_ACCOUNT: NonNullable<Sight> = (() => {
  const rule = `EXISTS (SELECT FROM accounts o WHERE o.team_id = :team AND o.crm_id = r.account_crm_id AND o.owner_id = :user)`;
  return { one: rule, list: rule };
})();
/** A condition inside a view's text: the row `r` is in sight; always true for who sees the whole team. */
export const bySightOf = (sight: NonNullable<Sight>): string => bySight(`(${sight.one})`, 'true');

const ADDRESSES = ['email_address', 'secondary_email_address', 'personal_email_address'];
const suppressed = (people: string) => `(r.kind = 'domain' OR r.created_by_id = :user OR ${people})`;

/** Sight of suppressions: domains, what the caller put there, and the addresses of people the caller sees. */
export const ON_THE_LIST: NonNullable<Sight> = {
  one: suppressed(
    `${personOwned('r.person_id')} OR EXISTS (SELECT FROM people o WHERE o.team_id = :team AND o.owner_id = :user AND o.deleted_at IS NULL
      AND r.value IN (${ADDRESSES.map((column) => `address_key(o.${column})`).join(', ')}))`,
  ),
  list: suppressed(
    `r.person_id IN (${own('people')}) OR ${ADDRESSES.map(
      (column) =>
        `r.value IN (SELECT address_key(o.${column}) FROM people o WHERE o.team_id = :team AND o.owner_id = :user AND o.deleted_at IS NULL AND o.${column} IS NOT NULL)`,
    ).join(' OR ')}`,
  ),
};

/** A condition inside a view's text: the person in `column` is seen; always true for who sees the whole team. */
export const personSeen = (column: string): string => bySight(personOwned(column), 'true');
/** As personSeen, of an account. */
export const accountSeen = (column: string): string => bySight(accountOwned(column), 'true');

/** `sql` where the account in `column` is seen, else null. As a look-up by key, which sorts of own rows are cheapest by. */
export const ofAccountSeen = (column: string, sql: string): string =>
  bySight(
    `(SELECT ${sql} FROM accounts o WHERE o.team_id = :team AND o.id = ${column} AND o.owner_id = :user)`,
    sql,
  );

const PATHS = { people: '/v2/people/', accounts: '/v2/accounts/' } as const;

/** A reference to a person or an account; null when the caller does not see what it names. */
export const refSeen = (column: string, to: keyof typeof PATHS, name: string): string => {
  const ref = `wire_ref(:base, '${PATHS[to]}', r.${column})`;
  return `${bySight(`CASE WHEN ${owned(to)(`r.${column}`)} THEN ${ref} END`, ref)} AS "${name}"`;
};

/** `sql` for callers in whose sight the row is, else null. */
export const whatIsSeen = (sight: NonNullable<Sight>, sql: string): string =>
  bySight(`CASE WHEN ${sight.one} THEN ${sql} END`, sql);

/** Whether the caller sees every person and account of the team. */
export const seesAll = ({ admin, teamOpen }: Pick<Principal, 'admin' | 'teamOpen'>): boolean =>
  admin || teamOpen;

/** A rule of this page for a statement outside of views: true for who sees the whole team. */
export function inSightOf(
  viewer: Pick<Principal, 'teamId' | 'userId' | 'admin' | 'teamOpen'>,
  sight: Sight,
  alias: string,
  form: 'one' | 'list' = 'list',
): RawBuilder<boolean> {
  if (sight === null || seesAll(viewer)) return sql<boolean>`true`;
  return filledIn(sight[form].replaceAll(/\br\./g, `${alias}.`), {
    team: sql`${viewer.teamId}::bigint`,
    user: sql`${viewer.userId}::bigint`,
  });
}

function filledIn(text: string, given: Readonly<Record<string, RawBuilder<unknown>>>): RawBuilder<boolean> {
  const parts = text.split(/:(team|admin|user|group)\b/).map((part) => given[part] ?? sql.raw(part));
  return sql<boolean>`${sql.join(parts, sql.raw(''))}`;
}

/** A person or an account: in a private team (team_visibility_default) its owner, and who may see everything. The views' `visible` says the same. */
export async function seesOwned(
  db: Db,
  viewer: Pick<Viewer, 'teamId' | 'userId'> & Permitted,
  ownerId: number | null,
): Promise<boolean> {
  if (permits(viewer, 'see_everything') || ownerId === viewer.userId) return true;
  const team = await db
    .selectFrom('teams')
    .select('team_visibility_default')
    .where('id', '=', viewer.teamId)
    .executeTakeFirstOrThrow();
  return team.team_visibility_default === 'public';
}

/** Team and shared cadences: everyone, or the groups they are restricted to; others: owner and admins. */
export function seesCadence(
  viewer: Viewer,
  cadence: { owner_id: number; team_cadence: boolean; shared: boolean; group_ids: readonly number[] },
): boolean {
  if (viewer.admin || cadence.owner_id === viewer.userId) return true;
  if (!cadence.team_cadence && !cadence.shared) return false;
  return (
    cadence.group_ids.length === 0 || (viewer.groupId !== null && cadence.group_ids.includes(viewer.groupId))
  );
}

/** SQL for a view: what belongs to a user is there for that user and admins. */
export const ofUser = (alias: string): string => `(:admin OR ${alias}.user_id = :user)`;
/** ofUser for commands. */
export const seesOfUser = (
  { admin, userId }: Pick<Viewer, 'admin' | 'userId'>,
  owner: number | null,
): boolean => admin || owner === userId;

/** ofUser for a statement outside of views. */
export const ofUserSeenBy = (viewer: Pick<Viewer, 'admin' | 'userId'>, alias: string): RawBuilder<boolean> =>
  seenBy(viewer, ofUser(alias));

/** SQL for a view: received messages are their user's, the mailbox's user's, and admins'; those of a conversation are there for who sees it. */
export const receivedSeen = (alias: string): string =>
  `(:admin OR ${alias}.user_id = :user OR ${alias}.mailbox_id IN (SELECT m.id FROM mailboxes m WHERE m.team_id = ${alias}.team_id AND m.user_id = :user)
    OR EXISTS (SELECT FROM threads t WHERE t.team_id = ${alias}.team_id AND t.id = ${alias}.thread_id AND (t.user_id = :user OR t.assigned_user_id = :user)))`;
/** receivedSeen for a statement outside of views. */
export const receivedSeenBy = (
  viewer: Pick<Viewer, 'admin' | 'userId'>,
  alias: string,
): RawBuilder<boolean> => seenBy(viewer, receivedSeen(alias));

/** SQL for a view: a conversation is its user's, that of whoever it was given to, and admins'. */
export const threadSeen = (alias: string): string =>
  `(:admin OR ${alias}.user_id = :user OR ${alias}.assigned_user_id = :user)`;
/** threadSeen for a statement outside of views. */
export const threadSeenBy = (viewer: Pick<Viewer, 'admin' | 'userId'>, alias: string): RawBuilder<boolean> =>
  seenBy(viewer, threadSeen(alias));

/** SQL for a view: a row of a history is there for whoever sees the received message or the membership that it tells of. */
export const historySeen = (alias: string): string =>
  `(:admin OR ${alias}.user_id = :user OR CASE
    WHEN ${alias}.type IN ('email_reply', 'received_email') THEN EXISTS (SELECT FROM received_messages m
      WHERE m.team_id = ${alias}.team_id AND m.id = ${alias}.source_id AND ${receivedSeen('m')})
    WHEN ${alias}.type IN ('added_to_cadence', 'account_added_to_cadence') THEN EXISTS (SELECT FROM cadences c
      WHERE c.team_id = ${alias}.team_id AND c.id = (${alias}.static_data ->> 'cadence_id')::bigint AND ${cadenceSeen('c')})
    ELSE true END)`;
/** historySeen for a statement outside of views. */
export const historySeenBy = (viewer: Viewer, alias: string): RawBuilder<boolean> =>
  seenBy(viewer, historySeen(alias));

/** SQL for a view: what its owner keeps personal unless it is shared. */
export const sharedOrOwn = (alias: string): string =>
  `(:admin OR ${alias}.owner_id = :user OR ${alias}.shared)`;

/** sharedOrOwn for a statement outside of views. */
export const sharedSeenBy = (viewer: Pick<Viewer, 'admin' | 'userId'>, alias: string): RawBuilder<boolean> =>
  seenBy(viewer, sharedOrOwn(alias));

/** What a template or a file says of who may use it. */
interface Personal {
  readonly owner_id: number | null;
  readonly shared: boolean;
}
/** sharedOrOwn for commands. */
export const seesSharedOrOwn = (
  viewer: Pick<Viewer, 'admin' | 'userId'>,
  { owner_id: owner, shared }: Personal,
): boolean => shared || seesOfUser(viewer, owner);

/** SQL for a view: templates are personal unless shared; a cadence's go with the cadence. */
export const templateSeen = (alias: string): string =>
  `(${sharedOrOwn(alias)} OR EXISTS (SELECT 1 FROM cadences c WHERE c.team_id = ${alias}.team_id AND c.id = ${alias}.cadence_id
    AND ${cadenceSeen('c')}))`;

/** A template of the team is seen by admins, and by the groups that it is for. */
export const teamTemplateSeen = (alias: string): string =>
  `(:admin OR ${alias}.group_ids = '{}' OR :group = ANY(${alias}.group_ids))`;
/** teamTemplateSeen for a statement outside of views. */
export const teamTemplateSeenBy = (viewer: Viewer, alias: string): RawBuilder<boolean> =>
  seenBy(viewer, teamTemplateSeen(alias));

/** SQL for a view: a file is its owner's and admins', and there for who sees a template that it goes with. */
export const attachmentSeen = (alias: string): string =>
  `(:admin OR ${alias}.owner_id = :user
    OR EXISTS (SELECT FROM email_template_attachments x JOIN email_templates t ON t.team_id = x.team_id AND t.id = x.email_template_id
      WHERE x.team_id = ${alias}.team_id AND x.attachment_id = ${alias}.id AND t.deleted_at IS NULL AND ${templateSeen('t')})
    OR EXISTS (SELECT FROM team_template_attachments x JOIN team_templates t ON t.team_id = x.team_id AND t.id = x.team_template_id
      WHERE x.team_id = ${alias}.team_id AND x.attachment_id = ${alias}.id AND ${teamTemplateSeen('t')}))`;
/** attachmentSeen for a statement outside of views. */
export const attachmentSeenBy = (viewer: Viewer, alias: string): RawBuilder<boolean> =>
  seenBy(viewer, attachmentSeen(alias));

/** seesCadence as SQL for a view: of the cadence `alias`, with the context parameters. */
export const cadenceSeen = (alias: string): string =>
  `(:admin OR ${alias}.owner_id = :user OR ((${alias}.team_cadence OR ${alias}.shared) AND (${alias}.group_ids = '{}' OR :group = ANY(${alias}.group_ids))))`;

/** SQL for a view: the cadence in `column` is alive and seen by the caller. */
export const cadenceAlive = (column: string): string =>
  `EXISTS (SELECT FROM cadences c WHERE c.team_id = :team AND c.id = ${column} AND c.deleted_at IS NULL AND ${cadenceSeen('c')})`;

/** cadenceSeen for a statement outside of views. */
export const cadenceSeenBy = (viewer: Viewer, alias: string): RawBuilder<boolean> =>
  seenBy(viewer, cadenceSeen(alias));
/** templateSeen for a statement outside of views. */
export const templateSeenBy = (viewer: Viewer, alias: string): RawBuilder<boolean> =>
  seenBy(viewer, templateSeen(alias));

function seenBy(
  { admin, userId, groupId = null }: Pick<Viewer, 'admin' | 'userId'> & Partial<Pick<Viewer, 'groupId'>>,
  text: string,
): RawBuilder<boolean> {
  return filledIn(text, {
    admin: sql`${admin}::boolean`,
    user: sql`${userId}::bigint`,
    group: sql`${groupId}::bigint`,
  });
}
