import type { ResourceName } from '@cadenza/contract';
import { byId, type Wire, type World } from './world.js';

/** Somebody who is no admin, in a team that is private or not. */
export interface Viewer {
  readonly userId: number;
  readonly groupId: number | null;
  readonly isPrivate: boolean;
}
type Sees = (record: Wire, viewer: Viewer, world: World) => boolean;
type Shown = (record: Wire, viewer: Viewer, world: World) => Wire;

const isMine = (who: Wire | null, { userId }: Viewer): boolean => who?.['id'] === userId;
/** A person or an account: everybody's in a public team, its owner's in a private one. */
const owned = (name: 'people' | 'accounts', id: unknown, viewer: Viewer, world: World): boolean =>
  !viewer.isPrivate || isMine(byId(world, name, id)?.['owner'] as Wire | null, viewer);
const about =
  (field: string): Sees =>
  (record, viewer, world) =>
    owned('people', record[field].id, viewer, world);
/** Of the caller alone, whatever the team. */
const mineAbout =
  (field: string): Sees =>
  (record, viewer, world) =>
    isMine(record['user'], viewer) && about(field)(record, viewer, world);

const cadence: Sees = (record, viewer) => {
  const groups = record['groups'] as Wire[];
  const reached = groups.length === 0 || groups.some(({ id }) => id === viewer.groupId);
  return isMine(record['owner'], viewer) || ((record['team_cadence'] || record['shared']) && reached);
};
const cadenceWith = (id: unknown, viewer: Viewer, world: World): boolean => {
  const found = byId(world, 'cadences', id);
  return found !== undefined && cadence(found, viewer, world);
};
/** A template of the team: everybody's, or that of its groups. */
const ofTheirGroup = (template: Wire | undefined, { groupId }: Viewer): boolean => {
  const groups = (template?.['groups'] ?? []) as Wire[];
  return groups.length === 0 || groups.some(({ id }) => id === groupId);
};
const ofStep: Sees = (step, viewer, world) => cadenceWith(step['cadence'].id, viewer, world);
const stepWith = (test: (step: Wire) => boolean, viewer: Viewer, world: World): boolean =>
  world.rows.steps.some((step) => test(step) && ofStep(step, viewer, world));
const refers = (kind: string, id: unknown) => (step: Wire) =>
  step['type'] === kind && step['details']?.id === id;

const opportunitySeen = (opportunity: Wire | undefined, viewer: Viewer, world: World): boolean =>
  opportunity !== undefined &&
  (!viewer.isPrivate ||
    (opportunity['account'] === null
      ? isMine(opportunity['owner'] as Wire | null, viewer)
      : owned('accounts', opportunity['account'].id, viewer, world)));

/** By who sees the person, and of whom nobody knows by the user alone. */
const ofUserOrPerson =
  (user: (record: Wire, world: World) => Wire | null, person: string): Sees =>
  (record, viewer, world) =>
    !viewer.isPrivate ||
    (record[person] === null ? isMine(user(record, world), viewer) : about(person)(record, viewer, world));

/** What a resource shows to who is no admin; one without a word is the whole team's. */
export const SIGHTS: Partial<Record<ResourceName, Sees>> = {
  people: (person, viewer, world) => owned('people', person['id'], viewer, world),
  accounts: (account, viewer, world) => owned('accounts', account['id'], viewer, world),
  tasks: about('person'),
  calls: about('called_person'),
  emails: about('recipient'),
  send_ledger: about('person'),
  successes: about('person'),
  actions: mineAbout('person'),
  scheduled_emails: mineAbout('person'),
  received_messages: (message, viewer, world) =>
    (isMine(message['user'], viewer) ||
      isMine((byId(world, 'mailboxes', message['mailbox']?.id)?.['user'] ?? null) as Wire | null, viewer) ||
      ['user', 'assigned_user'].some((who) =>
        isMine((byId(world, 'threads', message['thread']?.id)?.[who] ?? null) as Wire | null, viewer),
      )) &&
    (message['person'] === null || about('person')(message, viewer, world)),
  notices: (notice, viewer, world) =>
    isMine(notice['user'], viewer) && (notice['person'] === null || about('person')(notice, viewer, world)),
  threads: (thread, viewer, world) =>
    (isMine(thread['user'], viewer) || isMine(thread['assigned_user'], viewer)) &&
    about('person')(thread, viewer, world),
  notes: (note, viewer, world) =>
    owned(
      note['associated_with_type'] === 'account' ? 'accounts' : 'people',
      note['associated_with'].id,
      viewer,
      world,
    ),
  cadences: cadence,
  cadence_memberships: (membership, viewer, world) =>
    (isMine(membership['user'], viewer) || cadenceWith(membership['cadence'].id, viewer, world)) &&
    about('person')(membership, viewer, world),
  steps: ofStep,
  step_variants: (variant, viewer, world) => stepWith(({ id }) => id === variant['step'].id, viewer, world),
  email_details: (details, viewer, world) => stepWith(refers('email', details['id']), viewer, world),
  call_instructions: (instructions, viewer, world) =>
    stepWith(refers('phone', instructions['id']), viewer, world),
  attachments: (file, viewer, world) =>
    isMine(file['owner'], viewer) ||
    (['email_template_attachments', 'team_template_attachments'] as const).some((name) =>
      world.rows[name].some(
        (row) => row['attachment_id'] === file['id'] && SIGHTS[name]?.(row, viewer, world) === true,
      ),
    ),
  email_templates: (template, viewer, world) =>
    template['shared'] ||
    isMine(template['template_owner'], viewer) ||
    cadenceWith(world.hidden.templateCadences.get(template['id']), viewer, world),
  email_template_attachments: (file, viewer, world) => {
    const template = byId(world, 'email_templates', file['email_template'].id);
    return (
      template !== undefined &&
      (template['shared'] ||
        isMine(template['template_owner'], viewer) ||
        cadenceWith(world.hidden.templateCadences.get(template['id']), viewer, world))
    );
  },
  team_templates: (template, viewer) => ofTheirGroup(template, viewer),
  team_template_attachments: (file, viewer, world) =>
    ofTheirGroup(byId(world, 'team_templates', file['team_template'].id), viewer),
  crm_activities: about('person'),
  snippets: (snippet, viewer) => snippet['shared'] || isMine(snippet['owner'], viewer),
  mailboxes: (mailbox, viewer) => isMine(mailbox['user'], viewer),
  bulk_jobs: (job, viewer) => isMine(job['user'], viewer),
  imports: (each, viewer) => each['user_id'] === viewer.userId,
  exports: (each, viewer) => isMine(each['user'], viewer),
  audit_entries: () => false,
  audit_reports: () => false,
  call_data_records: ofUserOrPerson((record) => record['user'] as Wire | null, 'called_person'),
  conversations: ofUserOrPerson(
    (record, world) => world.rows.users.find(({ guid }) => guid === record['user_guid']) ?? null,
    'person',
  ),
  crm_account_team_members: (member, viewer, world) =>
    !viewer.isPrivate ||
    world.rows.accounts.some(
      (account) =>
        account['crm_id'] === member['account_crm_id'] && owned('accounts', account['id'], viewer, world),
    ),
  external_mappings: (mapping, viewer, world) =>
    mapping['object_type'] === 'users' ||
    owned(mapping['object_type'] as 'people' | 'accounts', mapping['object_id'], viewer, world),
  meetings: about('person'),
  opportunities: (opportunity, viewer, world) => opportunitySeen(opportunity, viewer, world),
  opportunity_people: (on, viewer, world) =>
    owned('people', on['person_id'], viewer, world) &&
    opportunitySeen(byId(world, 'opportunities', on['opportunity_id']), viewer, world),
  live_feed_items: (item, viewer, world) =>
    world.rows.users.some(({ id, guid }) => id === viewer.userId && guid === item['user_guid']) &&
    owned('people', item['metadata'].person_id, viewer, world),
  data_control_requests: () => false,
  saved_list_views: (view) => view['shared'] as boolean,
  // A program's own.
  webhook_subscriptions: () => false,
  suppressions: (entry, viewer, world) =>
    !viewer.isPrivate ||
    entry['kind'] === 'domain' ||
    isMine(entry['created_by'], viewer) ||
    (entry['person'] !== null && about('person')(entry, viewer, world)) ||
    world.rows.people.some(
      (person) =>
        isMine(person['owner'], viewer) &&
        ADDRESSES.some((field) => String(person[field]).toLowerCase() === entry['value']),
    ),
};
const ADDRESSES = ['email_address', 'secondary_email_address', 'personal_email_address'];

const seenRef = (name: 'people' | 'accounts', ref: Wire | null, viewer: Viewer, world: World): Wire | null =>
  ref !== null && owned(name, ref['id'], viewer, world) ? ref : null;

/** What of a record depends on who reads it. */
export const SHOWN_AS: Partial<Record<ResourceName, Shown>> = {
  conversations: (conversation, viewer, world) => ({
    ...conversation,
    account: seenRef('accounts', conversation['account'], viewer, world),
  }),
  people: (person, viewer, world) => {
    const account = seenRef('accounts', person['account'], viewer, world);
    return {
      ...person,
      account,
      account_crm_id: account === null ? null : person['account_crm_id'],
      starred: world.hidden.starredBy.get(person['id'])?.includes(viewer.userId) ?? false,
    };
  },
  accounts: (account, viewer, world) => ({
    ...account,
    counts: {
      people: world.rows.people.filter(
        (person) => person['account']?.id === account['id'] && owned('people', person['id'], viewer, world),
      ).length,
    },
    last_contacted_person: seenRef('people', account['last_contacted_person'], viewer, world),
  }),
  meetings: (meeting, viewer, world) => ({
    ...meeting,
    account_id:
      meeting['account_id'] !== null && owned('accounts', meeting['account_id'], viewer, world)
        ? meeting['account_id']
        : null,
  }),
  opportunities: (opportunity, viewer, world) => {
    const person = opportunity['opportunity_window_person_id'] as number | null;
    const seen = person !== null && owned('people', person, viewer, world);
    return { ...opportunity, opportunity_window_person_id: seen ? person : null };
  },
  imports: (each, viewer, world) => ({
    ...each,
    current_people_count: world.rows.people.filter(
      (person) => person['import']?.id === each['id'] && owned('people', person['id'], viewer, world),
    ).length,
  }),
  // Tokens of reps may not read the words of e-mails.
  crm_activities: (activity) =>
    activity['activity_type'] === 'email'
      ? {
          ...activity,
          subject: null,
          description: null,
          custom_crm_fields: { ...activity['custom_crm_fields'], email_message_id: null },
        }
      : activity,
  send_ledger: (email, viewer) => ({
    ...email,
    ...('subject' in email && !isMine(email['user'], viewer) ? { subject: null } : {}),
  }),
  users: (user) => ({ ...user, two_factor_enabled: null }),
  suppressions: (entry, viewer, world) => {
    const person = seenRef('people', entry['person'], viewer, world);
    return { ...entry, person, email: person === null && viewer.isPrivate ? null : entry['email'] };
  },
};
