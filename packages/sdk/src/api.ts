// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import type { ApiCall } from './call.js';
import type { Listing } from './listing.js';
import type { CallOptions, Paging, QueryValue, Range } from './options.js';

export type Account = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** When it was put away; null while it is in use. */
  archived_at: string | null;
  /** Name of the company. */
  name: string | null;
  /** Domain name that belongs to it; unique within the team for accounts. */
  domain: string | null;
  /** Short form of the name, as one would say it in a sentence. */
  conversational_name: string | null;
  /** Longer words for people; not sent to anybody. */
  description: string | null;
  /** Telephone number at work, as it was written. */
  phone: string | null;
  /** Address of the home page. */
  website: string | null;
  /** Address of the profile on LinkedIn. */
  linkedin_url: string | null;
  /** Name on Twitter (X), without the @. */
  twitter_handle: string | null;
  /** Street and house number. */
  street: string | null;
  /** Town of the address. */
  city: string | null;
  /** Region or federal state of the address. */
  state: string | null;
  /** ZIP or postal code. */
  postal_code: string | null;
  /** Country, as a name or ISO 3166 code. */
  country: string | null;
  /** Time zone by its IANA name, such as Europe/Berlin. */
  locale: string | null;
  /** Branch of business. */
  industry: string | null;
  /** Kind of company; the words in use are listed by /v2/account_types. */
  company_type: string | null;
  /** Year or date of foundation, as text. */
  founded: string | null;
  /** Yearly turnover, as a range in words. */
  revenue_range: string | null;
  /** How large it is: bytes of a file, staff of a company. */
  size: string | null;
  /** Id of the record in the CRM; unique within the team. */
  crm_id: string | null;
  /** Where the CRM shows it; null without a CRM. */
  crm_url: string | null;
  /** Kind of the CRM record behind it. */
  crm_object_type: string | null;
  /** What the CRM calls the user who looks after it. */
  owner_crm_id: string | null;
  /** Score of an engagement product of the original; null here. */
  prospector_engagement_score: string | null;
  /** Level of an engagement product of the original; null here. */
  prospector_engagement_level: string | null;
  /** When somebody last called or wrote. */
  last_contacted_at: string | null;
  /** What the last contact was: call, email or other. */
  last_contacted_type: 'call' | 'email' | 'other' | null;
  /** Nobody may be contacted any more: cadences end, nothing is sent; outlives deletion. */
  do_not_contact: boolean;
  /** Values of the fields that the team defined, by name; written ones are merged, null clears one. */
  custom_fields: Record<string, string>;
  /** Roles of users at the account; always empty. */
  user_relationships: Record<string, unknown>[];
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags: string[];
  /** What has been counted about the record; kept with each fact, not counted when asked. */
  counts: {
    /** People that belong to it. */
    people: number | null;
  };
  /** The user who looks after it. */
  owner: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The user who made it. */
  creator: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Who made the last contact. */
  last_contacted_by: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whom the last contact of the account was with. */
  last_contacted_person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  company_stage: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  account_tier: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type AccountAndPeopleRedactionBody = {
  /** The own team, if it is said at all. */
  team_id?: number | string | null | undefined;
  /** When it is to happen; without it, as soon as may be. */
  schedule?: {
    /** The moment before which nothing is done. */
    run_at: string;
  } | null | undefined;
  /** Count only what would be done. */
  dry_run?: boolean | string | number | null | undefined;
  /** Which account is meant. */
  account_id: number | string;
};

export type AccountCreate = {
  /** Number of the tier that the account is of. */
  account_tier_id?: number | string | null | undefined;
  /** Town of the address. */
  city?: string | number | null | undefined;
  /** Number of the stage that the account is in. */
  company_stage_id?: number | string | null | undefined;
  /** Kind of company; the words in use are listed by /v2/account_types. */
  company_type?: string | number | null | undefined;
  /** Short form of the name, as one would say it in a sentence. */
  conversational_name?: string | number | null | undefined;
  /** Country, as a name or ISO 3166 code. */
  country?: string | number | null | undefined;
  /** Id of the record in the CRM; unique within the team. */
  crm_id?: string | number | null | undefined;
  /** What kind of CRM record the id is of. */
  crm_id_type?: string | number | null | undefined;
  /** Values of the fields that the team defined, by name; written ones are merged, null clears one. */
  custom_fields?: Record<string, string | number | null | boolean> | Record<string, unknown>[] | null | undefined;
  /** Longer words for people; not sent to anybody. */
  description?: string | number | null | undefined;
  /** Nobody may be contacted any more: cadences end, nothing is sent; outlives deletion. */
  do_not_contact?: boolean | string | number | null | undefined;
  /** Domain name that belongs to it; unique within the team for accounts. */
  domain: string | number;
  /** Year or date of foundation, as text. */
  founded?: string | number | null | undefined;
  /** Branch of business. */
  industry?: string | number | null | undefined;
  /** Address of the profile on LinkedIn. */
  linkedin_url?: string | number | null | undefined;
  /** Time zone by its IANA name, such as Europe/Berlin. */
  locale?: string | number | null | undefined;
  /** Name of the company. */
  name: string | number;
  /** Number of the user who looks after it; without one, whoever creates it. */
  owner_id?: number | string | null | undefined;
  /** Telephone number at work, as it was written. */
  phone?: string | number | null | undefined;
  /** ZIP or postal code. */
  postal_code?: string | number | null | undefined;
  /** Yearly turnover, as a range in words. */
  revenue_range?: string | number | null | undefined;
  /** How large it is: bytes of a file, staff of a company. */
  size?: string | number | null | undefined;
  /** Region or federal state of the address. */
  state?: string | number | null | undefined;
  /** Street and house number. */
  street?: string | number | null | undefined;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags?: (string | number)[] | string | null | undefined;
  /** Name on Twitter (X), without the @. */
  twitter_handle?: string | number | null | undefined;
  /** Address of the home page. */
  website?: string | number | null | undefined;
};

export type AccountRedactionBody = {
  /** The own team, if it is said at all. */
  team_id?: number | string | null | undefined;
  /** When it is to happen; without it, as soon as may be. */
  schedule?: {
    /** The moment before which nothing is done. */
    run_at: string;
  } | null | undefined;
  /** Count only what would be done. */
  dry_run?: boolean | string | number | null | undefined;
  /** Which account is meant. */
  account_id: number | string;
};

export type AccountStage = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What the stage is called; unique within the team. */
  name: string | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Place among its like: lower numbers come first. */
  order: number | null;
  /** Whether it may be chosen; inactive ones stay on the records that have them. */
  active: boolean;
};

export type AccountStageCreate = {
  /** What the stage is called; unique within the team. */
  name: string | number;
  /** Place among its like: lower numbers come first. */
  order?: number | string | null | undefined;
};

export type AccountStageUpdate = {
  /** What the stage is called; unique within the team. */
  name?: string | number | null | undefined;
  /** Place among its like: lower numbers come first. */
  order?: number | string | null | undefined;
};

export type AccountStagesParams = {
  readonly ids?: number | readonly number[];
  readonly updated_at?: Range;
  readonly active?: boolean;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at' | 'order'>;

export type AccountTeamMemberRole = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** The role in words. */
  name: string | null;
};

export type AccountTeamMemberRolesParams = {

} & Paging<never>;

export type AccountTier = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What the tier is called; unique within the team. */
  name: string | null;
  /** Place among its like: lower numbers come first. */
  order: number | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Whether it may be chosen; inactive ones stay on the records that have them. */
  active: boolean;
};

export type AccountTierCreate = {
  /** What the tier is called; unique within the team. */
  name: string | number;
  /** Place among its like: lower numbers come first. */
  order?: number | string | null | undefined;
};

export type AccountTierUpdate = {
  /** What the tier is called; unique within the team. */
  name?: string | number | null | undefined;
  /** Place among its like: lower numbers come first. */
  order?: number | string | null | undefined;
};

export type AccountTiersParams = {
  readonly ids?: number | readonly number[];
  readonly name?: string | number | readonly (string | number)[];
  readonly active?: boolean;
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'created_at' | 'updated_at' | 'order'>;

export type AccountType = {
  /** One of the kinds of company that accounts of the team have. */
  name: string;
};

export type AccountTypesParams = {

} & Paging<never>;

export type AccountUpdate = {
  /** Number of the tier that the account is of. */
  account_tier_id?: number | string | null | undefined;
  /** Town of the address. */
  city?: string | number | null | undefined;
  /** Number of the stage that the account is in. */
  company_stage_id?: number | string | null | undefined;
  /** Kind of company; the words in use are listed by /v2/account_types. */
  company_type?: string | number | null | undefined;
  /** Short form of the name, as one would say it in a sentence. */
  conversational_name?: string | number | null | undefined;
  /** Country, as a name or ISO 3166 code. */
  country?: string | number | null | undefined;
  /** Id of the record in the CRM; unique within the team. */
  crm_id?: string | number | null | undefined;
  /** What kind of CRM record the id is of. */
  crm_id_type?: string | number | null | undefined;
  /** Values of the fields that the team defined, by name; written ones are merged, null clears one. */
  custom_fields?: Record<string, string | number | null | boolean> | Record<string, unknown>[] | null | undefined;
  /** Longer words for people; not sent to anybody. */
  description?: string | number | null | undefined;
  /** Nobody may be contacted any more: cadences end, nothing is sent; outlives deletion. */
  do_not_contact?: boolean | string | number | null | undefined;
  /** Domain name that belongs to it; unique within the team for accounts. */
  domain?: string | number | null | undefined;
  /** Year or date of foundation, as text. */
  founded?: string | number | null | undefined;
  /** Branch of business. */
  industry?: string | number | null | undefined;
  /** Address of the profile on LinkedIn. */
  linkedin_url?: string | number | null | undefined;
  /** Time zone by its IANA name, such as Europe/Berlin. */
  locale?: string | number | null | undefined;
  /** Name of the company. */
  name?: string | number | null | undefined;
  /** Number of the user who looks after it; without one, whoever creates it. */
  owner_id?: number | string | null | undefined;
  /** Telephone number at work, as it was written. */
  phone?: string | number | null | undefined;
  /** ZIP or postal code. */
  postal_code?: string | number | null | undefined;
  /** Yearly turnover, as a range in words. */
  revenue_range?: string | number | null | undefined;
  /** How large it is: bytes of a file, staff of a company. */
  size?: string | number | null | undefined;
  /** Region or federal state of the address. */
  state?: string | number | null | undefined;
  /** Street and house number. */
  street?: string | number | null | undefined;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags?: (string | number)[] | string | null | undefined;
  /** Name on Twitter (X), without the @. */
  twitter_handle?: string | number | null | undefined;
  /** Address of the home page. */
  website?: string | number | null | undefined;
  /** true puts the account away, false takes it out again. */
  archived?: boolean | string | number | null | undefined;
};

export type AccountUpsert = {
  /** Whether it was created or updated. */
  upsert_type: 'create' | 'update';
  /** The account as it is now. */
  account: {
    /** Number that the record is called by; never given twice. */
    id: number;
    /** When the record was made; unique within the team, so that lists can be read along it. */
    created_at: string;
    /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
    updated_at: string;
    /** When it was put away; null while it is in use. */
    archived_at: string | null;
    /** Name of the company. */
    name: string | null;
    /** Domain name that belongs to it; unique within the team for accounts. */
    domain: string | null;
    /** Short form of the name, as one would say it in a sentence. */
    conversational_name: string | null;
    /** Longer words for people; not sent to anybody. */
    description: string | null;
    /** Telephone number at work, as it was written. */
    phone: string | null;
    /** Address of the home page. */
    website: string | null;
    /** Address of the profile on LinkedIn. */
    linkedin_url: string | null;
    /** Name on Twitter (X), without the @. */
    twitter_handle: string | null;
    /** Street and house number. */
    street: string | null;
    /** Town of the address. */
    city: string | null;
    /** Region or federal state of the address. */
    state: string | null;
    /** ZIP or postal code. */
    postal_code: string | null;
    /** Country, as a name or ISO 3166 code. */
    country: string | null;
    /** Time zone by its IANA name, such as Europe/Berlin. */
    locale: string | null;
    /** Branch of business. */
    industry: string | null;
    /** Kind of company; the words in use are listed by /v2/account_types. */
    company_type: string | null;
    /** Year or date of foundation, as text. */
    founded: string | null;
    /** Yearly turnover, as a range in words. */
    revenue_range: string | null;
    /** How large it is: bytes of a file, staff of a company. */
    size: string | null;
    /** Id of the record in the CRM; unique within the team. */
    crm_id: string | null;
    /** Where the CRM shows it; null without a CRM. */
    crm_url: string | null;
    /** Kind of the CRM record behind it. */
    crm_object_type: string | null;
    /** What the CRM calls the user who looks after it. */
    owner_crm_id: string | null;
    /** Score of an engagement product of the original; null here. */
    prospector_engagement_score: string | null;
    /** Level of an engagement product of the original; null here. */
    prospector_engagement_level: string | null;
    /** When somebody last called or wrote. */
    last_contacted_at: string | null;
    /** What the last contact was: call, email or other. */
    last_contacted_type: 'call' | 'email' | 'other' | null;
    /** Nobody may be contacted any more: cadences end, nothing is sent; outlives deletion. */
    do_not_contact: boolean;
    /** Values of the fields that the team defined, by name; written ones are merged, null clears one. */
    custom_fields: Record<string, string>;
    /** Roles of users at the account; always empty. */
    user_relationships: Record<string, unknown>[];
    /** Words by which records are grouped; a written list takes the place of the one before. */
    tags: string[];
    /** What has been counted about the record; kept with each fact, not counted when asked. */
    counts: {
      /** People that belong to it. */
      people: number | null;
    };
    /** The user who looks after it. */
    owner: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The user who made it. */
    creator: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** Who made the last contact. */
    last_contacted_by: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** Whom the last contact of the account was with. */
    last_contacted_person: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    company_stage: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    account_tier: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
  };
};

export type AccountUpsertsBody = {
  /** Number of the tier that the account is of. */
  account_tier_id?: number | string | null | undefined;
  /** Town of the address. */
  city?: string | number | null | undefined;
  /** Number of the stage that the account is in. */
  company_stage_id?: number | string | null | undefined;
  /** Kind of company; the words in use are listed by /v2/account_types. */
  company_type?: string | number | null | undefined;
  /** Short form of the name, as one would say it in a sentence. */
  conversational_name?: string | number | null | undefined;
  /** Country, as a name or ISO 3166 code. */
  country?: string | number | null | undefined;
  /** Id of the record in the CRM; unique within the team. */
  crm_id?: string | number | null | undefined;
  /** What kind of CRM record the id is of. */
  crm_id_type?: string | number | null | undefined;
  /** Values of the fields that the team defined, by name; written ones are merged, null clears one. */
  custom_fields?: Record<string, string | number | null | boolean> | Record<string, unknown>[] | null | undefined;
  /** Longer words for people; not sent to anybody. */
  description?: string | number | null | undefined;
  /** Nobody may be contacted any more: cadences end, nothing is sent; outlives deletion. */
  do_not_contact?: boolean | string | number | null | undefined;
  /** Domain name that belongs to it; unique within the team for accounts. */
  domain: string | number;
  /** Year or date of foundation, as text. */
  founded?: string | number | null | undefined;
  /** Branch of business. */
  industry?: string | number | null | undefined;
  /** Address of the profile on LinkedIn. */
  linkedin_url?: string | number | null | undefined;
  /** Time zone by its IANA name, such as Europe/Berlin. */
  locale?: string | number | null | undefined;
  /** Name of the company. */
  name: string | number;
  /** Number of the user who looks after it; without one, whoever creates it. */
  owner_id?: number | string | null | undefined;
  /** Telephone number at work, as it was written. */
  phone?: string | number | null | undefined;
  /** ZIP or postal code. */
  postal_code?: string | number | null | undefined;
  /** Yearly turnover, as a range in words. */
  revenue_range?: string | number | null | undefined;
  /** How large it is: bytes of a file, staff of a company. */
  size?: string | number | null | undefined;
  /** Region or federal state of the address. */
  state?: string | number | null | undefined;
  /** Street and house number. */
  street?: string | number | null | undefined;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags?: (string | number)[] | string | null | undefined;
  /** Name on Twitter (X), without the @. */
  twitter_handle?: string | number | null | undefined;
  /** Address of the home page. */
  website?: string | number | null | undefined;
  /** Number that the record is called by; never given twice. */
  id?: number | string | null | undefined;
  /** Which field decides whether the account is there already: id, crm_id or domain. */
  upsert_key?: 'id' | 'crm_id' | 'domain' | null | undefined;
};

export type AccountsParams = {
  readonly ids?: number | readonly number[];
  readonly crm_id?: string | number | readonly (string | number)[];
  readonly tag?: string | number | readonly (string | number)[];
  readonly tag_id?: number | readonly number[];
  readonly created_at?: Range;
  readonly updated_at?: Range;
  readonly domain?: string | number;
  readonly website?: string | number | readonly (string | number)[];
  readonly archived?: boolean;
  readonly name?: string | number | readonly (string | number)[];
  readonly account_stage_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly account_tier_id?: number | readonly number[];
  readonly owner_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly owner_is_active?: boolean;
  readonly last_contacted?: Range | { readonly _is_null?: boolean; readonly _is_not_null?: boolean };
  readonly custom_fields?: { readonly [name: string]: string };
  readonly industry?: string | number | readonly (string | number)[] | { readonly _starts_with: string };
  readonly country?: string | number | readonly (string | number)[] | { readonly _starts_with: string };
  readonly state?: string | number | readonly (string | number)[] | { readonly _starts_with: string };
  readonly city?: string | number | readonly (string | number)[] | { readonly _starts_with: string };
  readonly owner_crm_id?: string | number | readonly (string | number)[] | { readonly _not_in: string | number | readonly (string | number)[] };
  readonly locales?: string | number | readonly (string | number)[];
  readonly user_relationships?: { readonly [name: string]: string };
  readonly account_type?: string | number | readonly (string | number)[];
  readonly prospector_engagement_level?: string | number | readonly (string | number)[];
  readonly has_open_opportunity?: boolean;
  readonly your_related_accounts_active?: boolean;
} & Paging<'created_at' | 'updated_at' | 'last_contacted_at' | 'account_stage' | 'account_stage_name' | 'account_tier' | 'account_tier_name' | 'name' | 'counts_people'>;

export type Action = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Whether its moment has come. */
  due: boolean;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** What sort of step or touch this is. */
  type: 'email' | 'phone' | 'integration' | 'other' | null;
  /** in_progress while it waits; pending_activity once somebody has begun it. */
  status: 'in_progress' | 'pending_activity' | null;
  /** Day it is due, written as midnight UTC. */
  due_on: string;
  /** Exact moment it is due. */
  due_at: string;
  /** What the touches of one day of the cadence have in common. */
  multitouch_group_id: number | null;
  /** What the step says: instructions of a call, template of an e-mail. */
  action_details: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The person it is about. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  step: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The task it is shown as. */
  task: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type ActionsParams = {
  readonly ids?: number | readonly number[];
  readonly step_id?: number;
  readonly type?: 'email' | 'phone' | 'integration' | 'other';
  readonly due_on?: Range;
  readonly user_guid?: string | readonly string[];
  readonly person_id?: number | readonly number[];
  readonly cadence_id?: number | readonly number[];
  readonly multitouch_group_id?: number | readonly number[];
  readonly updated_at?: Range;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type ActivitiesBody = {
  /** Number of the action that is done. */
  action_id?: number | string | null | undefined;
  /** Number of the task that is done. */
  task_id?: number | string | null | undefined;
};

export type Activity = {
  /** When the action or task was completed. */
  updated_at: string;
};

export type ActivityHistoriesParams = {
  readonly ids?: string | number | readonly (string | number)[];
  readonly type?: 'added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review' | readonly ('added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review')[] | { readonly person?: 'added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review' | readonly ('added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review')[]; readonly account?: 'added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review' | readonly ('added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review')[]; readonly crm_opportunity?: 'added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review' | readonly ('added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review')[] };
  readonly resource_type?: 'person' | 'account' | 'crm_opportunity' | readonly ('person' | 'account' | 'crm_opportunity')[];
  readonly resource_id?: number | readonly number[];
  readonly occurred_at?: Range;
  readonly updated_at?: Range;
  readonly pinned?: boolean;
  readonly user_guid?: string | readonly string[];
  readonly _resource?: 'person' | 'account' | 'crm_opportunity' | readonly ('person' | 'account' | 'crm_opportunity')[];
} & Paging<'occurred_at' | 'updated_at'>;

export type ActivityHistory = {
  /** Number that the record is called by; never given twice. */
  id: string;
  /** What sort of step or touch this is. */
  type: 'added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review' | null;
  occurred_at: string | null;
  resource_type: 'person' | 'account' | 'crm_opportunity' | null;
  resource_id: number | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  pinned_at: string | null;
  /** GUID of the user it concerns; without one, the caller. */
  user_guid: string | null;
  static_data: Record<string, unknown> | null;
  dynamic_data: Record<string, unknown> | null;
  failed_dynamic_resources: string[];
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags: string[];
};

export type ActivityHistoryBodiesParams = {
  readonly ids?: string | number | readonly (string | number)[];
  readonly type?: 'added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review' | readonly ('added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review')[] | { readonly person?: 'added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review' | readonly ('added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review')[]; readonly account?: 'added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review' | readonly ('added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review')[]; readonly crm_opportunity?: 'added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review' | readonly ('added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review')[] };
  readonly resource_type?: 'person' | 'account' | 'crm_opportunity' | readonly ('person' | 'account' | 'crm_opportunity')[];
  readonly resource_id?: number | readonly number[];
  readonly occurred_at?: Range;
  readonly updated_at?: Range;
} & Paging<'occurred_at' | 'updated_at'>;

export type ActivityHistoryBody = {
  /** Number that the record is called by; never given twice. */
  id: string;
  /** What sort of step or touch this is. */
  type: 'added_to_cadence' | 'account_added_to_cadence' | 'call' | 'completed_action' | 'dnc_event' | 'email_reply' | 'external_meeting' | 'live_chat' | 'meeting' | 'meeting_held' | 'message_conversation' | 'note' | 'opportunity_amount_change' | 'opportunity_close_date_change' | 'opportunity_stage_change' | 'received_email' | 'requested_email' | 'residency_change' | 'sent_email' | 'site_visit' | 'share_internal_note' | 'success' | 'task' | 'voicemail' | 'review' | null;
  occurred_at: string | null;
  resource_type: 'person' | 'account' | 'crm_opportunity' | null;
  resource_id: number | null;
  /** Subject line. */
  subject: string | null;
  text: string | null;
};

export type ApiKeys = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What its user calls it. */
  name: string;
  /** Its last four characters, to tell keys apart. */
  hint: string;
  /** What may be read and written with it, by name. */
  scopes: string[];
  /** When it was made. */
  created_at: string;
  /** When a request last came with it, to about a minute; null: never. */
  last_used_at: string | null;
}[];

export type Attachment = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** Name of the file. */
  name: string;
  /** MIME type of the file. */
  content_type: string;
  /** Bytes of the file. */
  size: number;
  /** Word by which HTML shows it as an image (cid:). */
  content_id: string | null;
  /** The user who looks after it. */
  owner: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type AttachmentCreate = {
  /** Name of the file. */
  name: string | number;
  /** MIME type of the file. */
  content_type: string | number;
  /** The file, in base64. */
  content: string | number;
  /** Word by which HTML shows it as an image (cid:). */
  content_id?: string | number | null | undefined;
};

export type AttachmentsParams = {
  readonly ids?: number | readonly number[];
  readonly created_at?: Range;
} & Paging<'created_at'>;

export type AuditEntriesParams = {
  readonly ids?: number | readonly number[];
  readonly action?: 'create' | 'update' | 'delete' | readonly ('create' | 'update' | 'delete')[];
  readonly record_type?: string | number | readonly (string | number)[];
  readonly record_id?: string | number | readonly (string | number)[];
  readonly user_id?: number | readonly number[];
  readonly user_guid?: string | readonly string[];
  readonly created_at?: Range;
} & Paging<'created_at'>;

export type AuditEntry = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** Who did it; null: the server itself, or its operator by a command. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whether the record was made (create), changed (update) or taken away (delete). */
  action: 'create' | 'update' | 'delete';
  /** What kind of record it was: users, mailboxes, api_keys and the like. */
  record_type: string;
  /** What the record is called within its kind: a number, or a uuid. */
  record_id: string;
  /** What the columns that changed held until then; never a secret. */
  before: Record<string, unknown> | null;
  /** What they hold since; null where the record was taken away. */
  after: Record<string, unknown> | null;
  /** When before and after were emptied, because they told of somebody who was forgotten. */
  redacted_at: string | null;
};

export type AuditReport = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What somebody called it. */
  name: string | null;
  /** How far its file is. */
  status: 'requested' | 'started' | 'completed' | 'failed';
  /** Why it was given up; null unless it was. */
  error: string | null;
  /** Name of the only table whose changes it tells; null: of all. */
  record_type: string | null;
  /** Numbers of the only records whose changes it tells; none: of all. */
  record_ids: number[];
  /** Users whose changes it tells; none: of everybody, and of the server. */
  audited_user_guids: string[];
  /** What was done to the records: create, update, delete; none: all of it. */
  actions: string[];
  /** First day that it tells of, where the one who asked is; null: from the beginning. */
  since: string | null;
  /** Last day that it tells of; null: up to when it is made. */
  until: string | null;
  /** Kept as it was given; there is one source, the audit log. */
  data_source: string | null;
  /** Whether the one who asked gets an e-mail when the file is there. */
  email_notification: boolean;
  /** Day on which somebody asked for it. */
  requested_on: string;
  /** Day on which it was begun to be made. */
  started_on: string | null;
  /** Day on which its file was there. */
  completed_on: string | null;
  /** Link to the file, as CSV, which works for a quarter of an hour; another one each time. Null before it is there, a week later, and when somebody was forgotten meanwhile. */
  download_url: string | null;
  /** Who asked for it. */
  user_guid: string;
  /** What they are called. */
  requestor_name: string | null;
  /** Their e-mail address. */
  requestor_email: string;
};

export type AuditReportCreate = {
  /** What somebody called it. */
  name?: string | number | null | undefined;
  /** Name of the only table whose changes it tells; null: of all. */
  record_type?: string | number | null | undefined;
  /** Numbers of the only records whose changes it tells; none: of all. */
  record_ids?: (number | string)[] | string | number | null | undefined;
  /** Users whose changes it tells; none: of everybody, and of the server. */
  audited_user_guids?: (string | number)[] | string | null | undefined;
  /** What was done to the records: create, update, delete; none: all of it. */
  actions?: (string | number)[] | string | null | undefined;
  /** First day that it tells of, where the one who asked is; null: from the beginning. */
  since?: string | null | undefined;
  /** Last day that it tells of; null: up to when it is made. */
  until?: string | null | undefined;
  /** Kept as it was given; there is one source, the audit log. */
  data_source?: string | number | null | undefined;
  /** Whether the one who asked gets an e-mail when the file is there. */
  email_notification?: boolean | string | number | null | undefined;
};

export type AuditReportsParams = {

} & Paging<never>;

export type AuthorizedApplications = {
  /** What ends the authorization, as id of the path. */
  client_id: string;
  /** What people call it; shown in lists. */
  name: string;
  /** What the user let it read and write, by name. */
  scopes: string[];
  /** When the user last consented. */
  granted_at: string;
}[];

export type BeginTwoFactorBody = {
  password: string;
};

export type BulkJob = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When it was made, in UTC. */
  created_at: string;
  /** When it or one of its numbers last changed, in UTC. */
  updated_at: string;
  /** What people call it; shown in lists. */
  name: string | null;
  /** What sort of step or touch this is. */
  type: string | null;
  /** Region or federal state of the address. */
  state: 'open' | 'executing' | 'done' | null;
  ready_to_execute: boolean;
  scopes: string[];
  total: number | null;
  processed: number | null;
  /** Sentences about what is not valid, by the name of the field. */
  errors: number | null;
  /** When it was started, in UTC; null while it takes rows. */
  marked_ready_at: string | null;
  /** When its turn came, in UTC: the jobs of a team follow one another. */
  started_at: string | null;
  /** When its last row ended or somebody cancelled it, in UTC. */
  finished_at: string | null;
  /** When somebody ended it before its last row, in UTC. */
  cancelled_at: string | null;
  /** Who made it: its rows are carried out in their name. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whether rows are only tried: nothing of them stays. */
  dry_run: boolean;
  undo_of: number | null;
  undoable_until: string | null;
};

export type BulkJobCreate = {
  /** What sort of step or touch this is. */
  type: 'account/create' | 'account/delete' | 'account/owner' | 'account/stage' | 'account/tags/add' | 'account/tags/remove' | 'account/update' | 'account/upsert' | 'action/drop' | 'action/hand_over' | 'action/snooze' | 'cadence_membership/create' | 'cadence_membership/delete' | 'calendar/events/upsert' | 'person/create' | 'person/delete' | 'person/owner' | 'person/stage' | 'person/tags/add' | 'person/tags/remove' | 'person/update' | 'person/upsert' | 'task/complete' | 'task/create' | 'task/delete' | 'task/update';
  /** What people call it; shown in lists. */
  name?: string | number | null | undefined;
  /** Whether rows are only tried: nothing of them stays. */
  dry_run?: boolean | string | number | null | undefined;
};

export type BulkJobReasons = {
  /** Where it stands in its course. */
  status: 'pending' | 'success' | 'error' | 'retrying' | 'cancelled';
  /** Why, in a sentence for people. */
  reason: string | null;
  rows: number;
}[];

export type BulkJobResult = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Where it stands in its course. */
  status: 'success' | 'error' | 'cancelled' | null;
  record: Record<string, unknown> | null;
  resource: Record<string, unknown> | null;
  /** What went wrong, in a sentence. */
  error: string | null;
};

export type BulkJobResultsParams = {
  readonly id?: { readonly gt: number | string };
  readonly status?: 'success' | 'error' | 'cancelled' | readonly ('success' | 'error' | 'cancelled')[];
} & Paging<never>;

export type BulkJobUpdate = {
  /** What people call it; shown in lists. */
  name?: string | number | null | undefined;
  ready_to_execute?: boolean | string | number | null | undefined;
};

export type BulkJobsParams = {
  readonly id?: { readonly gt: number | string };
  readonly state?: 'open' | 'executing' | 'done' | readonly ('open' | 'executing' | 'done')[];
} & Paging<never>;

export type BulkRescheduleTasks = {
  records: number;
};

export type BulkRescheduleTasksBody = {
  task_ids: (number | string)[] | string | number;
  /** Day it is due, in the zone of whoever does it. */
  due_date: string;
};

export type Cadence = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** When it was put away; null while it is in use. */
  archived_at: string | null;
  /** Last day on which it acted. */
  latest_active_date: string | null;
  /** Whether it is the team's: everybody may put people on it. */
  team_cadence: boolean;
  /** Whether colleagues may see and use it. */
  shared: boolean;
  /** Whether it has been put away: nobody is on it any more. */
  archived: boolean;
  /** Whether who bounces is taken off. */
  remove_bounces_enabled: boolean;
  /** Whether who answers is taken off. */
  remove_replies_enabled: boolean;
  /** Whether its e-mails carry a line to opt out by. */
  opt_out_link_included: boolean;
  /** Whether it is still being written: nobody can be put on it. */
  draft: boolean;
  /** Whether it acts although a person has contact restrictions. */
  override_contact_restrictions: boolean;
  /** Frame of the original it was made from; null here. */
  cadence_framework_id: number | null;
  /** Who put it away. */
  archived_by: string | null;
  /** What it is for: outbound, inbound, event or other. */
  cadence_function: 'outbound' | 'inbound' | 'event' | 'other' | null;
  /** What the cadence is called. */
  name: string | null;
  /** The caller's own name for it; an import with the same one is refused. */
  external_identifier: string | null;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags: string[];
  /** Whether it is being written, acts, has ended, or was put away. */
  current_state: 'draft' | 'active' | 'archived' | 'expired' | 'deleted' | null;
  /** The user who made it. */
  creator: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The user who looks after it. */
  owner: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  bounced_stage: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  replied_stage: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  added_stage: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  finished_stage: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** How urgent its touches are for reps. */
  cadence_priority: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  groups: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  }[];
  /** What has been counted about the record; kept with each fact, not counted when asked. */
  counts: {
    /** People who are on it now. */
    cadence_people: number;
    /** People who had at least one touch. */
    people_acted_on_count: number;
    /** People a day that reps mean to add. */
    target_daily_people: number;
    /** Opportunities that came of it. */
    opportunities_created: number;
    /** Meetings that came of it. */
    meetings_booked: number;
  };
  /** Documents of a product of the original; always empty. */
  knowledge_library_document_ids: number[];
  /** Since when nothing of it happens; null while it runs. */
  paused_at: string | null;
};

export type CadenceBulkMembershipsBody = {
  /** Number of the cadence. */
  cadence_id: number | string;
  /** Number of the user it concerns; without one, the caller. */
  user_id?: number | string | null | undefined;
  /** Number of the step. */
  step_id?: number | string | null | undefined;
  person_ids?: (number | string)[] | string | number | null | undefined;
  filter?: Record<string, unknown> | null | undefined;
  except?: (number | string)[] | string | number | null | undefined;
};

export type CadenceCalendar = {
  people: number;
  more: boolean;
  /** Every day asked for, in order. */
  days: {
    /** The day, where the caller is. */
    day: string;
    /** What is to come on it, by type and mailbox; what is overdue counts for today. */
    touches: {
      /** email, phone, integration or other. */
      type: string;
      /** Whether it goes out by itself. */
      automated: boolean;
      /** Where it would leave from; null: no mailbox, or no e-mail. */
      mailbox: {
        /** Path under which this API serves the record. */
        _href: string;
        /** Number that the record is called by; never given twice. */
        id: number;
      } | null;
      /** How many. */
      touches: number;
    }[];
    /** What the mailboxes of those who work on the cadence can send. */
    capacity: {
      /** The one that has the limit. */
      mailbox: {
        /** Path under which this API serves the record. */
        _href: string;
        /** Number that the record is called by; never given twice. */
        id: number;
      } | null;
      limit: number;
      used: number;
    }[];
    /** Days off of the team’s calendars. */
    holidays: {
      /** What people call it; shown in lists. */
      name: string;
      calendar: string;
      applies_to: string;
    }[];
  }[];
};

export type CadenceCreate = {
  /** What the cadence is called. */
  name: string | number;
  /** Whether it is the team's: everybody may put people on it. */
  team_cadence?: boolean | string | number | null | undefined;
  /** Whether colleagues may see and use it. */
  shared?: boolean | string | number | null | undefined;
  /** Whether it is still being written: nobody can be put on it. */
  draft?: boolean | string | number | null | undefined;
  /** Whether who bounces is taken off. */
  remove_bounces_enabled?: boolean | string | number | null | undefined;
  /** Whether who answers is taken off. */
  remove_replies_enabled?: boolean | string | number | null | undefined;
  /** Whether who books a meeting is taken off. */
  remove_people_when_meeting_booked?: boolean | string | number | null | undefined;
  /** Whether its e-mails carry a line to opt out by. */
  opt_out_link_included?: boolean | string | number | null | undefined;
  /** Whether it acts although a person has contact restrictions. */
  override_contact_restrictions?: boolean | string | number | null | undefined;
  /** What it is for: outbound, inbound, event or other. */
  cadence_function?: 'outbound' | 'inbound' | 'event' | 'other' | null | undefined;
  /** How urgent its touches are for reps. */
  cadence_priority?: 'High' | 'Medium' | 'Low' | null | undefined;
  /** Last day on which it acted. */
  latest_active_date?: string | null | undefined;
  /** The caller's own name for it; an import with the same one is refused. */
  external_identifier?: string | number | null | undefined;
  /** People a day that reps mean to add. */
  target_daily_people?: number | string | null | undefined;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags?: (string | number)[] | string | null | undefined;
  /** Numbers of the groups that see it; none: everybody who may. */
  group_ids?: (number | string)[] | string | number | null | undefined;
  /** Number of the user who looks after it; without one, whoever creates it. */
  owner_id?: number | string | null | undefined;
  /** Stage that a person gets who is added. */
  added_stage_id?: number | string | null | undefined;
  /** Stage that a person gets who bounces. */
  bounced_stage_id?: number | string | null | undefined;
  /** Stage that a person gets who answers. */
  replied_stage_id?: number | string | null | undefined;
  /** Stage that a person gets who has done all steps. */
  finished_stage_id?: number | string | null | undefined;
  /** Nobody is taken a second time. */
  entry_once?: boolean | string | number | null | undefined;
  /** Only who is on no other cadence is taken. */
  entry_exclusive?: boolean | string | number | null | undefined;
  /** Days without a touch before a person is taken. */
  entry_quiet_days?: number | string | null | undefined;
  /** People in these stages are not taken. */
  entry_blocked_stage_ids?: (number | string)[] | string | number | null | undefined;
  /** Opting out takes a person off. */
  exit_on_opt_out?: boolean | string | number | null | undefined;
  /** A success takes a person off. */
  exit_on_success?: boolean | string | number | null | undefined;
  /** Whoever comes into one of these stages is taken off. */
  exit_stage_ids?: (number | string)[] | string | number | null | undefined;
  /** An answer takes off everybody of the same account. */
  exit_account_on_reply?: boolean | string | number | null | undefined;
  /** First touches that the cadence begins in a day, at most. */
  new_people_per_day?: number | string | null | undefined;
  /** First touches that the cadence begins for one user in a day, at most. */
  new_people_per_user_per_day?: number | string | null | undefined;
  /** Put a picture in that tells of opens. */
  open_tracking?: boolean | string | number | null | undefined;
  /** Lead links over this server, to count clicks. */
  click_tracking?: boolean | string | number | null | undefined;
};

export type CadenceExport = {
  /** Steps, words and rules, as POST /v2/cadence_imports takes them. */
  cadence_content: Record<string, unknown>;
};

export type CadenceExportDownload = {
  /** Link to the file, which works for a quarter of an hour without a token. */
  download_url: string;
  /** What the file is called. */
  name: string;
  /** Its size. */
  bytes: number;
  /** How many it has. */
  cadences: number;
};

export type CadenceExportDownloadsBody = {
  /** Numbers of the cadences, at most 100; each must be visible to the caller. */
  cadence_ids: (number | string)[] | string | number;
};

export type CadenceForecast = {
  tried: number;
  left_out: number;
  refusals: {
    /** What the cadence says of them. */
    reason: string;
    /** Number of those of whom it says so. */
    people: number;
  }[];
  /** The first 25 of them, in the order they were named. */
  people: {
    /** The person it is about. */
    person: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** Why the cadence would not take the person, in one sentence; null: it would. */
    refused: string | null;
    /** Touches, oldest first: what happened, then what will. */
    entries: {
      /** done, skipped, cancelled, open now, planned for a moment, or waiting for nobody knows when. */
      state: 'done' | 'skipped' | 'cancelled' | 'open' | 'planned' | 'waiting';
      /** The moment it happened or is expected. */
      at: string | null;
      /** What sort of step or touch this is. */
      type: string;
      /** Whether it happens by itself. */
      automated: boolean;
      /** On which day of the cadence, from 1. */
      day: number;
      /** What the step is called. */
      step_name: string | null;
      /** The rule that decided, as a word that programs may compare. */
      rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written' | null;
      /** Why, in a sentence for people. */
      reason: string;
      /** Ids, moments, numbers and words from which the sentence is made; no texts of people. */
      facts: {
        /** The rule that the facts belong to. */
        rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
      }[] | null;
      step: {
        /** Path under which this API serves the record. */
        _href: string;
        /** Number that the record is called by; never given twice. */
        id: number;
      } | null;
      /** Whose it is. */
      user: {
        /** Path under which this API serves the record. */
        _href: string;
        /** Number that the record is called by; never given twice. */
        id: number;
      } | null;
      /** The action of the touch. */
      action: {
        /** Number that the record is called by; never given twice. */
        id: number;
      } | null;
      /** The e-mail of the touch, written or foreseen. */
      email: {
        /** Number that the record is called by; never given twice. */
        id: number | null;
        /** As in the send ledger; forecast for one that is not written. */
        state: string;
        /** Address it leaves from. */
        from_address: string;
        /** Address it goes to. */
        to_address: string;
        /** Subject line; null without email_contents:read. */
        subject: string | null;
        /** HTML of the message; null without email_contents:read. */
        body: string | null;
        /** Opens by people. */
        views: number;
        /** How often a person followed a link. */
        clicks: number;
        /** Answers by people. */
        replies: number;
        /** Whether it came back as undeliverable. */
        bounced: boolean;
        mailbox: {
          /** Path under which this API serves the record. */
          _href: string;
          /** Number that the record is called by; never given twice. */
          id: number;
        } | null;
        /** The version of the step it is written with. */
        step_variant: {
          /** Number that the record is called by; never given twice. */
          id: number;
        } | null;
      } | null;
    }[];
    /** When and why the person leaves the cadence. */
    ends: {
      /** The moment it happened or is expected. */
      at: string | null;
      /** Why, in a sentence for people. */
      reason: string;
      /** The rule that decided, as a word that programs may compare. */
      rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
      /** Ids, moments, numbers and words from which the sentence is made; no texts of people. */
      facts: {
        /** The rule that the facts belong to. */
        rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
      }[] | null;
    } | null;
  }[];
  /** How many touches each day would have, by type and mailbox, where the caller is. */
  days: {
    /** A calendar date, where the caller is. */
    day: string;
    /** What kind of touch. */
    type: string;
    /** Whether the engine would do it. */
    automated: boolean;
    /** What the e-mails would leave through; null for other touches and for the server itself. */
    mailbox: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** How many of them. */
    touches: number;
  }[];
};

export type CadenceForecastBody = {
  person_ids?: (number | string)[] | string | number | null | undefined;
  filter?: Record<string, unknown> | null | undefined;
  /** Number of the user it concerns; without one, the caller. */
  user_id?: number | string | null | undefined;
  /** Number of the step. */
  step_id?: number | string | null | undefined;
  /** Where it begins; included. */
  from?: string | null | undefined;
};

export type CadenceImport = {
  cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type CadenceImportsBody = {
  /** Name, stages and rules of the cadence. */
  settings?: {
    /** What the cadence is called. */
    name?: string | null | undefined;
    /** People a day that reps mean to add. */
    target_daily_people?: number | null | undefined;
    /** Whether who answers is taken off. */
    remove_replied?: boolean | null | undefined;
    /** Whether who bounces is taken off. */
    remove_bounced?: boolean | null | undefined;
    /** Whether who books a meeting is taken off. */
    remove_people_when_meeting_booked?: boolean | null | undefined;
    /** Whether who comes back from a pause is given new moments. */
    reschedule_from_pause_enabled?: boolean | null | undefined;
    /** The caller's own name for it; the same one twice is refused. */
    external_identifier?: string | number | null | undefined;
    /** What it is for: outbound, inbound, event or other. */
    cadence_function?: 'outbound' | 'inbound' | 'event' | 'other' | null | undefined;
    /** How urgent its touches are for reps. */
    cadence_priority?: string | null | undefined;
    /** GUID of the user who looks after it; without one, the caller. */
    cadence_owner?: string | null | undefined;
    /** Stage, by name, that a person gets who is added. */
    added_stage_setting?: string | null | undefined;
    /** Stage, by name, that a person gets who bounces. */
    bounced_stage_setting?: string | null | undefined;
    /** Stage, by name, that a person gets who has done all steps. */
    finished_stage_setting?: string | null | undefined;
    /** Stage, by name, that a person gets who answers. */
    replied_stage_setting?: string | null | undefined;
    /** Words by which cadences are grouped. */
    tags?: string | null | undefined;
    /** Who is taken, who leaves, how many a day; an addition. */
    rules?: {
      /** Nobody is taken a second time. */
      entry_once?: boolean | null | undefined;
      /** Only who is on no other cadence is taken. */
      entry_exclusive?: boolean | null | undefined;
      /** Days without a touch before a person is taken. */
      entry_quiet_days?: number | null | undefined;
      /** People in these stages, by name, are not taken. */
      entry_blocked_stages?: string[] | null | undefined;
      /** Opting out takes a person off. */
      exit_on_opt_out?: boolean | null | undefined;
      /** A success takes a person off. */
      exit_on_success?: boolean | null | undefined;
      /** Whoever comes into one of these stages, by name, is taken off. */
      exit_stages?: string[] | null | undefined;
      /** An answer takes off everybody of the same account. */
      exit_account_on_reply?: boolean | null | undefined;
      /** First touches that the cadence begins in a day, at most. */
      new_people_per_day?: number | null | undefined;
      /** First touches that the cadence begins for one user in a day, at most. */
      new_people_per_user_per_day?: number | null | undefined;
      /** Put a picture in that tells of opens. */
      open_tracking?: boolean | null | undefined;
      /** Lead links over this server, to count clicks. */
      click_tracking?: boolean | null | undefined;
    } | null | undefined;
  } | null | undefined;
  /** Who may see and use the cadence. */
  sharing_settings?: {
    /** Whether everybody may put people on it. */
    team_cadence?: boolean | null | undefined;
    /** Whether colleagues may see and use it. */
    shared?: boolean | null | undefined;
  } | null | undefined;
  /** Steps by days; with cadence_id, the empty cadence that is filled. */
  cadence_content: {
    /** Number of the empty cadence that is filled; without one, a new cadence. */
    cadence_id?: number | string | null | undefined;
    /** Days of the cadence with their steps, in order. */
    step_groups: {
      /** Day that the steps belong to; the first is 1. */
      day: number;
      /** The e-mails leave by themselves; otherwise a rep sends them. */
      automated: boolean;
      /** When e-mails leave that do so by themselves. */
      automated_settings?: {
        /** at_time: at time_of_day; after_time_delay: delay_time after the step before. */
        send_type?: 'at_time' | 'after_time_delay' | null | undefined;
        /** HH:MM at which they are due. */
        time_of_day?: string | null | undefined;
        /** Whether the clock of the person or of the user counts. */
        timezone_mode?: 'person' | 'user' | null | undefined;
        /** Minutes after the step before. */
        delay_time?: number | null | undefined;
        /** May leave on Saturday and Sunday. */
        allow_send_on_weekends?: boolean | null | undefined;
      } | null | undefined;
      /** Due as soon as the step before it is done. */
      due_immediately: boolean;
      /** Word by which other groups of the file name this one. */
      reference_id?: number | string | null | undefined;
      /** What is done on that day. */
      steps: ({
        /** What sort of step or touch this is. */
        type: 'Email';
        /** Whether the step is carried out. */
        enabled: boolean;
        /** What the step is called. */
        name: string;
        /** Question about the person that decides which step comes next; an addition. */
        condition?: {
          /** What is asked: opened, clicked or replied about an e-mail, or field about the person. */
          if: 'opened' | 'clicked' | 'replied' | 'field';
          /** Step of the file whose e-mail is asked about. */
          step?: {
            /** Day of the step that is meant. */
            day: number;
            /** Which step of that day is meant, from 1. */
            number: number;
          } | null | undefined;
          /** Days after the e-mail was sent that count; without, until the step is reached. */
          within_days?: number | null | undefined;
          /** Which field is asked for: of the person, of custom_fields, the stage, or of the account. */
          field?: string | null | undefined;
          /** How value and field are compared. */
          op?: string | null | undefined;
          /** What the field is compared with. */
          value?: string | string[] | null | undefined;
          /** false turns the question round. */
          is?: boolean | null | undefined;
          /** What follows where it does not hold: skip the step, end the cadence, or goto another step. */
          else?: 'skip' | 'end' | 'goto' | null | undefined;
          /** Later step of the file that follows with else: goto. */
          goto_step?: {
            /** Day of the step that follows. */
            day: number;
            /** Which step of that day follows, from 1. */
            number: number;
          } | null | undefined;
        } | null | undefined;
        /** What the step says: words of an e-mail, instructions of a call. */
        type_settings: {
          /** Group whose e-mail this one answers, in one thread. */
          previous_email_step_group_reference_id?: number | string | null | undefined;
          /** Words of the e-mail. */
          email_template: {
            /** Heading under which people find the template. */
            title?: string | null | undefined;
            /** Subject line, with fields in double braces. */
            subject?: string | null | undefined;
            /** HTML with fields in double braces. */
            body?: string | null | undefined;
            /** Put a picture in that tells of opens. */
            open_tracking?: boolean | null | undefined;
            /** Lead links over this server, to count clicks. */
            click_tracking?: boolean | null | undefined;
          };
          /** Versions of the e-mail beside each other; an addition. */
          variants?: {
            /** What the version is called. */
            name: string;
            /** Share of the e-mails that are written with it, against the others. */
            weight: number;
            /** Whether it was declared: all further e-mails use it. */
            winner?: boolean | null | undefined;
            /** Words of this version. */
            email_template: {
              /** Heading under which people find the template. */
              title?: string | null | undefined;
              /** Subject line, with fields in double braces. */
              subject?: string | null | undefined;
              /** HTML with fields in double braces. */
              body?: string | null | undefined;
              /** Put a picture in that tells of opens. */
              open_tracking?: boolean | null | undefined;
              /** Lead links over this server, to count clicks. */
              click_tracking?: boolean | null | undefined;
            };
          }[] | null | undefined;
          /** What becomes of an e-mail with fields that nothing fills: hold it, or use field_defaults. */
          missing_fields?: 'hold' | 'default' | null | undefined;
          /** What stands for a field that nothing fills, by the name of the field. */
          field_defaults?: Record<string, string> | null | undefined;
        };
      } | {
        /** What sort of step or touch this is. */
        type: 'Phone';
        /** Whether the step is carried out. */
        enabled: boolean;
        /** What the step is called. */
        name: string;
        /** Question about the person that decides which step comes next; an addition. */
        condition?: {
          /** What is asked: opened, clicked or replied about an e-mail, or field about the person. */
          if: 'opened' | 'clicked' | 'replied' | 'field';
          /** Step of the file whose e-mail is asked about. */
          step?: {
            /** Day of the step that is meant. */
            day: number;
            /** Which step of that day is meant, from 1. */
            number: number;
          } | null | undefined;
          /** Days after the e-mail was sent that count; without, until the step is reached. */
          within_days?: number | null | undefined;
          /** Which field is asked for: of the person, of custom_fields, the stage, or of the account. */
          field?: string | null | undefined;
          /** How value and field are compared. */
          op?: string | null | undefined;
          /** What the field is compared with. */
          value?: string | string[] | null | undefined;
          /** false turns the question round. */
          is?: boolean | null | undefined;
          /** What follows where it does not hold: skip the step, end the cadence, or goto another step. */
          else?: 'skip' | 'end' | 'goto' | null | undefined;
          /** Later step of the file that follows with else: goto. */
          goto_step?: {
            /** Day of the step that follows. */
            day: number;
            /** Which step of that day follows, from 1. */
            number: number;
          } | null | undefined;
        } | null | undefined;
        /** What the step says: words of an e-mail, instructions of a call. */
        type_settings: {
          /** What the rep shall do or say. */
          instructions?: string | null | undefined;
        };
      } | {
        /** What sort of step or touch this is. */
        type: 'Other';
        /** Whether the step is carried out. */
        enabled: boolean;
        /** What the step is called. */
        name: string;
        /** Question about the person that decides which step comes next; an addition. */
        condition?: {
          /** What is asked: opened, clicked or replied about an e-mail, or field about the person. */
          if: 'opened' | 'clicked' | 'replied' | 'field';
          /** Step of the file whose e-mail is asked about. */
          step?: {
            /** Day of the step that is meant. */
            day: number;
            /** Which step of that day is meant, from 1. */
            number: number;
          } | null | undefined;
          /** Days after the e-mail was sent that count; without, until the step is reached. */
          within_days?: number | null | undefined;
          /** Which field is asked for: of the person, of custom_fields, the stage, or of the account. */
          field?: string | null | undefined;
          /** How value and field are compared. */
          op?: string | null | undefined;
          /** What the field is compared with. */
          value?: string | string[] | null | undefined;
          /** false turns the question round. */
          is?: boolean | null | undefined;
          /** What follows where it does not hold: skip the step, end the cadence, or goto another step. */
          else?: 'skip' | 'end' | 'goto' | null | undefined;
          /** Later step of the file that follows with else: goto. */
          goto_step?: {
            /** Day of the step that follows. */
            day: number;
            /** Which step of that day follows, from 1. */
            number: number;
          } | null | undefined;
        } | null | undefined;
        /** What the step says: words of an e-mail, instructions of a call. */
        type_settings: {
          /** What the rep shall do or say. */
          instructions?: string | null | undefined;
        };
      } | {
        /** What sort of step or touch this is. */
        type: 'Integration';
        /** Whether the step is carried out. */
        enabled: boolean;
        /** What the step is called. */
        name: string;
        /** Question about the person that decides which step comes next; an addition. */
        condition?: {
          /** What is asked: opened, clicked or replied about an e-mail, or field about the person. */
          if: 'opened' | 'clicked' | 'replied' | 'field';
          /** Step of the file whose e-mail is asked about. */
          step?: {
            /** Day of the step that is meant. */
            day: number;
            /** Which step of that day is meant, from 1. */
            number: number;
          } | null | undefined;
          /** Days after the e-mail was sent that count; without, until the step is reached. */
          within_days?: number | null | undefined;
          /** Which field is asked for: of the person, of custom_fields, the stage, or of the account. */
          field?: string | null | undefined;
          /** How value and field are compared. */
          op?: string | null | undefined;
          /** What the field is compared with. */
          value?: string | string[] | null | undefined;
          /** false turns the question round. */
          is?: boolean | null | undefined;
          /** What follows where it does not hold: skip the step, end the cadence, or goto another step. */
          else?: 'skip' | 'end' | 'goto' | null | undefined;
          /** Later step of the file that follows with else: goto. */
          goto_step?: {
            /** Day of the step that follows. */
            day: number;
            /** Which step of that day follows, from 1. */
            number: number;
          } | null | undefined;
        } | null | undefined;
        /** What the step says: words of an e-mail, instructions of a call. */
        type_settings: {
          /** What the rep shall do or say. */
          instructions?: string | null | undefined;
          /** Number of the program that does the step. */
          integration_id?: number | null | undefined;
          /** Which of its kinds of step that program shall do. */
          integration_step_type_guid?: string | null | undefined;
        };
      })[];
    }[];
  };
};

export type CadenceMembership = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the person was last put on. */
  added_at: string | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Whether the person has been deleted since. */
  person_deleted: boolean;
  /** Whether the person is on it now. */
  currently_on_cadence: boolean;
  /** Where the person stands on the cadence: waiting for a touch, through with it, or taken off. */
  current_state: 'processing' | 'staged' | 'active' | 'scheduled' | 'completed' | 'removed' | 'removed_no_action' | 'reassigned' | 'archived' | null;
  cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  step: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The person it is about. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** What was last planned or done for the person. */
  latest_action: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** What has been counted about the record; kept with each fact, not counted when asked. */
  counts: {
    /** Opens by people; machines are left out. */
    views: number;
    /** Clicks by people; machines are left out. */
    clicks: number;
    /** Answers by people; automatic ones are left out. */
    replies: number;
    /** Logged calls. */
    calls: number;
    /** E-mails that a mail server took. */
    sent_emails: number;
    /** E-mails that came back as undeliverable. */
    bounces: number;
  };
};

export type CadenceMembershipCreate = {
  /** Number of the person it is about. */
  person_id: number | string;
  /** Number of the cadence. */
  cadence_id: number | string;
  /** Number of the user it concerns; without one, the caller. */
  user_id?: number | string | null | undefined;
  /** Begins at this step instead of the first. */
  step_id?: number | string | null | undefined;
  /** Task that is completed by adding the person. */
  task_id?: number | string | null | undefined;
};

export type CadenceMembershipsParams = {
  readonly ids?: number | readonly number[];
  readonly person_id?: number;
  readonly cadence_id?: number;
  readonly updated_at?: Range;
  readonly currently_on_cadence?: boolean;
  readonly created_at?: Range;
} & Paging<'added_at' | 'created_at' | 'updated_at'>;

export type CadencePeopleParams = {
  readonly state?: 'processing' | 'staged' | 'active' | 'scheduled' | 'completed' | 'removed' | 'removed_no_action' | 'reassigned' | 'archived' | readonly ('processing' | 'staged' | 'active' | 'scheduled' | 'completed' | 'removed' | 'removed_no_action' | 'reassigned' | 'archived')[];
  readonly step_id?: number | readonly number[];
  readonly user_id?: number | readonly number[];
  readonly person_id?: number | readonly number[];
  readonly currently_on_cadence?: boolean;
  readonly due?: boolean;
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'added_at' | 'created_at' | 'updated_at' | 'next_at'>;

export type CadencePerson = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the person was last put on. */
  added_at: string | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Whether the person has been deleted since. */
  person_deleted: boolean;
  /** Whether the person is on it now. */
  currently_on_cadence: boolean;
  /** Where the person stands on the cadence: waiting for a touch, through with it, or taken off. */
  current_state: 'processing' | 'staged' | 'active' | 'scheduled' | 'completed' | 'removed' | 'removed_no_action' | 'reassigned' | 'archived' | null;
  cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  step: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The person it is about. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** What was last planned or done for the person. */
  latest_action: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** What has been counted about the record; kept with each fact, not counted when asked. */
  counts: {
    /** Opens by people; machines are left out. */
    views: number;
    /** Clicks by people; machines are left out. */
    clicks: number;
    /** Answers by people; automatic ones are left out. */
    replies: number;
    /** Logged calls. */
    calls: number;
    /** E-mails that a mail server took. */
    sent_emails: number;
    /** E-mails that came back as undeliverable. */
    bounces: number;
  };
  /** What the person waits for; null where nothing is planned. */
  next: {
    /** When it is due, as things stand. */
    at: string;
    /** Whether a rep can do it now. */
    open: boolean;
    /** What kind of touch it is. */
    type: 'email' | 'phone' | 'integration' | 'other';
    /** Whether the engine does it. */
    automated: boolean;
    /** The rule that the sentence states; null for what an earlier version wrote. */
    rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written' | null;
    /** Why it is due then, for a person to read. */
    says: string;
    /** What the sentence is made of. */
    facts: {
      /** The rule that the facts belong to. */
      rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
    }[] | null;
    /** The action that it is. */
    action: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The step that it is of. */
    step: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The cadence that it belongs to. */
    cadence: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
  } | null;
};

export type CadenceRules = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Nobody is taken a second time. */
  entry_once: boolean;
  /** Only who is on no other cadence is taken. */
  entry_exclusive: boolean;
  /** Days without a touch before a person is taken. */
  entry_quiet_days: number | null;
  /** People in these stages are not taken. */
  entry_blocked_stage_ids: number[];
  /** Whether who answers is taken off. */
  remove_replies_enabled: boolean;
  /** Whether who bounces is taken off. */
  remove_bounces_enabled: boolean;
  /** Whether who books a meeting is taken off. */
  remove_people_when_meeting_booked: boolean;
  /** Opting out takes a person off. */
  exit_on_opt_out: boolean;
  /** A success takes a person off. */
  exit_on_success: boolean;
  /** Whoever comes into one of these stages is taken off. */
  exit_stage_ids: number[];
  /** An answer takes off everybody of the same account. */
  exit_account_on_reply: boolean;
  /** First touches that the cadence begins in a day, at most. */
  new_people_per_day: number | null;
  /** First touches that the cadence begins for one user in a day, at most. */
  new_people_per_user_per_day: number | null;
  /** Put a picture in that tells of opens. */
  open_tracking: boolean | null;
  /** Lead links over this server, to count clicks. */
  click_tracking: boolean | null;
  /** Whether who comes back from a pause is given new moments. */
  reschedule_from_pause_enabled: boolean;
  /** Since when nothing of it happens; null while it runs. */
  paused_at: string | null;
};

export type CadenceStats = {
  /** E-mails of the cadence that left for certain. */
  sent_emails_count: number;
  /** E-mails that a person opened at least once; programs that look do not count. */
  viewed_count: number;
  /** E-mails in which a person followed a link at least once. */
  clicked_count: number;
  /** E-mails that were answered at least once; automatic answers are none. */
  replied_count: number;
  /** E-mails that came back. */
  bounced_count: number;
  /** People who opted out, or complained, by an e-mail of the cadence. */
  opted_out_count: number;
  /** Calls that were logged for steps of the cadence. */
  calls_count: number;
  /** People who became a success within 30 days after a touch of the cadence, the last of all they had. */
  success_count: number;
  /** The same as meetings_booked_count, under the name that other programs read. */
  meetings_booked: number;
  /** Meetings that ended a course of the cadence. */
  meetings_booked_count: number;
  /** People for whom a step of the cadence was done. */
  people_acted_on_count: number;
};

export type CadenceTimeline = {
  /** Number of this page of people, from 1. */
  page: number;
  /** People of a page. */
  per_page: number;
  /** Number of the page that follows; null on the last. */
  next_page: number | null;
  /** A timeline for each person. */
  people: {
    /** Where the person stands on the cadence. */
    state: string | null;
    cadence_membership: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The person it is about. */
    person: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    cadence: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** Touches, oldest first: what happened, then what will. */
    entries: {
      /** done, skipped, cancelled, open now, planned for a moment, or waiting for nobody knows when. */
      state: 'done' | 'skipped' | 'cancelled' | 'open' | 'planned' | 'waiting';
      /** The moment it happened or is expected. */
      at: string | null;
      /** What sort of step or touch this is. */
      type: string;
      /** Whether it happens by itself. */
      automated: boolean;
      /** On which day of the cadence, from 1. */
      day: number;
      /** What the step is called. */
      step_name: string | null;
      /** The rule that decided, as a word that programs may compare. */
      rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written' | null;
      /** Why, in a sentence for people. */
      reason: string;
      /** Ids, moments, numbers and words from which the sentence is made; no texts of people. */
      facts: {
        /** The rule that the facts belong to. */
        rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
      }[] | null;
      step: {
        /** Path under which this API serves the record. */
        _href: string;
        /** Number that the record is called by; never given twice. */
        id: number;
      } | null;
      /** Whose it is. */
      user: {
        /** Path under which this API serves the record. */
        _href: string;
        /** Number that the record is called by; never given twice. */
        id: number;
      } | null;
      /** The action of the touch. */
      action: {
        /** Number that the record is called by; never given twice. */
        id: number;
      } | null;
      /** The e-mail of the touch, written or foreseen. */
      email: {
        /** Number that the record is called by; never given twice. */
        id: number | null;
        /** As in the send ledger; forecast for one that is not written. */
        state: string;
        /** Address it leaves from. */
        from_address: string;
        /** Address it goes to. */
        to_address: string;
        /** Subject line; null without email_contents:read. */
        subject: string | null;
        /** HTML of the message; null without email_contents:read. */
        body: string | null;
        /** Opens by people. */
        views: number;
        /** How often a person followed a link. */
        clicks: number;
        /** Answers by people. */
        replies: number;
        /** Whether it came back as undeliverable. */
        bounced: boolean;
        mailbox: {
          /** Path under which this API serves the record. */
          _href: string;
          /** Number that the record is called by; never given twice. */
          id: number;
        } | null;
        /** The version of the step it is written with. */
        step_variant: {
          /** Number that the record is called by; never given twice. */
          id: number;
        } | null;
      } | null;
    }[];
    /** When and why the person leaves the cadence. */
    ends: {
      /** The moment it happened or is expected. */
      at: string | null;
      /** Why, in a sentence for people. */
      reason: string;
      /** The rule that decided, as a word that programs may compare. */
      rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
      /** Ids, moments, numbers and words from which the sentence is made; no texts of people. */
      facts: {
        /** The rule that the facts belong to. */
        rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
      }[] | null;
    } | null;
  }[];
};

export type CadenceUpdate = {
  /** What the cadence is called. */
  name?: string | number | null | undefined;
  /** Whether it is the team's: everybody may put people on it. */
  team_cadence?: boolean | string | number | null | undefined;
  /** Whether colleagues may see and use it. */
  shared?: boolean | string | number | null | undefined;
  /** Whether it is still being written: nobody can be put on it. */
  draft?: boolean | string | number | null | undefined;
  /** Whether who bounces is taken off. */
  remove_bounces_enabled?: boolean | string | number | null | undefined;
  /** Whether who answers is taken off. */
  remove_replies_enabled?: boolean | string | number | null | undefined;
  /** Whether who books a meeting is taken off. */
  remove_people_when_meeting_booked?: boolean | string | number | null | undefined;
  /** Whether its e-mails carry a line to opt out by. */
  opt_out_link_included?: boolean | string | number | null | undefined;
  /** Whether it acts although a person has contact restrictions. */
  override_contact_restrictions?: boolean | string | number | null | undefined;
  /** What it is for: outbound, inbound, event or other. */
  cadence_function?: 'outbound' | 'inbound' | 'event' | 'other' | null | undefined;
  /** How urgent its touches are for reps. */
  cadence_priority?: 'High' | 'Medium' | 'Low' | null | undefined;
  /** Last day on which it acted. */
  latest_active_date?: string | null | undefined;
  /** The caller's own name for it; an import with the same one is refused. */
  external_identifier?: string | number | null | undefined;
  /** People a day that reps mean to add. */
  target_daily_people?: number | string | null | undefined;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags?: (string | number)[] | string | null | undefined;
  /** Numbers of the groups that see it; none: everybody who may. */
  group_ids?: (number | string)[] | string | number | null | undefined;
  /** Number of the user who looks after it; without one, whoever creates it. */
  owner_id?: number | string | null | undefined;
  /** Stage that a person gets who is added. */
  added_stage_id?: number | string | null | undefined;
  /** Stage that a person gets who bounces. */
  bounced_stage_id?: number | string | null | undefined;
  /** Stage that a person gets who answers. */
  replied_stage_id?: number | string | null | undefined;
  /** Stage that a person gets who has done all steps. */
  finished_stage_id?: number | string | null | undefined;
  /** Nobody is taken a second time. */
  entry_once?: boolean | string | number | null | undefined;
  /** Only who is on no other cadence is taken. */
  entry_exclusive?: boolean | string | number | null | undefined;
  /** Days without a touch before a person is taken. */
  entry_quiet_days?: number | string | null | undefined;
  /** People in these stages are not taken. */
  entry_blocked_stage_ids?: (number | string)[] | string | number | null | undefined;
  /** Opting out takes a person off. */
  exit_on_opt_out?: boolean | string | number | null | undefined;
  /** A success takes a person off. */
  exit_on_success?: boolean | string | number | null | undefined;
  /** Whoever comes into one of these stages is taken off. */
  exit_stage_ids?: (number | string)[] | string | number | null | undefined;
  /** An answer takes off everybody of the same account. */
  exit_account_on_reply?: boolean | string | number | null | undefined;
  /** First touches that the cadence begins in a day, at most. */
  new_people_per_day?: number | string | null | undefined;
  /** First touches that the cadence begins for one user in a day, at most. */
  new_people_per_user_per_day?: number | string | null | undefined;
  /** Put a picture in that tells of opens. */
  open_tracking?: boolean | string | number | null | undefined;
  /** Lead links over this server, to count clicks. */
  click_tracking?: boolean | string | number | null | undefined;
  /** Whether it has been put away: nobody is on it any more. */
  archived?: boolean | string | number | null | undefined;
  /** true: nothing of it happens until it is resumed. */
  paused?: boolean | string | number | null | undefined;
};

export type CadencesParams = {
  readonly ids?: number | readonly number[];
  readonly updated_at?: Range;
  readonly team_cadence?: boolean;
  readonly shared?: boolean;
  readonly owned_by_guid?: string | readonly string[];
  readonly people_addable?: boolean;
  readonly name?: string | number | readonly (string | number)[];
  readonly group_ids?: string | number;
  readonly archived?: boolean;
  readonly tag_ids?: number | readonly number[];
  readonly override_contact_restrictions?: boolean;
  readonly pending_actions_assigned_to?: string | number;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at' | 'name'>;

export type CalendarAvailability = {
  /** Beginning and end of each, in UTC. */
  calendar_available_times: {
    /** When a meeting could begin, in UTC. */
    start_time: string;
    /** When it would be over, in UTC. */
    end_time: string;
  }[];
  /** The day, in the zone of the hours. */
  calendar_date: string | null;
  /** Minutes that each of them has. */
  meeting_duration: number | null;
  /** How many they are. */
  total_available_count: number | null;
}[];

export type CalendarEvent = {
  /** GUID of whose calendar it stands in. */
  user_guid: string | null;
  /** When it was changed there, in UTC. */
  updated_at: string;
  /** What it is called there. */
  title: string | null;
  /** Number of the team. */
  tenant_id: number | null;
  /** confirmed, tentative or cancelled, as the program said. */
  status: 'confirmed' | 'tentative' | 'cancelled' | null;
  /** When it begins, in UTC. */
  start_time: string | null;
  /** The series it is one of; null here: each occurrence is told alone. */
  series_master_event_id: string | null;
  /** How often a series repeats; null here. */
  recurring_interval: string | null;
  /** Whether it is one of a series. */
  recurring: boolean;
  /** Rules of the series (RFC 5545). */
  recurrence: string[];
  /** Whose calendar it is; external: a program told of it. */
  provider: string | null;
  /** Address of who invites. */
  organizer: string | null;
  /** Where it takes place. */
  location: string | null;
  /** End of a series; null here. */
  last_occurrence_at: string | null;
  /** What its calendar calls it: others may call theirs the same. */
  id: string;
  /** UID of RFC 5545, the same in all calendars. */
  i_cal_uid: string | null;
  /** Page of it at a provider; null here. */
  html_link: string | null;
  /** What a provider keeps beside it; null here. */
  extended_properties: Record<string, unknown> | null;
  /** When it is over, in UTC; not before it begins. */
  end_time: string | null;
  /** What else its guests are told. */
  description: string | null;
  /** Address of who entered it at a provider; null here. */
  creator: string | null;
  /** When it was first told of, in UTC. */
  created_at: string;
  /** How to dial in at a provider; null here. */
  conference_data: Record<string, unknown> | null;
  /** When it was called off. */
  canceled_at: string | null;
  /** external_ and the GUID of a user, or the address of one. */
  calendar_id: string | null;
  /** Whether it takes the time: all do but those that are cancelled. */
  busy: boolean;
  /** Its text at a provider; null here. */
  body_html: string | null;
  /** Who is invited, and what they answered; 500 at most. */
  attendees: {
    /** What they are called, where that is known. */
    name: string | null;
    /** Address they are invited by. */
    email: string | null;
    /** accepted, tentative, declined or needsAction, as the calendar spells it. */
    status: string | null;
    /** Whether it is who invites. */
    organizer: boolean;
  }[];
  /** Whether it takes whole days. */
  all_day: boolean;
};

export type CalendarEventsParams = {
  readonly start_time?: string;
  readonly end_time?: string;
  readonly user_guid?: string | readonly string[];
  readonly calendar_id?: string | number;
} & Paging<'start_time'>;

export type Call = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Number that was called. */
  to: string | null;
  /** Seconds that it lasted. */
  duration: number | null;
  /** How it went: one of /v2/call_sentiments. */
  sentiment: string | null;
  /** How it ended: one of /v2/call_dispositions. */
  disposition: string | null;
  /** Whether it went well; the sentiment says so. */
  positive: boolean;
  /** Whether somebody was reached; the disposition says so. */
  connected: boolean;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** What was recorded; empty without a dialer. */
  recordings: Record<string, unknown>[];
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The action that it did. */
  action: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The task that it did. */
  task: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Who was called. */
  called_person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  crm_activity: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The note that was taken down. */
  note: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  step: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type CallCreate = {
  /** Number of the action that is done by it. */
  action_id?: number | string | null | undefined;
  /** Fields for a CRM; kept as given. */
  crm_params?: Record<string, unknown> | null | undefined;
  /** How it ended: one of /v2/call_dispositions. */
  disposition?: string | number | null | undefined;
  /** Seconds that it lasted. */
  duration?: number | string | null | undefined;
  /** Numbers of the technical calls beneath it. */
  linked_call_data_record_ids?: (number | string)[] | string | number | null | undefined;
  /** Words that are kept as a note on the call. */
  notes?: string | number | null | undefined;
  /** Number of the person it is about. */
  person_id: number | string;
  /** How it went: one of /v2/call_sentiments. */
  sentiment?: string | number | null | undefined;
  /** Number that was called. */
  to?: string | number | null | undefined;
  /** GUID of the user it concerns; without one, the caller. */
  user_guid?: string | number | null | undefined;
  /** Number of the task that is done by it. */
  task_id?: number | string | null | undefined;
  /** What a CRM would be told beside it; kept as given. */
  crm_activity_metadata?: Record<string, unknown> | null | undefined;
};

export type CallDataRecord = {
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Number that was dialled. */
  to: string | null;
  /** How far the technical call is, or how it ended. */
  status: 'queued' | 'initiated' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer' | 'canceled' | 'failed' | null;
  /** When the line was taken. */
  started_at: string | null;
  /** What was recorded, and how far that is. */
  recording: {
    /** Where the telephony program keeps the sound. */
    url: string | null;
    /** How far the recorded call is, or how it ended. */
    status: 'queued' | 'initiated' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer' | 'canceled' | 'failed' | null;
    /** How far the recording is: not_recorded, pending, processing, completed. */
    recording_status: 'not_recorded' | 'pending' | 'processing' | 'completed';
  } | null;
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Number that dialled. */
  from: string | null;
  /** When the line was given up. */
  ended_at: string | null;
  /** Seconds that the line was open. */
  duration: number | null;
  /** Who dialled: outbound is the team. */
  direction: 'inbound' | 'outbound' | null;
  /** Recording of a dialer of the original; null here. */
  dialer_recording: Record<string, unknown> | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** Who was called, or called. */
  called_person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** What all legs of one call have in common. */
  call_uuid: string | null;
  /** call, bridge or collaboration. */
  call_type: 'call' | 'bridge' | 'collaboration' | null;
  /** The call that was logged of it; null until then. */
  call: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type CallDataRecordCreate = {
  /** Number that was dialled. */
  to?: string | number | null | undefined;
  /** Number that dialled. */
  from?: string | number | null | undefined;
  /** How far the technical call is, or how it ended. */
  status?: 'queued' | 'initiated' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer' | 'canceled' | 'failed' | null | undefined;
  /** Who dialled: outbound is the team. */
  direction?: 'inbound' | 'outbound' | null | undefined;
  /** Seconds that the line was open. */
  duration?: number | string | null | undefined;
  /** When the line was taken. */
  started_at?: string | null | undefined;
  /** When the line was given up. */
  ended_at?: string | null | undefined;
  /** What all legs of one call have in common. */
  call_uuid?: string | number | null | undefined;
  /** call, bridge or collaboration. */
  call_type?: 'call' | 'bridge' | 'collaboration' | null | undefined;
  /** Where the telephony program keeps the sound. */
  recording_url?: string | number | null | undefined;
  /** How far the recording is. */
  recording_status?: 'not_recorded' | 'pending' | 'processing' | 'completed' | null | undefined;
  /** Number of the person; null leaves it open. */
  person_id?: number | string | null | undefined;
  /** GUID of the user whose call it is; without one, the caller. */
  user_guid?: string | number | null | undefined;
};

export type CallDataRecordUpdate = {
  /** Number that was dialled. */
  to?: string | number | null | undefined;
  /** Number that dialled. */
  from?: string | number | null | undefined;
  /** How far the technical call is, or how it ended. */
  status?: 'queued' | 'initiated' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer' | 'canceled' | 'failed' | null | undefined;
  /** Who dialled: outbound is the team. */
  direction?: 'inbound' | 'outbound' | null | undefined;
  /** Seconds that the line was open. */
  duration?: number | string | null | undefined;
  /** When the line was taken. */
  started_at?: string | null | undefined;
  /** When the line was given up. */
  ended_at?: string | null | undefined;
  /** What all legs of one call have in common. */
  call_uuid?: string | number | null | undefined;
  /** call, bridge or collaboration. */
  call_type?: 'call' | 'bridge' | 'collaboration' | null | undefined;
  /** Where the telephony program keeps the sound. */
  recording_url?: string | number | null | undefined;
  /** How far the recording is. */
  recording_status?: 'not_recorded' | 'pending' | 'processing' | 'completed' | null | undefined;
  /** Number of the person; null leaves it open. */
  person_id?: number | string | null | undefined;
  /** GUID of the user whose call it is; without one, the caller. */
  user_guid?: string | number | null | undefined;
};

export type CallDataRecordsParams = {
  readonly ids?: number | readonly number[];
  readonly has_call?: boolean;
  readonly created_at?: Range;
  readonly updated_at?: Range;
  readonly user_guid?: string | readonly string[];
  readonly person_id?: number | readonly number[];
  readonly direction?: 'inbound' | 'outbound';
  readonly status?: 'queued' | 'initiated' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer' | 'canceled' | 'failed';
  readonly sentiment?: string | number;
  readonly disposition?: string | number;
  readonly recordings_only?: boolean;
  readonly group_id?: number;
} & Paging<'created_at' | 'updated_at'>;

export type CallDisposition = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Word for how a call ends. */
  name: string | null;
  /** Word that a CRM knows it by. */
  crm_value: string | null;
};

export type CallDispositionCreate = {
  /** Word that a CRM knows it by. */
  crm_value?: string | number | null | undefined;
  /** Whether such a call reached somebody. */
  connected?: boolean | string | number | null | undefined;
  /** Word for how a call ends. */
  name: string | number;
};

export type CallDispositionUpdate = {
  /** Word that a CRM knows it by. */
  crm_value?: string | number | null | undefined;
  /** Whether such a call reached somebody. */
  connected?: boolean | string | number | null | undefined;
  /** Word for how a call ends. */
  name?: string | number | null | undefined;
};

export type CallDispositionsParams = {
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'name' | 'created_at' | 'updated_at'>;

export type CallInstruction = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** What the rep shall say in the call. */
  instructions: string | null;
};

export type CallInstructionsParams = {
  readonly ids?: number | readonly number[];
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type CallSentiment = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Word for how a call goes. */
  name: string | null;
};

export type CallSentimentCreate = {
  /** Whether such a call went well. */
  positive?: boolean | string | number | null | undefined;
  /** Word for how a call goes. */
  name: string | number;
};

export type CallSentimentUpdate = {
  /** Whether such a call went well. */
  positive?: boolean | string | number | null | undefined;
  /** Word for how a call goes. */
  name?: string | number | null | undefined;
};

export type CallSentimentsParams = {
  readonly name?: string | number;
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'name' | 'created_at' | 'updated_at'>;

export type CallerIds = {
  /** Where the person works. */
  account_name: string | null;
  /** Name as people read it, made of its parts. */
  display_name: string | null;
  /** The person it is about. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** What the person does there. */
  title: string | null;
}[];

export type CallsParams = {
  readonly ids?: number | readonly number[];
  readonly created_at?: Range;
  readonly updated_at?: Range;
  readonly user_guid?: string | readonly string[];
  readonly person_id?: number | readonly number[];
  readonly sentiment?: string | number | readonly (string | number)[];
  readonly disposition?: string | number | readonly (string | number)[];
} & Paging<'created_at' | 'updated_at'>;

export type ChangePasswordBody = {
  current_password: string;
  password: string;
};

export type ChangedAction = {
  /** Number of the action that was changed. */
  id: number;
};

export type Conversation = {
  /** The company of that person at the time. */
  account: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Number of the call data record beneath it. */
  call_id: string | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** How long it took, in milliseconds. */
  duration: number | null;
  /** When the call was over. */
  event_end_date: string | null;
  /** When the call began. */
  event_start_date: string | null;
  /** Number that the record is called by; never given twice. */
  id: string;
  /** Whether a program handed the sound over: always so here. */
  is_api: boolean;
  /** In which language was spoken, by BCP 47; null here, where nobody listens. */
  language_code: 'en-AU' | 'en-AB' | 'en-GB' | 'en-IN' | 'en-IE' | 'en-NZ' | 'en-ZA' | 'en-US' | 'en-WL' | 'es-ES' | 'es-US' | 'nl-NL' | 'it-IT' | 'fr-FR' | 'fr-CA' | 'de-DE' | 'de-CH' | null;
  /** audio: sound alone; video: with picture. */
  media_type: 'audio' | 'video' | null;
  /** UUID of the team at the service that recorded it; null here. */
  organization_id: string | null;
  /** GUID of the user whose call it was. */
  owner_id: string | null;
  /** Whom it was held with: the one person who has the number; null where nobody has it, or several. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** By which service it was held: external_audio here. */
  platform: 'bluejeans' | 'gotomeeting' | 'joinme' | 'manual_upload' | 'ms_teams' | 'salesloft' | 'uberconference' | 'webex' | 'zoom' | 'google_meet' | 'external_audio' | null;
  /** Where the sound is; null without one. */
  recording: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
  /** Milliseconds since 1970 when the call began. */
  started_recording_at: number | null;
  /** Call with, and the name or the number of the other side. */
  title: string | null;
  /** Where what was said is written down; null here. */
  transcription: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
  /** The same as a file. */
  transcription_artifact: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
  /** The same, sentence by sentence. */
  transcription_sentences: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** GUID of the user whose call it was. */
  user_guid: string | null;
};

export type ConversationExtensive = {
  /** Number that the record is called by; never given twice. */
  id: string;
  /** Call with, and the name or the number of the other side. */
  title: string | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** How long it took, in milliseconds. */
  duration: number | null;
  /** When the call began. */
  event_start_date: string | null;
  /** When the call was over. */
  event_end_date: string | null;
  /** Whether a program handed the sound over: always so here. */
  is_api: boolean;
  /** In which language was spoken, by BCP 47; null here, where nobody listens. */
  language_code: 'en-AU' | 'en-AB' | 'en-GB' | 'en-IN' | 'en-IE' | 'en-NZ' | 'en-ZA' | 'en-US' | 'en-WL' | 'es-ES' | 'es-US' | 'nl-NL' | 'it-IT' | 'fr-FR' | 'fr-CA' | 'de-DE' | 'de-CH' | null;
  /** audio: sound alone; video: with picture. */
  media_type: 'audio' | 'video' | null;
  /** UUID of the team at the service that recorded it; null here. */
  organization_id: string | null;
  /** GUID of the user whose call it was. */
  owner_id: string | null;
  /** Address of the user whose call it was. */
  owner_email: string | null;
  /** GUID of the user whose call it was. */
  user_guid: string | null;
  /** By which service it was held: external_audio here. */
  platform: 'bluejeans' | 'gotomeeting' | 'joinme' | 'manual_upload' | 'ms_teams' | 'salesloft' | 'uberconference' | 'webex' | 'zoom' | 'google_meet' | 'external_audio' | null;
  /** Number of the call data record beneath it. */
  call_id: string | null;
  /** Milliseconds since 1970 when the call began. */
  started_recording_at: number | null;
  /** The company of that person at the time. */
  account: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whom it was held with: the one person who has the number; null where nobody has it, or several. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Sale that it was about; null here. */
  opportunity: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Where the sound is; null without one. */
  recording: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
  /** Where what was said is written down; null here. */
  transcription: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
  /** The same as a file. */
  transcription_artifact: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
  /** The same, sentence by sentence. */
  transcription_sentences: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
  /** Who was there: the user, and the person if one is known. */
  attendees: {
    /** Number that the record is called by; never given twice. */
    id: string;
    /** Address that the invitation has of them. */
    email: string | null;
    /** What they are called. */
    full_name: string | null;
    /** Whether they are a user of the team. */
    is_internal: boolean;
  }[];
  /** Who was asked to a meeting: of a call nobody. */
  invitees: {
    /** Address that mail reaches. */
    email: string | null;
    /** What they are called. */
    full_name: string | null;
  }[];
  /** What was agreed to be done: nobody listens here. */
  action_items: {
    /** not available here. */
    status: string;
    /** Each of them; none here. */
    items: {
      /** Number that the record is called by; never given twice. */
      id: string;
      /** As it was heard. */
      original_text: string | null;
      /** As somebody put it right. */
      edited_text: string | null;
      /** When the record was made; unique within the team, so that lists can be read along it. */
      created_at: string;
      /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
      updated_at: string;
    }[];
  } | null;
  /** What it came to, moment by moment: nobody listens here. */
  key_moments: {
    /** not available here. */
    status: string;
    /** Each of them; none here. */
    items: {
      /** What people call it; shown in lists. */
      name: string;
      /** What it belongs to. */
      categories: string[];
    }[];
  } | null;
  /** What was learnt about the sale, by the letters of MEDDPICC: nobody listens here. */
  meddpicc: {
    /** Number that the record is called by; never given twice. */
    id: string | null;
    /** What was learnt by each letter; none here. */
    categories: string[];
  } | null;
  /** What was said, in short: nobody listens here. */
  summary: {
    /** Number that the record is called by; never given twice. */
    id: string | null;
    /** The sentences; null here. */
    text: string | null;
    /** not available here. */
    status: string;
    /** When the record was made; unique within the team, so that lists can be read along it. */
    created_at: string | null;
  } | null;
};

export type ConversationRecording = {
  /** Number that the record is called by; never given twice. */
  id: string;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Media type of the file, by the ending of its name; null without one. */
  content_type: string | null;
  /** Where the program that recorded it keeps the file, as it told. */
  url: string | null;
  /** How long it takes, in milliseconds. */
  duration: number | null;
  /** What the service that recorded it calls the file; null here. */
  media_id: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
};

export type ConversationsCall = {
  /** When the call began; without it, when the request came. */
  call_created_at: string;
  /** Who dialled: outbound is the team. Without it both numbers are looked for. */
  direction: 'inbound' | 'outbound' | null;
  /** How long it took, in seconds. */
  duration: number;
  /** Number that dialled. */
  from: string;
  /** Where its sound is. */
  recording: {
    /** Where the telephony program keeps the sound. */
    url: string;
  };
  /** Number that was dialled. */
  to: string;
  /** GUID of the user whose call it was; without one, the caller. Of colleagues by admins. */
  user_guid: string;
  /** What it became; an addition. */
  conversation: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
};

export type ConversationsCallsBody = {
  /** Number that was dialled. */
  to: string | number;
  /** Number that dialled. */
  from: string | number;
  /** How long it took, in seconds. */
  duration: number | string;
  /** Where its sound is. */
  recording: {
    /** Where the telephony program keeps the sound. */
    url: string;
  } | string;
  /** Who dialled: outbound is the team. Without it both numbers are looked for. */
  direction?: string | number | null | undefined;
  /** When the call began; without it, when the request came. */
  call_created_at?: string | null | undefined;
  /** GUID of the user whose call it was; without one, the caller. Of colleagues by admins. */
  user_guid?: string | number | null | undefined;
};

export type ConversationsParams = {
  readonly title?: string | number | readonly (string | number)[] | { readonly _starts_with: string };
  readonly created_at?: Range;
  readonly updated_at?: Range;
  readonly duration?: { readonly gt?: number; readonly gte?: number; readonly lt?: number; readonly lte?: number };
  readonly language_code?: 'en-AU' | 'en-AB' | 'en-GB' | 'en-IN' | 'en-IE' | 'en-NZ' | 'en-ZA' | 'en-US' | 'en-WL' | 'es-ES' | 'es-US' | 'nl-NL' | 'it-IT' | 'fr-FR' | 'fr-CA' | 'de-DE' | 'de-CH';
  readonly platform?: 'bluejeans' | 'gotomeeting' | 'joinme' | 'manual_upload' | 'ms_teams' | 'salesloft' | 'uberconference' | 'webex' | 'zoom' | 'google_meet' | 'external_audio';
  readonly owner_ids?: string | readonly string[];
  readonly user_guids?: string | readonly string[];
  readonly ids?: string | readonly string[];
  readonly account_ids?: number | readonly number[];
  readonly person_ids?: number | readonly number[];
  readonly is_api?: boolean;
  readonly media_type?: 'audio' | 'video';
} & Paging<'created_at' | 'updated_at' | 'duration'>;

export type CreateApiKeyBody = {
  /** What you will know it by. */
  name: string | number;
  /** What may be read and written with it, by name; none that the caller does not have. */
  scopes: (string | number)[] | string;
};

export type CreateCalendarEventBody = {
  /** What its calendar calls it: others may call theirs the same. */
  id: string | number;
  /** UID of RFC 5545, the same in all calendars. */
  i_cal_uid: string | number;
  /** external_ and the GUID of a user, or the address of one. */
  calendar_id: string | number;
  /** When it begins, in UTC. */
  start_time: string;
  /** When it is over, in UTC; not before it begins. */
  end_time: string;
  /** What it is called there. */
  title?: string | number | null | undefined;
  /** What else its guests are told. */
  description?: string | number | null | undefined;
  /** Where it takes place. */
  location?: string | number | null | undefined;
  /** Address of who invites. */
  organizer?: string | number | null | undefined;
  /** confirmed, tentative or cancelled, as the program said. */
  status?: 'confirmed' | 'tentative' | 'cancelled' | null | undefined;
  /** Whether it takes whole days. */
  all_day?: boolean | string | number | null | undefined;
  /** Whether it is one of a series. */
  recurring?: boolean | string | number | null | undefined;
  /** Rules of the series (RFC 5545). */
  recurrence?: (string | number)[] | string | null | undefined;
  /** When it was called off. */
  canceled_at?: string | null | undefined;
  /** When it was changed there, in UTC. */
  updated_at?: string | null | undefined;
  /** Who is invited, and what they answered; 500 at most. */
  attendees?: {
    /** Address they are invited by. */
    email: string | number;
    /** What they are called, where that is known. */
    name?: string | number | null | undefined;
    /** accepted, tentative, declined or needsAction, as the calendar spells it. */
    status?: string | number | null | undefined;
    /** Whether it is who invites. */
    organizer?: boolean | string | number | null | undefined;
  }[] | null | undefined;
};

export type CreateJobDataBody = {
  data: unknown[];
};

export type CreateJobSelectionBody = {
  ids?: (number | string)[] | string | number | null | undefined;
  filter?: Record<string, unknown> | null | undefined;
  except?: (number | string)[] | string | number | null | undefined;
  values?: unknown;
};

export type CreateOauthApplicationBody = {
  /** What people call it; shown in lists. */
  name: string | number;
  /** Where users may be sent back to, compared letter by letter. */
  redirect_uris?: (string | number)[] | null | undefined;
  /** Whether it keeps a secret; false: it runs where users could read one. */
  confidential?: boolean | string | number | null | undefined;
  /** In which ways it comes to tokens, in words of OAuth. */
  grant_types?: (string | number)[] | string | null | undefined;
  /** What users can be asked for, by name. */
  scopes?: (string | number)[] | string | null | undefined;
};

export type CreatePlayBody = {
  /** What users read of it, by language. */
  name?: unknown;
  /** Short sentence beside it, by language. */
  label?: unknown;
  /** Longer sentence about it, by language. */
  description?: unknown;
  /** Which of the indicators of a signal set it off. */
  indicators?: (string | number)[] | string | null | undefined;
  /** The task it makes: its type, subject and hours. */
  attributes?: {
    /** Call or Email make such a task; Add person to cadence does so where cadence_id names one, and makes a general task where none is named or it refuses them. */
    task_type?: 'Call' | 'Email' | 'Add person to cadence' | null | undefined;
    /** What the task says, by language; {{name}} is the person. */
    task_subject?: unknown;
    /** Hours after the signal at which its user is reminded. */
    task_reminder_hours?: number | string | null | undefined;
    /** Subject that a program may use; kept for it. */
    email_subject?: unknown;
    /** Text that a program may use; kept for it. */
    email_template?: unknown;
    /** Number of the cadence that people are put on (an addition), for whoever looks after them. */
    cadence_id?: number | string | null | undefined;
  } | null | undefined;
  /** Number of the kind of signal it waits for. */
  signal_registration_id: number | string;
};

export type CreateSignalRegistrationBody = {
  /** What users read of it. */
  signal_name?: string | number | null | undefined;
  /** Sentence about a signal, by language. */
  description?: unknown;
  /** JSON Schema of what it carries. */
  data_shape?: unknown;
  /** What may be told with it, with the shape of each. */
  indicators: {
    /** Word by which signals and plays name it. */
    key: string | number;
    /** Sentence about a signal, by language. */
    description?: unknown;
    /** JSON Schema of what is told with it; kept for programs. */
    metadata_shape?: unknown;
    /** Words that an e-mail about it may have; kept for programs. */
    recommended_content_shape?: unknown;
  }[];
  /** What it may be about: person, account, user and the like. */
  attribution?: (string | number)[] | string | null | undefined;
  /** Whether signals are read of in the live feed unless they say otherwise. */
  broadcast_notification?: boolean | string | number | null | undefined;
  /** Word that signals of this kind have, once for each program. */
  type: string | number;
};

export type CreateSuccessBody = {
  /** Number of the person it is about. */
  person_id: number | string;
};

export type CreateTagBody = {
  /** What people call it; shown in lists. */
  name: string | number;
};

export type CreatedSuccess = {
  /** Number that the record is called by; never given twice. */
  id: number;
};

export type CrmAccountTeamMember = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What the CRM calls the place in the account team. */
  crm_id: string | null;
  /** Which account it is, by its CRM id. */
  account_crm_id: string | null;
  /** Which user of the CRM it is. */
  user_crm_id: string | null;
  /** What the user does for the account. */
  team_member_role: string | null;
  /** What the CRM lets the user do with the account. */
  account_access_level: string | null;
  /** How the CRM calls the user in words. */
  user_crm_name: string | null;
};

export type CrmAccountTeamMemberCreate = {
  /** What the CRM calls the place in the account team. */
  crm_id?: string | number | null | undefined;
  /** Which account it is, by its CRM id. */
  account_crm_id: string | number;
  /** Which user of the CRM it is. */
  user_crm_id: string | number;
  /** What the user does for the account. */
  team_member_role?: string | number | null | undefined;
  /** What the CRM lets the user do with the account. */
  account_access_level?: string | number | null | undefined;
  /** How the CRM calls the user in words. */
  user_crm_name?: string | number | null | undefined;
};

export type CrmAccountTeamMemberUpdate = {
  /** What the CRM calls the place in the account team. */
  crm_id?: string | number | null | undefined;
  /** Which account it is, by its CRM id. */
  account_crm_id?: string | number | null | undefined;
  /** Which user of the CRM it is. */
  user_crm_id?: string | number | null | undefined;
  /** What the user does for the account. */
  team_member_role?: string | number | null | undefined;
  /** What the CRM lets the user do with the account. */
  account_access_level?: string | number | null | undefined;
  /** How the CRM calls the user in words. */
  user_crm_name?: string | number | null | undefined;
};

export type CrmAccountTeamMembersParams = {

} & Paging<never>;

export type CrmActivitiesParams = {
  readonly ids?: number | readonly number[];
  readonly updated_at?: Range;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type CrmActivity = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Email: and the subject line, or Call: with how it went and what it meant. */
  subject: string | null;
  /** What the e-mail says, with email_contents:read, or the note on the call. */
  description: string | null;
  /** What a CRM calls it; null here. */
  crm_id: string | null;
  /** email or phone. */
  activity_type: string | null;
  /** Why no CRM has it. */
  error: string | null;
  /** What else a CRM would be told: of e-mails Message-ID and bounce, of calls sentiment, disposition and number. */
  custom_crm_fields: Record<string, unknown> | null;
  /** What it would be linked to there; null here. */
  crm_record_type: string | null;
  /** The person it is about. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type CrmActivityField = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** What reps read beside it. */
  title: string | null;
  /** Kind of Salesforce record that has it. */
  salesforce_object_type: string | null;
  /** Kind of CRM record that has it. */
  crm_object_type: string | null;
  /** What it is told of: email or phone. */
  source: 'email' | 'phone' | null;
  /** What the CRM calls the field. */
  field: string | null;
  /** What sort of values it takes in the CRM. */
  field_type: string | null;
  /** What is always told; null where the rep says it. */
  value: string | null;
  /** Choices: the value in the CRM by what reps read. */
  picklist_values: Record<string, unknown> | null;
};

export type CrmActivityFieldCreate = {
  /** What reps read beside it. */
  title: string | number;
  /** Kind of Salesforce record that has it. */
  salesforce_object_type?: string | number | null | undefined;
  /** Kind of CRM record that has it. */
  crm_object_type?: string | number | null | undefined;
  /** What it is told of: email or phone. */
  source: 'email' | 'phone';
  /** What the CRM calls the field. */
  field?: string | number | null | undefined;
  /** What sort of values it takes in the CRM. */
  field_type?: string | number | null | undefined;
  /** What is always told; null where the rep says it. */
  value?: string | number | null | undefined;
  /** Choices: the value in the CRM by what reps read. */
  picklist_values?: unknown;
};

export type CrmActivityFieldUpdate = {
  /** What reps read beside it. */
  title?: string | number | null | undefined;
  /** Kind of Salesforce record that has it. */
  salesforce_object_type?: string | number | null | undefined;
  /** Kind of CRM record that has it. */
  crm_object_type?: string | number | null | undefined;
  /** What it is told of: email or phone. */
  source?: 'email' | 'phone' | null | undefined;
  /** What the CRM calls the field. */
  field?: string | number | null | undefined;
  /** What sort of values it takes in the CRM. */
  field_type?: string | number | null | undefined;
  /** What is always told; null where the rep says it. */
  value?: string | number | null | undefined;
  /** Choices: the value in the CRM by what reps read. */
  picklist_values?: unknown;
};

export type CrmActivityFieldsParams = {
  readonly source?: 'email' | 'phone';
  readonly editable_source?: 'email' | 'phone';
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'title' | 'updated_at' | 'created_at'>;

export type CrmTeamMemberWithRole = {
  /** Which user of the CRM it is. */
  user_crm_id: string | null;
  /** What the user does for at least one account. */
  team_member_role: string | null;
  /** Address of the user of the team that is; null where nobody is. */
  account_email: string | null;
  /** Name of the user of the team that is; null where nobody is. */
  account_name: string | null;
};

export type CrmTeamMembersWithRolesParams = {

} & Paging<never>;

export type CrmUser = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What the CRM calls the user; unique within the team. */
  crm_id: string | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Given name. */
  first_name: string | null;
  /** Family name. */
  last_name: string | null;
  /** Whole name; made of its parts where none is given. */
  name: string | null;
  /** What the user signs in to the CRM with. */
  crm_username: string | null;
  /** Which user of the team that is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type CrmUserCreate = {
  /** What the CRM calls the user; unique within the team. */
  crm_id: string | number;
  /** Given name. */
  first_name?: string | number | null | undefined;
  /** Family name. */
  last_name?: string | number | null | undefined;
  /** Whole name; made of its parts where none is given. */
  name?: string | number | null | undefined;
  /** What the user signs in to the CRM with. */
  crm_username?: string | number | null | undefined;
  /** Number of the user of the team that is meant. */
  user_id?: number | string | null | undefined;
};

export type CrmUserUpdate = {
  /** What the CRM calls the user; unique within the team. */
  crm_id?: string | number | null | undefined;
  /** Given name. */
  first_name?: string | number | null | undefined;
  /** Family name. */
  last_name?: string | number | null | undefined;
  /** Whole name; made of its parts where none is given. */
  name?: string | number | null | undefined;
  /** What the user signs in to the CRM with. */
  crm_username?: string | number | null | undefined;
  /** Number of the user of the team that is meant. */
  user_id?: number | string | null | undefined;
};

export type CrmUsersParams = {
  readonly ids?: number | readonly number[];
  readonly crm_id?: string | number | readonly (string | number)[];
  readonly user_id?: number | readonly number[];
  readonly user_guid?: string | readonly string[];
  readonly search?: string | number;
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'id' | 'updated_at' | 'created_at'>;

export type CustomField = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What the field is called: the key within custom_fields. */
  name: string | null;
  /** Records that have it: person, company or opportunity. */
  field_type: 'person' | 'company' | 'opportunity' | null;
  /** What its values are: text or date. */
  value_type: 'text' | 'date' | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
};

export type CustomFieldCreate = {
  /** Records that have it: person, company or opportunity. */
  field_type?: 'person' | 'company' | 'opportunity' | null | undefined;
  /** What its values are: text or date. */
  value_type?: 'text' | 'date' | null | undefined;
  /** What the field is called: the key within custom_fields. */
  name: string | number;
};

export type CustomFieldUpdate = {
  /** Records that have it: person, company or opportunity. */
  field_type?: 'person' | 'company' | 'opportunity' | null | undefined;
  /** What its values are: text or date. */
  value_type?: 'text' | 'date' | null | undefined;
  /** What the field is called: the key within custom_fields. */
  name?: string | number | null | undefined;
};

export type CustomFieldUses = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What people call it; shown in lists. */
  name: string;
  values: number;
  uses: {
    /** What sort of record this is. */
    kind: 'steps' | 'email_templates' | 'team_templates' | 'snippets' | 'saved_list_views' | 'imports';
    count: number;
    records: {
      /** Number that the record is called by; never given twice. */
      id: string;
      /** What people call it; shown in lists. */
      name: string | null;
      /** Number of the cadence. */
      cadence_id: number | null;
      cadence_name: string | null;
    }[];
  }[];
};

export type CustomFieldsParams = {
  readonly ids?: number | readonly number[];
  readonly field_type?: 'person' | 'company' | 'opportunity';
  readonly value_type?: 'text' | 'date';
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'created_at' | 'updated_at' | 'name'>;

export type CustomRole = {
  /** Number that the record is called by; never given twice. */
  id: string;
  /** What the role is called. */
  name: string;
  /** What its users may do beyond others: `see_everything`, `manage_team`, `manage_users`, `manage_cadences`, `manage_suppressions`. */
  permissions: string[];
};

export type CustomRoleCreate = {
  /** What the role is called. */
  name: string | number;
  /** What its users may do beyond others: `see_everything`, `manage_team`, `manage_users`, `manage_cadences`, `manage_suppressions`. */
  permissions?: ('see_everything' | 'manage_team' | 'manage_users' | 'manage_cadences' | 'manage_suppressions')[] | null | undefined;
};

export type CustomRoleUpdate = {
  /** What the role is called. */
  name?: string | number | null | undefined;
  /** What its users may do beyond others: `see_everything`, `manage_team`, `manage_users`, `manage_cadences`, `manage_suppressions`. */
  permissions?: ('see_everything' | 'manage_team' | 'manage_users' | 'manage_cadences' | 'manage_suppressions')[] | null | undefined;
};

export type CustomRolesParams = {
  readonly ids?: string | readonly string[];
} & Paging<'id' | 'name'>;

export type DataAccessBody = {
  /** Number of the person it is about. */
  person_id: number | string;
};

export type DataControlRequest = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Which of them it is; access is an addition. */
  request_type: 'access' | 'account_and_people_redaction' | 'account_redaction' | 'people_soft_deletion' | 'right_to_be_forgotten';
  /** Whether it only counted. */
  dry_run: boolean;
  /** What became of it so far: requested, then completed or cancelled. */
  events: {
    /** requested, completed or cancelled. */
    name: string;
    /** When that was. */
    at: string;
  }[];
  /** Whom it is about and how far it is. */
  metadata: {
    /** How many people it is about. */
    people: number;
    /** The account it is about, if it is. */
    account_id: number | null;
    /** The moment it was scheduled for, if it was. */
    run_at: string | null;
    /** How many of the people, and the account, it has come to. */
    done: number;
    /** Why it was given up, after some hours of tries; null while it was not. */
    problem: string | null;
    /** Where the file of an access request is fetched, for a quarter of an hour: ask again for another link. Null without email_contents:read, and once a week has gone by. */
    download_url: string | null;
    /** Rows erased, told, or counted by a dry run, by the name of their table. */
    rows: Record<string, number>;
  };
  /** The team whose data it is. */
  team_id: number;
  /** GUID of the admin who asked. */
  user_guid: string;
};

export type DataControlRequestsParams = {
  readonly team_id?: number | readonly number[];
  readonly request_type?: 'access' | 'account_and_people_redaction' | 'account_redaction' | 'people_soft_deletion' | 'right_to_be_forgotten' | readonly ('access' | 'account_and_people_redaction' | 'account_redaction' | 'people_soft_deletion' | 'right_to_be_forgotten')[];
  readonly dry_run?: boolean;
  readonly user_guid?: string | readonly string[];
} & Paging<never>;

export type DeclareWinnerBody = {
  /** false takes the declaration back. */
  declared?: boolean | string | number | null | undefined;
};

export type DialPersonBody = {
  /** Which number of the person; absent: at work, mobile, at home, whichever is there first. */
  number?: 'phone' | 'mobile_phone' | 'home_phone' | null | undefined;
  /** The action that is carried out with it: the dialer is told. */
  action_id?: number | string | null | undefined;
  /** true: also when the hours of the team do not allow it. */
  outside_hours?: boolean | string | number | null | undefined;
};

export type DialerSettings = {
  /** tel: by links; webhook: a program is posted to, and rings. */
  kind: 'tel' | 'webhook';
  /** Where it is posted to; null for who may not change it. */
  webhook_url: string | null;
  /** Whether there is a key for signatures; it is shown nowhere. */
  webhook_token_set: boolean;
  /** Rules in their order: the first that names the country of a person, or none, holds. */
  call_hours: {
    /** Names of countries as people have them, case aside, in each spelling; that of work counts more. None: everybody else. */
    countries: string[];
    /** Days and hours, in the zone of the person. */
    blocks: {
      /** Days of the week: 1 is Monday, 7 is Sunday. */
      days: number[];
      /** Where it begins; included. */
      from: string;
      /** HH:MM at which it closes. */
      to: string;
    }[];
  }[];
  /** When they last changed; null: nobody chose any. */
  updated_at: string | null;
};

export type Dialled = {
  /** tel: open `uri`; webhook: the dialer of the team was told. */
  kind: 'tel' | 'webhook';
  /** What is dialled, as it was written. */
  number: string;
  /** The same as a link (RFC 3966). */
  uri: string;
  /** What the hours of the team say of this moment. */
  hours: {
    /** Whether the hours of the team allow it now; null: nobody knows. */
    permitted: boolean | null;
    /** When hours that have begun end. */
    until: string | null;
    /** When the next hours begin. */
    next_at: string | null;
    /** What the clock says where the person is; null: not known, or no hours hold. */
    local_time: string | null;
    /** Why, as a rule with its sentence. */
    because: {
      /** The rule, by its name. */
      rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
      /** Its sentence, for a person to read. */
      says: string;
      /** What the sentence is made of. */
      facts: {
        /** The rule that the facts belong to. */
        rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
      }[] | null;
    };
  };
};

export type DisableTwoFactorBody = {
  password: string;
};

export type DomainCheck = {
  /** Domain of the address. */
  domain: string;
  /** When DNS was asked. */
  checked_at: string;
  /** Who may send for the domain (RFC 7208). */
  spf: {
    /** What is to be thought of it: ok, a warning, missing, wrong, or unknown when DNS did not answer. */
    status: 'ok' | 'warning' | 'missing' | 'wrong' | 'unknown';
    /** What that means and what to do, in sentences. */
    explanation: string;
    /** What stands in DNS. */
    record: string | null;
  };
  /** The key that messages are signed with (RFC 6376). */
  dkim: {
    /** What is to be thought of it: ok, a warning, missing, wrong, or unknown when DNS did not answer. */
    status: 'ok' | 'warning' | 'missing' | 'wrong' | 'unknown';
    /** What that means and what to do, in sentences. */
    explanation: string;
    /** What stands in DNS. */
    record: string | null;
  };
  /** What receivers do with mail that is not from there (RFC 7489). */
  dmarc: {
    /** What is to be thought of it: ok, a warning, missing, wrong, or unknown when DNS did not answer. */
    status: 'ok' | 'warning' | 'missing' | 'wrong' | 'unknown';
    /** What that means and what to do, in sentences. */
    explanation: string;
    /** What stands in DNS. */
    record: string | null;
  };
  /** Servers that take mail for the domain. */
  mx: {
    /** What is to be thought of it: ok, a warning, missing, wrong, or unknown when DNS did not answer. */
    status: 'ok' | 'warning' | 'missing' | 'wrong' | 'unknown';
    /** What that means and what to do, in sentences. */
    explanation: string;
    /** What stands in DNS. */
    record: string | null;
  };
};

export type DuplicatePage = {
  groups: {
    /** Why, in a sentence for people. */
    reason: 'email_address' | 'domain' | 'phone' | 'name';
    /** What is held, as text. */
    value: string;
    records: {
      /** Number that the record is called by; never given twice. */
      id: number;
      /** What people call it; shown in lists. */
      name: string | null;
      detail: string | null;
      resource: {
        /** Path under which this API serves the record. */
        _href: string;
        /** Number that the record is called by; never given twice. */
        id: number;
      };
    }[];
  }[];
  next: string | null;
};

export type Duplicates = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What people call it; shown in lists. */
  name: string | null;
  detail: string | null;
  resource: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  };
  reasons: ('email_address' | 'domain' | 'phone' | 'name')[];
}[];

export type Email = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Address it goes to. */
  recipient_email_address: string | null;
  /** sent, scheduled and so on; delivering while nobody knows whether it left. */
  status: 'sent' | 'sent_from_gmail' | 'sent_from_external' | 'pending' | 'pending_reply_check' | 'scheduled' | 'sending' | 'delivering' | 'failed' | 'cancelled' | 'pending_through_gmail' | 'pending_through_external' | null;
  /** Whether it came back as undeliverable. */
  bounced: boolean;
  /** Not before this moment. */
  send_after: string | null;
  /** When a mail server took it; null before. */
  sent_at: string | null;
  /** Whether opens of this e-mail are counted. */
  view_tracking: boolean;
  /** Lead links over this server, to count clicks. */
  click_tracking: boolean;
  /** Message-ID of the message (RFC 5322), without brackets; with email_contents:read only. */
  message_id?: string | null | undefined;
  /** Copies: cc and bcc, where there are any. */
  headers: Record<string, string> | null;
  /** Share of the words that a rep changed, in per cent. */
  personalization: string | null;
  /** Subject line; with email_contents:read only. */
  subject?: string | null | undefined;
  /** HTML that was sent; with email_contents:read only. */
  body?: string | null | undefined;
  /** Why it failed; with email_contents:read only. */
  error_message?: string | null | undefined;
  /** Whether a machine drafted it: never here. */
  draft_with_ai: boolean;
  /** What has been counted about the record; kept with each fact, not counted when asked. */
  counts: {
    /** Clicks by people; machines are left out. */
    clicks: number;
    /** Opens by people; machines are left out. */
    views: number;
    /** Answers by people; automatic ones are left out. */
    replies: number;
    /** Different devices it was opened on. */
    unique_devices: number;
    /** Different networks it was opened from. */
    unique_locations: number;
    /** Files that go with the e-mail. */
    attachments: number;
  };
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The person it goes to. */
  recipient: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Number under which the original knows the sending; the same as id. */
  mailing: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The action that it was written for. */
  action: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The task that it did. */
  task: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  crm_activity: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  step: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  email_template: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  additional_recipients: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  }[];
};

export type EmailDetail = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  email_template: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type EmailDetailsParams = {
  readonly ids?: number | readonly number[];
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type EmailEvent = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** The moment it happened or is expected. */
  at: string;
  /** open or click. */
  kind: 'open' | 'click';
  /** Where the click led. */
  url: string | null;
  /** What asked, in its own words. */
  user_agent: string | null;
  /** person, or which machine it was taken for. */
  actor: 'person' | 'proxy' | 'prefetch' | 'scanner' | 'own';
  /** What that rests on, in words. */
  evidence: string | null;
  /** Whether it is among the views and clicks of the e-mail. */
  counted: boolean;
};

export type EmailEventsParams = {

} & Paging<never>;

export type EmailMissingTags = {
  /** Fields that nothing fills for this person. */
  missing_tags: string[];
  /** Subject line. */
  subject: string[];
  /** HTML of the message. */
  body: string[];
};

export type EmailMissingTagsBody = {
  /** Number of the person it is about. */
  person_id: number | string;
  /** Subject line. */
  subject?: string | number | null | undefined;
  /** HTML of the message. */
  body?: string | number | null | undefined;
};

export type EmailPreview = {
  /** Subject line. */
  subject: string | null;
  /** HTML of the message. */
  body: string | null;
  /** The words without markup. */
  body_text: string | null;
  /** Fields of the template that nothing fills. */
  missing_fields: string[];
  /** Of the missing ones, those that a record has and that are empty for this person. */
  empty_fields: string[];
  /** Names that mean nothing here: of no record, and of no custom field of the team. */
  unknown_fields: string[];
  /** What is wrong with the template, with its place. */
  problems: {
    /** Whether it is in the subject or the body. */
    field: 'subject' | 'body' | null;
    /** What is wrong, in a sentence. */
    message: string;
    /** Line, from 1. */
    line: number | null;
    /** Sign within the line, from 1. */
    column: number | null;
  }[];
};

export type EmailReport = {
  /** What the rows stand for. */
  by: 'total' | 'day' | 'cadence' | 'step' | 'version' | 'template' | 'hour' | 'user' | 'mailbox' | 'provider';
  /** cohort: people whose first e-mail in scope fell into the range, with all that came of it later; period: what happened in the range. */
  basis: 'cohort' | 'period';
  /** First day, from its midnight on. */
  from: string;
  /** Last day, up to its midnight. */
  until: string;
  /** Whose midnights the days have, by its IANA name. */
  zone: string;
  /** Everything up to then is in the figures; null, as nearly always: everything there is. */
  counted_until: string | null;
  /** Whether there are more rows than the thousand with most e-mails. */
  more: boolean;
  /** Figures, a row for each value; none for values of which there is nothing. */
  rows: {
    /** Number of the record, the day, the provider, or the hour of the week of its person (0 to 167, from Monday on); empty for the total, null for e-mails without one. */
    key: string | null;
    /** How the record is called, a step or a version with its cadence and day; null where the caller may not see it. */
    name: string | null;
    /** E-mails that left for certain. */
    sent: number;
    /** E-mails of which nobody knows whether they left; in no other figure. */
    uncertain: number;
    /** Sent and not known to have come back within eight days. */
    delivered: number;
    /** Of those delivered the ones younger than eight days, which may still come back. */
    delivered_so_far: number;
    /** E-mails that came back. */
    bounced: number;
    /** Of them those whose address takes nothing any more. */
    bounced_hard: number;
    /** Of them those that may be taken another time. */
    bounced_soft: number;
    /** Of them those that were refused for what they say or where they come from. */
    bounced_block: number;
    /** Of the e-mails sent those with at least one reply. */
    answered: number;
    /** Messages that answer; automatic ones, receipts and what was undone are none. */
    replies: number;
    /** Of the replies those that a colleague called positive or not. */
    replies_marked: number;
    /** Of the replies those that a colleague called positive. */
    replies_positive: number;
    /** Reports of recipients who called an e-mail spam. */
    complaints: number;
    /** Opens by programs: proxies, scanners and what only prepares a page. */
    machine_opens: number;
    /** Links that programs followed. */
    machine_clicks: number;
    /** Calls that were logged; 0 where rows or filters ask for what calls do not have. */
    calls: number;
    /** Of the calls those that reached somebody, as their dispositions say. */
    calls_connected: number;
    /** Of the calls those that went well, as their sentiments say. */
    calls_positive: number;
    /** People with a delivered e-mail in scope: what shares of people are shares of. */
    people_emailed: number;
    /** People with a delivered e-mail or a logged call. */
    people_contacted: number;
    /** People who answered an e-mail in scope. */
    people_replied: number;
    /** People who opened one. */
    people_viewed: number;
    /** People who followed a link. */
    people_clicked: number;
    /** People who opted out, or complained, by an e-mail in scope. */
    people_opted_out: number;
    /** People who became a success within 30 days after a touch in scope, the last of all they had. */
    people_succeeded: number;
    /** people_replied of people_emailed. */
    reply_rate: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
    /** replies_positive of replies_marked. */
    positive_rate: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
    /** people_viewed of those e-mailed with opens being tracked. */
    open_rate: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
    /** people_clicked of those e-mailed with links being tracked. */
    click_rate: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
    /** people_opted_out of people_emailed. */
    opt_out_rate: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
    /** people_succeeded of people_contacted. */
    success_rate: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
    /** bounced of sent. */
    bounce_rate: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
    /** complaints of delivered. */
    complaint_rate: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
    /** calls_connected of calls. */
    connect_rate: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
    /** People e-mailed with opens being tracked, of people_emailed. */
    open_coverage: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
    /** People e-mailed with links being tracked, of people_emailed. */
    click_coverage: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
  }[];
};

export type EmailReportRows = {
  /** The number whose rows these are. */
  figure: 'sent' | 'uncertain' | 'delivered' | 'delivered_so_far' | 'bounced' | 'bounced_hard' | 'bounced_soft' | 'bounced_block' | 'answered' | 'replies' | 'replies_marked' | 'replies_positive' | 'complaints' | 'machine_opens' | 'machine_clicks' | 'calls' | 'calls_connected' | 'calls_positive' | 'people_emailed' | 'people_contacted' | 'people_replied' | 'people_viewed' | 'people_clicked' | 'people_opted_out' | 'people_succeeded' | 'people_views_tracked' | 'people_clicks_tracked';
  /** Number of this page, from 1. */
  page: number;
  /** Number of the page that follows; null on the last. */
  next_page: number | null;
  /** What was counted, the newest first; over all pages as many as the number says. */
  rows: {
    /** Where the record is read: by this name, below /v2 or /v2/activities. */
    resource: 'emails' | 'received_messages' | 'calls' | 'people';
    /** Number of the record. */
    id: number;
    /** Whom it is about. */
    person_id: number;
    /** The moment that counts; null where a person had none. */
    at: string | null;
  }[];
};

export type EmailTemplate = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Heading under which people find it. */
  title: string | null;
  /** Subject line, with fields in double braces. */
  subject: string | null;
  /** HTML with fields in double braces. */
  body: string | null;
  /** First words of the body without markup. */
  body_preview: string | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** When an e-mail was last written with it. */
  last_used_at: string | null;
  /** When it was put away; null while it is in use. */
  archived_at: string | null;
  /** Whether colleagues may see and use it. */
  shared: boolean;
  /** Whether opens are counted. */
  open_tracking_enabled: boolean;
  /** Whether clicks are counted. */
  click_tracking_enabled: boolean;
  /** Whether it belongs to a step of a cadence. */
  cadence_template: boolean;
  /** What has been counted about the record; kept with each fact, not counted when asked. */
  counts: {
    /** E-mails that a mail server took. */
    sent_emails: number;
    /** Opens by people; machines are left out. */
    views: number;
    /** Clicks by people; machines are left out. */
    clicks: number;
    /** Answers by people; automatic ones are left out. */
    replies: number;
    /** E-mails that came back as undeliverable. */
    bounces: number;
  };
  template_owner: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The template of the team that it was copied from. */
  team_template: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
  /** Addresses of what belongs to it: its attachments. */
  _links: Record<string, unknown> | null;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags: string[];
  /** Groups that see it; none: everybody who may. */
  groups: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  }[];
};

export type EmailTemplateAttachment = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Number of the file, as templates name it. */
  attachment_id: number | null;
  /** The template whose e-mails carry it. */
  email_template: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** What the file is called. */
  name: string | null;
  /** Where to fetch it, without a token; works for a quarter of an hour. */
  download_url: string | null;
  /** Bytes of it. */
  attachment_file_size: number | null;
  /** Whether it may be fetched: always, nothing looks for viruses. */
  scanned: boolean;
  /** MIME type, such as image/png. */
  attachment_content_type: string | null;
  /** The first 40 digits of its SHA-256: the same file has the same. */
  attachment_fingerprint: string | null;
};

export type EmailTemplateAttachmentsParams = {
  readonly ids?: number | readonly number[];
  readonly email_template_id?: number | readonly number[];
} & Paging<never>;

export type EmailTemplateCreate = {
  /** Heading under which people find it. */
  title?: string | number | null | undefined;
  /** Subject line, with fields in double braces. */
  subject?: string | number | null | undefined;
  /** HTML with fields in double braces. */
  body?: string | number | null | undefined;
  /** Put a picture in that tells of opens. */
  open_tracking?: boolean | string | number | null | undefined;
  /** Lead links over this server, to count clicks. */
  click_tracking?: boolean | string | number | null | undefined;
  /** Numbers of the files that go with it, 25 MB in all at most. */
  attachment_ids?: (number | string)[] | string | number | null | undefined;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags?: (string | number)[] | string | null | undefined;
  /** The template of the team to copy: what is not given is taken from there. */
  team_template_id?: string | number | null | undefined;
};

export type EmailTemplateUpdate = {
  /** Heading under which people find it. */
  title?: string | number | null | undefined;
  /** Subject line, with fields in double braces. */
  subject?: string | number | null | undefined;
  /** HTML with fields in double braces. */
  body?: string | number | null | undefined;
  /** Put a picture in that tells of opens. */
  open_tracking?: boolean | string | number | null | undefined;
  /** Lead links over this server, to count clicks. */
  click_tracking?: boolean | string | number | null | undefined;
  /** Whether colleagues may see and use it. */
  shared?: boolean | string | number | null | undefined;
  /** When it was put away; null while it is in use. */
  archived_at?: string | null | undefined;
  /** Numbers of the files that go with it, 25 MB in all at most. */
  attachment_ids?: (number | string)[] | string | number | null | undefined;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags?: (string | number)[] | string | null | undefined;
};

export type EmailTemplatesParams = {
  readonly ids?: number | readonly number[];
  readonly updated_at?: Range;
  readonly linked_to_team_template?: boolean;
  readonly search?: string | number;
  readonly tag_ids?: number | readonly number[];
  readonly tag?: string | number | readonly (string | number)[];
  readonly filter_by_owner?: boolean;
  readonly group_id?: number | readonly number[];
  readonly include_cadence_templates?: boolean;
  readonly include_archived_templates?: boolean;
  readonly cadence_id?: number | readonly number[];
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at' | 'last_used_at'>;

export type EmailsParams = {
  readonly ids?: number | readonly number[];
  readonly updated_at?: Range;
  readonly bounced?: boolean;
  readonly crm_activity_id?: number | readonly number[];
  readonly action_id?: number | readonly number[];
  readonly user_id?: number | readonly number[];
  readonly status?: 'sent' | 'sent_from_gmail' | 'sent_from_external' | 'pending' | 'pending_reply_check' | 'scheduled' | 'sending' | 'delivering' | 'failed' | 'cancelled' | 'pending_through_gmail' | 'pending_through_external' | readonly ('sent' | 'sent_from_gmail' | 'sent_from_external' | 'pending' | 'pending_reply_check' | 'scheduled' | 'sending' | 'delivering' | 'failed' | 'cancelled' | 'pending_through_gmail' | 'pending_through_external')[];
  readonly cadence_id?: number | readonly number[];
  readonly step_id?: number | readonly number[];
  readonly one_off?: boolean;
  readonly scoped_fields?: 'subject' | 'body' | 'error_message' | readonly ('subject' | 'body' | 'error_message')[];
  readonly person_id?: number | readonly number[];
  readonly email_addresses?: string | number | readonly (string | number)[];
  readonly personalization?: string | number | readonly (string | number)[];
  readonly sent_at?: Range;
  readonly email_template_id?: number | readonly number[];
  readonly account_id?: number | readonly number[];
  readonly has_replies?: boolean;
  readonly has_clicks?: boolean;
  readonly has_views?: boolean;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at' | 'send_time'>;

export type EnableTwoFactorBody = {
  setup: string | number;
  code: string | number;
};

export type EventPage = {
  events: {
    seq: number;
    /** What sort of step or touch this is. */
    type: 'account_created' | 'account_updated' | 'account_deleted' | 'bulk_job_completed' | 'cadence_created' | 'cadence_updated' | 'cadence_deleted' | 'cadence_membership_created' | 'cadence_membership_updated' | 'call_created' | 'call_data_record_created' | 'call_data_record_updated' | 'call_updated' | 'conversation_created' | 'conversation_recording_created' | 'conversation_updated' | 'email_updated' | 'export_completed' | 'live_feed_item_created' | 'mailbox_created' | 'mailbox_updated' | 'mailbox_deleted' | 'meeting_booked' | 'meeting_updated' | 'notice_created' | 'notice_updated' | 'note_created' | 'note_updated' | 'note_deleted' | 'person_created' | 'person_updated' | 'person_deleted' | 'step_created' | 'step_updated' | 'step_deleted' | 'success_created' | 'suppression_created' | 'suppression_updated' | 'suppression_deleted' | 'task_created' | 'task_updated' | 'task_completed' | 'task_deleted' | 'thread_created' | 'thread_updated' | 'user_created' | 'user_updated';
    resource: 'accounts' | 'bulk_jobs' | 'cadences' | 'cadence_memberships' | 'calls' | 'call_data_records' | 'conversations' | 'emails' | 'exports' | 'live_feed_items' | 'mailboxes' | 'meetings' | 'notices' | 'notes' | 'people' | 'steps' | 'successes' | 'suppressions' | 'tasks' | 'threads' | 'users';
    /** Number that the record is called by; never given twice. */
    id: number;
    /** Number of the user it concerns; without one, the caller. */
    user_id: number | null;
    /** Number of the person it is about. */
    person_id: number | null;
    /** Number of the cadence. */
    cadence_id: number | null;
    key: string | null;
    /** When the record was made; unique within the team, so that lists can be read along it. */
    created_at: string;
  }[];
  place: number;
  more: boolean;
};

export type Export = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** What its creator called it. */
  name: string | null;
  /** Which list it is, by its word in the path of this reference: people, accounts, emails, calls; all but those below a record. */
  list: string;
  /** Filters and order as the list takes them in its query; what the list does not know is refused. */
  query: Record<string, unknown>;
  /** csv: a header and a line for each record, formulas made harmless; ndjson: a JSON record on each line; json: one array. Absent: csv. */
  format: 'csv' | 'ndjson' | 'json';
  /** Names of the fields that each record has in the file, in that order; none: all. */
  fields: string[];
  /** waiting: its turn is to come; running: it is being made; done: the file was there, until expires_at; failed: problem says why. */
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Records in the file; null until it is there. */
  rows: number | null;
  /** Length of the file; null until it is there. */
  bytes: number | null;
  /** Why it was given up; null unless it was. */
  problem: string | null;
  /** When it was begun; one that was broken off begins anew. */
  started_at: string | null;
  /** When the file was there, or it was given up. */
  finished_at: string | null;
  /** Until when the file is kept. */
  expires_at: string | null;
  /** Link to the file for a quarter of an hour, shown to who asked for it alone; ask again for another. null: there is no file yet, or no longer. */
  download_url: string | null;
  /** Who asked for it: the file holds what they may see. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type ExportCreate = {
  /** Which list it is, by its word in the path of this reference: people, accounts, emails, calls; all but those below a record. */
  list: string | number;
  /** Filters and order as the list takes them in its query; what the list does not know is refused. */
  query?: unknown;
  /** csv: a header and a line for each record, formulas made harmless; ndjson: a JSON record on each line; json: one array. Absent: csv. */
  format?: 'csv' | 'ndjson' | 'json' | null | undefined;
  /** Names of the fields that each record has in the file, in that order; none: all. */
  fields?: (string | number)[] | string | null | undefined;
  /** What its creator called it. */
  name?: string | number | null | undefined;
};

export type ExportsParams = {
  readonly ids?: number | readonly number[];
  readonly list?: string | number | readonly (string | number)[];
  readonly state?: 'waiting' | 'running' | 'done' | 'failed' | readonly ('waiting' | 'running' | 'done' | 'failed')[];
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type ExternalConfiguration = {
  /** Who made it: integration, a program. */
  source_type: string | null;
  /** Number of that program in the original; null here. */
  source_id: number | null;
  /** Records that may have such ids: people, accounts, users or opportunities. */
  object_type: 'people' | 'accounts' | 'users' | 'opportunities' | null;
  /** Number that the record is called by; never given twice. */
  id: number;
  /** The other system, in a word of the program. */
  external_type: string | null;
  /** Whether it has ended. */
  deleted: boolean;
};

export type ExternalConfigurationCreate = {
  /** Records that may have such ids: people, accounts, users or opportunities. */
  object_type: 'people' | 'accounts' | 'users' | 'opportunities';
  /** The other system, in a word of the program. */
  external_type: string | number;
};

export type ExternalConfigurationsParams = {
  readonly external_type?: string | number;
  readonly deleted?: 'true' | 'false' | 'any';
  readonly external_id?: string | number;
  readonly object_type?: 'people' | 'accounts' | 'users' | 'opportunities';
  readonly object_id?: number;
} & Paging<never>;

export type ExternalEmail = {
  /** Message-ID of its header; null: it has none. */
  message_id: string | null;
};

export type ExternalEmailsBody = {
  /** Address of the mailbox of the team that got or sent it. */
  mailbox: string | number;
  /** The message as it travelled (RFC 5322), in base64url. */
  raw: string | number;
};

export type ExternalMapping = {
  /** Who made it: integration, a program. */
  source_type: string | null;
  /** Number of that program in the original; null here. */
  source_id: number | null;
  /** What sort of record it is. */
  object_type: 'people' | 'accounts' | 'users' | 'opportunities' | null;
  /** Number that the record is called by; never given twice. */
  id: number;
  /** The other system, in a word of the program. */
  external_type: string | null;
  /** Whether it has ended, by itself or with its kind. */
  deleted: boolean;
  /** What the other system calls the record. */
  external_id: string;
  /** Day on which it was noted, in the zone of the caller. */
  inserted_at: string | null;
  /** Number of the record here. */
  object_id: number | null;
  /** Number of the team. */
  tenant_id: number | null;
};

export type ExternalMappingCreate = {
  /** What sort of record it is. */
  object_type: 'people' | 'accounts' | 'users' | 'opportunities';
  /** The other system, in a word of the program. */
  external_type: string | number;
  /** Number of the record here. */
  object_id: number | string;
  /** What the other system calls the record. */
  external_id: string | number;
};

export type ExternalMappingsParams = {
  readonly external_type?: string | number;
  readonly deleted?: 'true' | 'false' | 'any';
  readonly external_id?: string | number;
  readonly object_type?: 'people' | 'accounts' | 'users' | 'opportunities';
  readonly object_id?: number;
} & Paging<never>;

export type FunnelReport = {
  /** What the rows stand for. */
  by: 'total' | 'day' | 'cadence' | 'user';
  /** cohort: people added in the range, with all that came of it later. */
  basis: 'cohort';
  /** First day, from its midnight on. */
  from: string;
  /** Last day, up to its midnight. */
  until: string;
  /** Whose midnights the days have, by its IANA name. */
  zone: string;
  /** Everything up to then is in the figures; null, as nearly always: everything there is. */
  counted_until: string | null;
  /** Whether there are more rows than the thousand with most people. */
  more: boolean;
  /** Figures, a row for each value. */
  rows: {
    /** Number of the record, or the day people were added; empty for the total. */
    key: string;
    /** How the record is called; null where the caller may not see it. */
    name: string | null;
    /** People put on a cadence in the range. */
    people_added: number;
    /** Of these the ones with a delivered e-mail or a logged call of it since. */
    people_contacted: number;
    /** Of those contacted the ones who opened an e-mail of it or followed a link. */
    people_looked: number;
    /** Of those contacted the ones who answered an e-mail of it. */
    people_replied: number;
    /** people_contacted of people_added. */
    contact_rate: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
    /** people_looked of people_contacted. */
    look_rate: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
    /** people_replied of people_contacted. */
    reply_rate: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
  }[];
};

export type FunnelReportRows = {
  /** The number whose rows these are. */
  figure: 'people_added' | 'people_contacted' | 'people_looked' | 'people_replied';
  /** Number of this page, from 1. */
  page: number;
  /** Number of the page that follows; null on the last. */
  next_page: number | null;
  /** What was counted, the newest first; over all pages as many as the number says. */
  rows: {
    /** Where the record is read: by this name, below /v2 or /v2/activities. */
    resource: 'people';
    /** Number of the record. */
    id: number;
    /** Whom it is about. */
    person_id: number;
    /** The moment that counts; null where a person had none. */
    at: string | null;
  }[];
};

export type Group = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What the group is called; unique within the team. */
  name: string | null;
  /** Number of the group that it is part of. */
  parent_id: number | null;
  /** The group itself and those below it. */
  accessible_groups: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  }[];
};

export type GroupCreate = {
  /** What the group is called; unique within the team. */
  name: string | number;
  /** Number of the group that it is part of. */
  parent_id?: number | string | null | undefined;
};

export type GroupUpdate = {
  /** What the group is called; unique within the team. */
  name?: string | number | null | undefined;
  /** Number of the group that it is part of. */
  parent_id?: number | string | null | undefined;
};

export type GroupsParams = {
  readonly ids?: number | readonly number[];
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type HandOver = {
  /** Whose it is. */
  user: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whether nothing was changed. */
  dry_run: boolean;
  /** How much there is, kind by kind. */
  kinds: {
    /** What sort of record this is. */
    kind: 'people' | 'accounts' | 'cadences' | 'memberships' | 'tasks' | 'threads';
    /** Who gets it; null: it stays. */
    to_user: {
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** How many there are; some may still be given while this is read (`long_commands`). */
    rows: number;
    /** How many of them stay, because the colleague cannot have them. */
    refused: number;
    /** Why some stay, for a person to read; null when none does. */
    says: string | null;
  }[];
  /** Running conversations that go on in the name of somebody else. */
  senders: {
    /** Who has written so far. */
    from_user: {
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** Who writes from now on. */
    to_user: {
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** How many people on cadences have had e-mails of the first one. */
    memberships: number;
    /** What they will see, for a person to read. */
    says: string;
  }[];
  /** Mailboxes of who leaves. */
  mailboxes: {
    /** Number that the record is called by; never given twice. */
    id: number;
    /** Main address; one form for comparison, unique within the team for people. */
    email_address: string;
    /** Whether nothing leaves it any more; what comes in is still read. */
    rests: boolean;
  }[];
  /** What is not handed over by this: it ends by itself, or is given on where it stands. */
  stays: {
    /** Name of the list, or what these e-mails wait for. */
    what: string;
    /** How many of them there are. */
    rows: number;
  }[];
};

export type HandOverActionBody = {
  /** Number of the user it concerns; without one, the caller. */
  user_id: number | string;
};

export type HandOverUserBody = {
  /** Number of the colleague who gets every kind that `to` does not name. */
  to_user_id?: number | string | null | undefined;
  /** Colleagues for single kinds; null for a kind leaves it where it is. */
  to?: {
    /** Number of the colleague who owns the people from then on. */
    people?: number | string | null | undefined;
    /** Number of the colleague who owns the accounts from then on. */
    accounts?: number | string | null | undefined;
    /** Number of the colleague who owns the cadences from then on, archived ones too. */
    cadences?: number | string | null | undefined;
    /** Number of the colleague in whose name people go on through their cadences, and whose touches these are. */
    memberships?: number | string | null | undefined;
    /** Number of the colleague who has the open tasks. */
    tasks?: number | string | null | undefined;
    /** Number of the colleague to whom the conversations are assigned. */
    threads?: number | string | null | undefined;
  } | null | undefined;
  /** Whether the mailboxes of who leaves are paused; as a rule they are when memberships are handed over. */
  rest_mailboxes?: boolean | string | number | null | undefined;
  /** Counts and answers, and changes nothing; a colleague need not be named. */
  dry_run?: boolean | string | number | null | undefined;
};

export type HolidayCalendar = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** What the calendar is called. */
  name: string;
  /** Country whose holidays it holds, ISO 3166 alpha-2. */
  country: string | null;
  /** Part of the country, ISO 3166-2. */
  region: string | null;
  /** Whose days off they are: everybody, users who work in the country, or people who live there. */
  applies_to: 'all' | 'user_country' | 'person_country';
  /** Days off beside the holidays of the country. */
  extra_days: {
    /** Day off, YYYY-MM-DD. */
    date: string;
    /** What the day is called. */
    name: string;
  }[];
  /** Holidays on which one works all the same. */
  working_days: string[];
};

export type HolidayCalendarCreate = {
  /** Country whose holidays it holds, ISO 3166 alpha-2. */
  country?: string | number | null | undefined;
  /** Part of the country, ISO 3166-2. */
  region?: string | number | null | undefined;
  /** Whose days off they are: everybody, users who work in the country, or people who live there. */
  applies_to?: 'all' | 'user_country' | 'person_country' | null | undefined;
  /** Days off beside the holidays of the country. */
  extra_days?: {
    /** Day off, YYYY-MM-DD. */
    date: string;
    /** What the day is called. */
    name: string | number;
  }[] | null | undefined;
  /** Holidays on which one works all the same. */
  working_days?: string[] | null | undefined;
  /** What the calendar is called. */
  name: string | number;
};

export type HolidayCalendarDays = {
  /** Day off, YYYY-MM-DD. */
  date: string;
  /** What the day is called. */
  name: string;
}[];

export type HolidayCalendarUpdate = {
  /** Country whose holidays it holds, ISO 3166 alpha-2. */
  country?: string | number | null | undefined;
  /** Part of the country, ISO 3166-2. */
  region?: string | number | null | undefined;
  /** Whose days off they are: everybody, users who work in the country, or people who live there. */
  applies_to?: 'all' | 'user_country' | 'person_country' | null | undefined;
  /** Days off beside the holidays of the country. */
  extra_days?: {
    /** Day off, YYYY-MM-DD. */
    date: string;
    /** What the day is called. */
    name: string | number;
  }[] | null | undefined;
  /** Holidays on which one works all the same. */
  working_days?: string[] | null | undefined;
  /** What the calendar is called. */
  name?: string | number | null | undefined;
};

export type HolidayCalendarsParams = {
  readonly ids?: number | readonly number[];
  readonly country?: string | number | readonly (string | number)[];
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'created_at' | 'updated_at' | 'name'>;

export type Import = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What the import is called in lists. */
  name: string | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** People of it that are still there. */
  current_people_count: number | null;
  /** People that it brought. */
  imported_people_count: number | null;
  /** Lines that were not taken, with the reason of each. */
  errors_list: Record<string, unknown>[];
  /** Number of the user it concerns; without one, the caller. */
  user_id: number | null;
  /** Where its people came from. */
  import_type: 'csv' | 'data' | 'manual' | 'public_api' | 'salesforce' | 'hubspot' | null;
};

export type ImportCancelled = {
  /** The import whose run ended. */
  id: number;
};

export type ImportCreate = {
  /** What the import is called in lists. */
  name?: string | number | null | undefined;
  /** Number of the user it concerns; without one, the caller. */
  user_id?: number | string | null | undefined;
  /** SHA-256 of a file that came before. A multipart or CSV body brings its own: the file itself is sent, and this is filled in; an addition. */
  content_sha256?: string | number | null | undefined;
};

export type ImportDryRunBody = {
  /** Which column goes to which field; left out, as the sheet suggests. */
  mapping?: {
    /** Counted from 1. */
    column: number | string;
    /** One of the fields that the sheet lists, or a custom field. */
    field: string | number;
  }[] | null | undefined;
  /** What becomes of rows whose person is there already: skip (left out), fill (what is empty), overwrite (all that the row says), create (refused, unless the team allows one address twice). Default skip. */
  duplicates?: 'skip' | 'fill' | 'overwrite' | 'create' | null | undefined;
  /** Added to everybody who is made or changed. */
  tags?: (string | number)[] | string | null | undefined;
  /** Stage of those whose row names none. */
  person_stage_id?: number | string | null | undefined;
  /** Who looks after those whose row names nobody; left out, the caller. */
  owner_id?: number | string | null | undefined;
  /** Cadence that everybody is put on who may be. */
  cadence_id?: number | string | null | undefined;
  /** Read in another encoding than the sheet says; wanted where that is not certain. */
  encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'windows-1250' | 'windows-1251' | 'windows-1253' | 'windows-1254' | 'windows-1255' | 'windows-1256' | 'windows-1257' | 'macintosh' | 'shift_jis' | 'gb18030' | 'big5' | 'euc-kr' | null | undefined;
  /** Another sign between cells than the sheet says. */
  separator?: ',' | ';' | '	' | '|' | null | undefined;
  /** Another count of rows at the top than the sheet says. */
  header_rows?: number | string | null | undefined;
};

export type ImportProgress = {
  /** The last one that changed something; null: there was none. */
  run: {
    /** Number that the record is called by; never given twice. */
    id: number;
    /** running until all rows are done; failed: given up, with the problem. */
    state: 'running' | 'done' | 'failed' | 'cancelled';
    /** Rows that are done, whatever became of them. */
    rows: number;
    /** People who are new, or accounts of a sheet of accounts. */
    created: number;
    /** Those who were there and were changed. */
    updated: number;
    /** Rows left out: who is there already, or nothing new was said. */
    skipped: number;
    /** Rows with something wrong, each told with its line. */
    refused: number;
    /** Columns of the sheet that are not read: those behind the thousandth. */
    columns_left_out: number;
    /** When somebody asked for it. */
    started_at: string;
    /** When its last row was done, or it was given up or cancelled; null: not yet. */
    finished_at: string | null;
    /** Why it was given up, in one sentence. */
    problem: string | null;
  } | null;
  /** The last one that only told; null: there was none. */
  dry_run: {
    /** Number that the record is called by; never given twice. */
    id: number;
    /** running until all rows are done; failed: given up, with the problem. */
    state: 'running' | 'done' | 'failed' | 'cancelled';
    /** Rows that are done, whatever became of them. */
    rows: number;
    /** People who are new, or accounts of a sheet of accounts. */
    created: number;
    /** Those who were there and were changed. */
    updated: number;
    /** Rows left out: who is there already, or nothing new was said. */
    skipped: number;
    /** Rows with something wrong, each told with its line. */
    refused: number;
    /** Columns of the sheet that are not read: those behind the thousandth. */
    columns_left_out: number;
    /** When somebody asked for it. */
    started_at: string;
    /** When its last row was done, or it was given up or cancelled; null: not yet. */
    finished_at: string | null;
    /** Why it was given up, in one sentence. */
    problem: string | null;
  } | null;
};

export type ImportReasons = {
  outcome: 'created' | 'updated' | 'skipped' | 'refused';
  /** Why, in a sentence for people. */
  reason: string;
  rows: number;
  line: number;
}[];

export type ImportRun = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** running until all rows are done; failed: given up, with the problem. */
  state: 'running' | 'done' | 'failed' | 'cancelled';
  /** Rows that are done, whatever became of them. */
  rows: number;
  /** People who are new, or accounts of a sheet of accounts. */
  created: number;
  /** Those who were there and were changed. */
  updated: number;
  /** Rows left out: who is there already, or nothing new was said. */
  skipped: number;
  /** Rows with something wrong, each told with its line. */
  refused: number;
  /** Columns of the sheet that are not read: those behind the thousandth. */
  columns_left_out: number;
  /** When somebody asked for it. */
  started_at: string;
  /** When its last row was done, or it was given up or cancelled; null: not yet. */
  finished_at: string | null;
  /** Why it was given up, in one sentence. */
  problem: string | null;
};

export type ImportSheet = {
  /** What the file was called where it came from. */
  file_name: string;
  /** How large the file is. */
  bytes: number;
  /** In which encoding its text is read: by its mark, else by all of its bytes. */
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'windows-1250' | 'windows-1251' | 'windows-1253' | 'windows-1254' | 'windows-1255' | 'windows-1256' | 'windows-1257' | 'macintosh' | 'shift_jis' | 'gb18030' | 'big5' | 'euc-kr';
  /** Whether the file itself says so; false: its letters look like those of another one, and a run wants to be told which. */
  encoding_certain: boolean;
  /** The sign between two cells. */
  separator: string;
  /** Rows at the top that are no people: titles, and the names of columns. */
  header_rows: number;
  /** Whose export it is, by the names of its columns; null: nobody known. */
  preset: 'hubspot' | 'salesforce' | 'outreach' | null;
  /** What stands in each column, from the left. */
  columns: {
    /** Its place, counted from 1. */
    column: number;
    /** What people call it; shown in lists. */
    name: string;
    /** The first different texts that stand in it. */
    samples: string[];
    /** The field that it seems to be meant for; null: none is certain, it is not read. */
    field: string | null;
  }[];
  /** How many stand behind the thousandth, which is the last that is read. */
  columns_left_out: number;
  /** Fields that a column may go to; beside them custom_fields.NAME and account.custom_fields.NAME. */
  fields: string[];
};

export type ImportStartBody = {
  /** Which column goes to which field; left out, as the sheet suggests. */
  mapping?: {
    /** Counted from 1. */
    column: number | string;
    /** One of the fields that the sheet lists, or a custom field. */
    field: string | number;
  }[] | null | undefined;
  /** What becomes of rows whose person is there already: skip (left out), fill (what is empty), overwrite (all that the row says), create (refused, unless the team allows one address twice). Default skip. */
  duplicates?: 'skip' | 'fill' | 'overwrite' | 'create' | null | undefined;
  /** Added to everybody who is made or changed. */
  tags?: (string | number)[] | string | null | undefined;
  /** Stage of those whose row names none. */
  person_stage_id?: number | string | null | undefined;
  /** Who looks after those whose row names nobody; left out, the caller. */
  owner_id?: number | string | null | undefined;
  /** Cadence that everybody is put on who may be. */
  cadence_id?: number | string | null | undefined;
  /** Read in another encoding than the sheet says; wanted where that is not certain. */
  encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'windows-1250' | 'windows-1251' | 'windows-1253' | 'windows-1254' | 'windows-1255' | 'windows-1256' | 'windows-1257' | 'macintosh' | 'shift_jis' | 'gb18030' | 'big5' | 'euc-kr' | null | undefined;
  /** Another sign between cells than the sheet says. */
  separator?: ',' | ';' | '	' | '|' | null | undefined;
  /** Another count of rows at the top than the sheet says. */
  header_rows?: number | string | null | undefined;
};

export type ImportUpdate = {
  /** What the import is called in lists. */
  name?: string | number | null | undefined;
  /** Number of the user it concerns; without one, the caller. */
  user_id?: number | string | null | undefined;
};

export type ImportsParams = {
  readonly ids?: number | readonly number[];
  readonly user_ids?: number | readonly number[];
  readonly import_type?: 'csv' | 'data' | 'manual' | 'public_api' | 'salesforce' | 'hubspot';
  readonly name?: string | number;
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type Invitations = {
  /** Number of the user. */
  id: number;
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Address that mail reaches. */
  email: string;
  /** What people call it; shown in lists. */
  name: string | null;
  /** What the user may do once in. */
  role: {
    /** Admin, User, or the uuid of a role of the team. */
    id: string;
  };
  /** When the user was first invited. */
  created_at: string;
  /** Until when the last link lets them in; null: send another. */
  link_expires_at: string | null;
}[];

export type InviteBody = {
  /** Where the link goes, and what the user signs in with. */
  email: string | number;
  /** Given name. */
  first_name?: string | number | null | undefined;
  /** Family name. */
  last_name?: string | number | null | undefined;
  /** Admin, User, or the uuid of a role of the team. Absent: User. */
  role_id?: string | number | null | undefined;
  /** Part of the team that the user belongs to. */
  group_id?: number | string | null | undefined;
  /** IANA zone of the user; absent: that of the caller. */
  time_zone?: string | number | null | undefined;
};

export type JobDataCreationResult = {
  records: number | null;
};

export type JobDataParams = {
  readonly id?: { readonly gt: number | string };
  readonly status?: 'pending' | 'success' | 'error' | 'retrying' | 'cancelled' | readonly ('pending' | 'success' | 'error' | 'retrying' | 'cancelled')[];
} & Paging<never>;

export type JobDataRow = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Whose row it is. */
  bulk_job: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** When it was given, in UTC. */
  created_at: string;
  /** When its turn came, in UTC. */
  started_at: string | null;
  /** When it was carried out or refused, in UTC. */
  finished_at: string | null;
  /** Where it stands in its course. */
  status: 'pending' | 'success' | 'error' | 'retrying' | 'cancelled' | null;
  record: Record<string, unknown> | null;
  resource: Record<string, unknown> | null;
  /** What went wrong, in a sentence. */
  error: string | null;
};

export type LedgerChange = {
  /** The moment it happened or is expected. */
  at: string;
  /** State it came into. */
  state: string;
  /** Why, in a sentence for people. */
  reason: string;
  /** The rule that decided, as a word that programs may compare. */
  rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written' | null;
  /** Ids, moments, numbers and words from which the sentence is made; no texts of people. */
  facts: {
    /** The rule that the facts belong to. */
    rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
  }[] | null;
  /** What the mail server said then. */
  smtp_reply: string | null;
};

export type LedgerEntry = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Where it stands; uncertain means that it may have left. */
  state: 'planned' | 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'cancelled' | 'skipped';
  /** Why it is in this state, in a sentence. */
  reason: string;
  /** The rule that decided, as a word that programs may compare. */
  rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written' | null;
  /** Ids, moments, numbers and words from which the sentence is made; no texts of people. */
  facts: {
    /** The rule that the facts belong to. */
    rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
  }[] | null;
  /** Since when it is in this state. */
  state_changed_at: string;
  /** Rule that chose moment and mailbox. */
  decided_by: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written' | null;
  /** Its sentence; stays, whatever becomes of the e-mail. */
  decided_because: string | null;
  /** What that sentence is made of. */
  decided_facts: {
    /** The rule that the facts belong to. */
    rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
  }[] | null;
  /** Not before this moment. */
  send_after: string;
  /** When a mail server took it; null before. */
  sent_at: string | null;
  /** How often a mail server was asked to take it. */
  attempts: number;
  /** Message-ID that was fixed before the first attempt (RFC 5322). */
  message_id: string;
  /** Message-ID that the mail server wrote instead; null when it is not known to have. */
  wire_message_id: string | null;
  /** What the mail server said last, in its own words. */
  smtp_reply: string | null;
  /** Address it comes from. */
  from_address: string;
  /** Address it goes to. */
  to_address: string;
  /** Recipients that fared otherwise than the first. */
  recipients: {
    /** Who it is, by e-mail address. */
    address: string;
    /** to, cc or bcc. */
    role: 'to' | 'cc' | 'bcc';
    /** Where the copy of this recipient stands. */
    state: 'accepted' | 'waiting' | 'sending' | 'refused' | 'uncertain';
    /** What the mail server said of this one. */
    smtp_reply: string | null;
    /** How often the mail server was asked to take it for this one. */
    attempts: number;
    /** Not before this moment. */
    send_after: string | null;
  }[];
  /** Subject line. */
  subject: string | null;
  /** Every state it has had, oldest first. */
  history: {
    /** The moment it happened or is expected. */
    at: string;
    /** State it came into. */
    state: string;
    /** Why, in a sentence for people. */
    reason: string;
    /** The rule that decided, as a word that programs may compare. */
    rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written' | null;
    /** Ids, moments, numbers and words from which the sentence is made; no texts of people. */
    facts: {
      /** The rule that the facts belong to. */
      rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
    }[] | null;
    /** What the mail server said then. */
    smtp_reply: string | null;
  }[];
  mailbox: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The person it is about. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  step: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The action that it was written for. */
  action: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type LiveFeedItem = {
  /** Whether a screen should call for attention at once, and until when. */
  alert_metadata: {
    /** Whether it should; always false here. */
    should_alert: boolean;
    /** Moment after which it need not any more. */
    should_alert_until: string | null;
  } | null;
  /** When that took place which the item tells of. */
  event_occurred_at: string | null;
  /** What kind of thing it tells of: third_party where a program said it. */
  event_type: string | null;
  /** Number that the record is called by; never given twice. */
  id: number;
  /** The sentence, in HTML that has links and nothing else. */
  message: string | null;
  /** Numbers of the records it is about. */
  metadata: {
    /** Whom it is about, by number. */
    person_id: number;
  } | null;
  /** Page of the app that shows more. */
  path: string | null;
  /** What items that belong together have in common; empty: it stands alone. */
  rollup_key: string | null;
  /** Name of the person it is about. */
  title: string | null;
  /** Whose feed it stands in. */
  user_guid: string | null;
};

export type LiveFeedItems = {
  /** Whether a screen should call for attention at once, and until when. */
  alert_metadata: {
    /** Whether it should; always false here. */
    should_alert: boolean;
    /** Moment after which it need not any more. */
    should_alert_until: string | null;
  } | null;
  /** When that took place which the item tells of. */
  event_occurred_at: string | null;
  /** What kind of thing it tells of: third_party where a program said it. */
  event_type: string | null;
  /** Number that the record is called by; never given twice. */
  id: number;
  /** The sentence, in HTML that has links and nothing else. */
  message: string | null;
  /** Numbers of the records it is about. */
  metadata: {
    /** Whom it is about, by number. */
    person_id: number;
  } | null;
  /** Page of the app that shows more. */
  path: string | null;
  /** What items that belong together have in common; empty: it stands alone. */
  rollup_key: string | null;
  /** Name of the person it is about. */
  title: string | null;
  /** Whose feed it stands in. */
  user_guid: string | null;
}[];

export type LiveFeedItemsParams = {
  readonly ids?: number | readonly number[];
  readonly user_guid?: string | readonly string[];
} & Paging<'event_occurred_at'>;

export type LiveWebsiteTrackingParameter = {
  /** To be put into the address of the page. */
  parameters: {
    /** Name of the parameter in the address. */
    name: string;
    /** Its value: says who it is, signed. */
    value: string;
  }[];
};

export type LiveWebsiteTrackingParametersBody = {
  /** Number of the person it is about. */
  person_id: number | string;
};

export type LongCommand = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What is being done. */
  kind: 'account_name' | 'account_rank' | 'account_rank_gone' | 'delete_import_people' | 'detach_people' | 'end_memberships' | 'hand_over_people' | 'hand_over_accounts' | 'hand_over_cadences' | 'hand_over_memberships' | 'hand_over_tasks' | 'hand_over_threads' | 'move_tag' | 'move_values' | 'person_stage_gone' | 'person_stage_name' | 'stop_contacting' | 'wake_actions';
  /** What it is done to. */
  record: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Rows there are in all. */
  total: number | null;
  /** Rows that are done. */
  done: number;
  /** When the command was given. */
  started_at: string;
  /** Who gave the command. */
  user: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** When it was given up after many tries. */
  failed_at: string | null;
  /** Why it was given up, in a sentence. */
  problem: string | null;
  /** When somebody ended it. */
  cancelled_at: string | null;
  /** Whether its rest may stay as it is. */
  cancellable: boolean;
};

export type LongCommands = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What is being done. */
  kind: 'account_name' | 'account_rank' | 'account_rank_gone' | 'delete_import_people' | 'detach_people' | 'end_memberships' | 'hand_over_people' | 'hand_over_accounts' | 'hand_over_cadences' | 'hand_over_memberships' | 'hand_over_tasks' | 'hand_over_threads' | 'move_tag' | 'move_values' | 'person_stage_gone' | 'person_stage_name' | 'stop_contacting' | 'wake_actions';
  /** What it is done to. */
  record: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Rows there are in all. */
  total: number | null;
  /** Rows that are done. */
  done: number;
  /** When the command was given. */
  started_at: string;
  /** Who gave the command. */
  user: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** When it was given up after many tries. */
  failed_at: string | null;
  /** Why it was given up, in a sentence. */
  problem: string | null;
  /** When somebody ended it. */
  cancelled_at: string | null;
  /** Whether its rest may stay as it is. */
  cancellable: boolean;
}[];

export type Mailbox = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** How it is connected: servers named by hand, or the account of a provider. */
  kind: 'smtp' | 'google' | 'microsoft' | 'default';
  /** Address that mail is sent from. */
  email_address: string;
  /** Name that stands before the address. */
  from_name: string | null;
  /** Other addresses of the same mailbox: mail from them is its own. */
  aliases: string[];
  /** HTML that stands below its e-mails. */
  signature: string | null;
  /** Name to sign in with at its servers. */
  username: string | null;
  /** Server that takes its mail. */
  smtp_host: string | null;
  /** Port of that server. */
  smtp_port: number | null;
  /** tls from the first byte, starttls, or none. */
  smtp_security: 'tls' | 'starttls' | 'none' | null;
  /** Server that its mail is read from. */
  imap_host: string | null;
  /** Port of that server. */
  imap_port: number | null;
  /** tls from the first byte, starttls, or none. */
  imap_security: 'tls' | 'starttls' | 'none' | null;
  /** Whether a password or consent is stored. */
  has_credentials: boolean;
  /** E-mails a day, at most. */
  daily_limit: number | null;
  /** E-mails an hour, at most. */
  hourly_limit: number | null;
  /** Seconds between two e-mails, at least. */
  spacing_seconds: number;
  /** Seconds that are added to that by chance, at most. */
  spacing_jitter_seconds: number;
  /** First day of warming up. */
  ramp_started_on: string | null;
  /** E-mails of the first day, while a new mailbox is warmed up. */
  ramp_start: number | null;
  /** E-mails that each further day may bring more. */
  ramp_step: number | null;
  /** Share of its user's e-mails, against the user's other mailboxes. */
  rotation_weight: number;
  /** Since when nothing leaves by it. */
  paused_at: string | null;
  /** Domain that signs (RFC 6376). */
  dkim_domain: string | null;
  /** Selector of the key that signs (RFC 6376). */
  dkim_selector: string | null;
  /** Domain that its tracked links lead over. */
  tracking_domain: string | null;
  /** Whether answers are read from it. */
  receives: boolean;
  /** Folders that answers are read from. */
  folders: string[] | null;
  /** Whether it works: not tried yet, ok, failing for a while, or blocked until somebody mends it. */
  health: 'unknown' | 'ok' | 'failing' | 'blocked';
  /** What is wrong, in a sentence. */
  health_reason: string | null;
  /** What is wrong, as a word that programs may compare. */
  health_rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written' | null;
  /** What that sentence is made of. */
  health_facts: {
    /** The rule that the facts belong to. */
    rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
  }[] | null;
  /** Since when its health is what it is. */
  health_changed_at: string | null;
  /** When its servers were last tried. */
  checked_at: string | null;
  /** When it is tried again. */
  retry_at: string | null;
  /** When a mail server last took an e-mail of it. */
  last_sent_at: string | null;
  /** When it was last read. */
  received_at: string | null;
  /** Why it cannot be read. */
  receive_error: string | null;
  /** When it is read again. */
  receive_retry_at: string | null;
  /** Messages that could not be read. */
  unreadable_messages: number;
  /** What DNS said of its domain when it was last asked. */
  domain_check: {
    /** Domain of the address. */
    domain: string;
    /** When DNS was asked. */
    checked_at: string;
    /** Who may send for the domain (RFC 7208). */
    spf: {
      /** What is to be thought of it: ok, a warning, missing, wrong, or unknown when DNS did not answer. */
      status: 'ok' | 'warning' | 'missing' | 'wrong' | 'unknown';
      /** What that means and what to do, in sentences. */
      explanation: string;
      /** What stands in DNS. */
      record: string | null;
    };
    /** The key that messages are signed with (RFC 6376). */
    dkim: {
      /** What is to be thought of it: ok, a warning, missing, wrong, or unknown when DNS did not answer. */
      status: 'ok' | 'warning' | 'missing' | 'wrong' | 'unknown';
      /** What that means and what to do, in sentences. */
      explanation: string;
      /** What stands in DNS. */
      record: string | null;
    };
    /** What receivers do with mail that is not from there (RFC 7489). */
    dmarc: {
      /** What is to be thought of it: ok, a warning, missing, wrong, or unknown when DNS did not answer. */
      status: 'ok' | 'warning' | 'missing' | 'wrong' | 'unknown';
      /** What that means and what to do, in sentences. */
      explanation: string;
      /** What stands in DNS. */
      record: string | null;
    };
    /** Servers that take mail for the domain. */
    mx: {
      /** What is to be thought of it: ok, a warning, missing, wrong, or unknown when DNS did not answer. */
      status: 'ok' | 'warning' | 'missing' | 'wrong' | 'unknown';
      /** What that means and what to do, in sentences. */
      explanation: string;
      /** What stands in DNS. */
      record: string | null;
    };
  } | null;
  /** What speaks against sending from it, in sentences. */
  warnings: string[];
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type MailboxAuthorization = {
  /** Address to open in a browser. */
  authorization_url: string;
};

export type MailboxAuthorizationsBody = {
  /** google or microsoft. */
  provider: 'google' | 'microsoft';
  /** Account to ask for consent with. */
  email_address?: string | number | null | undefined;
};

export type MailboxCreate = {
  /** Name that stands before the address. */
  from_name?: string | number | null | undefined;
  /** Other addresses of the same mailbox: mail from them is its own. */
  aliases?: (string | number)[] | string | null | undefined;
  /** HTML that stands below its e-mails. */
  signature?: string | number | null | undefined;
  /** Name to sign in with at its servers. */
  username?: string | number | null | undefined;
  /** Password for its servers; kept encrypted, never shown again. */
  password?: string | number | null | undefined;
  /** Server that takes its mail. */
  smtp_host?: string | number | null | undefined;
  /** Port of that server. */
  smtp_port?: number | string | null | undefined;
  /** tls from the first byte, starttls, or none. */
  smtp_security?: 'tls' | 'starttls' | 'none' | null | undefined;
  /** Server that its mail is read from. */
  imap_host?: string | number | null | undefined;
  /** Port of that server. */
  imap_port?: number | string | null | undefined;
  /** tls from the first byte, starttls, or none. */
  imap_security?: 'tls' | 'starttls' | 'none' | null | undefined;
  /** E-mails a day, at most. */
  daily_limit?: number | string | null | undefined;
  /** E-mails an hour, at most. */
  hourly_limit?: number | string | null | undefined;
  /** Seconds between two e-mails, at least. */
  spacing_seconds?: number | string | null | undefined;
  /** Seconds that are added to that by chance, at most. */
  spacing_jitter_seconds?: number | string | null | undefined;
  /** First day of warming up. */
  ramp_started_on?: string | null | undefined;
  /** E-mails of the first day, while a new mailbox is warmed up. */
  ramp_start?: number | string | null | undefined;
  /** E-mails that each further day may bring more. */
  ramp_step?: number | string | null | undefined;
  /** Share of its user's e-mails, against the user's other mailboxes. */
  rotation_weight?: number | string | null | undefined;
  /** true: nothing leaves by it until that is taken back. */
  paused?: boolean | string | number | null | undefined;
  /** Domain that signs (RFC 6376). */
  dkim_domain?: string | number | null | undefined;
  /** Selector of the key that signs (RFC 6376). */
  dkim_selector?: string | number | null | undefined;
  /** Key that signs, as PEM; never shown again. */
  dkim_private_key?: string | number | null | undefined;
  /** Domain that its tracked links lead over. */
  tracking_domain?: string | number | null | undefined;
  /** Whether answers are read from it. */
  receives?: boolean | string | number | null | undefined;
  /** Folders that answers are read from. */
  folders?: (string | number)[] | string | null | undefined;
  /** Address that mail is sent from. */
  email_address: string | number;
  /** Number of the user it concerns; without one, the caller. */
  user_id?: number | string | null | undefined;
  /** Provider whose servers are filled in, of /v2/mailbox_presets. */
  preset?: string | number | null | undefined;
};

export type MailboxDomainCheckBody = {};

export type MailboxPreset = {
  /** Word to give as preset. */
  id: string;
  /** Name of the provider. */
  name: string;
  /** Server that takes its mail. */
  smtp_host: string;
  /** Port of that server. */
  smtp_port: number;
  /** tls from the first byte, starttls, or none. */
  smtp_security: 'tls' | 'starttls' | 'none';
  /** Server that its mail is read from. */
  imap_host: string;
  /** Port of that server. */
  imap_port: number;
  /** tls from the first byte, starttls, or none. */
  imap_security: 'tls' | 'starttls' | 'none';
  /** Which consent page connects it instead of a password; null: none. */
  oauth: 'google' | 'microsoft' | null;
  /** What an account of this provider needs. */
  note: string;
  /** What a client at the provider is registered with, and whether this server was told of one; null: no consent page. */
  authorization: {
    /** Address of this server that the provider sends the browser back to. */
    redirect_uri: string;
    /** What is asked of the owner of a mailbox, with blanks between. */
    scopes: string;
    /** Whether the operator named a client; without one nobody can be sent there. */
    set_up: boolean;
    /** Environment variable that names the client. */
    setting: string;
  } | null;
}[];

export type MailboxTest = {
  /** Whether everything worked. */
  ok: boolean;
  /** How signing in to send went. */
  smtp: {
    /** Whether signing in to send worked. */
    ok: boolean;
    /** What went wrong and what to do, in a sentence. */
    explanation: string;
    /** Which server was asked. */
    server: string | null;
    /** What it answered, in its own words; to admins only. */
    server_said: string | null;
    /** How far it came: finding, reaching, TLS, signing in, or what the server allows. */
    failed_at: 'dns' | 'connection' | 'tls' | 'authentication' | 'policy' | 'protocol' | null;
  } | null;
  /** How signing in to read went. */
  imap: {
    /** Whether signing in to read worked. */
    ok: boolean;
    /** What went wrong and what to do, in a sentence. */
    explanation: string;
    /** Which server was asked. */
    server: string | null;
    /** What it answered, in its own words; to admins only. */
    server_said: string | null;
    /** How far it came: finding, reaching, TLS, signing in, or what the server allows. */
    failed_at: 'dns' | 'connection' | 'tls' | 'authentication' | 'policy' | 'protocol' | null;
  } | null;
};

export type MailboxTestBody = {
  /** Name to sign in with at its servers. */
  username?: string | number | null | undefined;
  /** Password for its servers; kept encrypted, never shown again. */
  password?: string | number | null | undefined;
  /** Server that takes its mail. */
  smtp_host?: string | number | null | undefined;
  /** Port of that server. */
  smtp_port?: number | string | null | undefined;
  /** tls from the first byte, starttls, or none. */
  smtp_security?: 'tls' | 'starttls' | 'none' | null | undefined;
  /** Server that its mail is read from. */
  imap_host?: string | number | null | undefined;
  /** Port of that server. */
  imap_port?: number | string | null | undefined;
  /** tls from the first byte, starttls, or none. */
  imap_security?: 'tls' | 'starttls' | 'none' | null | undefined;
};

export type MailboxUpdate = {
  /** Name that stands before the address. */
  from_name?: string | number | null | undefined;
  /** Other addresses of the same mailbox: mail from them is its own. */
  aliases?: (string | number)[] | string | null | undefined;
  /** HTML that stands below its e-mails. */
  signature?: string | number | null | undefined;
  /** Name to sign in with at its servers. */
  username?: string | number | null | undefined;
  /** Password for its servers; kept encrypted, never shown again. */
  password?: string | number | null | undefined;
  /** Server that takes its mail. */
  smtp_host?: string | number | null | undefined;
  /** Port of that server. */
  smtp_port?: number | string | null | undefined;
  /** tls from the first byte, starttls, or none. */
  smtp_security?: 'tls' | 'starttls' | 'none' | null | undefined;
  /** Server that its mail is read from. */
  imap_host?: string | number | null | undefined;
  /** Port of that server. */
  imap_port?: number | string | null | undefined;
  /** tls from the first byte, starttls, or none. */
  imap_security?: 'tls' | 'starttls' | 'none' | null | undefined;
  /** E-mails a day, at most. */
  daily_limit?: number | string | null | undefined;
  /** E-mails an hour, at most. */
  hourly_limit?: number | string | null | undefined;
  /** Seconds between two e-mails, at least. */
  spacing_seconds?: number | string | null | undefined;
  /** Seconds that are added to that by chance, at most. */
  spacing_jitter_seconds?: number | string | null | undefined;
  /** First day of warming up. */
  ramp_started_on?: string | null | undefined;
  /** E-mails of the first day, while a new mailbox is warmed up. */
  ramp_start?: number | string | null | undefined;
  /** E-mails that each further day may bring more. */
  ramp_step?: number | string | null | undefined;
  /** Share of its user's e-mails, against the user's other mailboxes. */
  rotation_weight?: number | string | null | undefined;
  /** true: nothing leaves by it until that is taken back. */
  paused?: boolean | string | number | null | undefined;
  /** Domain that signs (RFC 6376). */
  dkim_domain?: string | number | null | undefined;
  /** Selector of the key that signs (RFC 6376). */
  dkim_selector?: string | number | null | undefined;
  /** Key that signs, as PEM; never shown again. */
  dkim_private_key?: string | number | null | undefined;
  /** Domain that its tracked links lead over. */
  tracking_domain?: string | number | null | undefined;
  /** Whether answers are read from it. */
  receives?: boolean | string | number | null | undefined;
  /** Folders that answers are read from. */
  folders?: (string | number)[] | string | null | undefined;
};

export type MailboxUse = {
  /** Today, where the user of the mailbox is. */
  day: string;
  /** E-mails sent, queued, in doubt, and places given away, of that day. */
  used: number;
  /** How many may leave that day: the smaller of its own and of what the team allows each user; null: any number. */
  limit: number | null;
  /** Whether it is new and warmed up, so that more may leave tomorrow. */
  ramping: boolean;
  /** When another e-mail could leave; null: not until somebody does something. */
  next_free_at: string | null;
  /** What keeps another from leaving now; null: nothing does. */
  because: {
    /** The rule, by its name. */
    rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
    /** Its sentence, for a person to read. */
    says: string;
    /** What the sentence is made of. */
    facts: {
      /** The rule that the facts belong to. */
      rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
    }[] | null;
  } | null;
  /** E-mails in its queue, and places given away in it, of any day. */
  waiting: number;
  /** E-mails that left it within thirty days. */
  sent_30_days: number;
  /** How many of these came back. */
  bounced_30_days: number;
  /** How many of these came back for good. */
  hard_bounces_30_days: number;
};

export type MailboxesParams = {
  readonly ids?: number | readonly number[];
  readonly user_id?: number | readonly number[];
  readonly email_address?: string | number | readonly (string | number)[];
  readonly health?: 'unknown' | 'ok' | 'failing' | 'blocked' | readonly ('unknown' | 'ok' | 'failing' | 'blocked')[];
  readonly updated_at?: Range;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type Meeting = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What it is about: the subject of the invitation. */
  title: string | null;
  /** When it begins, in UTC. Where only this moves, it lasts as long as before. */
  start_time: string | null;
  /** When it is over, in UTC; a day after the beginning at most. */
  end_time: string | null;
  /** Calendar it stands in; null: no calendar is connected here. */
  calendar_id: string | null;
  /** Whose calendar that is; null here. */
  calendar_type: string | null;
  /** Number that a program has for this kind of meeting. */
  meeting_type_id: number | null;
  /** Kind of meeting, in a word of the program that entered it. */
  meeting_type: string | null;
  /** Name of the person, as it was when it was entered. */
  recipient_name: string | null;
  /** Address that the invitation went to. */
  recipient_email: string | null;
  /** Where it takes place: a room, an address, a link. */
  location: string | null;
  /** What else those invited should know; no template. */
  description: string | null;
  /** What a calendar program calls its entry of it. */
  event_id: string | null;
  /** Number of the account it is with; that of the person where none is named. */
  account_id: number | null;
  /** Number of the task that it came of, one of the same person. */
  task_id: number | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Addresses of who is invited beside the person, 20 at most; the e-mail goes to them in copy. */
  guests: string[];
  /** The organizer and everybody invited, with what they answered. */
  attendees: {
    /** What they are called, where that is known. */
    name: string | null;
    /** Address that the invitation has of them. */
    email: string | null;
    /** What they answered to the time there is now. */
    status: 'needs_action' | 'accepted' | 'tentative' | 'declined' | null;
    /** Whether it is who invites. */
    organizer: boolean;
    /** When they were taken off it; null: whoever is no longer invited is not here. */
    deleted_at: string | null;
    /** Whether they have answered. */
    status_changed: boolean;
    /** The person, where it is the one that the meeting is with. */
    person: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** internal: of the team; external: anybody else. */
    affiliation: string | null;
  }[];
  /** Whom the meeting is with. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** What it is put down to: the cadence of the last touch within 30 days before it was entered. */
  cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The step of that touch. */
  step: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whose meeting it is. */
  owned_by_user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
  /** Who entered it. */
  booked_by_user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
  /** Records of a CRM; null: none is connected. */
  crm_references: Record<string, unknown> | null;
  /** Values for a CRM; null: none is connected. */
  crm: Record<string, unknown> | null;
  /** external: a calendar program has an entry of it; internal: it has none. */
  event_source: 'external' | 'internal' | null;
  /** When it was called off. */
  canceled_at: string | null;
  /** Whether it takes whole days; always false here. */
  all_day: boolean;
  /** Whether the person did not come. */
  no_show: boolean;
  /** Values for fields of a CRM; null: none is connected. */
  crm_custom_fields: Record<string, unknown> | null;
  /** Setting of the original; always false here. */
  strict_attribution: boolean;
  /** What calendars call it: UID of RFC 5545. */
  i_cal_uid: string | null;
  /** pending: nobody has agreed yet; booked: the person accepted, or it was agreed elsewhere; failed: the person declined. */
  status: 'pending' | 'booked' | 'failed' | 'retry' | null;
  /** The same of its last move to another time; null: it never moved. */
  reschedule_status: 'pending' | 'booked' | 'failed' | 'retry' | null;
  /** Address that its owner invites from. */
  owned_by_meetings_settings: {
    /** The first mailbox of its owner, or the address they sign in with. */
    email_address: string | null;
  } | null;
  /** Address of who entered it. */
  booked_by_meetings_settings: {
    /** The first mailbox of who entered it, or the address they sign in with. */
    email_address: string | null;
  } | null;
  /** GUID for links that move it; no page uses it here. */
  reschedule_guid: string | null;
  /** Whether it is one of a series; always false here. */
  recurring: boolean;
  /** Rules of a series; always empty. */
  recurrence: string[];
  /** How often a series repeats; null here. */
  recurring_interval: string | null;
  /** End of a series; null here. */
  last_occurrence_at: string | null;
  /** Counter of the original; null here. */
  undo_completion_count: number | null;
  /** Whether it was booked, took place and the person came. */
  count_towards_meetings_attended_metric: boolean;
  /** Whether both sides ever agreed to it. */
  count_towards_meetings_booked_metric: boolean;
  /** Mark of the original; always false here. */
  created_on_demand: boolean;
  /** Notes of a meeting product of the original; null here. */
  notes: string | null;
  /** What the person answered to the time there is now. */
  answer: 'needs_action' | 'accepted' | 'tentative' | 'declined';
  /** When that answer came. */
  answered_at: string | null;
  /** When both sides had agreed for the first time. */
  booked_at: string | null;
  /** The e-mail that invited to it last, moved it or called it off. */
  invitation: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type MeetingCreate = {
  /** When it begins, in UTC. Where only this moves, it lasts as long as before. */
  start_time?: string | null | undefined;
  /** When it is over, in UTC; a day after the beginning at most. */
  end_time?: string | null | undefined;
  /** Minutes from the beginning, instead of end_time; 30 where neither is given. */
  duration?: number | string | null | undefined;
  /** Where it takes place: a room, an address, a link. */
  location?: string | number | null | undefined;
  /** What else those invited should know; no template. */
  description?: string | number | null | undefined;
  /** What it is about: the subject of the invitation. */
  title: string | number;
  /** Number of whom the meeting is with. */
  person_id: number | string;
  /** Number of the account it is with; that of the person where none is named. */
  account_id?: number | string | null | undefined;
  /** Addresses of who is invited beside the person, 20 at most; the e-mail goes to them in copy. */
  guests?: (string | number)[] | string | null | undefined;
  /** Number of the mailbox of that user that invites; without one, the first. */
  mailbox_id?: number | string | null | undefined;
  /** Number of the user whose meeting it is; a colleague only by an admin. */
  user_id?: number | string | null | undefined;
  /** Number of the task that it came of, one of the same person. */
  task_id?: number | string | null | undefined;
  /** Kind of meeting, in a word of the program that entered it. */
  meeting_type?: string | number | null | undefined;
  /** Number that a program has for this kind of meeting. */
  meeting_type_id?: number | string | null | undefined;
  /** false: it was agreed elsewhere, is booked at once, and nobody is written to. */
  send_invitation?: boolean | string | number | null | undefined;
  /** Message of the person that the invitation answers: it stands in the same conversation, and may go to who wants no marketing. */
  received_message_id?: number | string | null | undefined;
};

export type MeetingSetting = {
  /** Page on which anybody books; null: there is none here. */
  active_meeting_url: Record<string, unknown> | null;
  /** Whether colleagues enter meetings for this user; admins always may. */
  allow_booking_on_behalf: boolean;
  /** Whether calendar programs may offer times outside of the hours; kept for them, nothing here does. */
  allow_booking_overtime: boolean;
  /** Whether what stands in calendars leaves a time free. */
  allow_event_overlap: boolean;
  /** How many days ahead a free time may be, where that is limited. */
  availability_limit: number | null;
  /** Whether free times end earlier than 90 days ahead. */
  availability_limit_enabled: boolean;
  /** Minutes kept free before and after what stands in calendars. */
  buffer_time_duration: number | null;
  /** Whose calendar the user has; external: a program tells of it. */
  calendar_type: string | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** Minutes of a meeting where nobody says how long it is. */
  default_meeting_length: number | null;
  /** What a new meeting tells its guests unless it is told. */
  description: string | null;
  /** Address that invitations leave from. */
  email_address: string | null;
  /** Whether the program writes meetings into the calendar; kept for it. */
  enable_calendar_sync: boolean;
  /** Whether the program makes a link for each meeting; kept for it. */
  enable_dynamic_location: boolean;
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Where a new meeting is unless it is told. */
  location: string | null;
  /** Whether the program cannot reach the calendar. */
  primary_calendar_connection_failed: boolean;
  /** What the program calls the calendar. */
  primary_calendar_id: string | null;
  /** What the user calls it. */
  primary_calendar_name: string | null;
  /** Whether whoever is met may move a meeting by its link. */
  reschedule_meetings_enabled: boolean;
  /** Whether the minutes beside meetings are kept free. */
  schedule_buffer_enabled: boolean;
  /** Hours ahead that a free time is at least. */
  schedule_delay: number | null;
  /** Whether programs show colleagues what stands in the calendar; kept for them. */
  share_event_detail: boolean;
  /** Zone of the hours; that of the user where none is named. */
  time_zone: string | null;
  /** Hours by day of the week; days that are not named stay as they are. */
  times_available: {
    /** Hours in which the user can be met on that day of the week. */
    Sunday: {
      /** When they begin: HH:MM of a clock of the zone. */
      start_time: string;
      /** When they are over, on the same day; 24:00 is midnight. */
      end_time: string;
      /** Whether there are any. */
      enabled: boolean;
    };
    /** Hours in which the user can be met on that day of the week. */
    Monday: {
      /** When they begin: HH:MM of a clock of the zone. */
      start_time: string;
      /** When they are over, on the same day; 24:00 is midnight. */
      end_time: string;
      /** Whether there are any. */
      enabled: boolean;
    };
    /** Hours in which the user can be met on that day of the week. */
    Tuesday: {
      /** When they begin: HH:MM of a clock of the zone. */
      start_time: string;
      /** When they are over, on the same day; 24:00 is midnight. */
      end_time: string;
      /** Whether there are any. */
      enabled: boolean;
    };
    /** Hours in which the user can be met on that day of the week. */
    Wednesday: {
      /** When they begin: HH:MM of a clock of the zone. */
      start_time: string;
      /** When they are over, on the same day; 24:00 is midnight. */
      end_time: string;
      /** Whether there are any. */
      enabled: boolean;
    };
    /** Hours in which the user can be met on that day of the week. */
    Thursday: {
      /** When they begin: HH:MM of a clock of the zone. */
      start_time: string;
      /** When they are over, on the same day; 24:00 is midnight. */
      end_time: string;
      /** Whether there are any. */
      enabled: boolean;
    };
    /** Hours in which the user can be met on that day of the week. */
    Friday: {
      /** When they begin: HH:MM of a clock of the zone. */
      start_time: string;
      /** When they are over, on the same day; 24:00 is midnight. */
      end_time: string;
      /** Whether there are any. */
      enabled: boolean;
    };
    /** Hours in which the user can be met on that day of the week. */
    Saturday: {
      /** When they begin: HH:MM of a clock of the zone. */
      start_time: string;
      /** When they are over, on the same day; 24:00 is midnight. */
      end_time: string;
      /** Whether there are any. */
      enabled: boolean;
    };
  } | null;
  /** What programs call meetings of this user. */
  title: string | null;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Whose they are. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
  /** Empty here. */
  user_details: Record<string, unknown> | null;
  /** Word of the user in links; null here. */
  user_slug: string | null;
};

export type MeetingSettingsSearchesParams = {
  readonly user_guids?: string | readonly string[];
  readonly updated_at?: Range;
  readonly calendar_type?: string | number;
} & Paging<never>;

export type MeetingUpdate = {
  /** When it begins, in UTC. Where only this moves, it lasts as long as before. */
  start_time?: string | null | undefined;
  /** When it is over, in UTC; a day after the beginning at most. */
  end_time?: string | null | undefined;
  /** Minutes from the beginning, instead of end_time; 30 where neither is given. */
  duration?: number | string | null | undefined;
  /** Where it takes place: a room, an address, a link. */
  location?: string | number | null | undefined;
  /** What else those invited should know; no template. */
  description?: string | number | null | undefined;
  /** What it is about: the subject of the invitation. */
  title?: string | number | null | undefined;
  /** Addresses of who is invited beside the person, 20 at most; the e-mail goes to them in copy. */
  guests?: (string | number)[] | string | null | undefined;
  /** What a calendar program calls its entry of it. */
  event_id?: string | number | null | undefined;
  /** What calendars call it: UID of RFC 5545. */
  i_cal_uid?: string | number | null | undefined;
  /** Whether the person did not come. */
  no_show?: boolean | string | number | null | undefined;
  /** The same of its last move to another time; null: it never moved. */
  reschedule_status?: 'pending' | 'booked' | 'failed' | 'retry' | null | undefined;
  /** pending: nobody has agreed yet; booked: the person accepted, or it was agreed elsewhere; failed: the person declined. */
  status?: 'pending' | 'booked' | 'failed' | 'retry' | null | undefined;
};

export type MeetingsParams = {
  readonly ids?: number | readonly number[];
  readonly status?: 'pending' | 'booked' | 'failed' | 'retry';
  readonly person_id?: number;
  readonly account_id?: number;
  readonly person_ids?: number | readonly number[];
  readonly event_ids?: string | number | readonly (string | number)[];
  readonly i_cal_uids?: string | number | readonly (string | number)[];
  readonly task_ids?: number | readonly number[];
  readonly include_meetings_settings?: boolean;
  readonly start_time?: Range;
  readonly created_at?: Range;
  readonly user_guids?: string | readonly string[];
  readonly show_deleted?: boolean;
  readonly booked_by_user_uuid?: string | readonly string[];
  readonly no_show?: boolean;
  readonly meeting_type_id?: number;
  readonly cadence_id?: number;
  readonly step_id?: number;
  readonly updated_at?: Range;
} & Paging<'start_time' | 'created_at' | 'updated_at'>;

export type Merge = {
  /** The number by which it is undone; null: it was only tried. */
  id: number | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** What the two are. */
  kind: 'person' | 'account';
  /** The one that stays. */
  into: {
    /** Number that the record is called by; never given twice. */
    id: number;
    /** Path under which this API serves the record. */
    _href: string;
  };
  /** The number of the one that went; who asks for it is told where it is. */
  from_id: number;
  /** Who merged them. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whether nothing was changed. */
  dry_run: boolean;
  /** How much followed, by list. */
  moved: {
    /** Name of the list. */
    what: string;
    /** How many of its records name the other one now. */
    rows: number;
  }[];
  /** Columns of the one that stays which have another value. */
  changed: string[];
  /** Fields of which one value is told nowhere any more, custom fields as custom_fields.NAME: look at them before it is too late to undo. */
  dropped: string[];
  /** Numbers of the cadence memberships that ended by it. */
  ended: number[];
  /** Until when it can be undone; null: no longer, or nothing was done. */
  undoable_until: string | null;
  /** When it was undone; null: it holds. */
  undone_at: string | null;
};

export type MergeAccountBody = {
  /** Number of the account that goes. */
  from_id: number | string;
  /** Whose value stays, field by field: of `into` (the path), or of `from`. Where that one has none, the other. */
  fields?: {
    /** What people call it; shown in lists. */
    name?: 'into' | 'from' | null | undefined;
    /** Domain name that belongs to it; unique within the team for accounts. */
    domain?: 'into' | 'from' | null | undefined;
    /** Short form of the name, as one would say it in a sentence. */
    conversational_name?: 'into' | 'from' | null | undefined;
    /** Longer words for people; not sent to anybody. */
    description?: 'into' | 'from' | null | undefined;
    /** Telephone number at work, as it was written. */
    phone?: 'into' | 'from' | null | undefined;
    /** Address of the home page. */
    website?: 'into' | 'from' | null | undefined;
    /** Address of the profile on LinkedIn. */
    linkedin_url?: 'into' | 'from' | null | undefined;
    /** Name on Twitter (X), without the @. */
    twitter_handle?: 'into' | 'from' | null | undefined;
    /** Street and house number. */
    street?: 'into' | 'from' | null | undefined;
    /** Town of the address. */
    city?: 'into' | 'from' | null | undefined;
    /** Region or federal state of the address. */
    state?: 'into' | 'from' | null | undefined;
    /** ZIP or postal code. */
    postal_code?: 'into' | 'from' | null | undefined;
    /** Country, as a name or ISO 3166 code. */
    country?: 'into' | 'from' | null | undefined;
    /** Time zone by its IANA name, such as Europe/Berlin. */
    locale?: 'into' | 'from' | null | undefined;
    /** Branch of business. */
    industry?: 'into' | 'from' | null | undefined;
    /** Kind of company; the words in use are listed by /v2/account_types. */
    company_type?: 'into' | 'from' | null | undefined;
    /** Year or date of foundation, as text. */
    founded?: 'into' | 'from' | null | undefined;
    /** Yearly turnover, as a range in words. */
    revenue_range?: 'into' | 'from' | null | undefined;
    /** How large it is: bytes of a file, staff of a company. */
    size?: 'into' | 'from' | null | undefined;
    /** Id of the record in the CRM; unique within the team. */
    crm_id?: 'into' | 'from' | null | undefined;
    /** Number of the user who looks after it; without one, whoever creates it. */
    owner_id?: 'into' | 'from' | null | undefined;
    /** Number of the stage that the account is in. */
    company_stage_id?: 'into' | 'from' | null | undefined;
    /** Number of the tier that the account is of. */
    account_tier_id?: 'into' | 'from' | null | undefined;
    /** Values of the fields that the team defined, by name; written ones are merged, null clears one. */
    custom_fields?: 'into' | 'from' | null | undefined;
  } | null | undefined;
  /** Whose value stays of single custom fields, by their names: before what `fields` says of all of them. */
  custom_fields?: Record<string | number, 'into' | 'from' | null | undefined> | null | undefined;
  /** Finds out what would happen, by doing it and taking it back. */
  dry_run?: boolean | string | number | null | undefined;
};

export type MergePersonBody = {
  /** Number of the person who goes. */
  from_id: number | string;
  /** Whose value stays, field by field: of `into` (the path), or of `from`. Where that one has none, the other. */
  fields?: {
    /** Main address; one form for comparison, unique within the team for people. */
    email_address?: 'into' | 'from' | null | undefined;
    /** Further business address, never written to by itself. */
    secondary_email_address?: 'into' | 'from' | null | undefined;
    /** Private address, never written to by itself. */
    personal_email_address?: 'into' | 'from' | null | undefined;
    /** Given name. */
    first_name?: 'into' | 'from' | null | undefined;
    /** Family name. */
    last_name?: 'into' | 'from' | null | undefined;
    /** Telephone number at work, as it was written. */
    phone?: 'into' | 'from' | null | undefined;
    /** Telephone number at home. */
    home_phone?: 'into' | 'from' | null | undefined;
    /** Number of the mobile telephone. */
    mobile_phone?: 'into' | 'from' | null | undefined;
    /** Address of the profile on LinkedIn. */
    linkedin_url?: 'into' | 'from' | null | undefined;
    /** Heading under which people find it. */
    title?: 'into' | 'from' | null | undefined;
    /** Town of the address. */
    city?: 'into' | 'from' | null | undefined;
    /** Region or federal state of the address. */
    state?: 'into' | 'from' | null | undefined;
    /** Country, as a name or ISO 3166 code. */
    country?: 'into' | 'from' | null | undefined;
    /** Town where the person works. */
    work_city?: 'into' | 'from' | null | undefined;
    /** Region where the person works. */
    work_state?: 'into' | 'from' | null | undefined;
    /** Country where one works: holidays and rules of contact go by it. */
    work_country?: 'into' | 'from' | null | undefined;
    /** Id of the record in the CRM; unique within the team. */
    crm_id?: 'into' | 'from' | null | undefined;
    /** Employer as written on the person, used where no account is linked. */
    person_company_name?: 'into' | 'from' | null | undefined;
    /** Home page of the employer, where no account says it. */
    person_company_website?: 'into' | 'from' | null | undefined;
    /** Branch of the employer, where no account says it. */
    person_company_industry?: 'into' | 'from' | null | undefined;
    /** Time zone by its IANA name, such as Europe/Berlin. */
    locale?: 'into' | 'from' | null | undefined;
    /** Address of the private home page. */
    personal_website?: 'into' | 'from' | null | undefined;
    /** Name on Twitter (X), without the @. */
    twitter_handle?: 'into' | 'from' | null | undefined;
    /** Rank at work. */
    job_seniority?: 'into' | 'from' | null | undefined;
    /** Field of work. */
    job_function?: 'into' | 'from' | null | undefined;
    /** Whose word stays on where the person came from: of `into`, or of `from`. */
    external_source?: 'into' | 'from' | null | undefined;
    /** Number of the account. */
    account_id?: 'into' | 'from' | null | undefined;
    /** Number of the user who looks after it; without one, whoever creates it. */
    owner_id?: 'into' | 'from' | null | undefined;
    /** Number of the stage that the person is in. */
    person_stage_id?: 'into' | 'from' | null | undefined;
    /** Number of the import that the record counts to. */
    import_id?: 'into' | 'from' | null | undefined;
    /** Values of the fields that the team defined, by name; written ones are merged, null clears one. */
    custom_fields?: 'into' | 'from' | null | undefined;
  } | null | undefined;
  /** Whose value stays of single custom fields, by their names: before what `fields` says of all of them. */
  custom_fields?: Record<string | number, 'into' | 'from' | null | undefined> | null | undefined;
  /** Finds out what would happen, by doing it and taking it back. */
  dry_run?: boolean | string | number | null | undefined;
};

export type MergeUndone = {
  /** Which merge. */
  id: number;
  /** The moment of it. */
  undone_at: string;
  /** How much names the one that went again, by list. */
  put_back: {
    /** Name of the list. */
    what: string;
    /** How many of its records went back. */
    rows: number;
  }[];
  /** What stays as it is, each with the reason. */
  left: {
    /** Name of the list, or of the field of the one that stayed. */
    what: string;
    /** Number of the record; null where it has none. */
    id: number | null;
    /** Why, for a person to read. */
    reason: string;
  }[];
};

export type MergesParams = {
  readonly kind?: 'person' | 'account';
  readonly into_id?: number | readonly number[];
  readonly from_id?: number | readonly number[];
} & Paging<'id'>;

export type MimeEmailPayload = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Address that it leaves from. */
  mailbox: string | null;
  /** Message-ID; the one a mail server gave it, where it did. */
  message_id: string | null;
  /** The message (RFC 5322) as base64url. */
  raw: string | null;
};

export type MoveMembershipBody = {
  /** Step to go on from. */
  step_id: number | string;
};

export type NewApiKey = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What people call it; shown in lists. */
  name: string;
  /** Its last four characters, to tell keys apart. */
  hint: string;
  /** What may be read and written with it, by name. */
  scopes: string[];
  /** When it was made. */
  created_at: string;
  /** When a request last came with it, to about a minute; null: never. */
  last_used_at: string | null;
  /** The token itself: send it as Authorization: Bearer. It is kept nowhere, and shown this once. */
  key: string;
};

export type NewOAuthApplication = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What people call it; shown in lists. */
  name: string;
  /** What it calls itself when it asks for consent or a token. */
  client_id: string;
  /** Whether it keeps a secret; false: it runs where users could read one. */
  confidential: boolean;
  /** Where users may be sent back to, compared letter by letter. */
  redirect_uris: string[];
  /** In which ways it comes to tokens, in words of OAuth. */
  grant_types: string[];
  /** What users can be asked for, by name. */
  scopes: string[];
  /** Who registered it; tokens of client_credentials act as this user. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** When it was registered. */
  created_at: string;
  /** Its password, kept as a hash and shown this once; null: it has none. */
  client_secret: string | null;
};

export type Note = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** The words of the note. */
  content: string | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Whether the note is about a person or an account. */
  associated_type: 'person' | 'account' | null;
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  associated_with: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  call: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** What a CRM would be told beside it; kept as given. */
  crm_activity_metadata: Record<string, unknown> | null;
};

export type NoteCreate = {
  /** Number of the person or account the note is about. */
  associated_with_id: number | string;
  /** person or account. */
  associated_with_type: string | number;
  /** Number of the call it was taken down at. */
  call_id?: number | string | null | undefined;
  /** The words of the note. */
  content: string | number;
  /** Not to be told to a CRM; kept as given. */
  skip_crm_sync?: boolean | string | number | null | undefined;
  /** Subject line. */
  subject?: string | number | null | undefined;
  /** GUID of the user it concerns; without one, the caller. */
  user_guid?: string | number | null | undefined;
};

export type NoteUpdate = {
  /** Number of the call it was taken down at. */
  call_id?: number | string | null | undefined;
  /** The words of the note. */
  content?: string | number | null | undefined;
};

export type NotesParams = {
  readonly associated_with_type?: 'person' | 'account';
  readonly associated_with_id?: number;
  readonly updated_at?: Range;
  readonly ids?: number | readonly number[];
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type Notice = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** What happened: an answer, somebody who looks again and again, a mailbox or webhook in trouble. */
  kind: 'reply' | 'hot_person' | 'mailbox_failing' | 'webhook_paused' | 'calendar_failing';
  /** The same in a sentence, with names as they are now. */
  message: string;
  /** Whether its user has seen it. */
  read: boolean;
  /** When its user saw it. */
  read_at: string | null;
  /** Which list the record stands in that it leads to. */
  resource: 'threads' | 'people' | 'mailboxes' | 'webhook_subscriptions' | 'users';
  /** Number of that record. */
  resource_id: number;
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The person it is about. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type NoticeSettings = {
  /** Whether that somebody wrote comes by mail at once, in the digest, or not. */
  reply: 'at_once' | 'digest' | 'off';
  /** Whether that a person looks again and again comes by mail at once, in the digest, or not. */
  hot_person: 'at_once' | 'digest' | 'off';
  /** Whether that a mailbox of theirs cannot send comes by mail at once, in the digest, or not. */
  mailbox_failing: 'at_once' | 'digest' | 'off';
  /** Whether that a webhook of theirs was paused comes by mail at once, in the digest, or not. */
  webhook_paused: 'at_once' | 'digest' | 'off';
  /** Whether that their calendar cannot be reached comes by mail at once, in the digest, or not. */
  calendar_failing: 'at_once' | 'digest' | 'off';
  /** From which hour of the user's own day on the digest comes, 0 to 23. */
  digest_hour: number;
};

export type NoticeUpdate = {
  /** Whether its user has seen it. */
  read?: boolean | string | number | null | undefined;
};

export type NoticesParams = {
  readonly ids?: number | readonly number[];
  readonly kind?: 'reply' | 'hot_person' | 'mailbox_failing' | 'webhook_paused' | 'calendar_failing' | readonly ('reply' | 'hot_person' | 'mailbox_failing' | 'webhook_paused' | 'calendar_failing')[];
  readonly user_id?: number | readonly number[];
  readonly person_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly read?: boolean;
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type OAuthApplication = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What people call it; shown in lists. */
  name: string;
  /** What it calls itself when it asks for consent or a token. */
  client_id: string;
  /** Whether it keeps a secret; false: it runs where users could read one. */
  confidential: boolean;
  /** Where users may be sent back to, compared letter by letter. */
  redirect_uris: string[];
  /** In which ways it comes to tokens, in words of OAuth. */
  grant_types: string[];
  /** What users can be asked for, by name. */
  scopes: string[];
  /** Who registered it; tokens of client_credentials act as this user. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** When it was registered. */
  created_at: string;
};

export type OAuthApplications = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What people call it; shown in lists. */
  name: string;
  /** What it calls itself when it asks for consent or a token. */
  client_id: string;
  /** Whether it keeps a secret; false: it runs where users could read one. */
  confidential: boolean;
  /** Where users may be sent back to, compared letter by letter. */
  redirect_uris: string[];
  /** In which ways it comes to tokens, in words of OAuth. */
  grant_types: string[];
  /** What users can be asked for, by name. */
  scopes: string[];
  /** Who registered it; tokens of client_credentials act as this user. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** When it was registered. */
  created_at: string;
}[];

export type OngoingActionsBody = {
  /** Number of the action that is done by it. */
  action_id: number | string;
};

export type OpportunitiesParams = {
  readonly ids?: number | readonly number[];
  readonly created_at?: Range | { readonly _is_null?: boolean; readonly _is_not_null?: boolean };
  readonly updated_at?: Range | { readonly _is_null?: boolean; readonly _is_not_null?: boolean };
  readonly created_date?: Range | { readonly _is_null?: boolean; readonly _is_not_null?: boolean };
  readonly close_date?: Range | { readonly _is_null?: boolean; readonly _is_not_null?: boolean };
  readonly crm_id?: string | number | readonly (string | number)[];
  readonly person_id?: number;
  readonly tag?: string | number | readonly (string | number)[];
  readonly tag_id?: number | readonly number[];
  readonly account_crm_id?: string | number;
  readonly account_id?: number;
  readonly associated_account_id?: number;
  readonly owner_crm_id?: string | number;
  readonly opportunity_type?: string | number;
  readonly owner_id?: number;
  readonly name?: string | number | readonly (string | number)[];
  readonly stage_name?: string | number;
  readonly is_closed?: boolean;
  readonly is_won?: boolean;
  readonly most_recent_cadence_id?: number;
  readonly scoped_fields?: 'custom_fields' | readonly 'custom_fields'[];
} & Paging<'created_at' | 'updated_at'>;

export type Opportunity = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What the sale is called. */
  name: string | null;
  /** What it is worth: a decimal number as text, in the currency beside it. */
  amount: string | null;
  /** How far it is: a word of /v2/opportunity_stages, or any other. */
  stage_name: string | null;
  /** How likely it comes about, in per cent: a decimal number as text. */
  probability: string | null;
  /** Id of the record in the CRM; unique within the team. */
  crm_id: string | null;
  /** Which CRM its ids are of. */
  crm_type: string | null;
  /** CRM id of the account; written without account_id it looks for the account that has it. */
  account_crm_id: string | null;
  /** What the CRM calls the user who looks after it; kept as given. */
  owner_crm_id: string | null;
  /** Name of the account when it was linked, or as the CRM has it. */
  account_name: string | null;
  /** What the CRM calls the user who made it there. */
  created_by_crm_id: string | null;
  /** What sort of sale it is: new business, a renewal. */
  opportunity_type: string | null;
  /** Name of the owner as the CRM has it. */
  owner_crm_name: string | null;
  /** When the CRM last changed it. */
  crm_last_updated_date: string | null;
  /** When it was decided, or is expected to be. */
  close_date: string | null;
  /** Whether it has been decided, won or lost. */
  is_closed: boolean;
  /** Whether the sale came about. */
  is_won: boolean;
  /** Where the CRM shows it; null without a CRM. */
  crm_url: string | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** When it was made in the CRM. */
  created_date: string | null;
  /** The first of its people: what was done last for that person tells cadence, step and user. */
  opportunity_window_person_id: number | null;
  /** When that last touch was. */
  opportunity_window_started_at: string | null;
  /** Values of the fields that the team defined, by name; written ones are merged, null clears one. */
  custom_fields: Record<string, unknown>;
  /** Currency of the amount, ISO 4217. */
  currency_iso_code: string | null;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags: string[];
  /** Cadence that it is put down to. */
  most_recent_cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Step whose touch was the last before it. */
  most_recent_step: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Place of that step in its cadence, from 1. */
  most_recent_step_number: number | null;
  /** User who did that step. */
  most_recent_step_account: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The user who looks after it. */
  owner: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The user who made it. */
  creator: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The company that would buy. */
  account: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** CRM id of the company, where the CRM tells companies and accounts apart. */
  company_crm_id: string | null;
};

export type OpportunityCreate = {
  /** What the sale is called. */
  name: string | number;
  /** What it is worth: a decimal number as text, in the currency beside it. */
  amount?: string | number | null | undefined;
  /** How far it is: a word of /v2/opportunity_stages, or any other. */
  stage_name?: string | number | null | undefined;
  /** How likely it comes about, in per cent: a decimal number as text. */
  probability?: string | number | null | undefined;
  /** Id of the record in the CRM; unique within the team. */
  crm_id?: string | number | null | undefined;
  /** Which CRM its ids are of. */
  crm_type?: string | number | null | undefined;
  /** Where the CRM shows it; null without a CRM. */
  crm_url?: string | number | null | undefined;
  /** CRM id of the account; written without account_id it looks for the account that has it. */
  account_crm_id?: string | number | null | undefined;
  /** What the CRM calls the user who looks after it; kept as given. */
  owner_crm_id?: string | number | null | undefined;
  /** Name of the account when it was linked, or as the CRM has it. */
  account_name?: string | number | null | undefined;
  /** What the CRM calls the user who made it there. */
  created_by_crm_id?: string | number | null | undefined;
  /** CRM id of the company, where the CRM tells companies and accounts apart. */
  company_crm_id?: string | number | null | undefined;
  /** What sort of sale it is: new business, a renewal. */
  opportunity_type?: string | number | null | undefined;
  /** Name of the owner as the CRM has it. */
  owner_crm_name?: string | number | null | undefined;
  /** When the CRM last changed it. */
  crm_last_updated_date?: string | null | undefined;
  /** When it was decided, or is expected to be. */
  close_date?: string | null | undefined;
  /** When it was made in the CRM. */
  created_date?: string | null | undefined;
  /** Whether it has been decided, won or lost. */
  is_closed?: boolean | string | number | null | undefined;
  /** Whether the sale came about. */
  is_won?: boolean | string | number | null | undefined;
  /** Currency of the amount, ISO 4217. */
  currency_iso_code?: string | number | null | undefined;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags?: (string | number)[] | string | null | undefined;
  /** Values of the fields that the team defined, by name; written ones are merged, null clears one. */
  custom_fields?: Record<string, string | number | null | boolean> | Record<string, unknown>[] | null | undefined;
  /** Number of the account. */
  account_id?: number | string | null | undefined;
  /** Number of the user who looks after it; without one, whoever creates it. */
  owner_id?: number | string | null | undefined;
};

export type OpportunityPeopleParams = {
  readonly updated_at?: Range;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type OpportunityPerson = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Number of the person who has to do with it. */
  person_id: number | null;
  /** Number of the sale that the person has to do with. */
  opportunity_id: number | null;
  /** What the CRM calls the sale. */
  opportunity_crm_id: string | null;
  /** What the CRM calls the person. */
  person_crm_id: string | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** What the CRM calls the link itself; null here. */
  crm_id: string | null;
};

export type OpportunityPersonCreate = {
  /** Number of the sale that the person has to do with. */
  opportunity_id: number | string;
  /** Number of the person who has to do with it. */
  person_id: number | string;
};

export type OpportunityStage = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** The word; unique within the team. */
  name: string | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Place among its like: lower numbers come first. */
  order: number | null;
  /** Whether it may be chosen; inactive ones stay on the records that have them. */
  active: boolean;
};

export type OpportunityStageCreate = {
  /** The word; unique within the team. */
  name: string | number;
  /** Place among its like: lower numbers come first. */
  order?: number | string | null | undefined;
};

export type OpportunityStageUpdate = {
  /** The word; unique within the team. */
  name?: string | number | null | undefined;
  /** Place among its like: lower numbers come first. */
  order?: number | string | null | undefined;
};

export type OpportunityStagesParams = {
  readonly updated_at?: Range;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type OpportunityUpdate = {
  /** What the sale is called. */
  name?: string | number | null | undefined;
  /** What it is worth: a decimal number as text, in the currency beside it. */
  amount?: string | number | null | undefined;
  /** How far it is: a word of /v2/opportunity_stages, or any other. */
  stage_name?: string | number | null | undefined;
  /** How likely it comes about, in per cent: a decimal number as text. */
  probability?: string | number | null | undefined;
  /** Id of the record in the CRM; unique within the team. */
  crm_id?: string | number | null | undefined;
  /** Which CRM its ids are of. */
  crm_type?: string | number | null | undefined;
  /** Where the CRM shows it; null without a CRM. */
  crm_url?: string | number | null | undefined;
  /** CRM id of the account; written without account_id it looks for the account that has it. */
  account_crm_id?: string | number | null | undefined;
  /** What the CRM calls the user who looks after it; kept as given. */
  owner_crm_id?: string | number | null | undefined;
  /** Name of the account when it was linked, or as the CRM has it. */
  account_name?: string | number | null | undefined;
  /** What the CRM calls the user who made it there. */
  created_by_crm_id?: string | number | null | undefined;
  /** CRM id of the company, where the CRM tells companies and accounts apart. */
  company_crm_id?: string | number | null | undefined;
  /** What sort of sale it is: new business, a renewal. */
  opportunity_type?: string | number | null | undefined;
  /** Name of the owner as the CRM has it. */
  owner_crm_name?: string | number | null | undefined;
  /** When the CRM last changed it. */
  crm_last_updated_date?: string | null | undefined;
  /** When it was decided, or is expected to be. */
  close_date?: string | null | undefined;
  /** When it was made in the CRM. */
  created_date?: string | null | undefined;
  /** Whether it has been decided, won or lost. */
  is_closed?: boolean | string | number | null | undefined;
  /** Whether the sale came about. */
  is_won?: boolean | string | number | null | undefined;
  /** Currency of the amount, ISO 4217. */
  currency_iso_code?: string | number | null | undefined;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags?: (string | number)[] | string | null | undefined;
  /** Values of the fields that the team defined, by name; written ones are merged, null clears one. */
  custom_fields?: Record<string, string | number | null | boolean> | Record<string, unknown>[] | null | undefined;
  /** Number of the account. */
  account_id?: number | string | null | undefined;
  /** Number of the user who looks after it; without one, whoever creates it. */
  owner_id?: number | string | null | undefined;
};

export type PasswordLink = {
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Address that mail reaches. */
  email: string;
  /** Whether the link is on its way; false: hand `url` over yourself. */
  mailed: boolean;
  /** The link, where it could not be mailed: whoever has it comes in as this user, once. */
  url: string | null;
  /** Until when `url` works. */
  expires_at: string | null;
};

export type PauseMembershipBody = {
  /** First moment at which it goes on; without one, until it is resumed. */
  until?: string | null | undefined;
  /** Why, shown beside the pause. */
  reason?: string | number | null | undefined;
};

export type PendingEmail = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Address that it leaves from. */
  mailbox: string | null;
  /** The whole message. */
  mime_email_payload: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type PendingEmailsParams = {

} & Paging<never>;

export type PeopleParams = {
  readonly ids?: number | readonly number[];
  readonly updated_at?: Range | { readonly _is_null?: boolean; readonly _is_not_null?: boolean };
  readonly email_addresses?: string | number | readonly (string | number)[];
  readonly owned_by_guid?: string | readonly string[];
  readonly person_stage_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly crm_id?: string | number | readonly (string | number)[];
  readonly owner_crm_id?: string | number | readonly (string | number)[] | { readonly _not_in: string | number | readonly (string | number)[] };
  readonly do_not_contact?: boolean;
  readonly can_email?: boolean;
  readonly can_call?: boolean;
  readonly can_text?: boolean;
  readonly account_id?: number | readonly number[];
  readonly custom_fields?: { readonly [name: string]: string };
  readonly import_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly job_seniority?: string | number | readonly (string | number)[];
  readonly tag_id?: number | readonly number[];
  readonly owner_is_active?: boolean;
  readonly cadence_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly starred_by_guid?: string | readonly string[];
  readonly replied?: boolean;
  readonly bounced?: boolean;
  readonly success?: boolean;
  readonly eu_resident?: boolean;
  readonly title?: string | number | readonly (string | number)[] | { readonly _starts_with: string };
  readonly country?: string | number | readonly (string | number)[] | { readonly _starts_with: string };
  readonly state?: string | number | readonly (string | number)[] | { readonly _starts_with: string };
  readonly city?: string | number | readonly (string | number)[] | { readonly _starts_with: string };
  readonly last_contacted?: Range | { readonly _is_null?: boolean; readonly _is_not_null?: boolean };
  readonly created_at?: Range | { readonly _is_null?: boolean; readonly _is_not_null?: boolean };
  readonly new?: boolean;
  readonly phone_number?: boolean;
  readonly locales?: string | number | readonly (string | number)[];
  readonly owner_id?: number | readonly number[];
  readonly _query?: string | number;
  readonly first_name?: string | number | readonly (string | number)[];
  readonly last_name?: string | number | readonly (string | number)[];
  readonly company?: string | number | readonly (string | number)[];
  readonly last_contacted_type?: 'call' | 'email' | 'other' | readonly ('call' | 'email' | 'other')[];
  readonly active_cadences?: boolean;
} & Paging<'created_at' | 'updated_at' | 'last_contacted_at' | 'name' | 'title' | 'job_seniority' | 'call_count' | 'sent_emails' | 'clicked_emails' | 'replied_emails' | 'viewed_emails' | 'account' | 'cadence_stage_name'>;

export type PeopleSoftDeletionBody = {
  /** The own team, if it is said at all. */
  team_id?: number | string | null | undefined;
  /** When it is to happen; without it, as soon as may be. */
  schedule?: {
    /** The moment before which nothing is done. */
    run_at: string;
  } | null | undefined;
  /** Count only what would be done. */
  dry_run?: boolean | string | number | null | undefined;
  /** Who is meant, 1000 at most; those deleted before can be named as well. */
  people_ids: (number | string)[] | string | number;
};

export type Person = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** When somebody last called or wrote. */
  last_contacted_at: string | null;
  /** When an answer last came. */
  last_replied_at: string | null;
  /** Given name. */
  first_name: string | null;
  /** Family name. */
  last_name: string | null;
  /** Name as people read it, made of its parts. */
  display_name: string | null;
  /** Main address; one form for comparison, unique within the team for people. */
  email_address: string | null;
  /** Name and address as a mail program shows them. */
  full_email_address: string | null;
  /** Further business address, never written to by itself. */
  secondary_email_address: string | null;
  /** Private address, never written to by itself. */
  personal_email_address: string | null;
  /** Telephone number at work, as it was written. */
  phone: string | null;
  /** Digits to dial behind the number. */
  phone_extension: string | null;
  /** Telephone number at home. */
  home_phone: string | null;
  /** Number of the mobile telephone. */
  mobile_phone: string | null;
  /** Address of the profile on LinkedIn. */
  linkedin_url: string | null;
  /** Title of the job. */
  title: string | null;
  /** Town of the address. */
  city: string | null;
  /** Region or federal state of the address. */
  state: string | null;
  /** Country, as a name or ISO 3166 code. */
  country: string | null;
  /** Town where the person works. */
  work_city: string | null;
  /** Region where the person works. */
  work_state: string | null;
  /** Country where one works: holidays and rules of contact go by it. */
  work_country: string | null;
  /** Where the CRM shows it; null without a CRM. */
  crm_url: string | null;
  /** Id of the record in the CRM; unique within the team. */
  crm_id: string | null;
  /** CRM id of the account that the person belongs to. */
  account_crm_id: string | null;
  /** Kind of the CRM record behind it. */
  crm_object_type: string | null;
  /** What the CRM calls the user who looks after it. */
  owner_crm_id: string | null;
  /** Employer as written on the person, used where no account is linked. */
  person_company_name: string | null;
  /** Home page of the employer, where no account says it. */
  person_company_website: string | null;
  /** Branch of the employer, where no account says it. */
  person_company_industry: string | null;
  /** Nobody may be contacted any more: cadences end, nothing is sent; outlives deletion. */
  do_not_contact: boolean;
  /** Whether mail to the main address came back for good; false once the address is corrected. */
  bouncing: boolean;
  /** Time zone by its IANA name, such as Europe/Berlin. */
  locale: string | null;
  /** Minutes that the zone is ahead of UTC at the moment of the answer. */
  locale_utc_offset: number | null;
  /** Lives in the European Union. */
  eu_resident: boolean;
  /** Address of the private home page. */
  personal_website: string | null;
  /** Name on Twitter (X), without the @. */
  twitter_handle: string | null;
  /** What the last contact was: call, email or other. */
  last_contacted_type: 'call' | 'email' | 'other' | null;
  /** Rank at work. */
  job_seniority: 'director' | 'executive' | 'individual_contributor' | 'manager' | 'vice_president' | 'unknown' | null;
  /** Field of work. */
  job_function: string | null;
  /** Values of the fields that the team defined, by name; written ones are merged, null clears one. */
  custom_fields: Record<string, string>;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags: string[];
  /** Ways that the person may not be contacted by: call, email, text. */
  contact_restrictions: string[];
  /** How often the person was marked a success. */
  success_count: number | null;
  /** Whether the caller has marked it with a star. */
  starred: boolean;
  /** Whether nobody has ever contacted the person. */
  untouched: boolean;
  /** Whether the original would call the person a hot lead; always false here. */
  hot_lead: boolean;
  /** Where the record came from, if a program said so. */
  external_source: string | null;
  /** What has been counted about the record; kept with each fact, not counted when asked. */
  counts: {
    /** E-mails that a mail server took. */
    emails_sent: number;
    /** E-mails that were opened by a person. */
    emails_viewed: number;
    /** E-mails in which a person clicked. */
    emails_clicked: number;
    /** E-mails that were answered by a person. */
    emails_replied_to: number;
    /** E-mails that came back as undeliverable. */
    emails_bounced: number;
    /** Logged calls. */
    calls: number;
  };
  /** The account the person belongs to. */
  account: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The user who looks after it. */
  owner: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Who made the last contact. */
  last_contacted_by: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The import that brought the person. */
  import: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The stage that the person is in. */
  person_stage: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The cadence the person was last put on. */
  most_recent_cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  last_completed_step_cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  last_completed_step: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  cadences: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  }[];
};

export type PersonCreate = {
  /** Number of the account. */
  account_id?: number | string | null | undefined;
  /** Town of the address. */
  city?: string | number | null | undefined;
  /** Ways that the person may not be contacted by: call, email, text. */
  contact_restrictions?: (string | number)[] | string | null | undefined;
  /** Country, as a name or ISO 3166 code. */
  country?: string | number | null | undefined;
  /** Id of the record in the CRM; unique within the team. */
  crm_id?: string | number | null | undefined;
  /** What kind of CRM record the id is of. */
  crm_id_type?: string | number | null | undefined;
  /** Values of the fields that the team defined, by name; written ones are merged, null clears one. */
  custom_fields?: Record<string, string | number | null | boolean> | Record<string, unknown>[] | null | undefined;
  /** Nobody may be contacted any more: cadences end, nothing is sent; outlives deletion. */
  do_not_contact?: boolean | string | number | null | undefined;
  /** Main address; one form for comparison, unique within the team for people. */
  email_address?: string | number | null | undefined;
  /** Given name. */
  first_name?: string | number | null | undefined;
  /** Telephone number at home. */
  home_phone?: string | number | null | undefined;
  /** Number of the import that the record counts to. */
  import_id?: number | string | null | undefined;
  /** Rank at work. */
  job_seniority?: 'director' | 'executive' | 'individual_contributor' | 'manager' | 'vice_president' | 'unknown' | null | undefined;
  /** Family name. */
  last_name?: string | number | null | undefined;
  /** Address of the profile on LinkedIn. */
  linkedin_url?: string | number | null | undefined;
  /** Time zone by its IANA name, such as Europe/Berlin. */
  locale?: string | number | null | undefined;
  /** Number of the mobile telephone. */
  mobile_phone?: string | number | null | undefined;
  /** Number of the user who looks after it; without one, whoever creates it. */
  owner_id?: number | string | null | undefined;
  /** Branch of the employer, where no account says it. */
  person_company_industry?: string | number | null | undefined;
  /** Employer as written on the person, used where no account is linked. */
  person_company_name?: string | number | null | undefined;
  /** Home page of the employer, where no account says it. */
  person_company_website?: string | number | null | undefined;
  /** Number of the stage that the person is in. */
  person_stage_id?: number | string | null | undefined;
  /** Private address, never written to by itself. */
  personal_email_address?: string | number | null | undefined;
  /** Address of the private home page. */
  personal_website?: string | number | null | undefined;
  /** Telephone number at work, as it was written. */
  phone?: string | number | null | undefined;
  /** Digits to dial behind the number. */
  phone_extension?: string | number | null | undefined;
  /** Further business address, never written to by itself. */
  secondary_email_address?: string | number | null | undefined;
  /** Region or federal state of the address. */
  state?: string | number | null | undefined;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags?: (string | number)[] | string | null | undefined;
  /** Title of the job. */
  title?: string | number | null | undefined;
  /** Name on Twitter (X), without the @. */
  twitter_handle?: string | number | null | undefined;
  /** Town where the person works. */
  work_city?: string | number | null | undefined;
  /** Country where one works: holidays and rules of contact go by it. */
  work_country?: string | number | null | undefined;
  /** Region where the person works. */
  work_state?: string | number | null | undefined;
  /** Lives in the European Union. */
  eu_resident?: boolean | string | number | null | undefined;
  /** Adds a tag with the date of today. */
  autotag_date?: boolean | string | number | null | undefined;
};

export type PersonStage = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What the stage is called; unique within the team. */
  name: string | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Place among its like: lower numbers come first. */
  order: number | null;
  /** Whether it may be chosen; inactive ones stay on the records that have them. */
  active: boolean;
};

export type PersonStageCreate = {
  /** What the stage is called; unique within the team. */
  name: string | number;
};

export type PersonStageUpdate = {
  /** What the stage is called; unique within the team. */
  name?: string | number | null | undefined;
};

export type PersonStagesParams = {
  readonly ids?: number | readonly number[];
  readonly active?: boolean;
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type PersonUpdate = {
  /** Number of the account. */
  account_id?: number | string | null | undefined;
  /** Town of the address. */
  city?: string | number | null | undefined;
  /** Ways that the person may not be contacted by: call, email, text. */
  contact_restrictions?: (string | number)[] | string | null | undefined;
  /** Country, as a name or ISO 3166 code. */
  country?: string | number | null | undefined;
  /** Id of the record in the CRM; unique within the team. */
  crm_id?: string | number | null | undefined;
  /** What kind of CRM record the id is of. */
  crm_id_type?: string | number | null | undefined;
  /** Values of the fields that the team defined, by name; written ones are merged, null clears one. */
  custom_fields?: Record<string, string | number | null | boolean> | Record<string, unknown>[] | null | undefined;
  /** Nobody may be contacted any more: cadences end, nothing is sent; outlives deletion. */
  do_not_contact?: boolean | string | number | null | undefined;
  /** Main address; one form for comparison, unique within the team for people. */
  email_address?: string | number | null | undefined;
  /** Given name. */
  first_name?: string | number | null | undefined;
  /** Telephone number at home. */
  home_phone?: string | number | null | undefined;
  /** Number of the import that the record counts to. */
  import_id?: number | string | null | undefined;
  /** Rank at work. */
  job_seniority?: 'director' | 'executive' | 'individual_contributor' | 'manager' | 'vice_president' | 'unknown' | null | undefined;
  /** Family name. */
  last_name?: string | number | null | undefined;
  /** Address of the profile on LinkedIn. */
  linkedin_url?: string | number | null | undefined;
  /** Time zone by its IANA name, such as Europe/Berlin. */
  locale?: string | number | null | undefined;
  /** Number of the mobile telephone. */
  mobile_phone?: string | number | null | undefined;
  /** Number of the user who looks after it; without one, whoever creates it. */
  owner_id?: number | string | null | undefined;
  /** Branch of the employer, where no account says it. */
  person_company_industry?: string | number | null | undefined;
  /** Employer as written on the person, used where no account is linked. */
  person_company_name?: string | number | null | undefined;
  /** Home page of the employer, where no account says it. */
  person_company_website?: string | number | null | undefined;
  /** Number of the stage that the person is in. */
  person_stage_id?: number | string | null | undefined;
  /** Private address, never written to by itself. */
  personal_email_address?: string | number | null | undefined;
  /** Address of the private home page. */
  personal_website?: string | number | null | undefined;
  /** Telephone number at work, as it was written. */
  phone?: string | number | null | undefined;
  /** Digits to dial behind the number. */
  phone_extension?: string | number | null | undefined;
  /** Further business address, never written to by itself. */
  secondary_email_address?: string | number | null | undefined;
  /** Region or federal state of the address. */
  state?: string | number | null | undefined;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags?: (string | number)[] | string | null | undefined;
  /** Title of the job. */
  title?: string | number | null | undefined;
  /** Name on Twitter (X), without the @. */
  twitter_handle?: string | number | null | undefined;
  /** Town where the person works. */
  work_city?: string | number | null | undefined;
  /** Country where one works: holidays and rules of contact go by it. */
  work_country?: string | number | null | undefined;
  /** Region where the person works. */
  work_state?: string | number | null | undefined;
  /** Lives in the European Union. */
  eu_resident?: boolean | string | number | null | undefined;
};

export type PersonUpsert = {
  /** Whether it was created or updated. */
  upsert_type: 'create' | 'update';
  /** The person as it is now. */
  person: {
    /** Number that the record is called by; never given twice. */
    id: number;
    /** When the record was made; unique within the team, so that lists can be read along it. */
    created_at: string;
    /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
    updated_at: string;
    /** When somebody last called or wrote. */
    last_contacted_at: string | null;
    /** When an answer last came. */
    last_replied_at: string | null;
    /** Given name. */
    first_name: string | null;
    /** Family name. */
    last_name: string | null;
    /** Name as people read it, made of its parts. */
    display_name: string | null;
    /** Main address; one form for comparison, unique within the team for people. */
    email_address: string | null;
    /** Name and address as a mail program shows them. */
    full_email_address: string | null;
    /** Further business address, never written to by itself. */
    secondary_email_address: string | null;
    /** Private address, never written to by itself. */
    personal_email_address: string | null;
    /** Telephone number at work, as it was written. */
    phone: string | null;
    /** Digits to dial behind the number. */
    phone_extension: string | null;
    /** Telephone number at home. */
    home_phone: string | null;
    /** Number of the mobile telephone. */
    mobile_phone: string | null;
    /** Address of the profile on LinkedIn. */
    linkedin_url: string | null;
    /** Title of the job. */
    title: string | null;
    /** Town of the address. */
    city: string | null;
    /** Region or federal state of the address. */
    state: string | null;
    /** Country, as a name or ISO 3166 code. */
    country: string | null;
    /** Town where the person works. */
    work_city: string | null;
    /** Region where the person works. */
    work_state: string | null;
    /** Country where one works: holidays and rules of contact go by it. */
    work_country: string | null;
    /** Where the CRM shows it; null without a CRM. */
    crm_url: string | null;
    /** Id of the record in the CRM; unique within the team. */
    crm_id: string | null;
    /** CRM id of the account that the person belongs to. */
    account_crm_id: string | null;
    /** Kind of the CRM record behind it. */
    crm_object_type: string | null;
    /** What the CRM calls the user who looks after it. */
    owner_crm_id: string | null;
    /** Employer as written on the person, used where no account is linked. */
    person_company_name: string | null;
    /** Home page of the employer, where no account says it. */
    person_company_website: string | null;
    /** Branch of the employer, where no account says it. */
    person_company_industry: string | null;
    /** Nobody may be contacted any more: cadences end, nothing is sent; outlives deletion. */
    do_not_contact: boolean;
    /** Whether mail to the main address came back for good; false once the address is corrected. */
    bouncing: boolean;
    /** Time zone by its IANA name, such as Europe/Berlin. */
    locale: string | null;
    /** Minutes that the zone is ahead of UTC at the moment of the answer. */
    locale_utc_offset: number | null;
    /** Lives in the European Union. */
    eu_resident: boolean;
    /** Address of the private home page. */
    personal_website: string | null;
    /** Name on Twitter (X), without the @. */
    twitter_handle: string | null;
    /** What the last contact was: call, email or other. */
    last_contacted_type: 'call' | 'email' | 'other' | null;
    /** Rank at work. */
    job_seniority: 'director' | 'executive' | 'individual_contributor' | 'manager' | 'vice_president' | 'unknown' | null;
    /** Field of work. */
    job_function: string | null;
    /** Values of the fields that the team defined, by name; written ones are merged, null clears one. */
    custom_fields: Record<string, string>;
    /** Words by which records are grouped; a written list takes the place of the one before. */
    tags: string[];
    /** Ways that the person may not be contacted by: call, email, text. */
    contact_restrictions: string[];
    /** How often the person was marked a success. */
    success_count: number | null;
    /** Whether the caller has marked it with a star. */
    starred: boolean;
    /** Whether nobody has ever contacted the person. */
    untouched: boolean;
    /** Whether the original would call the person a hot lead; always false here. */
    hot_lead: boolean;
    /** Where the record came from, if a program said so. */
    external_source: string | null;
    /** What has been counted about the record; kept with each fact, not counted when asked. */
    counts: {
      /** E-mails that a mail server took. */
      emails_sent: number;
      /** E-mails that were opened by a person. */
      emails_viewed: number;
      /** E-mails in which a person clicked. */
      emails_clicked: number;
      /** E-mails that were answered by a person. */
      emails_replied_to: number;
      /** E-mails that came back as undeliverable. */
      emails_bounced: number;
      /** Logged calls. */
      calls: number;
    };
    /** The account the person belongs to. */
    account: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The user who looks after it. */
    owner: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** Who made the last contact. */
    last_contacted_by: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The import that brought the person. */
    import: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The stage that the person is in. */
    person_stage: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The cadence the person was last put on. */
    most_recent_cadence: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    last_completed_step_cadence: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    last_completed_step: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    cadences: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    }[];
  };
};

export type PersonUpsertsBody = {
  /** Number of the account. */
  account_id?: number | string | null | undefined;
  /** Town of the address. */
  city?: string | number | null | undefined;
  /** Ways that the person may not be contacted by: call, email, text. */
  contact_restrictions?: (string | number)[] | string | null | undefined;
  /** Country, as a name or ISO 3166 code. */
  country?: string | number | null | undefined;
  /** Id of the record in the CRM; unique within the team. */
  crm_id?: string | number | null | undefined;
  /** What kind of CRM record the id is of. */
  crm_id_type?: string | number | null | undefined;
  /** Values of the fields that the team defined, by name; written ones are merged, null clears one. */
  custom_fields?: Record<string, string | number | null | boolean> | Record<string, unknown>[] | null | undefined;
  /** Nobody may be contacted any more: cadences end, nothing is sent; outlives deletion. */
  do_not_contact?: boolean | string | number | null | undefined;
  /** Main address; one form for comparison, unique within the team for people. */
  email_address?: string | number | null | undefined;
  /** Given name. */
  first_name?: string | number | null | undefined;
  /** Telephone number at home. */
  home_phone?: string | number | null | undefined;
  /** Number of the import that the record counts to. */
  import_id?: number | string | null | undefined;
  /** Rank at work. */
  job_seniority?: 'director' | 'executive' | 'individual_contributor' | 'manager' | 'vice_president' | 'unknown' | null | undefined;
  /** Family name. */
  last_name?: string | number | null | undefined;
  /** Address of the profile on LinkedIn. */
  linkedin_url?: string | number | null | undefined;
  /** Time zone by its IANA name, such as Europe/Berlin. */
  locale?: string | number | null | undefined;
  /** Number of the mobile telephone. */
  mobile_phone?: string | number | null | undefined;
  /** Number of the user who looks after it; without one, whoever creates it. */
  owner_id?: number | string | null | undefined;
  /** Branch of the employer, where no account says it. */
  person_company_industry?: string | number | null | undefined;
  /** Employer as written on the person, used where no account is linked. */
  person_company_name?: string | number | null | undefined;
  /** Home page of the employer, where no account says it. */
  person_company_website?: string | number | null | undefined;
  /** Number of the stage that the person is in. */
  person_stage_id?: number | string | null | undefined;
  /** Private address, never written to by itself. */
  personal_email_address?: string | number | null | undefined;
  /** Address of the private home page. */
  personal_website?: string | number | null | undefined;
  /** Telephone number at work, as it was written. */
  phone?: string | number | null | undefined;
  /** Digits to dial behind the number. */
  phone_extension?: string | number | null | undefined;
  /** Further business address, never written to by itself. */
  secondary_email_address?: string | number | null | undefined;
  /** Region or federal state of the address. */
  state?: string | number | null | undefined;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags?: (string | number)[] | string | null | undefined;
  /** Title of the job. */
  title?: string | number | null | undefined;
  /** Name on Twitter (X), without the @. */
  twitter_handle?: string | number | null | undefined;
  /** Town where the person works. */
  work_city?: string | number | null | undefined;
  /** Country where one works: holidays and rules of contact go by it. */
  work_country?: string | number | null | undefined;
  /** Region where the person works. */
  work_state?: string | number | null | undefined;
  /** Lives in the European Union. */
  eu_resident?: boolean | string | number | null | undefined;
  /** Number that the record is called by; never given twice. */
  id?: number | string | null | undefined;
  /** Which field decides whether the person is there already: id, crm_id or email_address. */
  upsert_key?: 'id' | 'crm_id' | 'email_address' | null | undefined;
};

export type PhoneNumberAssignment = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** The telephone number in E.164, such as +4930123456. */
  number: string | null;
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type PhoneNumberAssignmentCreate = {
  /** The telephone number in E.164, such as +4930123456. */
  number: string | number;
  /** Number of the user who gets it. */
  user_id: number | string;
};

export type PhoneNumberAssignmentsParams = {
  readonly ids?: number | readonly number[];
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type PinActivityHistoryBody = {
  pinned: boolean | string | number;
  resource_type?: 'person' | 'account' | 'crm_opportunity' | undefined;
};

export type PlayRegistration = {
  /** draft: it may change; enabled: it works, and only its words may. */
  state: 'draft' | 'enabled' | null;
  /** Word of the kind of signal it waits for. */
  signal_type: string | null;
  /** That kind itself. */
  signal_registration: Record<string, unknown> | null;
  /** GUID of who registered it. */
  owner_user_guid: string | null;
  /** Number of the team that did. */
  owner_tenant_id: number | null;
  /** What users read of it, by language. */
  name: Record<string, unknown> | null;
  /** Short sentence beside it, by language. */
  label: Record<string, unknown> | null;
  /** The program it belongs to. */
  integration: Record<string, unknown> | null;
  /** Which of the indicators of a signal set it off. */
  indicators: string[];
  /** Word that is its own among all. */
  identifier: string | null;
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Day from which it works. */
  enabled_at: string | null;
  /** Longer sentence about it, by language. */
  description: Record<string, unknown> | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** The task it makes: its type, subject and hours. */
  attributes: Record<string, unknown> | null;
};

export type PlaysParams = {

} & Paging<never>;

export type Preferences = {
  /** What is kept, by name. */
  preferences: Record<string, unknown>;
  /** When one of them last changed: what If-Match names; null before the first. */
  updated_at: string | null;
};

export type PreviewEmailBody = {
  /** Subject line. */
  subject?: string | number | null | undefined;
  /** HTML of the message. */
  body?: string | number | null | undefined;
  /** Number of the person it is about. */
  person_id?: number | string | null | undefined;
  /** Number of the user it concerns; without one, the caller. */
  user_id?: number | string | null | undefined;
  /** Number of the step. */
  step_id?: number | string | null | undefined;
};

export type PreviewTemplateBody = {
  /** Number of the person it is about. */
  person_id: number | string;
  /** Number of the user it concerns; without one, the caller. */
  user_id?: number | string | null | undefined;
  /** Number of the step. */
  step_id?: number | string | null | undefined;
};

export type Queue = {
  /** Which page this is. */
  page: number;
  /** Items of a page. */
  per_page: number;
  /** The page after this; null on the last. */
  next_page: number | null;
  /** How many items there are on all pages, whatever was asked for. */
  counts: {
    /** All items, of each tier and kind. */
    total: number;
    /** How many stand in each tier. */
    tiers: {
      /** People who wrote and wait for an answer. */
      answer_first: number;
      /** What concerns people who look at us now. */
      hot: number;
      /** Tasks with a time, from half an hour before it. */
      promised: number;
      /** What became due today. */
      due_now: number;
      /** What cannot go on by itself. */
      needs_decision: number;
      /** What was due on an earlier day. */
      overdue: number;
    };
    /** How many there are of each kind. */
    kinds: {
      /** Open actions of e-mail steps. */
      email: number;
      /** Open actions of call steps. */
      phone: number;
      /** Open actions of steps of other programs. */
      integration: number;
      /** Open actions of steps of any other kind. */
      other: number;
      /** Open tasks. */
      task: number;
      /** Messages that nobody answered, one for each person. */
      reply: number;
      /** People who look at us, and for whom nothing is open. */
      person: number;
      /** E-mails of which nobody knows whether they left. */
      uncertain_email: number;
      /** Mailboxes that cannot be used. */
      mailbox: number;
    };
  };
  /** What is to be done, in order. */
  items: {
    /** Place in the whole queue, from 1. */
    rank: number;
    /** Why it stands where it does: tiers come one after another, in the order they are counted in. */
    tier: 'answer_first' | 'hot' | 'promised' | 'due_now' | 'needs_decision' | 'overdue';
    /** What it is, and thus which of the records below it names. */
    kind: 'email' | 'phone' | 'integration' | 'other' | 'task' | 'reply' | 'person' | 'uncertain_email' | 'mailbox';
    /** What it is ordered by: when it was due, promised, or since when somebody waits. */
    at: string;
    /** The rules that put it there, each with its sentence and what that is made of. */
    because: {
      /** The rule, by its name. */
      rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
      /** Its sentence, for a person to read. */
      says: string;
      /** What the sentence is made of. */
      facts: {
        /** The rule that the facts belong to. */
        rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
      }[] | null;
    }[];
    /** Why an action waits for a decision; null: it can be done as it is. */
    held: {
      /** The rule that holds it. */
      rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
      /** Its sentence, for a person to read. */
      says: string;
      /** What the sentence is made of. */
      facts: {
        /** The rule that the facts belong to. */
        rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
      }[] | null;
    } | null;
    /** The open action that this is. */
    action: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The open task that this is. */
    task: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The newest message that waits for an answer. */
    received_message: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The e-mail in doubt, as the send ledger has it. */
    email: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The mailbox in trouble. */
    mailbox: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** Whom it is about. */
    person: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** Whom that person works for, as far as the caller sees it. */
    account: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The cadence whose step it is. */
    cadence: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The step whose turn it is. */
    step: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** Of a call: under which number, and whether the person may be called at this moment; null: it is none. */
    call: {
      /** Whether the hours of the team allow it now; null: nobody knows. */
      permitted: boolean | null;
      /** When hours that have begun end. */
      until: string | null;
      /** When the next hours begin. */
      next_at: string | null;
      /** What the clock says where the person is; null: not known, or no hours hold. */
      local_time: string | null;
      /** Why, as a rule with its sentence. */
      because: {
        /** The rule, by its name. */
        rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
        /** Its sentence, for a person to read. */
        says: string;
        /** What the sentence is made of. */
        facts: {
          /** The rule that the facts belong to. */
          rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
        }[] | null;
      };
      /** What would be dialled: at work, mobile, at home, whichever is there. */
      number: string | null;
    } | null;
  }[];
  /** With include: the records that items refer to, by resource and number. */
  included?: Record<string, Record<string, unknown>> | undefined;
};

export type QueuedEmail = {
  /** Number that the record is called by; never given twice. */
  id: number;
};

export type ReceivedMessage = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** When it came into the mailbox. */
  received_at: string;
  /** What it is taken for. */
  kind: 'reply' | 'auto_reply' | 'bounce' | 'complaint' | 'receipt' | 'own' | 'unsubscribe' | 'meeting' | 'other';
  /** Of bounces: hard (no such address), soft (not now), block (refused by policy). */
  severity: 'hard' | 'soft' | 'block' | null;
  /** Enhanced status code of a bounce (RFC 3463). */
  status_code: string | null;
  /** How sure kind is, from 0 to 1. */
  confidence: number;
  /** What kind and match rest on, in words; with email_contents:read only. */
  evidence?: string[] | undefined;
  /** Of automatic answers: first day back. */
  returns_on: string | null;
  /** Why it could not be read. */
  unreadable: string | null;
  /** How the e-mail or person was found. */
  matched_by: 'message_id' | 'references' | 'sender' | 'recipient' | 'thread' | null;
  /** Message-ID of the message (RFC 5322). */
  message_id: string | null;
  /** Message-ID that it answers. */
  in_reply_to: string | null;
  /** Address it came from. */
  from_address: string | null;
  /** Name it came from. */
  from_name: string | null;
  /** Addresses it was sent to. */
  to_addresses: string[];
  /** Subject line; with email_contents:read only. */
  subject?: string | undefined;
  /** The words without markup; with email_contents:read only. */
  body_text?: string | undefined;
  /** Folder it was found in. */
  folder: string | null;
  /** Whether what it changed can be taken back. */
  undoable: boolean;
  /** When what it changed was taken back. */
  undone_at: string | null;
  /** What its words may ask for, not for certain. */
  suggestion: {
    /** What they may ask for. */
    value: 'opt_out';
    /** The sentence that may ask for it; with email_contents:read only. */
    evidence?: string | null | undefined;
  } | null;
  /** What a person made of the suggestion. */
  suggestion_answer: 'accepted' | 'dismissed' | null;
  /** When a person answered it. */
  suggestion_answered_at: string | null;
  /** What the server took it for, where a colleague said something else. */
  judged_kind: 'reply' | 'auto_reply' | 'bounce' | 'complaint' | 'receipt' | 'own' | 'unsubscribe' | 'meeting' | 'other' | null;
  /** When a colleague said what it is. */
  reclassified_at: string | null;
  /** Whether a reply is what was hoped for, as a colleague says; null: nobody said, or it is no reply. */
  positive: boolean | null;
  mailbox: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Address that mail reaches. */
  email: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The person it is about. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  cadence_membership: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  undone_by: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  suggestion_answered_by: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  thread: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  reclassified_by: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type ReceivedMessageMarkBody = {
  /** true: the reply is what was hoped for; false: it is not; null: nobody says. */
  positive: boolean | string | number | null;
};

export type ReceivedMessageReclassify = {
  /** What it is taken for from now on. */
  kind: 'reply' | 'auto_reply' | 'unsubscribe' | 'meeting' | 'other';
  /** Memberships that go on where they stood before the message came. */
  restored: number[];
  /** What could not be put back, each with the reason. */
  left: {
    /** Number of the membership that stays as it is. */
    membership_id: number;
    /** Why, for a person to read. */
    reason: string;
  }[];
};

export type ReceivedMessageReclassifyBody = {
  /** What it is: what follows from that is done. */
  kind: 'reply' | 'auto_reply' | 'unsubscribe' | 'meeting' | 'other';
  /** First day back, of an automatic answer; null: in three days. */
  returns_on?: string | null | undefined;
};

export type ReceivedMessageUndo = {
  /** Memberships that go on where they stood. */
  restored: number[];
  /** What could not be put back, each with the reason. */
  left: {
    /** Number of the membership that stays as it is. */
    membership_id: number;
    /** Why, for a person to read. */
    reason: string;
  }[];
};

export type ReceivedMessagesParams = {
  readonly ids?: number | readonly number[];
  readonly kind?: 'reply' | 'auto_reply' | 'bounce' | 'complaint' | 'receipt' | 'own' | 'unsubscribe' | 'meeting' | 'other' | readonly ('reply' | 'auto_reply' | 'bounce' | 'complaint' | 'receipt' | 'own' | 'unsubscribe' | 'meeting' | 'other')[];
  readonly person_id?: number | readonly number[];
  readonly email_id?: number | readonly number[];
  readonly cadence_membership_id?: number | readonly number[];
  readonly mailbox_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly user_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly message_id?: string | number | readonly (string | number)[];
  readonly unreadable?: boolean;
  readonly suggestion?: 'opt_out' | readonly 'opt_out'[];
  readonly thread_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly received_at?: Range;
  readonly updated_at?: Range;
  readonly created_at?: Range;
} & Paging<'received_at' | 'created_at' | 'updated_at'>;

export type RecordingSetting = {
  /** Whether a call with the number is recorded by itself. */
  recording_default: boolean;
};

export type RecoveryCodes = {
  /** Each signs in once in the place of a code of the app. */
  codes: string[];
};

export type RenewRecoveryCodesBody = {
  code: string | number;
};

export type RepReport = {
  /** period: what happened in the range. */
  basis: 'period';
  /** First day, from its midnight on. */
  from: string;
  /** Last day, up to its midnight. */
  until: string;
  /** Whose midnights the days have, by its IANA name. */
  zone: string;
  /** Everything up to then is in the figures; null, as nearly always: everything there is. */
  counted_until: string | null;
  /** Reps of whom there is anything. */
  rows: {
    /** Number of the rep. */
    user_id: number;
    /** How the rep is called. */
    name: string | null;
    /** Touches to be done by hand that were due on a day of the range, by the rep's clock, leave and holidays left out; of today only those that are done. */
    touches_due: number;
    /** Of these the ones done on their day, or before. */
    touches_on_time: number;
    /** Of these the ones done after their day. */
    touches_late: number;
    /** Of these the ones that nobody has done. */
    touches_open: number;
    /** Replies that began to wait in the range and were answered by an e-mail or a call; what came in between waits for the same answer. */
    replies_answered: number;
    /** Replies that began to wait in the range and wait still. */
    replies_waiting: number;
    /** Median of the minutes from a reply to its answer, within the hours of the rep's send window (else the team's, else at any time), leave and holidays left out; null: there is no answer. */
    answer_minutes: number | null;
    /** E-mails that left for certain. */
    sent: number;
    /** People with a delivered e-mail of the rep. */
    people_emailed: number;
    /** People with a delivered e-mail or a logged call of the rep. */
    people_contacted: number;
    /** People who answered an e-mail of the rep. */
    people_replied: number;
    /** Calls that were logged. */
    calls: number;
    /** Of the calls those that reached somebody, as their dispositions say. */
    calls_connected: number;
    /** Of the calls those that went well, as their sentiments say. */
    calls_positive: number;
    /** touches_on_time of touches_due. */
    on_time_rate: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
    /** people_replied of people_emailed. */
    reply_rate: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
    /** Replies that were called positive, of those that somebody called anything. */
    positive_rate: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
    /** calls_connected of calls. */
    connect_rate: {
      /** Those who did, or that are so. */
      count: number;
      /** All that they are a share of; with fewer than 20 the share says little. */
      of: number;
      /** count divided by of, from 0 to 1; null where there is nothing to divide by. */
      rate: number | null;
      /** Lower bound of the 95 % interval (Wilson). */
      low: number | null;
      /** Upper bound of the 95 % interval (Wilson). */
      high: number | null;
    };
  }[];
};

export type RepReportRows = {
  /** The number whose rows these are. */
  figure: 'touches_due' | 'touches_on_time' | 'touches_late' | 'touches_open' | 'replies_answered' | 'replies_waiting';
  /** Number of this page, from 1. */
  page: number;
  /** Number of the page that follows; null on the last. */
  next_page: number | null;
  /** What was counted, the newest first; over all pages as many as the number says. */
  rows: {
    /** Where the record is read: by this name, below /v2 or /v2/activities. */
    resource: 'actions' | 'received_messages';
    /** Number of the record. */
    id: number;
    /** Whom it is about. */
    person_id: number;
    /** The moment that counts; null where a person had none. */
    at: string | null;
  }[];
};

export type RescheduleLink = {
  /** The page; it works until the meeting begins, while the settings of its owner say so. */
  url: string;
};

export type RetryServerTransportBody = {};

export type RightToBeForgottenBody = {
  /** The own team, if it is said at all. */
  team_id?: number | string | null | undefined;
  /** When it is to happen; without it, as soon as may be. */
  schedule?: {
    /** The moment before which nothing is done. */
    run_at: string;
  } | null | undefined;
  /** Count only what would be done. */
  dry_run?: boolean | string | number | null | undefined;
  /** Who is meant, 1000 at most; those deleted before can be named as well. */
  people_ids: (number | string)[] | string | number;
};

export type Rights = {
  /** Whether the user is an admin: some things are theirs alone. */
  admin: boolean;
  /** Whether every person and account of the team is seen, or those that the user owns. */
  sees_all: boolean;
  /** What the role of the user gives beyond what every user may; of an admin, all of it. */
  permissions: string[];
  /** How the caller came in: by an API key, as a program of others, or in a browser. */
  via: 'api_key' | 'oauth' | 'session';
  /** Names of what may be read and written; of a browser, all that the role allows. */
  scopes: string[];
};

export type Sandbox = {
  /** Whether the team is a sandbox: nothing leaves it. */
  enabled: boolean;
  /** What the team's clock says. */
  now: string;
  /** Milliseconds that it is ahead of the present. */
  clock_offset_ms: number;
  /** When something is next due. */
  next_due_at: string | null;
  /** What made-up people do. */
  settings: {
    /** Word that chance is drawn from: the same gives the same month. */
    seed: string;
    /** Share of e-mails that are answered, 0 to 1. */
    reply_rate: number;
    /** Share of e-mails answered by a machine, 0 to 1. */
    auto_reply_rate: number;
    /** Share of e-mails that come back, 0 to 1. */
    bounce_rate: number;
    /** Share of e-mails that are opened, 0 to 1. */
    open_rate: number;
    /** Share of e-mails with a click, 0 to 1. */
    click_rate: number;
    /** Share of people who opt out, 0 to 1. */
    opt_out_rate: number;
    /** Whether steps by hand are done by themselves. */
    complete_manual_steps: boolean;
  };
  /** The advance under way, or the last one. */
  advance: {
    /** Whether it goes on, came to its end, was stopped, ran out of time, or failed. */
    state: 'running' | 'done' | 'cancelled' | 'time_limit' | 'failed';
    /** Where the clock stood at first. */
    from: string;
    /** Where the clock shall stand. */
    target: string;
    /** Where the clock stands. */
    now: string;
    /** Moments at which something was due. */
    moments: number;
    /** What happened on the way. */
    counts: {
      /** E-mails that a mail server took. */
      emails_sent: number;
      /** E-mails that wait for a person. */
      emails_held: number;
      /** E-mails that were taken out of the queue. */
      emails_cancelled: number;
      /** Steps that wait for a person. */
      steps_waiting: number;
      /** Steps that were carried out. */
      steps_done: number;
      /** Steps that were left out. */
      steps_skipped: number;
      /** Answers by people; automatic ones are left out. */
      replies: number;
      /** Automatic answers. */
      auto_replies: number;
      /** E-mails that came back as undeliverable. */
      bounces: number;
      /** Opens by people. */
      opens: number;
      /** Clicks by people; machines are left out. */
      clicks: number;
      /** People who asked for no more mail. */
      opt_outs: number;
    };
    /** Why it stopped. */
    error: string | null;
  } | null;
};

export type SandboxAdvance = {
  /** Whether it goes on, came to its end, was stopped, ran out of time, or failed. */
  state: 'running' | 'done' | 'cancelled' | 'time_limit' | 'failed';
  /** Where the clock stood at first. */
  from: string;
  /** Where the clock shall stand. */
  target: string;
  /** Where the clock stands. */
  now: string;
  /** Moments at which something was due. */
  moments: number;
  /** What happened on the way. */
  counts: {
    /** E-mails that a mail server took. */
    emails_sent: number;
    /** E-mails that wait for a person. */
    emails_held: number;
    /** E-mails that were taken out of the queue. */
    emails_cancelled: number;
    /** Steps that wait for a person. */
    steps_waiting: number;
    /** Steps that were carried out. */
    steps_done: number;
    /** Steps that were left out. */
    steps_skipped: number;
    /** Answers by people; automatic ones are left out. */
    replies: number;
    /** Automatic answers. */
    auto_replies: number;
    /** E-mails that came back as undeliverable. */
    bounces: number;
    /** Opens by people. */
    opens: number;
    /** Clicks by people; machines are left out. */
    clicks: number;
    /** People who asked for no more mail. */
    opt_outs: number;
  };
  /** What happened, in its order. */
  touches: {
    /** The moment it happened or is expected. */
    at: string;
    /** What sort of touch it was. */
    kind: 'email_sent' | 'email_held' | 'email_cancelled' | 'step_waiting' | 'step_done' | 'step_skipped' | 'reply' | 'auto_reply' | 'bounce' | 'open' | 'click' | 'opt_out';
    /** Number of the person it happened to. */
    person_id: number | null;
    /** Address it went to. */
    to: string | null;
    /** Subject line of the e-mail. */
    subject: string | null;
    /** Why, in a sentence for people. */
    reason: string;
    /** The rule that decided, as a word that programs may compare. */
    rule: string | null;
  }[];
  /** Whether more happened than is listed. */
  more: boolean;
  /** Why it stopped. */
  error: string | null;
};

export type SandboxAdvanceBody = {
  /** How far the clock is moved, such as 3 days. */
  by?: string | number | null | undefined;
  /** Moment the clock is moved to. */
  until?: string | null | undefined;
  /** true: the answer comes when it has begun; GET /v2/sandbox says how far it is, POST /v2/sandbox/cancel ends it. */
  background?: boolean | string | number | null | undefined;
};

export type SandboxMessage = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When it was handed over, by the clock of the team. */
  delivered_at: string;
  /** Message-ID, as in its header. */
  message_id: string;
  /** Sender of the envelope, where bounces go. */
  envelope_from: string;
  /** Recipients of the envelope. */
  envelope_to: string[];
  /** Its heading. */
  subject: string;
  /** Whom it went to; null: nobody that is a person here. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Name and address of the sender as its header has them. */
  from: string | null;
  /** Names and addresses of recipients as its header has them. */
  to: string | null;
  /** Its words without form. */
  text: string;
  /** Its cleaned HTML, to be shown in a frame without an origin; empty where it has none. */
  html: string;
  /** Why it cannot be shown; null: it can. */
  unreadable: string | null;
  /** What its recipient did or will do, drawn or by hand; for admins, else none. */
  reactions: {
    /** Number that the record is called by; never given twice. */
    id: number;
    /** What the recipient does. */
    kind: 'reply' | 'auto_reply' | 'bounce' | 'open' | 'click' | 'opt_out';
    /** When it was done, or will be. */
    at: string;
    /** Whether it has happened. */
    done: boolean;
    /** Whether a user did it in the place of the recipient. */
    by_hand: boolean;
    /** What came of it, in a sentence. */
    outcome: string;
    /** The message that it was, where it was one. */
    received_message: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
  }[];
};

export type SandboxMessages = {
  /** What was kept, newest first. */
  messages: {
    /** Number that the record is called by; never given twice. */
    id: number;
    /** When it was handed over, by the clock of the team. */
    delivered_at: string;
    /** Message-ID, as in its header. */
    message_id: string;
    /** Sender of the envelope, where bounces go. */
    envelope_from: string;
    /** Recipients of the envelope. */
    envelope_to: string[];
    /** Its heading. */
    subject: string;
  }[];
  /** What `before` shall be for older ones; null: there are none. */
  next_before: number | null;
};

export type SandboxReactBody = {
  /** What the recipient does with the message. */
  kind: 'reply' | 'auto_reply' | 'bounce' | 'open' | 'click' | 'opt_out';
  /** Words of the answer. */
  text?: string | number | null | undefined;
  /** Of an automatic answer: first day back. */
  returns_on?: string | null | undefined;
  /** Link that is clicked. */
  url?: string | number | null | undefined;
};

export type SandboxReaction = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What the recipient did. */
  kind: 'reply' | 'auto_reply' | 'bounce' | 'open' | 'click' | 'opt_out';
  /** The moment it happened or is expected. */
  at: string;
  /** What was made of it. */
  outcome: string;
  received_message: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type SandboxSettingsBody = {
  /** Whether the team is a sandbox: nothing leaves it. */
  enabled?: boolean | string | number | null | undefined;
  /** Word that chance is drawn from: the same gives the same month. */
  seed?: string | number | null | undefined;
  /** Share of e-mails that are answered, 0 to 1. */
  reply_rate?: number | string | null | undefined;
  /** Share of e-mails answered by a machine, 0 to 1. */
  auto_reply_rate?: number | string | null | undefined;
  /** Share of e-mails that come back, 0 to 1. */
  bounce_rate?: number | string | null | undefined;
  /** Share of e-mails that are opened, 0 to 1. */
  open_rate?: number | string | null | undefined;
  /** Share of e-mails with a click, 0 to 1. */
  click_rate?: number | string | null | undefined;
  /** Share of people who opt out, 0 to 1. */
  opt_out_rate?: number | string | null | undefined;
  /** Whether steps by hand are done by themselves. */
  complete_manual_steps?: boolean | string | number | null | undefined;
};

export type SandboxTouches = {
  /** Where the time begins, by the clock of the team. */
  from: string;
  /** Where it ends; included. */
  until: string;
  /** Which page this is. */
  page: number;
  /** How many of them one answer holds at most. */
  per_page: number;
  /** The page after this; null on the last. */
  next_page: number | null;
  /** What happened, in order. */
  touches: {
    /** The moment it happened or is expected. */
    at: string;
    /** What sort of touch it was. */
    kind: 'email_sent' | 'email_held' | 'email_cancelled' | 'step_waiting' | 'step_done' | 'step_skipped' | 'reply' | 'auto_reply' | 'bounce' | 'open' | 'click' | 'opt_out';
    /** Number of the person it happened to. */
    person_id: number | null;
    /** Address it went to. */
    to: string | null;
    /** Subject line of the e-mail. */
    subject: string | null;
    /** Why, in a sentence for people. */
    reason: string;
    /** The rule that decided, as a word that programs may compare. */
    rule: string | null;
  }[];
};

export type SavedListView = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Which list it belongs to: people, companies or recordings. */
  view: 'people' | 'companies' | 'recordings' | null;
  /** What the view is called. */
  name: string | null;
  /** The filters and columns of the list; a program may send them as JSON text. */
  view_params: Record<string, unknown> | null;
  /** Whether the list opens with it; one of each list and owner. */
  is_default: boolean;
  /** Whether colleagues may see and use it. */
  shared: boolean;
};

export type SavedListViewCreate = {
  /** What the view is called. */
  name: string | number;
  /** The filters and columns of the list; a program may send them as JSON text. */
  view_params?: unknown;
  /** Whether the list opens with it; one of each list and owner. */
  is_default?: boolean | string | number | null | undefined;
  /** Whether colleagues may see and use it. */
  shared?: boolean | string | number | null | undefined;
  /** Which list it belongs to: people, companies or recordings. */
  view: 'people' | 'companies' | 'recordings';
};

export type SavedListViewUpdate = {
  /** What the view is called. */
  name?: string | number | null | undefined;
  /** The filters and columns of the list; a program may send them as JSON text. */
  view_params?: unknown;
  /** Whether the list opens with it; one of each list and owner. */
  is_default?: boolean | string | number | null | undefined;
  /** Whether colleagues may see and use it. */
  shared?: boolean | string | number | null | undefined;
};

export type SavedListViewsParams = {
  readonly ids?: number | readonly number[];
  readonly view?: 'people' | 'companies' | 'recordings';
  readonly shared?: boolean;
  readonly include_shared?: boolean;
} & Paging<'name'>;

export type ScheduledEmail = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Where it stands; uncertain means that it may have left. */
  state: 'planned' | 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'cancelled';
  /** Why it is in this state, in a sentence. */
  reason: string;
  /** Not before this moment. */
  send_after: string;
  /** When a mail server took it; null before. */
  sent_at: string | null;
  /** Message-ID of the message (RFC 5322). */
  message_id: string;
  /** Address it goes to. */
  to_address: string;
  /** Addresses that get an open copy. */
  cc: string[];
  /** Addresses that get a hidden copy. */
  bcc: string[];
  /** Subject line. */
  subject: string | null;
  /** HTML of the message. */
  body: string | null;
  /** Numbers of the files that go with it, 25 MB in all at most. */
  attachment_ids: number[];
  /** The person it is about. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  mailbox: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type ScheduledEmailCreate = {
  /** Not before this moment. */
  send_after?: string | null | undefined;
  /** Subject line. */
  subject?: string | number | null | undefined;
  /** HTML of the message. */
  body: string | number;
  /** Addresses that get an open copy. */
  cc?: (string | number)[] | string | null | undefined;
  /** Addresses that get a hidden copy. */
  bcc?: (string | number)[] | string | null | undefined;
  /** Number of the mailbox. */
  mailbox_id?: number | string | null | undefined;
  /** Numbers of the files that go with it, 25 MB in all at most. */
  attachment_ids?: (number | string)[] | string | number | null | undefined;
  /** Number of the person it is about. */
  person_id: number | string;
  /** Number of the message that is answered. */
  received_message_id?: number | string | null | undefined;
};

export type ScheduledEmailUpdate = {
  /** Not before this moment. */
  send_after?: string | null | undefined;
  /** Subject line. */
  subject?: string | number | null | undefined;
  /** HTML of the message. */
  body?: string | number | null | undefined;
  /** Addresses that get an open copy. */
  cc?: (string | number)[] | string | null | undefined;
  /** Addresses that get a hidden copy. */
  bcc?: (string | number)[] | string | null | undefined;
  /** Number of the mailbox. */
  mailbox_id?: number | string | null | undefined;
  /** Numbers of the files that go with it, 25 MB in all at most. */
  attachment_ids?: (number | string)[] | string | number | null | undefined;
};

export type ScheduledEmailsParams = {
  readonly ids?: number | readonly number[];
  readonly state?: 'planned' | 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'cancelled' | readonly ('planned' | 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'cancelled')[];
  readonly person_id?: number | readonly number[];
  readonly user_id?: number | readonly number[];
  readonly updated_at?: Range;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at' | 'send_after'>;

export type SearchResults = {
  /** What sort of step or touch this is. */
  type: 'people' | 'accounts' | 'cadences' | 'email_templates';
  /** Number that the record is called by; never given twice. */
  id: number;
  /** What people call it; shown in lists. */
  name: string | null;
  detail: string | null;
  match: 'word' | 'beginning' | 'typo';
  field: 'name' | 'address' | 'other';
  resource: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  };
}[];

export type SendActionEmailBody = {
  /** Subject line, instead of the one of the template. */
  subject?: string | number | null | undefined;
  /** HTML, instead of the one of the template. */
  body?: string | number | null | undefined;
  /** Whether opens of this e-mail are counted. */
  view_tracking?: boolean | string | number | null | undefined;
  /** Lead links over this server, to count clicks. */
  click_tracking?: boolean | string | number | null | undefined;
  /** Not before this moment. */
  send_after?: string | null | undefined;
};

export type SendLedgerHistoryParams = {

} & Paging<never>;

export type SendLedgerParams = {
  readonly ids?: number | readonly number[];
  readonly state?: 'planned' | 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'cancelled' | 'skipped' | readonly ('planned' | 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'cancelled' | 'skipped')[];
  readonly mailbox_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly person_id?: number | readonly number[];
  readonly cadence_id?: number | readonly number[];
  readonly user_id?: number | readonly number[];
  readonly message_id?: string | number | readonly (string | number)[];
  readonly updated_at?: Range;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type SendLedgerSettleBody = {
  /** sent: it left; not_sent: it did not, and may be sent again. */
  verdict: 'sent' | 'not_sent';
};

export type SendLedgerSettleManyBody = {
  /** sent: they left; not_sent: they did not. */
  verdict: 'sent' | 'not_sent';
  /** With not_sent: they leave again at once, each with its place in its mailbox. */
  send_again?: boolean | string | number | null | undefined;
  /** Which e-mails; without, the oldest that fit the rest. */
  ids?: (number | string)[] | null | undefined;
  /** Only those of this mailbox. */
  mailbox_id?: number | string | null | undefined;
  /** Only those of this cadence. */
  cadence_id?: number | string | null | undefined;
  /** Only those of this user. */
  user_id?: number | string | null | undefined;
  /** Only those in doubt since before this moment. */
  before?: string | null | undefined;
};

export type SendSignalBody = {
  /** high, medium or low, as the program judges. */
  urgency: 'high' | 'medium' | 'low';
  /** Word of the kind; the program registered it before. */
  type: string | number;
  /** When it happened there. */
  occurred_at: string;
  /** What of its kind was seen. */
  indicators?: {
    /** Word by which signals and plays name it. */
    key: string | number;
    /** What is told with it. */
    metadata?: unknown;
  }[] | null | undefined;
  /** UUID by which the same signal is known when it comes again. */
  idempotency_key: string;
  /** What the program tells, as the shape of the kind has it. */
  data?: unknown;
  /** Whom and what it is about. */
  attribution?: {
    /** Number of the person. */
    person_id?: number | string | null | undefined;
    /** Number of the company. */
    account_id?: number | string | null | undefined;
    /** Number of the deal. */
    opportunity_id?: number | string | null | undefined;
    /** Number that a program has for a text; kept out of use here. */
    email_tracked_content_id?: number | string | null | undefined;
    /** Who shall read of it; who looks after the person where nobody is named. */
    user_guid?: string | number | null | undefined;
  } | null | undefined;
  /** Whether it is read of in the live feed. */
  broadcast_notification?: boolean | string | number | null | undefined;
};

export type SendWindow = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whose clock counts: of the user, of the person, or fixed as in time_zone. */
  zone_mode: 'user' | 'person' | 'fixed';
  /** IANA name of the zone; timestamps are answered in it. */
  time_zone: string | null;
  /** Hours of the week in which touches may happen. */
  blocks: {
    /** Days of the week: 1 is Monday, 7 is Sunday. */
    days: number[];
    /** HH:MM at which it opens. */
    from: string;
    /** HH:MM at which it closes. */
    to: string;
  }[];
  /** Whether touches by hand keep to it as well. */
  manual_steps: boolean;
};

export type SendWindowCreate = {
  /** Whose clock counts: of the user, of the person, or fixed as in time_zone. */
  zone_mode?: 'user' | 'person' | 'fixed' | null | undefined;
  /** IANA name of the zone; timestamps are answered in it. */
  time_zone?: string | number | null | undefined;
  /** Whether touches by hand keep to it as well. */
  manual_steps?: boolean | string | number | null | undefined;
  /** User that it is for; none: a cadence or the team. */
  user_id?: number | string | null | undefined;
  /** Cadence that it is for; none: a user or the team. */
  cadence_id?: number | string | null | undefined;
  /** Hours of the week in which touches may happen. */
  blocks: {
    /** Days of the week: 1 is Monday, 7 is Sunday. */
    days: (number | string)[];
    /** HH:MM at which it opens. */
    from: string;
    /** HH:MM at which it closes. */
    to: string;
  }[];
};

export type SendWindowUpdate = {
  /** Whose clock counts: of the user, of the person, or fixed as in time_zone. */
  zone_mode?: 'user' | 'person' | 'fixed' | null | undefined;
  /** IANA name of the zone; timestamps are answered in it. */
  time_zone?: string | number | null | undefined;
  /** Whether touches by hand keep to it as well. */
  manual_steps?: boolean | string | number | null | undefined;
  /** Hours of the week in which touches may happen. */
  blocks?: {
    /** Days of the week: 1 is Monday, 7 is Sunday. */
    days: (number | string)[];
    /** HH:MM at which it opens. */
    from: string;
    /** HH:MM at which it closes. */
    to: string;
  }[] | undefined;
};

export type SendWindowsParams = {
  readonly ids?: number | readonly number[];
  readonly user_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly cadence_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type SendingSettings = {
  /** true: nothing of the team leaves until that is taken back. */
  sending_paused: boolean;
  /** Since when nothing of the team leaves. */
  sending_paused_at: string | null;
  /** Whether e-mails may leave by themselves. */
  allow_automated_email_steps: boolean;
  /** E-mails a day of one user, at most. */
  email_daily_limit: number | null;
  /** What becomes of e-mails of which nobody knows whether they left. */
  uncertain_policy: 'hold' | 'assume_sent' | 'assume_failed';
  /** Whether opens are counted where nothing else is said. */
  open_tracking_default: boolean;
  /** Whether clicks are counted where nothing else is said. */
  click_tracking_default: boolean;
  /** Number of the mailbox that the server's own mail leaves by. */
  system_mailbox_id: number | null;
  /** Whether a rep without a mailbox sends nothing, though SMTP_URL is set. */
  require_mailbox: boolean;
  /** How often people hear from the team at most, over all cadences and senders: automatic e-mails wait for it; null: as often as cadences have it. Always given whole. */
  touch_limits: {
    /** E-mails and calls to one person; null: no limit. */
    person: {
      /** Touches in any stretch of so many days, at most. */
      count: number;
      /** Length of the stretch. */
      days: number;
    } | null;
    /** E-mails and calls to all people of one account; null: no limit. */
    account: {
      /** Touches in any stretch of so many days, at most. */
      count: number;
      /** Length of the stretch. */
      days: number;
    } | null;
    /** E-mails to those whose mailboxes one provider keeps; the first that fits counts. */
    providers: {
      /** google, microsoft, yahoo, apple, gmx, proton, yandex or mailru with their public domains, any other name with its domains, or *: of all others each domain by itself. */
      provider: string;
      /** Domains that count as the same provider, such as those of companies with mailboxes there. */
      domains: string[];
      /** E-mails in any hour, at most; null: no limit. */
      per_hour: number | null;
      /** E-mails in any 24 hours, at most; null: no limit. */
      per_day: number | null;
    }[];
  } | null;
};

export type ServerTransport = {
  /** Whether SMTP_URL is set. */
  configured: boolean;
  /** Whether SMTP_URL works: not tried yet, ok, failing for a while, or blocked until somebody mends it. */
  health: 'unknown' | 'ok' | 'failing' | 'blocked';
  /** What is wrong, in a sentence. */
  health_reason: string | null;
  /** What is wrong, as a word that programs may compare. */
  health_rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written' | null;
  /** What that sentence is made of. */
  health_facts: {
    /** The rule that the facts belong to. */
    rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
  }[] | null;
  /** Since when its health is what it is. */
  health_changed_at: string | null;
  /** When it is tried again. */
  retry_at: string | null;
  /** Why links of e-mails may not work outside. */
  public_url_warning: string | null;
};

export type Sessions = {
  /** What names it; it opens nothing. */
  id: string;
  /** When the user signed in. */
  created_at: string;
  /** Network address of that browser at that moment. */
  ip: string | null;
  /** What that browser said it was. */
  user_agent: string | null;
  /** Whether it is the one that asks. */
  current: boolean;
}[];

export type SettledMany = {
  /** How many were settled now. */
  settled: number;
  /** How many of them are queued anew. */
  sent_again: number;
  /** How many fit and are still in doubt. */
  left: number;
  /** Those that could not be settled, each with the reason. */
  not_done: {
    /** Number that the record is called by; never given twice. */
    id: number;
    /** Why, in a sentence for people. */
    reason: string;
  }[];
};

export type ShowOptions = CallOptions & { readonly query?: { readonly [name: string]: QueryValue } };

export type Signal = {
  /** Number it was taken under. */
  id: number;
  /** high, medium or low, as the program judges. */
  urgency: string;
  /** Word of the kind; the program registered it before. */
  type: string;
  /** When it happened there. */
  occurred_at: string;
  /** When it first came here. */
  received_at: string;
  /** What of its kind was seen. */
  indicators: Record<string, unknown>[];
  /** UUID by which the same signal is known when it comes again. */
  idempotency_key: string;
  /** What the program tells, as the shape of the kind has it. */
  data: Record<string, unknown> | null;
  /** Whom and what it is about. */
  attribution: Record<string, unknown>;
  /** Whether it is read of in the live feed. */
  broadcast_notification: boolean;
  /** Sentence about signals of the kind, by language. */
  description: Record<string, unknown> | null;
  /** The kind it is of. */
  registration: {
    /** Number that the record is called by; never given twice. */
    id: number;
  };
  /** The program that sent it. */
  integration: Record<string, unknown>;
};

export type SignalRegistration = {
  /** Word that signals of this kind have, once for each program. */
  type: string | null;
  /** What users read of it. */
  signal_name: string | null;
  /** GUID of who registered it. */
  owner_user_guid: string | null;
  /** Name of the program in links. */
  integration_slug: string | null;
  /** The program that sends them. */
  integration: Record<string, unknown> | null;
  /** What may be told with it, with the shape of each. */
  indicators: Record<string, unknown>[];
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When it was made known to all teams; null here. */
  globally_installed_at: string | null;
  /** Sentence about a signal, by language. */
  description: Record<string, unknown> | null;
  /** JSON Schema of what it carries. */
  data_shape: Record<string, unknown> | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** What it may be about: person, account, user and the like. */
  attribution: string[];
};

export type SignalRegistrationsParams = {
  readonly type?: string | number | readonly (string | number)[];
  readonly updated_at?: Range;
} & Paging<'id' | 'updated_at'>;

export type SkipStepBody = {
  /** Step to leave out; without one, the next. */
  step_id?: number | string | null | undefined;
};

export type Snippet = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Word by which templates include it; unique within its owner or the team. */
  key: string;
  /** What it is called in lists. */
  name: string;
  /** HTML that stands for it. */
  body: string;
  /** Whether colleagues may see and use it. */
  shared: boolean;
  /** The user who looks after it. */
  owner: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type SnippetCreate = {
  /** Word by which templates include it; unique within its owner or the team. */
  key: string | number;
  /** What it is called in lists. */
  name?: string | number | null | undefined;
  /** HTML that stands for it. */
  body: string | number;
  /** Whether colleagues may see and use it. */
  shared?: boolean | string | number | null | undefined;
};

export type SnippetUpdate = {
  /** Word by which templates include it; unique within its owner or the team. */
  key?: string | number | null | undefined;
  /** What it is called in lists. */
  name?: string | number | null | undefined;
  /** HTML that stands for it. */
  body?: string | number | null | undefined;
  /** Whether colleagues may see and use it. */
  shared?: boolean | string | number | null | undefined;
};

export type SnippetsParams = {
  readonly ids?: number | readonly number[];
  readonly key?: string | number | readonly (string | number)[];
  readonly shared?: boolean;
  readonly updated_at?: Range;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at' | 'key'>;

export type SnoozeActionBody = {
  /** Where it ends. */
  until: string;
};

export type SpreadActionsBody = {
  action_ids?: (number | string)[] | string | number | null | undefined;
  filter?: Record<string, unknown> | null | undefined;
  except?: (number | string)[] | string | number | null | undefined;
  days: number | string;
  /** Where it begins; included. */
  from?: string | null | undefined;
  dry_run?: boolean | string | number | null | undefined;
};

export type Step = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Whether it is left out. */
  disabled: boolean;
  /** What is done: email, phone, integration or other. */
  type: 'email' | 'phone' | 'integration' | 'other' | null;
  /** What the step is called. */
  name: string | null;
  /** Day, kind and name in one line. */
  display_name: string | null;
  /** Day of the cadence it belongs to; the first is 1. */
  day: number | null;
  /** Place among all steps of the cadence, from 1. */
  step_number: number | null;
  /** Whether several steps of its day belong together. */
  multitouch_enabled: boolean;
  details: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type StepCreate = {
  /** What the step is called. */
  name?: string | number | null | undefined;
  /** Day of the cadence it belongs to; the first is 1. */
  day?: number | string | null | undefined;
  /** Place among all steps of the cadence, from 1. */
  step_number?: number | string | null | undefined;
  /** Whether it is left out. */
  disabled?: boolean | string | number | null | undefined;
  /** What the rep shall do or say. */
  instructions?: string | number | null | undefined;
  /** Number of the template whose words are sent. */
  email_template_id?: number | string | null | undefined;
  /** Step whose e-mail this one answers, in one thread. */
  previous_email_step_id?: number | string | null | undefined;
  /** Number of the program that does the step. */
  integration_id?: number | string | null | undefined;
  /** Which of its kinds of step that program shall do. */
  integration_step_type_guid?: string | number | null | undefined;
  /** The e-mail leaves by itself; otherwise a rep sends it. */
  automated?: boolean | string | number | null | undefined;
  /** Due as soon as the step before it is done. */
  due_immediately?: boolean | string | number | null | undefined;
  /** at_time: at time_of_day; after_time_delay: delay_time after the step before. */
  send_type?: 'at_time' | 'after_time_delay' | null | undefined;
  /** HH:MM at which it is due. */
  time_of_day?: string | number | null | undefined;
  /** Whether the clock of the person or of the user counts. */
  timezone_mode?: 'person' | 'user' | null | undefined;
  /** Minutes after the step before. */
  delay_time?: number | string | null | undefined;
  /** May leave on Saturday and Sunday. */
  allow_send_on_weekends?: boolean | string | number | null | undefined;
  /** Question about the person that decides which step comes next. */
  condition?: {
    /** What is asked: opened, clicked or replied about an e-mail, or field about the person. */
    if: 'opened' | 'clicked' | 'replied';
    /** Earlier e-mail step that is asked about; without, any e-mail of the cadence. */
    step_id?: number | string | null | undefined;
    /** Days after the e-mail was sent that count; without, until the step is reached. */
    within_days?: number | string | null | undefined;
    /** false turns the question round. */
    is?: boolean | string | number | null | undefined;
    /** What follows where it does not hold: skip the step, end the cadence, or goto another step. */
    else?: 'skip' | 'end' | 'goto' | null | undefined;
    /** Later step that follows with else: goto. */
    goto_step_id?: number | string | null | undefined;
  } | {
    /** What is asked: opened, clicked or replied about an e-mail, or field about the person. */
    if: 'field';
    /** Which field is asked for: of the person, of custom_fields, the stage, or of the account. */
    field: string | number;
    /** How value and field are compared. */
    op: 'equals' | 'contains' | 'starts_with' | 'one_of' | 'greater_than' | 'less_than' | 'present';
    /** What the field is compared with. */
    value?: string | number | (string | number)[] | null | undefined;
    /** false turns the question round. */
    is?: boolean | string | number | null | undefined;
    /** What follows where it does not hold: skip the step, end the cadence, or goto another step. */
    else?: 'skip' | 'end' | 'goto' | null | undefined;
    /** Later step that follows with else: goto. */
    goto_step_id?: number | string | null | undefined;
  } | null | undefined;
  /** What becomes of an e-mail with fields that nothing fills: hold it, or use field_defaults. */
  missing_fields?: 'hold' | 'default' | null | undefined;
  /** What stands for a field that nothing fills, by the name of the field. */
  field_defaults?: Record<string | number, string | number> | null | undefined;
  /** Number of the cadence. */
  cadence_id: number | string;
  /** What is done: email, phone, integration or other. */
  type: 'email' | 'phone' | 'integration' | 'other';
};

export type StepPlaces = {
  /** Where each step stands now, in order. */
  steps: {
    /** Number of the step. */
    id: number;
    /** The day it stands on. */
    day: number;
    /** Its number through the whole cadence. */
    step_number: number;
  }[];
};

export type StepPlacesBody = {
  steps: {
    /** Number of the step. */
    id: number | string;
    /** The day it stands on. */
    day: number | string;
  }[];
};

export type StepRules = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** The e-mail leaves by itself; otherwise a rep sends it. */
  automated: boolean;
  /** Due as soon as the step before it is done. */
  due_immediately: boolean;
  /** at_time: at time_of_day; after_time_delay: delay_time after the step before. */
  send_type: 'at_time' | 'after_time_delay' | null;
  /** HH:MM at which it is due. */
  time_of_day: string | null;
  /** Whether the clock of the person or of the user counts. */
  timezone_mode: 'person' | 'user' | null;
  /** Minutes after the step before. */
  delay_time: number | null;
  /** May leave on Saturday and Sunday. */
  allow_send_on_weekends: boolean;
  /** What the rep shall do or say. */
  instructions: string | null;
  /** Number of the template whose words are sent. */
  email_template_id: number | null;
  /** Step whose e-mail this one answers, in one thread. */
  previous_email_step_id: number | null;
  /** Number of the program that does the step. */
  integration_id: number | null;
  /** Which of its kinds of step that program shall do. */
  integration_step_type_guid: string | null;
  /** Question about the person that decides which step comes next. */
  condition: Record<string, unknown> | null;
  /** What becomes of an e-mail with fields that nothing fills: hold it, or use field_defaults. */
  missing_fields: 'hold' | 'default';
  /** What stands for a field that nothing fills, by the name of the field. */
  field_defaults: Record<string, string>;
};

export type StepUpdate = {
  /** What the step is called. */
  name?: string | number | null | undefined;
  /** Day of the cadence it belongs to; the first is 1. */
  day?: number | string | null | undefined;
  /** Place among all steps of the cadence, from 1. */
  step_number?: number | string | null | undefined;
  /** Whether it is left out. */
  disabled?: boolean | string | number | null | undefined;
  /** What the rep shall do or say. */
  instructions?: string | number | null | undefined;
  /** Number of the template whose words are sent. */
  email_template_id?: number | string | null | undefined;
  /** Step whose e-mail this one answers, in one thread. */
  previous_email_step_id?: number | string | null | undefined;
  /** Number of the program that does the step. */
  integration_id?: number | string | null | undefined;
  /** Which of its kinds of step that program shall do. */
  integration_step_type_guid?: string | number | null | undefined;
  /** The e-mail leaves by itself; otherwise a rep sends it. */
  automated?: boolean | string | number | null | undefined;
  /** Due as soon as the step before it is done. */
  due_immediately?: boolean | string | number | null | undefined;
  /** at_time: at time_of_day; after_time_delay: delay_time after the step before. */
  send_type?: 'at_time' | 'after_time_delay' | null | undefined;
  /** HH:MM at which it is due. */
  time_of_day?: string | number | null | undefined;
  /** Whether the clock of the person or of the user counts. */
  timezone_mode?: 'person' | 'user' | null | undefined;
  /** Minutes after the step before. */
  delay_time?: number | string | null | undefined;
  /** May leave on Saturday and Sunday. */
  allow_send_on_weekends?: boolean | string | number | null | undefined;
  /** Question about the person that decides which step comes next. */
  condition?: {
    /** What is asked: opened, clicked or replied about an e-mail, or field about the person. */
    if: 'opened' | 'clicked' | 'replied';
    /** Earlier e-mail step that is asked about; without, any e-mail of the cadence. */
    step_id?: number | string | null | undefined;
    /** Days after the e-mail was sent that count; without, until the step is reached. */
    within_days?: number | string | null | undefined;
    /** false turns the question round. */
    is?: boolean | string | number | null | undefined;
    /** What follows where it does not hold: skip the step, end the cadence, or goto another step. */
    else?: 'skip' | 'end' | 'goto' | null | undefined;
    /** Later step that follows with else: goto. */
    goto_step_id?: number | string | null | undefined;
  } | {
    /** What is asked: opened, clicked or replied about an e-mail, or field about the person. */
    if: 'field';
    /** Which field is asked for: of the person, of custom_fields, the stage, or of the account. */
    field: string | number;
    /** How value and field are compared. */
    op: 'equals' | 'contains' | 'starts_with' | 'one_of' | 'greater_than' | 'less_than' | 'present';
    /** What the field is compared with. */
    value?: string | number | (string | number)[] | null | undefined;
    /** false turns the question round. */
    is?: boolean | string | number | null | undefined;
    /** What follows where it does not hold: skip the step, end the cadence, or goto another step. */
    else?: 'skip' | 'end' | 'goto' | null | undefined;
    /** Later step that follows with else: goto. */
    goto_step_id?: number | string | null | undefined;
  } | null | undefined;
  /** What becomes of an e-mail with fields that nothing fills: hold it, or use field_defaults. */
  missing_fields?: 'hold' | 'default' | null | undefined;
  /** What stands for a field that nothing fills, by the name of the field. */
  field_defaults?: Record<string | number, string | number> | null | undefined;
};

export type StepVariant = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** What the version is called. */
  name: string;
  /** Share of the e-mails that are written with it, against the others. */
  weight: number;
  /** Whether it was declared: all further e-mails use it. */
  winner: boolean;
  /** When it was declared. */
  winner_at: string | null;
  step: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  email_template: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** What has been counted about the record; kept with each fact, not counted when asked. */
  counts: {
    /** E-mails that a mail server took. */
    sent_emails: number;
    /** Opens by people; machines are left out. */
    views: number;
    /** Clicks by people; machines are left out. */
    clicks: number;
    /** Answers by people; automatic ones are left out. */
    replies: number;
    /** E-mails that came back as undeliverable. */
    bounces: number;
  };
};

export type StepVariantCreate = {
  /** Number of the step. */
  step_id: number | string;
  /** What the version is called. */
  name: string | number;
  /** Number of the template whose words are sent. */
  email_template_id: number | string;
  /** Share of the e-mails that are written with it, against the others. */
  weight?: number | string | null | undefined;
};

export type StepVariantUpdate = {
  /** What the version is called. */
  name?: string | number | null | undefined;
  /** Number of the template whose words are sent. */
  email_template_id?: number | string | null | undefined;
  /** Share of the e-mails that are written with it, against the others. */
  weight?: number | string | null | undefined;
};

export type StepVariantsParams = {
  readonly ids?: number | readonly number[];
  readonly step_id?: number | readonly number[];
  readonly cadence_id?: number | readonly number[];
  readonly updated_at?: Range;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type StepsParams = {
  readonly ids?: number | readonly number[];
  readonly cadence_id?: number;
  readonly type?: 'email' | 'phone' | 'integration' | 'other';
  readonly has_due_actions?: boolean;
  readonly updated_at?: Range;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type Success = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** When the person was marked. */
  succeeded_at: string | null;
  /** Since when touches count as having led to it. */
  success_window_started_at: string;
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The person it is about. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  latest_email: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  latest_call: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The last action before it. */
  latest_action: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  latest_cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  latest_step: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** What has been counted about the record; kept with each fact, not counted when asked. */
  counts: {
    /** E-mails within the window that led to it. */
    total_emails: number;
    /** Calls within the window that led to it. */
    total_calls: number;
    /** Other touches within the window that led to it. */
    total_other_touches: number;
  };
};

export type SuccessesParams = {
  readonly ids?: number | readonly number[];
  readonly person_id?: number | readonly number[];
  readonly updated_at?: Range;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at' | 'succeeded_at'>;

export type Suppression = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Whether an address or a whole domain gets nothing. */
  kind: 'address' | 'domain';
  /** The address or domain, in its form for comparison. */
  value: string;
  /** Why nothing is sent: the person asked, mail came back, somebody complained, or a colleague said so. */
  reason: 'opt_out' | 'hard_bounce' | 'complaint' | 'manual' | 'import';
  /** Words for colleagues. */
  note: string | null;
  /** When the person asked for it. */
  opted_out_at: string | null;
  cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The person it is about. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Address that mail reaches. */
  email: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  created_by: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type SuppressionCreate = {
  /** Whether an address or a whole domain gets nothing. */
  kind?: 'address' | 'domain' | null | undefined;
  /** The address or domain, in its form for comparison. */
  value: string | number;
  /** Cadence that it is limited to; none: all mail. */
  cadence_id?: number | string | null | undefined;
  /** Words for colleagues. */
  note?: string | number | null | undefined;
  /** Why nothing is sent: the person asked, mail came back, somebody complained, or a colleague said so. */
  reason?: 'manual' | 'opt_out' | 'complaint' | 'hard_bounce' | null | undefined;
};

export type SuppressionImport = {
  /** Entries that are new. */
  imported: number;
  /** Entries that were on the list. */
  already_there: number;
  /** How many rows could not be understood. */
  refused: number;
  /** The first of those rows, each with its reason. */
  refusals: {
    /** Line of the file, from 1. */
    line: number;
    /** What stands there. */
    value: string;
    /** Why, in a sentence for people. */
    reason: string;
  }[];
  /** Columns that were not understood. */
  columns_not_read: string[];
};

export type SuppressionImportsBody = {
  /** The list as text: commas, semicolons or tabs. */
  csv?: string | number | null | undefined;
  /** The list as a file, in base64. */
  content?: string | number | null | undefined;
  /** The list as records. */
  rows?: {
    /** Whether the value is an address or a domain. */
    kind?: 'address' | 'domain' | null | undefined;
    /** What is held, as text. */
    value: string | number;
    /** Number of the cadence. */
    cadence_id?: number | string | null | undefined;
    /** Words for colleagues. */
    note?: string | number | null | undefined;
    /** Why nothing is sent, in one of the words of the list. */
    reason?: 'opt_out' | 'hard_bounce' | 'complaint' | 'manual' | 'import' | null | undefined;
  }[] | null | undefined;
};

export type SuppressionsParams = {
  readonly ids?: number | readonly number[];
  readonly kind?: 'address' | 'domain' | readonly ('address' | 'domain')[];
  readonly value?: string | number | readonly (string | number)[];
  readonly reason?: 'opt_out' | 'hard_bounce' | 'complaint' | 'manual' | 'import' | readonly ('opt_out' | 'hard_bounce' | 'complaint' | 'manual' | 'import')[];
  readonly cadence_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly updated_at?: Range;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at'>;

export type Tag = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** The word itself. */
  name: string | null;
};

export type TagUpdate = {
  /** The word itself. */
  name: string | number;
};

export type TagsParams = {
  readonly search?: string | number;
  readonly ids?: number | readonly number[];
} & Paging<'name'>;

export type Task = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** What is to be done, at length. */
  description: string | null;
  /** Day it is due, in the zone of whoever does it. */
  due_date: string | null;
  /** Exact moment it is due. */
  due_at: string | null;
  /** What is to be done, in a line. */
  subject: string | null;
  /** scheduled or completed. */
  current_state: 'scheduled' | 'completed' | null;
  /** call, email, general or integration. */
  task_type: 'call' | 'email' | 'general' | 'integration' | null;
  /** When the user is to be reminded. */
  remind_at: string | null;
  /** When it goes by itself; null: never. */
  expires_after: string | null;
  /** When it was done; null while it is open. */
  completed_at: string | null;
  /** Number of the program whose step it is. */
  _integration_id: number | null;
  /** Which step of that program it is. */
  _integration_step_id: string | null;
  /** That program's own number for it. */
  _integration_task_id: number | null;
  /** Name of the program whose step it is. */
  _integration_name: string | null;
  /** What that program calls such tasks. */
  _integration_task_type_label: string | null;
  /** What a program keeps with it. */
  custom_attributes: Record<string, unknown>;
  /** Score of the original; always 0.0 here. */
  score: Record<string, unknown>;
  /** Records of other programs that it is about. */
  object_references: Record<string, unknown>[];
  /** What made the task. */
  source: string | null;
  /** What the touches of one day of the cadence have in common. */
  multitouch_group_id: number | null;
  /** The person it is about. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  created_by_user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  completed_by: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  opportunity: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type TaskCounts = {
  /** All that fit. */
  total: number;
  /** Open ones whose day has passed. */
  overdue: number;
  /** Open ones that are due today. */
  today: number;
  /** Open ones of later days. */
  upcoming: number;
  /** Those that are done. */
  completed: number;
  /** Those of the type call. */
  call: number;
  /** Those of the type email. */
  email: number;
  /** Those of the type general. */
  general: number;
  /** Those of the type integration. */
  integration: number;
};

export type TaskCountsParams = {
  readonly ids?: number | readonly number[];
  readonly user_id?: number | readonly number[];
  readonly person_id?: number | readonly number[];
  readonly account_id?: number | readonly number[];
  readonly current_state?: 'scheduled' | 'completed' | readonly ('scheduled' | 'completed')[];
  readonly task_type?: 'call' | 'email' | 'general' | 'integration' | readonly ('call' | 'email' | 'general' | 'integration')[];
  readonly time_interval_filter?: 'overdue' | 'today' | 'tomorrow' | 'this_week' | 'next_week';
  readonly idempotency_key?: string | number;
  readonly locale?: string | number | readonly (string | number)[];
  readonly completed_time_interval?: 'today' | 'yesterday' | 'this_week' | 'last_week';
  readonly source?: string | number;
};

export type TaskCreate = {
  /** scheduled or completed. */
  current_state?: 'scheduled' | 'completed' | null | undefined;
  /** What is to be done, at length. */
  description?: string | number | null | undefined;
  /** Day it is due, in the zone of whoever does it. */
  due_date: string;
  /** The caller's own word for the request: the same again answers the first record. */
  idempotency_key?: string | number | null | undefined;
  /** Number of the person it is about. */
  person_id: number | string;
  /** When the user is to be reminded. */
  remind_at?: string | null | undefined;
  /** What is to be done, in a line. */
  subject: string | number;
  /** call, email, general or integration. */
  task_type: 'call' | 'email' | 'general' | 'integration';
  /** Number of the user who shall do it. */
  user_id?: number | string | null | undefined;
  /** GUID of the user who shall do it. */
  user_guid?: string | number | null | undefined;
};

export type TaskUpdate = {
  /** scheduled or completed. */
  current_state?: 'scheduled' | 'completed' | null | undefined;
  /** What is to be done, at length. */
  description?: string | number | null | undefined;
  /** Day it is due, in the zone of whoever does it. */
  due_date?: string | null | undefined;
  /** Whether it counts as a touch of the person. */
  is_logged?: boolean | string | number | null | undefined;
  /** When the user is to be reminded. */
  remind_at?: string | null | undefined;
  /** What is to be done, in a line. */
  subject?: string | number | null | undefined;
  /** Number of the person it is about. */
  person_id?: number | string | null | undefined;
  /** Number of the user who shall do it. */
  user_id?: number | string | null | undefined;
  /** GUID of the user who shall do it. */
  user_guid?: string | number | null | undefined;
  /** call, email, general or integration. */
  task_type?: 'call' | 'email' | 'general' | 'integration' | null | undefined;
  /** Exact moment it is due. */
  due_at?: string | null | undefined;
};

export type TasksParams = {
  readonly ids?: number | readonly number[];
  readonly user_id?: number | readonly number[];
  readonly person_id?: number | readonly number[];
  readonly account_id?: number | readonly number[];
  readonly current_state?: 'scheduled' | 'completed' | readonly ('scheduled' | 'completed')[];
  readonly task_type?: 'call' | 'email' | 'general' | 'integration' | readonly ('call' | 'email' | 'general' | 'integration')[];
  readonly time_interval_filter?: 'overdue' | 'today' | 'tomorrow' | 'this_week' | 'next_week';
  readonly idempotency_key?: string | number;
  readonly locale?: string | number | readonly (string | number)[];
  readonly completed_time_interval?: 'today' | 'yesterday' | 'this_week' | 'last_week';
  readonly source?: string | number;
  readonly updated_at?: Range;
  readonly completed_at?: Range;
  readonly include_counts_acted_on?: Range;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at' | 'due_date' | 'due_at'>;

export type Team = {
  /** Fields of the original for its own pages; empty here. */
  _private_fields: Record<string, unknown> | null;
  /** Whether e-mails may leave by themselves. */
  allow_automated_email_steps: boolean;
  /** Whether calls are never recorded. */
  call_recording_disabled: boolean;
  /** Whether clicks are counted where nothing else is said. */
  click_tracking_default: boolean;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** Domain that tracked links lead over. */
  custom_tracking_domain: string | null;
  /** Whether the team is shut. */
  deactivated: boolean;
  /** Whether a logged call must say how it ended. */
  dispositions_required: boolean;
  /** E-mails a day of one user, at most. */
  email_daily_limit: number | null;
  /** Whether groups see each other; kept for the original, sight goes by team_visibility_default. */
  group_privacy_setting: 'group_public' | 'all_public' | null;
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Users that may be active; null: any number. */
  license_limit: number | null;
  /** Whether calls show a number of the same region. */
  local_dial_enabled: boolean;
  /** Name of the company or team. */
  name: string | null;
  /** Plan in the original; nothing is left out here. */
  plan: 'group' | 'professional' | 'enterprise' | null;
  /** What the plan of the original allows; empty here. */
  plan_features: Record<string, unknown> | null;
  /** Whether calls are recorded where nothing else is said. */
  record_by_default: boolean;
  /** Whether a logged call must say how it went. */
  sentiments_required: boolean;
  /** public: everybody sees all people; private: their owners and admins. */
  team_visibility_default: 'public' | 'private' | null;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Stands below e-mails that one can opt out of. */
  postal_address: string | null;
  /** Cost units a minute of all tokens of the team together. */
  rate_limit_per_minute: number;
  /** Whether only admins name mail servers. */
  only_admins_connect_servers: boolean;
  /** Whether everybody signs in by two steps. */
  two_factor_required: boolean;
  /** Order of the tiers in queues of reps who chose none; null: all of them, in the usual order. */
  queue_tiers: string[] | null;
};

export type TeamTemplate = {
  /** Number that the record is called by; never given twice. */
  id: string;
  /** Heading under which people find it. */
  title: string | null;
  /** Subject line, with fields in double braces. */
  subject: string | null;
  /** HTML with fields in double braces. */
  body: string | null;
  /** First words of the body without markup. */
  body_preview: string | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** When an e-mail was last written with a copy of it. */
  last_used_at: string | null;
  /** When it was put away; null while it is in use. */
  archived_at: string | null;
  /** When an admin last changed it. */
  last_modified_at: string | null;
  /** Whether opens are counted. */
  open_tracking_enabled: boolean;
  /** Whether clicks are counted. */
  click_tracking_enabled: boolean;
  /** What has been counted about the record; kept with each fact, not counted when asked. */
  counts: {
    /** E-mails that a mail server took. */
    sent_emails: number;
    /** Opens by people; machines are left out. */
    views: number;
    /** Clicks by people; machines are left out. */
    clicks: number;
    /** Answers by people; automatic ones are left out. */
    replies: number;
    /** E-mails that came back as undeliverable. */
    bounces: number;
  };
  /** The admin who changed it last. */
  last_modified_user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Groups that see it; none: everybody. */
  groups: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  }[];
  /** Addresses of what belongs to it: its attachments. */
  _links: Record<string, unknown> | null;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags: string[];
};

export type TeamTemplateAttachment = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Number of the file, as templates name it. */
  attachment_id: number | null;
  /** The template whose copies carry it. */
  team_template: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
  /** What the file is called. */
  name: string | null;
  /** Where to fetch it, without a token; works for a quarter of an hour. */
  download_url: string | null;
  /** Bytes of it. */
  attachment_file_size: number | null;
};

export type TeamTemplateAttachmentsParams = {
  readonly ids?: number | readonly number[];
  readonly team_template_id?: string | readonly string[];
} & Paging<never>;

export type TeamTemplateCreate = {
  /** Heading under which people find it. */
  title?: string | number | null | undefined;
  /** Subject line, with fields in double braces. */
  subject?: string | number | null | undefined;
  /** HTML with fields in double braces. */
  body?: string | number | null | undefined;
  /** Put a picture in that tells of opens. */
  open_tracking?: boolean | string | number | null | undefined;
  /** Lead links over this server, to count clicks. */
  click_tracking?: boolean | string | number | null | undefined;
  /** Numbers of the files that go with it, 25 MB in all at most. */
  attachment_ids?: (number | string)[] | string | number | null | undefined;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags?: (string | number)[] | string | null | undefined;
  /** Groups that shall see it; empty: everybody. */
  group_ids?: (number | string)[] | string | number | null | undefined;
};

export type TeamTemplateUpdate = {
  /** Heading under which people find it. */
  title?: string | number | null | undefined;
  /** Subject line, with fields in double braces. */
  subject?: string | number | null | undefined;
  /** HTML with fields in double braces. */
  body?: string | number | null | undefined;
  /** Put a picture in that tells of opens. */
  open_tracking?: boolean | string | number | null | undefined;
  /** Lead links over this server, to count clicks. */
  click_tracking?: boolean | string | number | null | undefined;
  /** Numbers of the files that go with it, 25 MB in all at most. */
  attachment_ids?: (number | string)[] | string | number | null | undefined;
  /** Words by which records are grouped; a written list takes the place of the one before. */
  tags?: (string | number)[] | string | null | undefined;
  /** Groups that shall see it; empty: everybody. */
  group_ids?: (number | string)[] | string | number | null | undefined;
  /** When it was put away; null while it is in use. */
  archived_at?: string | null | undefined;
};

export type TeamTemplatesParams = {
  readonly ids?: string | readonly string[];
  readonly updated_at?: Range;
  readonly search?: string | number;
  readonly tag_ids?: number | readonly number[];
  readonly tag?: string | number | readonly (string | number)[];
  readonly include_archived_templates?: boolean;
  readonly created_at?: Range;
} & Paging<'created_at' | 'updated_at' | 'last_used_at'>;

export type TemplateVariables = {
  /** How a template writes it between braces. */
  name: string;
  /** Whose word it is; sender: the user it goes out for. */
  of: 'person' | 'account' | 'sender' | 'step' | 'cadence' | 'date' | 'snippet';
  /** What it holds. */
  type: 'text' | 'number' | 'date' | 'list';
  /** Whether the team made it: a custom field or a snippet. */
  custom: boolean;
  /** An example; null where only the team knows one. */
  sample: string | null;
}[];

export type ThirdPartyLiveFeedItemsBody = {
  /** When that took place which the item tells of. */
  event_occurred_at: string;
  /** What the sender calls it: sent again it is the first item. */
  idempotency_key: string | number;
  /** The sentence, begun in lower case as if after the name; of HTML only links to http and https are left. */
  message: string | number;
  /** Whom it is about, by number. */
  subject_id: number | string;
  /** What that number belongs to: always person. */
  subject_type: 'person';
  /** Whose feed it goes to; a colleague only by an admin. */
  user_guid: string | number;
};

export type Thread = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** When the newest message came in, or an answer of ours left; e-mails of cadences do not count. */
  last_message_at: string;
  /** When the newest message came in. */
  last_received_at: string;
  /** When somebody of the team answered last. */
  last_answered_at: string | null;
  /** What the newest message received is taken for. */
  kind: 'reply' | 'auto_reply' | 'unsubscribe' | 'meeting' | 'other';
  /** Whether something came in that nobody has looked at; automatic answers are read already. */
  unread: boolean;
  /** Whether nothing is left to do; the next message opens it again. */
  done: boolean;
  /** When it was said to be done. */
  done_at: string | null;
  /** Put off until this moment, or until the next message. */
  snoozed_until: string | null;
  /** How many messages came in. */
  received_count: number;
  /** Subject line of the newest message received; with email_contents:read only. */
  subject?: string | undefined;
  /** Beginning of what its writer added; with email_contents:read only. */
  snippet?: string | undefined;
  /** The person it is about. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Address that mail reaches. */
  email: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  received_message: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  mailbox: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  assigned_user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  done_by: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type ThreadMessages = {
  /** Whether it came in (received_message) or left (email). */
  type: 'received_message' | 'email';
  /** Its number among those. */
  id: number;
  /** When it came into the mailbox, or left. */
  at: string;
  /** What it is taken for; null: it left. */
  kind: string | null;
  /** Address it came from. */
  from_address: string | null;
  /** Name it came from. */
  from_name: string | null;
  /** Addresses it was sent to. */
  to_addresses: string[];
  /** Subject line; with email_contents:read only. */
  subject?: string | undefined;
  /** The words without markup; with email_contents:read only. */
  body_text?: string | undefined;
  /** Cleaned HTML of what came in, for a frame without scripts; null: it had none; with email_contents:read only. */
  body_html?: string | null | undefined;
  /** Number of the user whose e-mail it is or is about. */
  user_id: number | null;
}[];

export type ThreadUpdate = {
  /** Whether something came in that nobody has looked at; automatic answers are read already. */
  unread?: boolean | string | number | null | undefined;
  /** Whether nothing is left to do; the next message opens it again. */
  done?: boolean | string | number | null | undefined;
  /** Put off until this moment, or until the next message. */
  snoozed_until?: string | null | undefined;
  /** Number of the colleague who is to look after it; they must see the person. */
  assigned_user_id?: number | string | null | undefined;
};

export type ThreadsParams = {
  readonly ids?: number | readonly number[];
  readonly kind?: 'reply' | 'auto_reply' | 'unsubscribe' | 'meeting' | 'other' | readonly ('reply' | 'auto_reply' | 'unsubscribe' | 'meeting' | 'other')[];
  readonly person_id?: number | readonly number[];
  readonly mailbox_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly user_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly assigned_user_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly unread?: boolean;
  readonly done?: boolean;
  readonly snoozed?: boolean;
  readonly last_message_at?: Range;
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'last_message_at' | 'created_at' | 'updated_at'>;

export type Timeline = {
  /** Where the person stands on the cadence. */
  state: string | null;
  cadence_membership: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The person it is about. */
  person: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Touches, oldest first: what happened, then what will. */
  entries: {
    /** done, skipped, cancelled, open now, planned for a moment, or waiting for nobody knows when. */
    state: 'done' | 'skipped' | 'cancelled' | 'open' | 'planned' | 'waiting';
    /** The moment it happened or is expected. */
    at: string | null;
    /** What sort of step or touch this is. */
    type: string;
    /** Whether it happens by itself. */
    automated: boolean;
    /** On which day of the cadence, from 1. */
    day: number;
    /** What the step is called. */
    step_name: string | null;
    /** The rule that decided, as a word that programs may compare. */
    rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written' | null;
    /** Why, in a sentence for people. */
    reason: string;
    /** Ids, moments, numbers and words from which the sentence is made; no texts of people. */
    facts: {
      /** The rule that the facts belong to. */
      rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
    }[] | null;
    step: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** Whose it is. */
    user: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The action of the touch. */
    action: {
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The e-mail of the touch, written or foreseen. */
    email: {
      /** Number that the record is called by; never given twice. */
      id: number | null;
      /** As in the send ledger; forecast for one that is not written. */
      state: string;
      /** Address it leaves from. */
      from_address: string;
      /** Address it goes to. */
      to_address: string;
      /** Subject line; null without email_contents:read. */
      subject: string | null;
      /** HTML of the message; null without email_contents:read. */
      body: string | null;
      /** Opens by people. */
      views: number;
      /** How often a person followed a link. */
      clicks: number;
      /** Answers by people. */
      replies: number;
      /** Whether it came back as undeliverable. */
      bounced: boolean;
      mailbox: {
        /** Path under which this API serves the record. */
        _href: string;
        /** Number that the record is called by; never given twice. */
        id: number;
      } | null;
      /** The version of the step it is written with. */
      step_variant: {
        /** Number that the record is called by; never given twice. */
        id: number;
      } | null;
    } | null;
  }[];
  /** When and why the person leaves the cadence. */
  ends: {
    /** The moment it happened or is expected. */
    at: string | null;
    /** Why, in a sentence for people. */
    reason: string;
    /** The rule that decided, as a word that programs may compare. */
    rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
    /** Ids, moments, numbers and words from which the sentence is made; no texts of people. */
    facts: {
      /** The rule that the facts belong to. */
      rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
    }[] | null;
  } | null;
};

export type Transcription = {
  /** Number that the record is called by; never given twice. */
  id: string;
  /** In which language was spoken, by BCP 47. */
  language_code: 'en-AU' | 'en-AB' | 'en-GB' | 'en-IN' | 'en-IE' | 'en-NZ' | 'en-ZA' | 'en-US' | 'en-WL' | 'es-ES' | 'es-US' | 'nl-NL' | 'it-IT' | 'fr-FR' | 'fr-CA' | 'de-DE' | 'de-CH' | null;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** The call or meeting that it is of. */
  conversation: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
  /** The same text, sentence by sentence. */
  transcription_sentences: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
  /** The same text as a file. */
  transcription_artifact: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
};

export type TranscriptionArtifact = {
  /** Number that the record is called by; never given twice. */
  id: string;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Media type of the file. */
  content_type: string | null;
  /** Signed link to the file, for a short while. */
  url: string | null;
  /** In which language was spoken, by BCP 47. */
  language_code: 'en-AU' | 'en-AB' | 'en-GB' | 'en-IN' | 'en-IE' | 'en-NZ' | 'en-ZA' | 'en-US' | 'en-WL' | 'es-ES' | 'es-US' | 'nl-NL' | 'it-IT' | 'fr-FR' | 'fr-CA' | 'de-DE' | 'de-CH' | null;
  /** The call or meeting that it is of. */
  conversation: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
};

export type TranscriptionSentences = {
  /** The transcription it is part of: not its own. */
  id: string;
  /** What was said. */
  text: string | null;
  /** Seconds from the beginning until it was begun. */
  start_time: number | null;
  /** Seconds from the beginning until it was over. */
  end_time: number | null;
  /** Who of those present said it. */
  recording_attendee_id: string | null;
  /** Its place among the others. */
  order_number: number | null;
}[];

export type TranscriptionsParams = {
  readonly created_at?: Range;
  readonly updated_at?: Range;
  readonly language_code?: 'en-AU' | 'en-AB' | 'en-GB' | 'en-IN' | 'en-IE' | 'en-NZ' | 'en-ZA' | 'en-US' | 'en-WL' | 'es-ES' | 'es-US' | 'nl-NL' | 'it-IT' | 'fr-FR' | 'fr-CA' | 'de-DE' | 'de-CH';
  readonly ids?: string | readonly string[];
} & Paging<'created_at' | 'updated_at'>;

export type TwoFactor = {
  /** Whether a code is asked for after the password. */
  enabled: boolean;
  /** Since when; null: it is off. */
  enabled_at: string | null;
  /** How many recovery codes were not used yet. */
  recovery_codes_left: number;
  /** Whether the team wants it of everybody. */
  required: boolean;
};

export type TwoFactorSetup = {
  /** For apps that take no picture, in base 32. */
  secret: string;
  /** What an authenticator app reads from a picture (otpauth). */
  uri: string;
  /** What goes back together with a code of the app. */
  setup: string;
  /** Until when it can be finished. */
  expires_at: string;
};

export type UpdateCalendarEventBody = {
  /** What it is called there. */
  title?: string | number | null | undefined;
  /** What else its guests are told. */
  description?: string | number | null | undefined;
  /** Where it takes place. */
  location?: string | number | null | undefined;
  /** Address of who invites. */
  organizer?: string | number | null | undefined;
  /** confirmed, tentative or cancelled, as the program said. */
  status?: 'confirmed' | 'tentative' | 'cancelled' | null | undefined;
  /** Whether it takes whole days. */
  all_day?: boolean | string | number | null | undefined;
  /** Whether it is one of a series. */
  recurring?: boolean | string | number | null | undefined;
  /** Rules of the series (RFC 5545). */
  recurrence?: (string | number)[] | string | null | undefined;
  /** When it was called off. */
  canceled_at?: string | null | undefined;
  /** When it was changed there, in UTC. */
  updated_at?: string | null | undefined;
  /** Who is invited, and what they answered; 500 at most. */
  attendees?: {
    /** Address they are invited by. */
    email: string | number;
    /** What they are called, where that is known. */
    name?: string | number | null | undefined;
    /** accepted, tentative, declined or needsAction, as the calendar spells it. */
    status?: string | number | null | undefined;
    /** Whether it is who invites. */
    organizer?: boolean | string | number | null | undefined;
  }[] | null | undefined;
  /** external_ and the GUID of a user, or the address of one. */
  calendar_id?: string | number | null | undefined;
  /** When it begins, in UTC. */
  start_time?: string | undefined;
  /** When it is over, in UTC; not before it begins. */
  end_time?: string | undefined;
};

export type UpdateDialerSettingsBody = {
  /** tel: by links; webhook: a program is posted to, and rings. */
  kind?: 'tel' | 'webhook' | null | undefined;
  /** Where it is posted to; null for who may not change it. */
  webhook_url?: string | number | null | undefined;
  /** Key of the signatures of what is posted, made as those of webhooks are; null takes it away. */
  webhook_token?: string | number | null | undefined;
  /** Rules in their order: the first that names the country of a person, or none, holds. */
  call_hours?: {
    /** Names of countries as people have them, case aside, in each spelling; that of work counts more. None: everybody else. */
    countries?: (string | number)[] | string | null | undefined;
    /** Days and hours, in the zone of the person. */
    blocks: {
      /** Days of the week: 1 is Monday, 7 is Sunday. */
      days: (number | string)[];
      /** Where it begins; included. */
      from: string;
      /** HH:MM at which it closes. */
      to: string;
    }[];
  }[] | null | undefined;
};

export type UpdateMeBody = {
  /** IANA name of the zone; timestamps are answered in it. */
  time_zone?: string | number | null | undefined;
  /** Given name. */
  first_name?: string | number | null | undefined;
  /** Family name. */
  last_name?: string | number | null | undefined;
  /** What the user does in the team. */
  job_role?: string | number | null | undefined;
  /** Telephone number at work, as it was written. */
  phone?: string | number | null | undefined;
  /** HTML that stands below e-mails of the user. */
  email_signature?: string | number | null | undefined;
  /** Name on Slack. */
  slack_username?: string | number | null | undefined;
  /** Name on Twitter (X), without the @. */
  twitter_handle?: string | number | null | undefined;
  /** Country where one works: holidays and rules of contact go by it. */
  work_country?: string | number | null | undefined;
};

export type UpdateMeetingSettingsBody = {
  /** Whether colleagues enter meetings for this user; admins always may. */
  allow_booking_on_behalf?: boolean | string | number | null | undefined;
  /** Whether calendar programs may offer times outside of the hours; kept for them, nothing here does. */
  allow_booking_overtime?: boolean | string | number | null | undefined;
  /** Whether what stands in calendars leaves a time free. */
  allow_event_overlap?: boolean | string | number | null | undefined;
  /** How many days ahead a free time may be, where that is limited. */
  availability_limit?: number | string | null | undefined;
  /** Whether free times end earlier than 90 days ahead. */
  availability_limit_enabled?: boolean | string | number | null | undefined;
  /** Minutes kept free before and after what stands in calendars. */
  buffer_time_duration?: number | string | null | undefined;
  /** Whose calendar the user has; external: a program tells of it. */
  calendar_type?: string | number | null | undefined;
  /** Minutes of a meeting where nobody says how long it is. */
  default_meeting_length?: number | string | null | undefined;
  /** What a new meeting tells its guests unless it is told. */
  description?: string | number | null | undefined;
  /** Whether the program writes meetings into the calendar; kept for it. */
  enable_calendar_sync?: boolean | string | number | null | undefined;
  /** Whether the program makes a link for each meeting; kept for it. */
  enable_dynamic_location?: boolean | string | number | null | undefined;
  /** Where a new meeting is unless it is told. */
  location?: string | number | null | undefined;
  /** Whether the program cannot reach the calendar. */
  primary_calendar_connection_failed?: boolean | string | number | null | undefined;
  /** What the program calls the calendar. */
  primary_calendar_id?: string | number | null | undefined;
  /** What the user calls it. */
  primary_calendar_name?: string | number | null | undefined;
  /** Whether whoever is met may move a meeting by its link. */
  reschedule_meetings_enabled?: boolean | string | number | null | undefined;
  /** Whether the minutes beside meetings are kept free. */
  schedule_buffer_enabled?: boolean | string | number | null | undefined;
  /** Hours ahead that a free time is at least. */
  schedule_delay?: number | string | null | undefined;
  /** Whether programs show colleagues what stands in the calendar; kept for them. */
  share_event_detail?: boolean | string | number | null | undefined;
  /** Zone of the hours; that of the user where none is named. */
  time_zone?: string | number | null | undefined;
  /** Hours by day of the week; days that are not named stay as they are. */
  times_available?: {
    /** Hours in which the user can be met on that day of the week. */
    Sunday?: {
      /** When they begin: HH:MM of a clock of the zone. */
      start_time: string;
      /** When they are over, on the same day; 24:00 is midnight. */
      end_time: string;
      /** Whether there are any. */
      enabled: boolean | string | number;
    } | null | undefined;
    /** Hours in which the user can be met on that day of the week. */
    Monday?: {
      /** When they begin: HH:MM of a clock of the zone. */
      start_time: string;
      /** When they are over, on the same day; 24:00 is midnight. */
      end_time: string;
      /** Whether there are any. */
      enabled: boolean | string | number;
    } | null | undefined;
    /** Hours in which the user can be met on that day of the week. */
    Tuesday?: {
      /** When they begin: HH:MM of a clock of the zone. */
      start_time: string;
      /** When they are over, on the same day; 24:00 is midnight. */
      end_time: string;
      /** Whether there are any. */
      enabled: boolean | string | number;
    } | null | undefined;
    /** Hours in which the user can be met on that day of the week. */
    Wednesday?: {
      /** When they begin: HH:MM of a clock of the zone. */
      start_time: string;
      /** When they are over, on the same day; 24:00 is midnight. */
      end_time: string;
      /** Whether there are any. */
      enabled: boolean | string | number;
    } | null | undefined;
    /** Hours in which the user can be met on that day of the week. */
    Thursday?: {
      /** When they begin: HH:MM of a clock of the zone. */
      start_time: string;
      /** When they are over, on the same day; 24:00 is midnight. */
      end_time: string;
      /** Whether there are any. */
      enabled: boolean | string | number;
    } | null | undefined;
    /** Hours in which the user can be met on that day of the week. */
    Friday?: {
      /** When they begin: HH:MM of a clock of the zone. */
      start_time: string;
      /** When they are over, on the same day; 24:00 is midnight. */
      end_time: string;
      /** Whether there are any. */
      enabled: boolean | string | number;
    } | null | undefined;
    /** Hours in which the user can be met on that day of the week. */
    Saturday?: {
      /** When they begin: HH:MM of a clock of the zone. */
      start_time: string;
      /** When they are over, on the same day; 24:00 is midnight. */
      end_time: string;
      /** Whether there are any. */
      enabled: boolean | string | number;
    } | null | undefined;
  } | null | undefined;
  /** What programs call meetings of this user. */
  title?: string | number | null | undefined;
};

export type UpdateNoticeSettingsBody = {
  /** Whether that somebody wrote comes by mail at once, in the digest, or not. */
  reply?: 'at_once' | 'digest' | 'off' | null | undefined;
  /** Whether that a person looks again and again comes by mail at once, in the digest, or not. */
  hot_person?: 'at_once' | 'digest' | 'off' | null | undefined;
  /** Whether that a mailbox of theirs cannot send comes by mail at once, in the digest, or not. */
  mailbox_failing?: 'at_once' | 'digest' | 'off' | null | undefined;
  /** Whether that a webhook of theirs was paused comes by mail at once, in the digest, or not. */
  webhook_paused?: 'at_once' | 'digest' | 'off' | null | undefined;
  /** Whether that their calendar cannot be reached comes by mail at once, in the digest, or not. */
  calendar_failing?: 'at_once' | 'digest' | 'off' | null | undefined;
  /** From which hour of the user's own day on the digest comes, 0 to 23. */
  digest_hour?: number | string | null | undefined;
};

export type UpdateOauthApplicationBody = {
  /** What people call it; shown in lists. */
  name?: string | number | null | undefined;
  /** Where users may be sent back to, compared letter by letter. */
  redirect_uris?: (string | number)[] | null | undefined;
  /** What users can be asked for, by name. */
  scopes?: (string | number)[] | string | null | undefined;
};

export type UpdatePendingEmailBody = {
  /** Where it stands in its course. */
  status: 'sent' | 'failed';
  /** Message-ID that it left with: answers name it. */
  message_id: string | number;
  /** When a mail server took it; null before. */
  sent_at?: string | null | undefined;
  /** Why it could not be sent, in the words of whoever refused it. */
  error_message?: string | number | null | undefined;
};

export type UpdatePlayBody = {
  /** What users read of it, by language. */
  name?: unknown;
  /** Short sentence beside it, by language. */
  label?: unknown;
  /** Longer sentence about it, by language. */
  description?: unknown;
  /** Which of the indicators of a signal set it off. */
  indicators?: (string | number)[] | string | null | undefined;
  /** The task it makes: its type, subject and hours. */
  attributes?: {
    /** Call or Email make such a task; Add person to cadence does so where cadence_id names one, and makes a general task where none is named or it refuses them. */
    task_type?: 'Call' | 'Email' | 'Add person to cadence' | null | undefined;
    /** What the task says, by language; {{name}} is the person. */
    task_subject?: unknown;
    /** Hours after the signal at which its user is reminded. */
    task_reminder_hours?: number | string | null | undefined;
    /** Subject that a program may use; kept for it. */
    email_subject?: unknown;
    /** Text that a program may use; kept for it. */
    email_template?: unknown;
    /** Number of the cadence that people are put on (an addition), for whoever looks after them. */
    cadence_id?: number | string | null | undefined;
  } | null | undefined;
};

export type UpdatePreferencesBody = {
  preferences: unknown;
};

export type UpdateSendingSettingsBody = {
  /** true: nothing of the team leaves until that is taken back. */
  sending_paused?: boolean | string | number | null | undefined;
  /** Whether e-mails may leave by themselves. */
  allow_automated_email_steps?: boolean | string | number | null | undefined;
  /** E-mails a day of one user, at most. */
  email_daily_limit?: number | string | null | undefined;
  /** What becomes of e-mails of which nobody knows whether they left. */
  uncertain_policy?: 'hold' | 'assume_sent' | 'assume_failed' | null | undefined;
  /** Whether opens are counted where nothing else is said. */
  open_tracking_default?: boolean | string | number | null | undefined;
  /** Whether clicks are counted where nothing else is said. */
  click_tracking_default?: boolean | string | number | null | undefined;
  /** Number of the mailbox that the server's own mail leaves by. */
  system_mailbox_id?: number | string | null | undefined;
  /** Whether a rep without a mailbox sends nothing, though SMTP_URL is set. */
  require_mailbox?: boolean | string | number | null | undefined;
  /** How often people hear from the team at most, over all cadences and senders: automatic e-mails wait for it; null: as often as cadences have it. Always given whole. */
  touch_limits?: {
    /** E-mails and calls to one person; null: no limit. */
    person?: {
      /** Touches in any stretch of so many days, at most. */
      count: number | string;
      /** Length of the stretch. */
      days: number | string;
    } | null | undefined;
    /** E-mails and calls to all people of one account; null: no limit. */
    account?: {
      /** Touches in any stretch of so many days, at most. */
      count: number | string;
      /** Length of the stretch. */
      days: number | string;
    } | null | undefined;
    /** E-mails to those whose mailboxes one provider keeps; the first that fits counts. */
    providers?: {
      /** google, microsoft, yahoo, apple, gmx, proton, yandex or mailru with their public domains, any other name with its domains, or *: of all others each domain by itself. */
      provider: string | number;
      /** Domains that count as the same provider, such as those of companies with mailboxes there. */
      domains?: (string | number)[] | undefined;
      /** E-mails in any hour, at most; null: no limit. */
      per_hour?: number | string | null | undefined;
      /** E-mails in any 24 hours, at most; null: no limit. */
      per_day?: number | string | null | undefined;
    }[] | undefined;
  } | null | undefined;
};

export type UpdateSignalRegistrationBody = {
  /** What users read of it. */
  signal_name?: string | number | null | undefined;
  /** Sentence about a signal, by language. */
  description?: unknown;
  /** JSON Schema of what it carries. */
  data_shape?: unknown;
  /** What may be told with it, with the shape of each. */
  indicators?: {
    /** Word by which signals and plays name it. */
    key: string | number;
    /** Sentence about a signal, by language. */
    description?: unknown;
    /** JSON Schema of what is told with it; kept for programs. */
    metadata_shape?: unknown;
    /** Words that an e-mail about it may have; kept for programs. */
    recommended_content_shape?: unknown;
  }[] | undefined;
  /** What it may be about: person, account, user and the like. */
  attribution?: (string | number)[] | string | null | undefined;
  /** Whether signals are read of in the live feed unless they say otherwise. */
  broadcast_notification?: boolean | string | number | null | undefined;
  /** Word that signals of this kind have, once for each program. */
  type?: string | number | null | undefined;
};

export type UpdateTeamBody = {
  /** Name of the company or team. */
  name?: string | number | null | undefined;
  /** Whether a logged call must say how it ended. */
  dispositions_required?: boolean | string | number | null | undefined;
  /** Whether a logged call must say how it went. */
  sentiments_required?: boolean | string | number | null | undefined;
  /** Whether calls are recorded where nothing else is said. */
  record_by_default?: boolean | string | number | null | undefined;
  /** Whether calls are never recorded. */
  call_recording_disabled?: boolean | string | number | null | undefined;
  /** Whether groups see each other; kept for the original, sight goes by team_visibility_default. */
  group_privacy_setting?: 'group_public' | 'all_public' | null | undefined;
  /** public: everybody sees all people; private: their owners and admins. */
  team_visibility_default?: 'public' | 'private' | null | undefined;
  /** Stands below e-mails that one can opt out of. */
  postal_address?: string | number | null | undefined;
  /** Cost units a minute of all tokens of the team together. */
  rate_limit_per_minute?: number | string | null | undefined;
  /** Whether only admins name mail servers. */
  only_admins_connect_servers?: boolean | string | number | null | undefined;
  /** Whether everybody signs in by two steps. */
  two_factor_required?: boolean | string | number | null | undefined;
  /** Order of the tiers in queues of reps who chose none; null: all of them, in the usual order. */
  queue_tiers?: (string | number)[] | string | null | undefined;
};

export type UpsertCalendarEventBody = {
  /** What its calendar calls it: others may call theirs the same. */
  id: string | number;
  /** UID of RFC 5545, the same in all calendars. */
  i_cal_uid: string | number;
  /** external_ and the GUID of a user, or the address of one. */
  calendar_id: string | number;
  /** When it begins, in UTC. */
  start_time: string;
  /** When it is over, in UTC; not before it begins. */
  end_time: string;
  /** What it is called there. */
  title?: string | number | null | undefined;
  /** What else its guests are told. */
  description?: string | number | null | undefined;
  /** Where it takes place. */
  location?: string | number | null | undefined;
  /** Address of who invites. */
  organizer?: string | number | null | undefined;
  /** confirmed, tentative or cancelled, as the program said. */
  status?: 'confirmed' | 'tentative' | 'cancelled' | null | undefined;
  /** Whether it takes whole days. */
  all_day?: boolean | string | number | null | undefined;
  /** Whether it is one of a series. */
  recurring?: boolean | string | number | null | undefined;
  /** Rules of the series (RFC 5545). */
  recurrence?: (string | number)[] | string | null | undefined;
  /** When it was called off. */
  canceled_at?: string | null | undefined;
  /** When it was changed there, in UTC. */
  updated_at?: string | null | undefined;
  /** Who is invited, and what they answered; 500 at most. */
  attendees?: {
    /** Address they are invited by. */
    email: string | number;
    /** What they are called, where that is known. */
    name?: string | number | null | undefined;
    /** accepted, tentative, declined or needsAction, as the calendar spells it. */
    status?: string | number | null | undefined;
    /** Whether it is who invites. */
    organizer?: boolean | string | number | null | undefined;
  }[] | null | undefined;
};

export type User = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** UUID that the record is called by where numbers are not used. */
  guid: string;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Full name. */
  name: string | null;
  /** Given name. */
  first_name: string | null;
  /** Family name. */
  last_name: string | null;
  /** What the user does in the team. */
  job_role: string | null;
  /** Whether the user may sign in; who may not sends nothing. */
  active: boolean;
  /** IANA name of the zone; timestamps are answered in it. */
  time_zone: string | null;
  /** Minutes that the zone is ahead of UTC at the moment of the answer. */
  locale_utc_offset: number | null;
  /** Name on Slack. */
  slack_username: string | null;
  /** Name on Twitter (X), without the @. */
  twitter_handle: string | null;
  /** Address to sign in with. */
  email: string | null;
  /** Address of the connected mailbox. */
  email_client_email_address: string | null;
  /** Address that e-mails leave from. */
  sending_email_address: string | null;
  /** Name and address that e-mails leave from. */
  from_address: string | null;
  /** Name and address as a mail program shows them. */
  full_email_address: string | null;
  /** Address that a CRM would be copied at. */
  bcc_email_address: string | null;
  /** Country where one works: holidays and rules of contact go by it. */
  work_country: string | null;
  /** Kind of licence in the original; kept as given. */
  seat_package: string | null;
  /** HTML that stands below e-mails of the user. */
  email_signature: string | null;
  /** Whether the signature is HTML or plain text. */
  email_signature_type: string | null;
  /** Whether links of the signature are left as they are. */
  email_signature_click_tracking_disabled: boolean;
  /** Whether the user may change what concerns the whole team. */
  team_admin: boolean;
  /** Whether calls show a number of the same region. */
  local_dial_enabled: boolean;
  /** Whether numbers can be dialled from the page. */
  click_to_call_enabled: boolean;
  /** Whether a mailbox is connected. */
  email_client_configured: boolean;
  /** Whether a CRM is connected: never, here. */
  crm_connected: boolean;
  /** Switches of the original; empty here. */
  external_feature_flags: Record<string, unknown>;
  /** Fields of the original for its own pages; empty here. */
  _private_fields: Record<string, unknown>;
  /** The telephone that the user calls by. */
  phone_client: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  phone_number_assignment: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  group: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  team: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Admin, User, or a custom role. */
  role: {
    /** Number that the record is called by; never given twice. */
    id: string;
  } | null;
  /** Telephone number at work, as it was written. */
  phone: string | null;
  /** Whether they sign in by two steps: told to admins, null to everybody else. */
  two_factor_enabled: boolean | null;
  /** Of somebody deactivated: what was still theirs at that moment, or what stays of the last hand-over; null of active users. */
  left_behind: {
    /** People that they own. */
    people: number;
    /** Accounts that they own. */
    accounts: number;
    /** Cadences that they own, archived ones too. */
    cadences: number;
    /** People on cadences in their name, or with an open touch of theirs. */
    memberships: number;
    /** Tasks that are not done. */
    tasks: number;
    /** Conversations of theirs, and those that were given to them. */
    threads: number;
  } | null;
};

export type UserAbsence = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the record was made; unique within the team, so that lists can be read along it. */
  created_at: string;
  /** When the record last changed what it says; unique within the team and growing, so that a reader who remembers the largest misses nothing. */
  updated_at: string;
  /** Whose it is. */
  user: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** First day away. */
  starts_on: string;
  /** Last day away. */
  ends_on: string;
  /** What becomes of touches meanwhile: hold them, or hand_over to a colleague. */
  mode: 'hold' | 'hand_over';
  hand_over_to: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** Days over which what waited is spread after the return. */
  return_spread_days: number;
};

export type UserAbsenceCreate = {
  /** What becomes of touches meanwhile: hold them, or hand_over to a colleague. */
  mode?: 'hold' | 'hand_over' | null | undefined;
  /** Number of the colleague who has the touches. */
  hand_over_to_id?: number | string | null | undefined;
  /** Days over which what waited is spread after the return. */
  return_spread_days?: number | string | null | undefined;
  /** Number of the user it concerns; without one, the caller. */
  user_id?: number | string | null | undefined;
  /** First day away. */
  starts_on: string;
  /** Last day away. */
  ends_on: string;
};

export type UserAbsenceUpdate = {
  /** What becomes of touches meanwhile: hold them, or hand_over to a colleague. */
  mode?: 'hold' | 'hand_over' | null | undefined;
  /** Number of the colleague who has the touches. */
  hand_over_to_id?: number | string | null | undefined;
  /** Days over which what waited is spread after the return. */
  return_spread_days?: number | string | null | undefined;
  /** First day away. */
  starts_on?: string | undefined;
  /** Last day away. */
  ends_on?: string | undefined;
};

export type UserAbsencesParams = {
  readonly ids?: number | readonly number[];
  readonly user_id?: number | readonly number[];
  readonly mode?: 'hold' | 'hand_over' | readonly ('hold' | 'hand_over')[];
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'created_at' | 'updated_at' | 'starts_on'>;

export type UserSending = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** Since when automatic e-mails of the user wait. */
  sending_paused_at: string | null;
};

export type UserUpdate = {
  /** Whether the user may sign in; who may not sends nothing. */
  active?: boolean | string | number | null | undefined;
  /** Number of the group that the user belongs to. */
  group_id?: number | string | null | undefined;
  /** Admin, User, or the id of a custom role. */
  role_id?: string | number | null | undefined;
  /** Country where one works: holidays and rules of contact go by it. */
  work_country?: string | number | null | undefined;
  /** Kind of licence in the original; kept as given. */
  seat_package?: string | number | null | undefined;
  /** GUID of whom the user reports to. */
  manager_user_guid?: string | number | null | undefined;
  /** IANA name of the zone; timestamps are answered in it. */
  time_zone?: string | number | null | undefined;
  /** Given name. */
  first_name?: string | number | null | undefined;
  /** Family name. */
  last_name?: string | number | null | undefined;
  /** What the user does in the team. */
  job_role?: string | number | null | undefined;
  /** Telephone number at work, as it was written. */
  phone?: string | number | null | undefined;
  /** HTML that stands below e-mails of the user. */
  email_signature?: string | number | null | undefined;
  /** Name on Slack. */
  slack_username?: string | number | null | undefined;
  /** Name on Twitter (X), without the @. */
  twitter_handle?: string | number | null | undefined;
};

export type UsersParams = {
  readonly ids?: number | readonly number[];
  readonly guid?: string | readonly string[];
  readonly group_id?: number | '_is_null' | readonly (number | '_is_null')[];
  readonly role_id?: string | number | readonly (string | number)[];
  readonly search?: string | number;
  readonly active?: boolean;
  readonly visible_only?: boolean;
  readonly has_crm_user?: boolean;
  readonly work_country?: string | number | readonly (string | number)[];
  readonly emails?: string | number | readonly (string | number)[];
  readonly seat_package?: string | number | readonly (string | number)[];
  readonly managed_ar?: boolean;
  readonly manager_user_guid?: string | readonly string[];
  readonly permissions?: string | number | readonly (string | number)[];
  readonly created_at?: Range;
  readonly updated_at?: Range;
} & Paging<'id' | 'created_at' | 'updated_at' | 'email' | 'name' | 'group' | 'role'>;

export type VariantSuggestion = {
  step_variant: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type WebhookDeliveriesParams = {
  readonly subscription_id?: number | readonly number[];
  readonly state?: 'waiting' | 'delivered' | 'dead' | 'cancelled' | readonly ('waiting' | 'delivered' | 'dead' | 'cancelled')[];
  readonly event_type?: 'account_created' | 'account_deleted' | 'account_updated' | 'bulk_job_completed' | 'cadence_created' | 'cadence_deleted' | 'cadence_membership_created' | 'cadence_membership_updated' | 'cadence_updated' | 'call_created' | 'call_data_record_created' | 'call_data_record_updated' | 'call_updated' | 'conversation_created' | 'conversation_recording_created' | 'conversation_updated' | 'email_updated' | 'email_with_body_and_subject_updated' | 'export_completed' | 'live_feed_item_created' | 'mailbox_created' | 'mailbox_deleted' | 'mailbox_updated' | 'meeting_booked' | 'meeting_updated' | 'note_created' | 'note_deleted' | 'note_updated' | 'notice_created' | 'notice_updated' | 'person_created' | 'person_deleted' | 'person_updated' | 'step_created' | 'step_deleted' | 'step_updated' | 'success_created' | 'suppression_created' | 'suppression_deleted' | 'suppression_updated' | 'task_completed' | 'task_created' | 'task_deleted' | 'task_updated' | 'thread_created' | 'thread_updated' | 'user_created' | 'user_updated' | readonly ('account_created' | 'account_deleted' | 'account_updated' | 'bulk_job_completed' | 'cadence_created' | 'cadence_deleted' | 'cadence_membership_created' | 'cadence_membership_updated' | 'cadence_updated' | 'call_created' | 'call_data_record_created' | 'call_data_record_updated' | 'call_updated' | 'conversation_created' | 'conversation_recording_created' | 'conversation_updated' | 'email_updated' | 'email_with_body_and_subject_updated' | 'export_completed' | 'live_feed_item_created' | 'mailbox_created' | 'mailbox_deleted' | 'mailbox_updated' | 'meeting_booked' | 'meeting_updated' | 'note_created' | 'note_deleted' | 'note_updated' | 'notice_created' | 'notice_updated' | 'person_created' | 'person_deleted' | 'person_updated' | 'step_created' | 'step_deleted' | 'step_updated' | 'success_created' | 'suppression_created' | 'suppression_deleted' | 'suppression_updated' | 'task_completed' | 'task_created' | 'task_deleted' | 'task_updated' | 'thread_created' | 'thread_updated' | 'user_created' | 'user_updated')[];
  readonly queued_at?: Range;
} & Paging<'queued_at'>;

export type WebhookDelivery = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the body was made; kept for 30 days from then. */
  queued_at: string;
  /** Whom it is for. */
  subscription: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** What is told. */
  event_type: 'account_created' | 'account_deleted' | 'account_updated' | 'bulk_job_completed' | 'cadence_created' | 'cadence_deleted' | 'cadence_membership_created' | 'cadence_membership_updated' | 'cadence_updated' | 'call_created' | 'call_data_record_created' | 'call_data_record_updated' | 'call_updated' | 'conversation_created' | 'conversation_recording_created' | 'conversation_updated' | 'email_updated' | 'email_with_body_and_subject_updated' | 'export_completed' | 'live_feed_item_created' | 'mailbox_created' | 'mailbox_deleted' | 'mailbox_updated' | 'meeting_booked' | 'meeting_updated' | 'note_created' | 'note_deleted' | 'note_updated' | 'notice_created' | 'notice_updated' | 'person_created' | 'person_deleted' | 'person_updated' | 'step_created' | 'step_deleted' | 'step_updated' | 'success_created' | 'suppression_created' | 'suppression_deleted' | 'suppression_updated' | 'task_completed' | 'task_created' | 'task_deleted' | 'task_updated' | 'thread_created' | 'thread_updated' | 'user_created' | 'user_updated';
  /** Place of the event in the order of the team's events; null: a test. */
  sequence: number | null;
  /** When it came to pass, by the team's clock. */
  happened_at: string;
  /** Number of the record that it is about. */
  resource_id: number;
  /** Address that it is posted to. */
  callback_url: string;
  /** waiting: to be tried, or tried again; delivered: a 2xx was answered; dead: given up; cancelled: its subscription was paused or deleted before. */
  state: 'waiting' | 'delivered' | 'dead' | 'cancelled';
  /** Tries that began. */
  attempts: number;
  /** When it is tried next; null: an earlier one of the same record is before it, or it is over. */
  next_try_at: string | null;
  /** When the last try began; null: none did yet. */
  tried_at: string | null;
  /** When it arrived or was given up; null while it waits. */
  finished_at: string | null;
  /** HTTP status of the last answer; null where there was none. */
  status: number | null;
  /** Why the last try does not count as arrived, in a sentence. */
  problem: string | null;
  /** How long the last try took, up to the end of the answer. */
  milliseconds: number | null;
};

export type WebhookDeliveryReplayBody = {
  subscription_ids?: (number | string)[] | string | number | null | undefined;
  event_types?: (string | number)[] | string | null | undefined;
  happened_from?: string | null | undefined;
  happened_to?: string | null | undefined;
};

export type WebhookDeliveryWhole = {
  /** Number that the record is called by; never given twice. */
  id: number;
  /** When the body was made; kept for 30 days from then. */
  queued_at: string;
  /** Whom it is for. */
  subscription: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** What is told. */
  event_type: 'account_created' | 'account_deleted' | 'account_updated' | 'bulk_job_completed' | 'cadence_created' | 'cadence_deleted' | 'cadence_membership_created' | 'cadence_membership_updated' | 'cadence_updated' | 'call_created' | 'call_data_record_created' | 'call_data_record_updated' | 'call_updated' | 'conversation_created' | 'conversation_recording_created' | 'conversation_updated' | 'email_updated' | 'email_with_body_and_subject_updated' | 'export_completed' | 'live_feed_item_created' | 'mailbox_created' | 'mailbox_deleted' | 'mailbox_updated' | 'meeting_booked' | 'meeting_updated' | 'note_created' | 'note_deleted' | 'note_updated' | 'notice_created' | 'notice_updated' | 'person_created' | 'person_deleted' | 'person_updated' | 'step_created' | 'step_deleted' | 'step_updated' | 'success_created' | 'suppression_created' | 'suppression_deleted' | 'suppression_updated' | 'task_completed' | 'task_created' | 'task_deleted' | 'task_updated' | 'thread_created' | 'thread_updated' | 'user_created' | 'user_updated';
  /** Place of the event in the order of the team's events; null: a test. */
  sequence: number | null;
  /** When it came to pass, by the team's clock. */
  happened_at: string;
  /** Number of the record that it is about. */
  resource_id: number;
  /** Address that it is posted to. */
  callback_url: string;
  /** waiting: to be tried, or tried again; delivered: a 2xx was answered; dead: given up; cancelled: its subscription was paused or deleted before. */
  state: 'waiting' | 'delivered' | 'dead' | 'cancelled';
  /** Tries that began. */
  attempts: number;
  /** When it is tried next; null: an earlier one of the same record is before it, or it is over. */
  next_try_at: string | null;
  /** When the last try began; null: none did yet. */
  tried_at: string | null;
  /** When it arrived or was given up; null while it waits. */
  finished_at: string | null;
  /** HTTP status of the last answer; null where there was none. */
  status: number | null;
  /** Why the last try does not count as arrived, in a sentence. */
  problem: string | null;
  /** How long the last try took, up to the end of the answer. */
  milliseconds: number | null;
  /** What is sent. */
  request: {
    /** By names in lower case. What depends on the moment is as of a try that would begin now. */
    headers: Record<string, string>;
    /** The record, exactly as it was signed and sent. */
    body: string;
  };
  /** Beginning of what the receiver said last, 2,000 characters at most. */
  answer: string | null;
};

export type WebhookReplay = {
  subscriptions: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  }[];
};

export type WebhookSubscription = {
  /** GUID of the user it concerns; without one, the caller. */
  user_guid: string;
  tenant_id: number;
  /** Number that the subscription is called by; never given twice. */
  id: number;
  event_type: 'account_created' | 'account_deleted' | 'account_updated' | 'bulk_job_completed' | 'cadence_created' | 'cadence_deleted' | 'cadence_membership_created' | 'cadence_membership_updated' | 'cadence_updated' | 'call_created' | 'call_data_record_created' | 'call_data_record_updated' | 'call_updated' | 'conversation_created' | 'conversation_recording_created' | 'conversation_updated' | 'email_updated' | 'email_with_body_and_subject_updated' | 'export_completed' | 'link_swap' | 'live_feed_item_created' | 'mailbox_created' | 'mailbox_deleted' | 'mailbox_updated' | 'meeting_booked' | 'meeting_updated' | 'note_created' | 'note_deleted' | 'note_updated' | 'notice_created' | 'notice_updated' | 'person_created' | 'person_deleted' | 'person_updated' | 'step_created' | 'step_deleted' | 'step_updated' | 'success_created' | 'suppression_created' | 'suppression_deleted' | 'suppression_updated' | 'task_completed' | 'task_created' | 'task_deleted' | 'task_updated' | 'thread_created' | 'thread_updated' | 'user_created' | 'user_updated';
  enabled: boolean;
  callback_url: string;
  callback_token: string;
  paused_reason: string | null;
  program: {
    /** What sort of record this is. */
    kind: 'api_key' | 'oauth_app' | 'browser';
    /** What people call it; shown in lists. */
    name: string | null;
  };
};

export type WebhookSubscriptionCreate = {
  callback_token: string | number;
  callback_url: string | number;
  event_type: string | number;
};

export type WebhookSubscriptionUpdate = {
  callback_url?: string | number | null | undefined;
  enabled?: boolean | string | number | null | undefined;
};

export type WebhookSubscriptionsParams = {
  readonly enabled?: boolean;
} & Paging<never>;

export type WebhookTest = {
  /** What was queued; its course is told by /v2/webhook_deliveries. */
  delivery: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type Why = {
  /** What sort of step or touch this is. */
  type: string;
  /** What stops it, in a sentence. */
  because: string;
  /** The rule that decided, as a word that programs may compare. */
  rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
  /** Ids, moments, numbers and words from which the sentence is made; no texts of people. */
  facts: {
    /** The rule that the facts belong to. */
    rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
  }[] | null;
  /** When it can go; null: nobody can say. */
  next: string | null;
  /** Every rule that was asked, with its answer. */
  rules: {
    /** Which rule was asked. */
    rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
    /** Whether it stands against the touch. */
    stops: boolean;
    /** Its answer, in a sentence. */
    says: string;
    /** Ids, moments, numbers and words from which the sentence is made; no texts of people. */
    facts: {
      /** The rule that the facts belong to. */
      rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
    }[] | null;
  }[];
  /** The action that waits. */
  action: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  /** The e-mail that waits. */
  email: {
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  cadence_membership: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
  cadence: {
    /** Path under which this API serves the record. */
    _href: string;
    /** Number that the record is called by; never given twice. */
    id: number;
  } | null;
};

export type WhyNotSent = {
  /** Each touch and e-mail that waits, with its reasons. */
  waiting: {
    /** What sort of step or touch this is. */
    type: string;
    /** What stops it, in a sentence. */
    because: string;
    /** The rule that decided, as a word that programs may compare. */
    rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
    /** Ids, moments, numbers and words from which the sentence is made; no texts of people. */
    facts: {
      /** The rule that the facts belong to. */
      rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
    }[] | null;
    /** When it can go; null: nobody can say. */
    next: string | null;
    /** Every rule that was asked, with its answer. */
    rules: {
      /** Which rule was asked. */
      rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
      /** Whether it stands against the touch. */
      stops: boolean;
      /** Its answer, in a sentence. */
      says: string;
      /** Ids, moments, numbers and words from which the sentence is made; no texts of people. */
      facts: {
        /** The rule that the facts belong to. */
        rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
      }[] | null;
    }[];
    /** The action that waits. */
    action: {
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    /** The e-mail that waits. */
    email: {
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    cadence_membership: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
    cadence: {
      /** Path under which this API serves the record. */
      _href: string;
      /** Number that the record is called by; never given twice. */
      id: number;
    } | null;
  }[];
  /** Why there is nothing to wait for, in a sentence. */
  nothing: string | null;
  /** What that sentence is made of. */
  nothing_facts: {
    /** The rule that the facts belong to. */
    rule: 'membership_ended' | 'person_deleted' | 'do_not_contact' | 'account_do_not_contact' | 'cadence_deleted' | 'cadence_archived' | 'cadence_ended' | 'cadence_paused' | 'membership_paused' | 'user_inactive' | 'step_disabled' | 'contact_restriction' | 'suppressed' | 'automation_allowed' | 'email_address' | 'bouncing' | 'public_url' | 'team_paused' | 'user_paused' | 'hand_over' | 'due' | 'absence' | 'absence_without_end' | 'send_window' | 'never_open' | 'weekend' | 'holiday' | 'new_people_limit' | 'mailbox' | 'mailbox_daily_limit' | 'mailbox_ramp_up' | 'mailbox_hourly_limit' | 'mailbox_spacing' | 'mailbox_retry' | 'mailbox_paused' | 'no_mailbox' | 'email_daily_limit' | 'person_touch_limit' | 'account_touch_limit' | 'provider_limit' | 'goes_out' | 'not_before' | 'step_at_once' | 'step_day_start' | 'step_at_time' | 'step_delay' | 'branch' | 'woken' | 'taken_back' | 'limits_changed' | 'pause_ended' | 'back_on_cadence' | 'moved_by_hand' | 'skipped_by_hand' | 'put_off_by_hand' | 'handed_over_by_hand' | 'could_not_prepare' | 'send_ledger' | 'email_queued' | 'email_rendered' | 'email_written' | 'email_scheduled' | 'email_changed' | 'email_cancelled' | 'email_due' | 'email_sending' | 'email_sent' | 'email_sent_by_hand' | 'copy_refused' | 'email_not_begun' | 'email_already' | 'email_stopped' | 'email_unsendable' | 'email_refused' | 'email_deferred' | 'email_given_up' | 'email_unknown' | 'email_lost' | 'uncertain_policy' | 'evidence' | 'settled_by_person' | 'sent_again' | 'template' | 'template_fields' | 'template_error' | 'held' | 'mailbox_waits' | 'mailbox_released' | 'mailbox_works' | 'mailbox_trouble' | 'mailbox_silent' | 'mailbox_test' | 'waits_for_rep' | 'action_ended' | 'action_done' | 'cadence_done' | 'cadence_left' | 'stage_reached' | 'replied' | 'reported_spam' | 'left_company' | 'opted_out' | 'bounced' | 'meeting_booked' | 'success' | 'nothing_against' | 'nothing_planned' | 'answer_waits' | 'person_clicked' | 'person_opened_twice' | 'person_signal' | 'promised_at' | 'due_since' | 'overdue_since' | 'cadence_priority' | 'their_hours_end' | 'uncertain_email' | 'failed_mailbox' | 'call_hours' | 'outside_call_hours' | 'call_hours_unknown' | 'as_written';
  }[] | null;
};

/** The records of each resource. */
export interface Records {
  account_stages: AccountStage;
  account_tiers: AccountTier;
  accounts: Account;
  actions: Action;
  call_data_records: CallDataRecord;
  call_dispositions: CallDisposition;
  call_instructions: CallInstruction;
  call_sentiments: CallSentiment;
  calls: Call;
  conversations: Conversation;
  notes: Note;
  phone_number_assignments: PhoneNumberAssignment;
  send_ledger: LedgerEntry;
  tasks: Task;
  audit_entries: AuditEntry;
  audit_reports: AuditReport;
  bulk_jobs: BulkJob;
  cadence_memberships: CadenceMembership;
  cadences: Cadence;
  step_variants: StepVariant;
  steps: Step;
  account_team_member_roles: AccountTeamMemberRole;
  crm_account_team_members: CrmAccountTeamMember;
  crm_activities: CrmActivity;
  crm_activity_fields: CrmActivityField;
  crm_users: CrmUser;
  external_configurations: ExternalConfiguration;
  external_mappings: ExternalMapping;
  opportunities: Opportunity;
  opportunity_people: OpportunityPerson;
  opportunity_stages: OpportunityStage;
  attachments: Attachment;
  email_details: EmailDetail;
  email_template_attachments: EmailTemplateAttachment;
  email_templates: EmailTemplate;
  emails: Email;
  scheduled_emails: ScheduledEmail;
  snippets: Snippet;
  team_template_attachments: TeamTemplateAttachment;
  team_templates: TeamTemplate;
  exports: Export;
  live_feed_items: LiveFeedItem;
  notices: Notice;
  mailboxes: Mailbox;
  meetings: Meeting;
  imports: Import;
  people: Person;
  person_stages: PersonStage;
  successes: Success;
  data_control_requests: DataControlRequest;
  received_messages: ReceivedMessage;
  threads: Thread;
  holiday_calendars: HolidayCalendar;
  send_windows: SendWindow;
  user_absences: UserAbsence;
  suppressions: Suppression;
  custom_fields: CustomField;
  custom_roles: CustomRole;
  groups: Group;
  saved_list_views: SavedListView;
  tags: Tag;
  users: User;
  webhook_subscriptions: WebhookSubscription;
}

/** What a resource is made of. */
export interface Creates {
  account_stages: AccountStageCreate;
  account_tiers: AccountTierCreate;
  accounts: AccountCreate;
  call_data_records: CallDataRecordCreate;
  call_dispositions: CallDispositionCreate;
  call_sentiments: CallSentimentCreate;
  calls: CallCreate;
  notes: NoteCreate;
  phone_number_assignments: PhoneNumberAssignmentCreate;
  tasks: TaskCreate;
  audit_reports: AuditReportCreate;
  bulk_jobs: BulkJobCreate;
  cadence_memberships: CadenceMembershipCreate;
  cadences: CadenceCreate;
  step_variants: StepVariantCreate;
  steps: StepCreate;
  crm_account_team_members: CrmAccountTeamMemberCreate;
  crm_activity_fields: CrmActivityFieldCreate;
  crm_users: CrmUserCreate;
  external_configurations: ExternalConfigurationCreate;
  external_mappings: ExternalMappingCreate;
  opportunities: OpportunityCreate;
  opportunity_people: OpportunityPersonCreate;
  opportunity_stages: OpportunityStageCreate;
  attachments: AttachmentCreate;
  email_templates: EmailTemplateCreate;
  scheduled_emails: ScheduledEmailCreate;
  snippets: SnippetCreate;
  team_templates: TeamTemplateCreate;
  exports: ExportCreate;
  mailboxes: MailboxCreate;
  meetings: MeetingCreate;
  imports: ImportCreate;
  people: PersonCreate;
  person_stages: PersonStageCreate;
  holiday_calendars: HolidayCalendarCreate;
  send_windows: SendWindowCreate;
  user_absences: UserAbsenceCreate;
  suppressions: SuppressionCreate;
  custom_fields: CustomFieldCreate;
  custom_roles: CustomRoleCreate;
  groups: GroupCreate;
  saved_list_views: SavedListViewCreate;
  webhook_subscriptions: WebhookSubscriptionCreate;
}

/** What can be changed of a resource. */
export interface Updates {
  account_stages: AccountStageUpdate;
  account_tiers: AccountTierUpdate;
  accounts: AccountUpdate;
  call_data_records: CallDataRecordUpdate;
  call_dispositions: CallDispositionUpdate;
  call_sentiments: CallSentimentUpdate;
  notes: NoteUpdate;
  tasks: TaskUpdate;
  bulk_jobs: BulkJobUpdate;
  cadences: CadenceUpdate;
  step_variants: StepVariantUpdate;
  steps: StepUpdate;
  crm_account_team_members: CrmAccountTeamMemberUpdate;
  crm_activity_fields: CrmActivityFieldUpdate;
  crm_users: CrmUserUpdate;
  opportunities: OpportunityUpdate;
  opportunity_stages: OpportunityStageUpdate;
  email_templates: EmailTemplateUpdate;
  scheduled_emails: ScheduledEmailUpdate;
  snippets: SnippetUpdate;
  team_templates: TeamTemplateUpdate;
  notices: NoticeUpdate;
  mailboxes: MailboxUpdate;
  meetings: MeetingUpdate;
  imports: ImportUpdate;
  people: PersonUpdate;
  person_stages: PersonStageUpdate;
  threads: ThreadUpdate;
  holiday_calendars: HolidayCalendarUpdate;
  send_windows: SendWindowUpdate;
  user_absences: UserAbsenceUpdate;
  custom_fields: CustomFieldUpdate;
  custom_roles: CustomRoleUpdate;
  groups: GroupUpdate;
  saved_list_views: SavedListViewUpdate;
  tags: TagUpdate;
  users: UserUpdate;
  webhook_subscriptions: WebhookSubscriptionUpdate;
}

/** What an operation is told. */
export interface Bodies {
  account_upserts: AccountUpsertsBody;
  activities: ActivitiesBody;
  conversations_calls: ConversationsCallsBody;
  dial_person: DialPersonBody;
  update_dialer_settings: UpdateDialerSettingsBody;
  ongoing_actions: OngoingActionsBody;
  pin_activity_history: PinActivityHistoryBody;
  send_action_email: SendActionEmailBody;
  send_ledger_settle: SendLedgerSettleBody;
  send_ledger_settle_many: SendLedgerSettleManyBody;
  bulk_reschedule_tasks: BulkRescheduleTasksBody;
  cadence_bulk_memberships: CadenceBulkMembershipsBody;
  create_job_data: CreateJobDataBody;
  create_job_selection: CreateJobSelectionBody;
  cadence_export_downloads: CadenceExportDownloadsBody;
  cadence_imports: CadenceImportsBody;
  cadence_forecast: CadenceForecastBody;
  declare_winner: DeclareWinnerBody;
  move_membership: MoveMembershipBody;
  pause_membership: PauseMembershipBody;
  skip_step: SkipStepBody;
  step_places: StepPlacesBody;
  email_missing_tags: EmailMissingTagsBody;
  preview_email: PreviewEmailBody;
  preview_template: PreviewTemplateBody;
  update_pending_email: UpdatePendingEmailBody;
  create_play: CreatePlayBody;
  create_signal_registration: CreateSignalRegistrationBody;
  send_signal: SendSignalBody;
  update_play: UpdatePlayBody;
  update_signal_registration: UpdateSignalRegistrationBody;
  live_website_tracking_parameters: LiveWebsiteTrackingParametersBody;
  third_party_live_feed_items: ThirdPartyLiveFeedItemsBody;
  update_notice_settings: UpdateNoticeSettingsBody;
  mailbox_authorizations: MailboxAuthorizationsBody;
  mailbox_domain_check: MailboxDomainCheckBody;
  mailbox_test: MailboxTestBody;
  retry_server_transport: RetryServerTransportBody;
  update_meeting_settings: UpdateMeetingSettingsBody;
  create_calendar_event: CreateCalendarEventBody;
  update_calendar_event: UpdateCalendarEventBody;
  upsert_calendar_event: UpsertCalendarEventBody;
  merge_account: MergeAccountBody;
  merge_person: MergePersonBody;
  hand_over_user: HandOverUserBody;
  create_success: CreateSuccessBody;
  import_dry_run: ImportDryRunBody;
  import_start: ImportStartBody;
  person_upserts: PersonUpsertsBody;
  account_and_people_redaction: AccountAndPeopleRedactionBody;
  account_redaction: AccountRedactionBody;
  data_access: DataAccessBody;
  people_soft_deletion: PeopleSoftDeletionBody;
  right_to_be_forgotten: RightToBeForgottenBody;
  hand_over_action: HandOverActionBody;
  snooze_action: SnoozeActionBody;
  spread_actions: SpreadActionsBody;
  external_emails: ExternalEmailsBody;
  received_message_mark: ReceivedMessageMarkBody;
  received_message_reclassify: ReceivedMessageReclassifyBody;
  sandbox_advance: SandboxAdvanceBody;
  sandbox_react: SandboxReactBody;
  sandbox_settings: SandboxSettingsBody;
  update_sending_settings: UpdateSendingSettingsBody;
  suppression_imports: SuppressionImportsBody;
  begin_two_factor: BeginTwoFactorBody;
  change_password: ChangePasswordBody;
  create_api_key: CreateApiKeyBody;
  create_tag: CreateTagBody;
  create_oauth_application: CreateOauthApplicationBody;
  disable_two_factor: DisableTwoFactorBody;
  enable_two_factor: EnableTwoFactorBody;
  invite: InviteBody;
  renew_recovery_codes: RenewRecoveryCodesBody;
  update_oauth_application: UpdateOauthApplicationBody;
  update_me: UpdateMeBody;
  update_preferences: UpdatePreferencesBody;
  update_team: UpdateTeamBody;
  webhook_delivery_replay: WebhookDeliveryReplayBody;
}

/** What each list is asked by. */
export interface Lists {
  account_stages: AccountStagesParams;
  account_tiers: AccountTiersParams;
  accounts: AccountsParams;
  actions: ActionsParams;
  call_data_records: CallDataRecordsParams;
  call_dispositions: CallDispositionsParams;
  call_instructions: CallInstructionsParams;
  call_sentiments: CallSentimentsParams;
  calls: CallsParams;
  conversations: ConversationsParams;
  notes: NotesParams;
  phone_number_assignments: PhoneNumberAssignmentsParams;
  send_ledger: SendLedgerParams;
  tasks: TasksParams;
  audit_entries: AuditEntriesParams;
  audit_reports: AuditReportsParams;
  bulk_jobs: BulkJobsParams;
  cadence_memberships: CadenceMembershipsParams;
  cadences: CadencesParams;
  step_variants: StepVariantsParams;
  steps: StepsParams;
  account_team_member_roles: AccountTeamMemberRolesParams;
  crm_account_team_members: CrmAccountTeamMembersParams;
  crm_activities: CrmActivitiesParams;
  crm_activity_fields: CrmActivityFieldsParams;
  crm_users: CrmUsersParams;
  external_configurations: ExternalConfigurationsParams;
  external_mappings: ExternalMappingsParams;
  opportunities: OpportunitiesParams;
  opportunity_people: OpportunityPeopleParams;
  opportunity_stages: OpportunityStagesParams;
  attachments: AttachmentsParams;
  email_details: EmailDetailsParams;
  email_template_attachments: EmailTemplateAttachmentsParams;
  email_templates: EmailTemplatesParams;
  emails: EmailsParams;
  scheduled_emails: ScheduledEmailsParams;
  snippets: SnippetsParams;
  team_template_attachments: TeamTemplateAttachmentsParams;
  team_templates: TeamTemplatesParams;
  exports: ExportsParams;
  live_feed_items: LiveFeedItemsParams;
  notices: NoticesParams;
  mailboxes: MailboxesParams;
  meetings: MeetingsParams;
  imports: ImportsParams;
  people: PeopleParams;
  person_stages: PersonStagesParams;
  successes: SuccessesParams;
  data_control_requests: DataControlRequestsParams;
  received_messages: ReceivedMessagesParams;
  threads: ThreadsParams;
  holiday_calendars: HolidayCalendarsParams;
  send_windows: SendWindowsParams;
  user_absences: UserAbsencesParams;
  suppressions: SuppressionsParams;
  custom_fields: CustomFieldsParams;
  custom_roles: CustomRolesParams;
  groups: GroupsParams;
  saved_list_views: SavedListViewsParams;
  tags: TagsParams;
  users: UsersParams;
  webhook_subscriptions: WebhookSubscriptionsParams;
  account_types: AccountTypesParams;
  transcriptions: TranscriptionsParams;
  activity_histories: ActivityHistoriesParams;
  activity_history_bodies: ActivityHistoryBodiesParams;
  send_ledger_history: SendLedgerHistoryParams;
  bulk_job_results: BulkJobResultsParams;
  job_data: JobDataParams;
  cadence_people: CadencePeopleParams;
  crm_team_members_with_roles: CrmTeamMembersWithRolesParams;
  email_events: EmailEventsParams;
  pending_emails: PendingEmailsParams;
  plays: PlaysParams;
  signal_registrations: SignalRegistrationsParams;
  meeting_settings_searches: MeetingSettingsSearchesParams;
  calendar_events: CalendarEventsParams;
  merges: MergesParams;
  webhook_deliveries: WebhookDeliveriesParams;
}

/** Every resource and operation of the contract by its name. */
export interface ContractClient {
  readonly account_stages: {
    /** Lists what the caller may see of these: each is a word for how far things are with an account. */
    list(params?: AccountStagesParams, options?: CallOptions): Listing<AccountStage>;
    /** Answers one record: a word for how far things are with an account. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<AccountStage>;
    /** Makes a new word for how far things are with an account; the answer is the record as it was stored. */
    create(body: AccountStageCreate, options?: CallOptions): ApiCall<AccountStage>;
    /** Changes a word for how far things are with an account: what the body does not name stays, null clears. */
    update(id: number, body: AccountStageUpdate, options?: CallOptions): ApiCall<AccountStage>;
    /** Deletes a word for how far things are with an account; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly account_tiers: {
    /** Lists what the caller may see of these: each is a word for how much an account matters. */
    list(params?: AccountTiersParams, options?: CallOptions): Listing<AccountTier>;
    /** Answers one record: a word for how much an account matters. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<AccountTier>;
    /** Makes a new word for how much an account matters; the answer is the record as it was stored. */
    create(body: AccountTierCreate, options?: CallOptions): ApiCall<AccountTier>;
    /** Changes a word for how much an account matters: what the body does not name stays, null clears. */
    update(id: number, body: AccountTierUpdate, options?: CallOptions): ApiCall<AccountTier>;
    /** Deletes a word for how much an account matters; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly accounts: {
    /** Lists what the caller may see of these: each is a company that people belong to. */
    list(params?: AccountsParams, options?: CallOptions): Listing<Account>;
    /** Answers one record: a company that people belong to. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Account>;
    /** Makes a new company that people belong to; the answer is the record as it was stored. */
    create(body: AccountCreate, options?: CallOptions): ApiCall<Account>;
    /** Changes what is given. do_not_contact holds for all people of the account, who leave their cadences. */
    update(id: number, body: AccountUpdate, options?: CallOptions): ApiCall<Account>;
    /** Deletes an account; its people stay and lose it, in the background when they are many. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly actions: {
    /** Lists what the caller may see of these: each is one step for one person that is due or will be. */
    list(params?: ActionsParams, options?: CallOptions): Listing<Action>;
    /** Answers one record: one step for one person that is due or will be. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Action>;
  };
  readonly call_data_records: {
    /** Lists what the caller may see of these: each is a technical call, as a telephony program tells of it. */
    list(params?: CallDataRecordsParams, options?: CallOptions): Listing<CallDataRecord>;
    /** Answers one record: a technical call, as a telephony program tells of it. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<CallDataRecord>;
    /** A telephony program tells of a call. Without person_id it is looked for by the number: to of an outbound call, from of an inbound one, where exactly one person has it. */
    create(body: CallDataRecordCreate, options?: CallOptions): ApiCall<CallDataRecord>;
    /** Tells how the call went on. A call that was logged shows its recordings, and stays with its person; a conversation over it follows. */
    update(id: number, body: CallDataRecordUpdate, options?: CallOptions): ApiCall<CallDataRecord>;
  };
  readonly call_dispositions: {
    /** Lists what the caller may see of these: each is a word for how a call ended. */
    list(params?: CallDispositionsParams, options?: CallOptions): Listing<CallDisposition>;
    /** Answers one record: a word for how a call ended. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<CallDisposition>;
    /** Makes a new word for how a call ended; the answer is the record as it was stored. */
    create(body: CallDispositionCreate, options?: CallOptions): ApiCall<CallDisposition>;
    /** Changes a word for how a call ended: what the body does not name stays, null clears. */
    update(id: number, body: CallDispositionUpdate, options?: CallOptions): ApiCall<CallDisposition>;
    /** Deletes a word for how a call ended; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly call_instructions: {
    /** Lists what the caller may see of these: each is what a rep shall say in a call step. */
    list(params?: CallInstructionsParams, options?: CallOptions): Listing<CallInstruction>;
    /** Answers one record: what a rep shall say in a call step. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<CallInstruction>;
  };
  readonly call_sentiments: {
    /** Lists what the caller may see of these: each is a word for how a call went. */
    list(params?: CallSentimentsParams, options?: CallOptions): Listing<CallSentiment>;
    /** Answers one record: a word for how a call went. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<CallSentiment>;
    /** Makes a new word for how a call went; the answer is the record as it was stored. */
    create(body: CallSentimentCreate, options?: CallOptions): ApiCall<CallSentiment>;
    /** Changes a word for how a call went: what the body does not name stays, null clears. */
    update(id: number, body: CallSentimentUpdate, options?: CallOptions): ApiCall<CallSentiment>;
    /** Deletes a word for how a call went; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly calls: {
    /** Lists what the caller may see of these: each is a call that a rep made and logged. */
    list(params?: CallsParams, options?: CallOptions): Listing<Call>;
    /** Answers one record: a call that a rep made and logged. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Call>;
    /** Logs a call. With an action or task it is completed by it, and the cadence goes on; a note is kept with it. */
    create(body: CallCreate, options?: CallOptions): ApiCall<Call>;
  };
  readonly conversations: {
    /** Lists what the caller may see of these: each is a call that another program recorded and told of. */
    list(params?: ConversationsParams, options?: CallOptions): Listing<Conversation>;
    /** Answers one record: a call that another program recorded and told of. 404 also where the caller may not see it. */
    show(id: number | string, options?: ShowOptions): ApiCall<Conversation>;
  };
  readonly notes: {
    /** Lists what the caller may see of these: each is words that colleagues keep about a person, account or call. */
    list(params?: NotesParams, options?: CallOptions): Listing<Note>;
    /** Answers one record: words that colleagues keep about a person, account or call. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Note>;
    /** Makes words that colleagues keep about a person, account or call; the answer is the record as it was stored. */
    create(body: NoteCreate, options?: CallOptions): ApiCall<Note>;
    /** Changes words that colleagues keep about a person, account or call: what the body does not name stays, null clears. */
    update(id: number, body: NoteUpdate, options?: CallOptions): ApiCall<Note>;
    /** Deletes words that colleagues keep about a person, account or call; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly phone_number_assignments: {
    /** Lists what the caller may see of these: each is a telephone number that belongs to a user. */
    list(params?: PhoneNumberAssignmentsParams, options?: CallOptions): Listing<PhoneNumberAssignment>;
    /** Answers one record: a telephone number that belongs to a user. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<PhoneNumberAssignment>;
    /** Gives a user a telephone number: one each, shown as phone_number_assignment of the user. Of admins. */
    create(body: PhoneNumberAssignmentCreate, options?: CallOptions): ApiCall<PhoneNumberAssignment>;
    /** Deletes a telephone number that belongs to a user; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly send_ledger: {
    /** Lists what the caller may see of these: each is what became of an e-mail, with the reason of each change. */
    list(params?: SendLedgerParams, options?: CallOptions): Listing<LedgerEntry>;
    /** Answers one record: what became of an e-mail, with the reason of each change. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<LedgerEntry>;
  };
  readonly tasks: {
    /** Lists what the caller may see of these: each is something a user has to do for a person by a day. */
    list(params?: TasksParams, options?: CallOptions): Listing<Task>;
    /** Answers one record: something a user has to do for a person by a day. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Task>;
    /** Makes a task; with the same idempotency_key again, answers the first one. */
    create(body: TaskCreate, options?: CallOptions): ApiCall<Task>;
    /** Changes a task; current_state completed completes it, and the cadence step behind it. */
    update(id: number, body: TaskUpdate, options?: CallOptions): ApiCall<Task>;
    /** Deletes something a user has to do for a person by a day; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly audit_entries: {
    /** Lists what the caller may see of these: each is a change of the team's own affairs: who made it, and what was there before. */
    list(params?: AuditEntriesParams, options?: CallOptions): Listing<AuditEntry>;
    /** Answers one record: a change of the team's own affairs: who made it, and what was there before. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<AuditEntry>;
  };
  readonly audit_reports: {
    /** Lists what the caller may see of these: each is a file of the audit log, made in the background. */
    list(params?: AuditReportsParams, options?: CallOptions): Listing<AuditReport>;
    /** Answers one record: a file of the audit log, made in the background. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<AuditReport>;
    /** Makes a new file of the audit log, made in the background; the answer is the record as it was stored. */
    create(body: AuditReportCreate, options?: CallOptions): ApiCall<AuditReport>;
  };
  readonly bulk_jobs: {
    /** Lists what the caller may see of these: each is work on many records, given row by row. */
    list(params?: BulkJobsParams, options?: CallOptions): Listing<BulkJob>;
    /** Answers one record: work on many records, given row by row. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<BulkJob>;
    /** Makes an empty job that takes rows; the token needs the scope of the operation that its type names. A team has a hundred unfinished ones at most. */
    create(body: BulkJobCreate, options?: CallOptions): ApiCall<BulkJob>;
    /** Renames a job that takes rows, or starts it: from then on it takes none, and waits for the jobs of the team before it. */
    update(id: number, body: BulkJobUpdate, options?: CallOptions): ApiCall<BulkJob>;
    /** Ends a job: what was carried out stays, rows whose turn has not come are cancelled. Of one that has ended nothing changes. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly cadence_memberships: {
    /** Lists what the caller may see of these: each is a person on a cadence. */
    list(params?: CadenceMembershipsParams, options?: CallOptions): Listing<CadenceMembership>;
    /** Answers one record: a person on a cadence. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<CadenceMembership>;
    /** Puts a person on a cadence, if its entry rules and the suppression list allow; the first step is planned at once. */
    create(body: CadenceMembershipCreate, options?: CallOptions): ApiCall<CadenceMembership>;
    /** Takes a person off a cadence; what is queued for the step is taken back. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly cadences: {
    /** Lists what the caller may see of these: each is a course of steps that people are taken through. */
    list(params?: CadencesParams, options?: CallOptions): Listing<Cadence>;
    /** Answers one record: a course of steps that people are taken through. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Cadence>;
    /** Makes a cadence without steps; add them by /v2/steps. */
    create(body: CadenceCreate, options?: CallOptions): ApiCall<Cadence>;
    /** Changes settings and rules; archiving takes everybody off, in the background when they are many. */
    update(id: number, body: CadenceUpdate, options?: CallOptions): ApiCall<Cadence>;
    /** Deletes a cadence; everybody leaves it, sent e-mails stay. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly step_variants: {
    /** Lists what the caller may see of these: each is one of several versions of an e-mail step. */
    list(params?: StepVariantsParams, options?: CallOptions): Listing<StepVariant>;
    /** Answers one record: one of several versions of an e-mail step. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<StepVariant>;
    /** Makes a new several versions of an e-mail step; the answer is the record as it was stored. */
    create(body: StepVariantCreate, options?: CallOptions): ApiCall<StepVariant>;
    /** Changes one of several versions of an e-mail step: what the body does not name stays, null clears. */
    update(id: number, body: StepVariantUpdate, options?: CallOptions): ApiCall<StepVariant>;
    /** Deletes one of several versions of an e-mail step; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly steps: {
    /** Lists what the caller may see of these: each is one touch of a cadence and when it is due. */
    list(params?: StepsParams, options?: CallOptions): Listing<Step>;
    /** Answers one record: one touch of a cadence and when it is due. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Step>;
    /** Adds a step; later steps of the day move on by one. */
    create(body: StepCreate, options?: CallOptions): ApiCall<Step>;
    /** Changes a step; whoever waits at it is planned anew. */
    update(id: number, body: StepUpdate, options?: CallOptions): ApiCall<Step>;
    /** Deletes a step; whoever waits at it goes on to the next. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly account_team_member_roles: {
    /** Lists what the caller may see of these: each is a role that users of the CRM have on accounts. */
    list(params?: AccountTeamMemberRolesParams, options?: CallOptions): Listing<AccountTeamMemberRole>;
  };
  readonly crm_account_team_members: {
    /** Lists what the caller may see of these: each is a user of the CRM who works on an account. */
    list(params?: CrmAccountTeamMembersParams, options?: CallOptions): Listing<CrmAccountTeamMember>;
    /** Notes that a user of the CRM works on an account; a role that is new joins /v2/account_team_member_roles. Of admins. */
    create(body: CrmAccountTeamMemberCreate, options?: CallOptions): ApiCall<CrmAccountTeamMember>;
    /** Changes a user of the CRM who works on an account: what the body does not name stays, null clears. */
    update(id: number, body: CrmAccountTeamMemberUpdate, options?: CallOptions): ApiCall<CrmAccountTeamMember>;
    /** Deletes a user of the CRM who works on an account; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly crm_activities: {
    /** Lists what the caller may see of these: each is what a CRM would be told of an e-mail that was sent, or of a call. */
    list(params?: CrmActivitiesParams, options?: CallOptions): Listing<CrmActivity>;
    /** Answers one record: what a CRM would be told of an e-mail that was sent, or of a call. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<CrmActivity>;
  };
  readonly crm_activity_fields: {
    /** Lists what the caller may see of these: each is a field that the team wants told of its e-mails or calls in the CRM. */
    list(params?: CrmActivityFieldsParams, options?: CallOptions): Listing<CrmActivityField>;
    /** Makes a new field that the team wants told of its e-mails or calls in the CRM; the answer is the record as it was stored. */
    create(body: CrmActivityFieldCreate, options?: CallOptions): ApiCall<CrmActivityField>;
    /** Changes a field that the team wants told of its e-mails or calls in the CRM: what the body does not name stays, null clears. */
    update(id: number, body: CrmActivityFieldUpdate, options?: CallOptions): ApiCall<CrmActivityField>;
    /** Deletes a field that the team wants told of its e-mails or calls in the CRM; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly crm_users: {
    /** Lists what the caller may see of these: each is a user as the CRM knows him. */
    list(params?: CrmUsersParams, options?: CallOptions): Listing<CrmUser>;
    /** Makes a new user as the CRM knows him; the answer is the record as it was stored. */
    create(body: CrmUserCreate, options?: CallOptions): ApiCall<CrmUser>;
    /** Changes a user as the CRM knows him: what the body does not name stays, null clears. */
    update(id: number, body: CrmUserUpdate, options?: CallOptions): ApiCall<CrmUser>;
    /** Deletes a user as the CRM knows him; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly external_configurations: {
    /** Lists what the caller may see of these: each is a kind of record that may have ids of another system. */
    list(params?: ExternalConfigurationsParams, options?: CallOptions): Listing<ExternalConfiguration>;
    /** Allows ids of another system on a kind of record; once for each kind and system of a team. */
    create(body: ExternalConfigurationCreate, options?: CallOptions): ApiCall<ExternalConfiguration>;
    /** Ends a kind of id, and all ids of that kind with it; deleted=true still shows them. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly external_mappings: {
    /** Lists what the caller may see of these: each is an id that a record has in another system. */
    list(params?: ExternalMappingsParams, options?: CallOptions): Listing<ExternalMapping>;
    /** Notes what a record is called in another system. The kind of id is configured first; one id names one record. */
    create(body: ExternalMappingCreate, options?: CallOptions): ApiCall<ExternalMapping>;
    /** Ends an id; deleted=true still shows it. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly opportunities: {
    /** Lists what the caller may see of these: each is a sale that may come about. */
    list(params?: OpportunitiesParams, options?: CallOptions): Listing<Opportunity>;
    /** Answers one record: a sale that may come about. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Opportunity>;
    /** Adds an opportunity, owned by the caller unless said otherwise. While it is open its account is found by has_open_opportunity. */
    create(body: OpportunityCreate, options?: CallOptions): ApiCall<Opportunity>;
    /** Changes what is given; is_closed decides whether the account still has an open one. */
    update(id: number, body: OpportunityUpdate, options?: CallOptions): ApiCall<Opportunity>;
    /** Deletes an opportunity, and takes its people off it: for its owner, who made it, and admins. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly opportunity_people: {
    /** Lists what the caller may see of these: each is a person who has to do with an opportunity. */
    list(params?: OpportunityPeopleParams, options?: CallOptions): Listing<OpportunityPerson>;
    /** Puts a person on an opportunity. The first one decides whose work it is put down to: what was done last for that person; the cadence counts it. */
    create(body: OpportunityPersonCreate, options?: CallOptions): ApiCall<OpportunityPerson>;
    /** Takes a person off an opportunity; whose work it is put down to stays. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly opportunity_stages: {
    /** Lists what the caller may see of these: each is a word for how far a sale is. */
    list(params?: OpportunityStagesParams, options?: CallOptions): Listing<OpportunityStage>;
    /** Answers one record: a word for how far a sale is. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<OpportunityStage>;
    /** Makes a new word for how far a sale is; the answer is the record as it was stored. */
    create(body: OpportunityStageCreate, options?: CallOptions): ApiCall<OpportunityStage>;
    /** Changes a word for how far a sale is: what the body does not name stays, null clears. */
    update(id: number, body: OpportunityStageUpdate, options?: CallOptions): ApiCall<OpportunityStage>;
    /** Takes a word off the list; opportunities that have it keep it. Of admins; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly attachments: {
    /** Lists what the caller may see of these: each is a file that e-mails take along. */
    list(params?: AttachmentsParams, options?: CallOptions): Listing<Attachment>;
    /** Answers one record: a file that e-mails take along. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Attachment>;
    /** Makes a new file that e-mails take along; the answer is the record as it was stored. */
    create(body: AttachmentCreate, options?: CallOptions): ApiCall<Attachment>;
    /** Deletes a file that e-mails take along; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly email_details: {
    /** Lists what the caller may see of these: each is which template an e-mail step sends. */
    list(params?: EmailDetailsParams, options?: CallOptions): Listing<EmailDetail>;
    /** Answers one record: which template an e-mail step sends. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<EmailDetail>;
  };
  readonly email_template_attachments: {
    /** Lists what the caller may see of these: each is a file that e-mails of a template carry. */
    list(params?: EmailTemplateAttachmentsParams, options?: CallOptions): Listing<EmailTemplateAttachment>;
  };
  readonly email_templates: {
    /** Lists what the caller may see of these: each is subject and body with fields to fill in. */
    list(params?: EmailTemplatesParams, options?: CallOptions): Listing<EmailTemplate>;
    /** Answers one record: subject and body with fields to fill in. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<EmailTemplate>;
    /** Makes subject and body with fields to fill in; the answer is the record as it was stored. */
    create(body: EmailTemplateCreate, options?: CallOptions): ApiCall<EmailTemplate>;
    /** Changes subject and body with fields to fill in: what the body does not name stays, null clears. */
    update(id: number, body: EmailTemplateUpdate, options?: CallOptions): ApiCall<EmailTemplate>;
    /** Deletes subject and body with fields to fill in; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly emails: {
    /** Lists what the caller may see of these: each is an e-mail, from the queue to its answers. */
    list(params?: EmailsParams, options?: CallOptions): Listing<Email>;
    /** Answers one record: an e-mail, from the queue to its answers. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Email>;
  };
  readonly scheduled_emails: {
    /** Lists what the caller may see of these: each is an e-mail outside of cadences that leaves at a chosen moment. */
    list(params?: ScheduledEmailsParams, options?: CallOptions): Listing<ScheduledEmail>;
    /** Answers one record: an e-mail outside of cadences that leaves at a chosen moment. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<ScheduledEmail>;
    /** Makes a new e-mail outside of cadences that leaves at a chosen moment; the answer is the record as it was stored. */
    create(body: ScheduledEmailCreate, options?: CallOptions): ApiCall<ScheduledEmail>;
    /** Changes an e-mail outside of cadences that leaves at a chosen moment: what the body does not name stays, null clears. */
    update(id: number, body: ScheduledEmailUpdate, options?: CallOptions): ApiCall<ScheduledEmail>;
    /** Deletes an e-mail outside of cadences that leaves at a chosen moment; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly snippets: {
    /** Lists what the caller may see of these: each is words that several templates share. */
    list(params?: SnippetsParams, options?: CallOptions): Listing<Snippet>;
    /** Answers one record: words that several templates share. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Snippet>;
    /** Makes words that several templates share; the answer is the record as it was stored. */
    create(body: SnippetCreate, options?: CallOptions): ApiCall<Snippet>;
    /** Changes words that several templates share: what the body does not name stays, null clears. */
    update(id: number, body: SnippetUpdate, options?: CallOptions): ApiCall<Snippet>;
    /** Deletes words that several templates share; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly team_template_attachments: {
    /** Lists what the caller may see of these: each is a file of a template of the team. */
    list(params?: TeamTemplateAttachmentsParams, options?: CallOptions): Listing<TeamTemplateAttachment>;
  };
  readonly team_templates: {
    /** Lists what the caller may see of these: each is a template that admins keep for the team. */
    list(params?: TeamTemplatesParams, options?: CallOptions): Listing<TeamTemplate>;
    /** Answers one record: a template that admins keep for the team. 404 also where the caller may not see it. */
    show(id: string, options?: ShowOptions): ApiCall<TeamTemplate>;
    /** Makes a template for the team. Users copy it with team_template_id of POST /v2/email_templates. Of admins. */
    create(body: TeamTemplateCreate, options?: CallOptions): ApiCall<TeamTemplate>;
    /** Changes a template of the team, or puts it away; copies that were made stay as they are. Of admins. */
    update(id: string, body: TeamTemplateUpdate, options?: CallOptions): ApiCall<TeamTemplate>;
  };
  readonly exports: {
    /** Lists what the caller may see of these: each is a list as a file, made in the background. */
    list(params?: ExportsParams, options?: CallOptions): Listing<Export>;
    /** Answers one record: a list as a file, made in the background. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Export>;
    /** Asks for a list as a file, with its filters and order, as the caller may see it. It is made in the background, as of one moment; export_completed tells of its end, download_url leads to the file for seven days. A team has a hundred waiting ones at most, and five hundred in all. */
    create(body: ExportCreate, options?: CallOptions): ApiCall<Export>;
    /** Ends an export, whether it is made yet or not, and removes its file: links to it lead nowhere. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly live_feed_items: {
    /** Lists what the caller may see of these: each is what a program told a user about a person. */
    list(params?: LiveFeedItemsParams, options?: CallOptions): Listing<LiveFeedItem>;
    /** Answers one record: what a program told a user about a person. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<LiveFeedItem>;
  };
  readonly notices: {
    /** Lists what the caller may see of these: each is something a user is told of without asking. */
    list(params?: NoticesParams, options?: CallOptions): Listing<Notice>;
    /** Answers one record: something a user is told of without asking. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Notice>;
    /** Changes something a user is told of without asking: what the body does not name stays, null clears. */
    update(id: number, body: NoticeUpdate, options?: CallOptions): ApiCall<Notice>;
  };
  readonly mailboxes: {
    /** Lists what the caller may see of these: each is an account that e-mails leave by and answers come to. */
    list(params?: MailboxesParams, options?: CallOptions): Listing<Mailbox>;
    /** Answers one record: an account that e-mails leave by and answers come to. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Mailbox>;
    /** Connects a mailbox and tries its servers; credentials are kept encrypted and never shown. */
    create(body: MailboxCreate, options?: CallOptions): ApiCall<Mailbox>;
    /** Changes a mailbox; limits hold for what is planned already. */
    update(id: number, body: MailboxUpdate, options?: CallOptions): ApiCall<Mailbox>;
    /** Disconnects a mailbox; what was queued for it is planned anew. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly meetings: {
    /** Lists what the caller may see of these: each is a meeting with a person. */
    list(params?: MeetingsParams, options?: CallOptions): Listing<Meeting>;
    /** Answers one record: a meeting with a person. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Meeting>;
    /** Enters a meeting, and invites the person and the guests to it from the mailbox of its owner: an e-mail with a calendar part, which leaves as others outside of cadences do. It is booked once the person accepts; then cadences end as their rules say. */
    create(body: MeetingCreate, options?: CallOptions): ApiCall<Meeting>;
    /** Changes a meeting: what the body does not name stays, null clears. Whoever was invited is told of another time, place, title, text or company; another time has to be accepted anew. status booked books it as an answer would. */
    update(id: number, body: MeetingUpdate, options?: CallOptions): ApiCall<Meeting>;
    /** Calls a meeting off and tells whoever was invited; it stays on the list with canceled_at. Asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly imports: {
    /** Lists what the caller may see of these: each is people who came together, under a name. */
    list(params?: ImportsParams, options?: CallOptions): Listing<Import>;
    /** Answers one record: people who came together, under a name. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Import>;
    /** Makes an import. With a file (multipart, or a CSV body as it is) it waits to be looked into and started; without, it is a name that people are given. */
    create(body: ImportCreate, options?: CallOptions): ApiCall<Import>;
    /** Changes people who came together, under a name: what the body does not name stays, null clears. */
    update(id: number, body: ImportUpdate, options?: CallOptions): ApiCall<Import>;
    /** Forgets an import; with undo, its people are deleted in the background. */
    delete(id: number, query?: {
      undo?: 'single' | 'all' | null | undefined;
    } & { readonly [name: string]: QueryValue }, options?: CallOptions): ApiCall<void>;
  };
  readonly people: {
    /** Lists what the caller may see of these: each is somebody whom reps contact. */
    list(params?: PeopleParams, options?: CallOptions): Listing<Person>;
    /** Answers one record: somebody whom reps contact. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Person>;
    /** Adds a person. The address, the telephone number with a last name, and the CRM id are unique within the team; who asked for no more mail before is marked again. */
    create(body: PersonCreate, options?: CallOptions): ApiCall<Person>;
    /** Changes what is given. Another address is looked up in the suppression list, queued e-mails to the old one stop. */
    update(id: number, body: PersonUpdate, options?: CallOptions): ApiCall<Person>;
    /** Deletes a person: ends all cadences and takes queued e-mails back. Opt-outs are kept and hold when the person comes back. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly person_stages: {
    /** Lists what the caller may see of these: each is a word for how far things are with a person. */
    list(params?: PersonStagesParams, options?: CallOptions): Listing<PersonStage>;
    /** Answers one record: a word for how far things are with a person. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<PersonStage>;
    /** Makes a new word for how far things are with a person; the answer is the record as it was stored. */
    create(body: PersonStageCreate, options?: CallOptions): ApiCall<PersonStage>;
    /** Changes a word for how far things are with a person: what the body does not name stays, null clears. */
    update(id: number, body: PersonStageUpdate, options?: CallOptions): ApiCall<PersonStage>;
    /** Deletes a word for how far things are with a person; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly successes: {
    /** Lists what the caller may see of these: each is the moment a person became a success. */
    list(params?: SuccessesParams, options?: CallOptions): Listing<Success>;
  };
  readonly data_control_requests: {
    /** Lists what the caller may see of these: each is what was asked for about the data of people, and what became of it. */
    list(params?: DataControlRequestsParams, options?: CallOptions): Listing<DataControlRequest>;
    /** Answers one record: what was asked for about the data of people, and what became of it. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<DataControlRequest>;
  };
  readonly received_messages: {
    /** Lists what the caller may see of these: each is a message that came back, with what it was taken for. */
    list(params?: ReceivedMessagesParams, options?: CallOptions): Listing<ReceivedMessage>;
    /** Answers one record: a message that came back, with what it was taken for. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<ReceivedMessage>;
  };
  readonly threads: {
    /** Lists what the caller may see of these: each is a conversation that somebody outside wrote in. */
    list(params?: ThreadsParams, options?: CallOptions): Listing<Thread>;
    /** Answers one record: a conversation that somebody outside wrote in. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Thread>;
    /** Changes a conversation that somebody outside wrote in: what the body does not name stays, null clears. */
    update(id: number, body: ThreadUpdate, options?: CallOptions): ApiCall<Thread>;
  };
  readonly holiday_calendars: {
    /** Lists what the caller may see of these: each is days on which nothing is due. */
    list(params?: HolidayCalendarsParams, options?: CallOptions): Listing<HolidayCalendar>;
    /** Answers one record: days on which nothing is due. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<HolidayCalendar>;
    /** Makes days on which nothing is due; the answer is the record as it was stored. */
    create(body: HolidayCalendarCreate, options?: CallOptions): ApiCall<HolidayCalendar>;
    /** Changes days on which nothing is due: what the body does not name stays, null clears. */
    update(id: number, body: HolidayCalendarUpdate, options?: CallOptions): ApiCall<HolidayCalendar>;
    /** Deletes days on which nothing is due; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly send_windows: {
    /** Lists what the caller may see of these: each is hours of the week in which touches may happen. */
    list(params?: SendWindowsParams, options?: CallOptions): Listing<SendWindow>;
    /** Answers one record: hours of the week in which touches may happen. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<SendWindow>;
    /** Makes hours of the week in which touches may happen; the answer is the record as it was stored. */
    create(body: SendWindowCreate, options?: CallOptions): ApiCall<SendWindow>;
    /** Changes hours of the week in which touches may happen: what the body does not name stays, null clears. */
    update(id: number, body: SendWindowUpdate, options?: CallOptions): ApiCall<SendWindow>;
    /** Deletes hours of the week in which touches may happen; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly user_absences: {
    /** Lists what the caller may see of these: each is days on which a user is away. */
    list(params?: UserAbsencesParams, options?: CallOptions): Listing<UserAbsence>;
    /** Answers one record: days on which a user is away. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<UserAbsence>;
    /** Makes days on which a user is away; the answer is the record as it was stored. */
    create(body: UserAbsenceCreate, options?: CallOptions): ApiCall<UserAbsence>;
    /** Changes days on which a user is away: what the body does not name stays, null clears. */
    update(id: number, body: UserAbsenceUpdate, options?: CallOptions): ApiCall<UserAbsence>;
    /** Deletes days on which a user is away; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly suppressions: {
    /** Lists what the caller may see of these: each is an address or domain that gets nothing. */
    list(params?: SuppressionsParams, options?: CallOptions): Listing<Suppression>;
    /** Answers one record: an address or domain that gets nothing. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Suppression>;
    /** Nothing is sent to the address or domain from now on; queued e-mails are taken back. */
    create(body: SuppressionCreate, options?: CallOptions): ApiCall<Suppression>;
    /** Takes an entry off the list; opt-outs by admins only, with care. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly custom_fields: {
    /** Lists what the caller may see of these: each is a field that the team added to people, accounts or opportunities. */
    list(params?: CustomFieldsParams, options?: CallOptions): Listing<CustomField>;
    /** Answers one record: a field that the team added to people, accounts or opportunities. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<CustomField>;
    /** Makes a new field that the team added to people, accounts or opportunities; the answer is the record as it was stored. */
    create(body: CustomFieldCreate, options?: CallOptions): ApiCall<CustomField>;
    /** Renames a field or changes what it holds; values move along, in the background. */
    update(id: number, body: CustomFieldUpdate, options?: CallOptions): ApiCall<CustomField>;
    /** Deletes a field and its values, in the background. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly custom_roles: {
    /** Lists what the caller may see of these: each is a role beside Admin and User. */
    list(params?: CustomRolesParams, options?: CallOptions): Listing<CustomRole>;
    /** Answers one record: a role beside Admin and User. 404 also where the caller may not see it. */
    show(id: string, options?: ShowOptions): ApiCall<CustomRole>;
    /** Makes a new role beside Admin and User; the answer is the record as it was stored. */
    create(body: CustomRoleCreate, options?: CallOptions): ApiCall<CustomRole>;
    /** Changes a role beside Admin and User: what the body does not name stays, null clears. */
    update(id: string, body: CustomRoleUpdate, options?: CallOptions): ApiCall<CustomRole>;
    /** Deletes a role beside Admin and User; asking again is answered alike. */
    delete(id: string, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly groups: {
    /** Lists what the caller may see of these: each is users who work together. */
    list(params?: GroupsParams, options?: CallOptions): Listing<Group>;
    /** Answers one record: users who work together. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<Group>;
    /** Makes users who work together; the answer is the record as it was stored. */
    create(body: GroupCreate, options?: CallOptions): ApiCall<Group>;
    /** Changes users who work together: what the body does not name stays, null clears. */
    update(id: number, body: GroupUpdate, options?: CallOptions): ApiCall<Group>;
    /** Deletes users who work together; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly saved_list_views: {
    /** Lists what the caller may see of these: each is filters and columns of a list, under a name. */
    list(params?: SavedListViewsParams, options?: CallOptions): Listing<SavedListView>;
    /** Answers one record: filters and columns of a list, under a name. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<SavedListView>;
    /** Makes filters and columns of a list, under a name; the answer is the record as it was stored. */
    create(body: SavedListViewCreate, options?: CallOptions): ApiCall<SavedListView>;
    /** Changes filters and columns of a list, under a name: what the body does not name stays, null clears. */
    update(id: number, body: SavedListViewUpdate, options?: CallOptions): ApiCall<SavedListView>;
    /** Deletes filters and columns of a list, under a name; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly tags: {
    /** Lists what the caller may see of these: each is a word by which records are grouped. */
    list(params?: TagsParams, options?: CallOptions): Listing<Tag>;
    /** Gives a word another spelling, in every record that has it: a few hundred at once, the rest in the background. */
    update(id: number, body: TagUpdate, options?: CallOptions): ApiCall<Tag>;
    /** Takes a word off every record that has it: a few hundred at once, the rest in the background. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  readonly users: {
    /** Lists what the caller may see of these: each is somebody who signs in. */
    list(params?: UsersParams, options?: CallOptions): Listing<User>;
    /** Answers one record: somebody who signs in. 404 also where the caller may not see it. */
    show(id: number | string, options?: ShowOptions): ApiCall<User>;
    /** Changes a user; one who is made inactive is signed out and sends nothing more. */
    update(id: number | string, body: UserUpdate, options?: CallOptions): ApiCall<User>;
  };
  readonly webhook_subscriptions: {
    /** Lists what the caller may see of these: each is an address that is told of one kind of event, with the record as its subscriber sees it. */
    list(params?: WebhookSubscriptionsParams, options?: CallOptions): Listing<WebhookSubscription>;
    /** Answers one record: an address that is told of one kind of event, with the record as its subscriber sees it. 404 also where the caller may not see it. */
    show(id: number, options?: ShowOptions): ApiCall<WebhookSubscription>;
    /** Makes a new address that is told of one kind of event, with the record as its subscriber sees it; the answer is the record as it was stored. */
    create(body: WebhookSubscriptionCreate, options?: CallOptions): ApiCall<WebhookSubscription>;
    /** Changes an address that is told of one kind of event, with the record as its subscriber sees it: what the body does not name stays, null clears. */
    update(id: number, body: WebhookSubscriptionUpdate, options?: CallOptions): ApiCall<WebhookSubscription>;
    /** Deletes an address that is told of one kind of event, with the record as its subscriber sees it; asking again is answered alike. */
    delete(id: number, query?: undefined, options?: CallOptions): ApiCall<void>;
  };
  /** The kinds of company that accounts of the team have, by name, a thousand at most. */
  account_types(params?: AccountTypesParams, options?: CallOptions): Listing<AccountType>;
  /** Updates the account that upsert_key finds, or creates one; upsert_type says which. */
  account_upserts(body: AccountUpsertsBody, options?: CallOptions): ApiCall<AccountUpsert>;
  /** Asks every rule about one touch, now, and says which stands against it and when it can go. */
  action_why(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<Why>;
  /** Completes an action or task of the type integration; the cadence goes on. */
  activities(body: ActivitiesBody, options?: CallOptions): ApiCall<Activity>;
  /** Answers a conversation with who was there. What a listener would make of it (summary, action items, key moments, MEDDPICC) is marked as not available. */
  conversation_extensive(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<ConversationExtensive>;
  /** Tells where the program that recorded a call keeps its sound. 404 where it told of none, or has taken it back. */
  conversation_recording(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<ConversationRecording>;
  /** Takes a call that another program recorded. It becomes a conversation, and a call data record that a logged call may be tied to. The person is looked for by the number of the other side. The address of the sound is kept as it is: nobody asks for it, and nothing is transcribed. */
  conversations_calls(body: ConversationsCallsBody, options?: CallOptions): ApiCall<ConversationsCall>;
  /** fetch what was said in a conversation: 404, as nothing is transcribed here */
  transcription(id: string | { readonly id: string }, options?: CallOptions): ApiCall<Transcription>;
  /** a link to the text of a conversation as a file: 404, as nothing is transcribed here */
  transcription_artifact(id: string | { readonly id: string }, options?: CallOptions): ApiCall<TranscriptionArtifact>;
  /** the sentences of a conversation with who said them when: 404, as nothing is transcribed here */
  transcription_sentences(id: string | { readonly id: string }, options?: CallOptions): ApiCall<TranscriptionSentences>;
  /** list what was said in conversations: none, as nothing is transcribed here */
  transcriptions(params?: TranscriptionsParams, options?: CallOptions): Listing<Transcription>;
  /** Begins a call: answers a link for the telephone, having told the dialer of the team whom to ring where it has one. Nothing is logged; POST /v2/activities/calls does that. */
  dial_person(id: number | string | { readonly id: number | string }, body: DialPersonBody, options?: CallOptions): ApiCall<Dialled>;
  /** How calls are begun, and at which hours people of which countries may be called. */
  dialer_settings(options?: CallOptions): ApiCall<DialerSettings>;
  /** Says how calls are begun, and when people may be called: the first rule whose countries fit holds. By admins, and roles with manage_team. */
  update_dialer_settings(body: UpdateDialerSettingsBody, options?: CallOptions): ApiCall<DialerSettings>;
  /** what happened with people and accounts, newest first; one row for each of the two */
  activity_histories(params?: ActivityHistoriesParams, options?: CallOptions): Listing<ActivityHistory>;
  /** subject and text of the e-mails among the histories of a person or an account */
  activity_history_bodies(params?: ActivityHistoryBodiesParams, options?: CallOptions): Listing<ActivityHistoryBody>;
  /** Says that somebody has begun an action, so that colleagues leave it alone. */
  ongoing_actions(body: OngoingActionsBody, options?: CallOptions): ApiCall<Action>;
  /** keep a row on top of the history of its person or account, or no longer */
  pin_activity_history(id: string | { readonly id: string }, body: PinActivityHistoryBody, options?: CallOptions): ApiCall<ActivityHistory>;
  /** list who has a telephone number, at work, at home or on the move, however it is written; 100 at most */
  caller_ids(options?: CallOptions & { readonly query?: {
    phone_number: string | number;
  } & { readonly [name: string]: QueryValue } }): ApiCall<CallerIds>;
  /** tell whether calls with a number are recorded: as the team has it, and never with who lives in the European Union */
  recording_settings(id: string | { readonly number: string }, options?: CallOptions): ApiCall<RecordingSetting>;
  /** Sends the e-mail of a waiting action, with words of its own if given; limits, windows and the suppression list hold as for any other. */
  send_action_email(id: number | string | { readonly id: number | string }, body: SendActionEmailBody, options?: CallOptions): ApiCall<QueuedEmail>;
  /** take an e-mail back that waits to be sent: its action is open again; 422 once it is being handed over, 200 again when it is cancelled already */
  send_ledger_cancel(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<LedgerEntry>;
  /** Every change of one e-mail, oldest first. */
  send_ledger_history(id: number | string | { readonly id: number | string }, params?: SendLedgerHistoryParams, options?: CallOptions): Listing<LedgerChange>;
  /** Says whether an e-mail in doubt left or not. */
  send_ledger_settle(id: number | string | { readonly id: number | string }, body: SendLedgerSettleBody, options?: CallOptions): ApiCall<LedgerEntry>;
  /** Gives one verdict on many e-mails in doubt; ask again while some are left. */
  send_ledger_settle_many(body: SendLedgerSettleManyBody, options?: CallOptions): ApiCall<SettledMany>;
  /** move open tasks to another day, all of them or, where one is missing or not the caller’s to change, none; completed ones stay where they are */
  bulk_reschedule_tasks(body: BulkRescheduleTasksBody, options?: CallOptions): ApiCall<BulkRescheduleTasks>;
  /** How many tasks there are of those that the list would answer. */
  task_counts(params?: TaskCountsParams, options?: CallOptions): ApiCall<TaskCounts>;
  /** how many rows of a bulk job ended how, by reason, the most frequent hundred first; also while it is executed, and of a dry run */
  bulk_job_reasons(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<BulkJobReasons>;
  /** how the rows of a bulk job ended: empty until all have; needs the scope of its type */
  bulk_job_results(id: number | string | { readonly id: number | string }, params?: BulkJobResultsParams, options?: CallOptions): Listing<BulkJobResult>;
  /** put many people on a cadence, one after another, by their numbers or by a filter of people (needs people:read); the answer is the bulk job, whose rows say who was refused and why */
  cadence_bulk_memberships(body: CadenceBulkMembershipsBody, options?: CallOptions): ApiCall<BulkJob>;
  /** add rows to an open bulk job, as often as needed; needs the scope of its type */
  create_job_data(id: number | string | { readonly id: number | string }, body: CreateJobDataBody, options?: CallOptions): ApiCall<JobDataCreationResult>;
  /** add a row for each record that a filter takes, or that is named, to an open bulk job whose type changes existing records */
  create_job_selection(id: number | string | { readonly id: number | string }, body: CreateJobSelectionBody, options?: CallOptions): ApiCall<JobDataCreationResult>;
  /** the rows of a bulk job, whether their turn has come or not; needs the scope of its type */
  job_data(id: number | string | { readonly id: number | string }, params?: JobDataParams, options?: CallOptions): Listing<JobDataRow>;
  /** undo a bulk job of tags, owners, stages, updates or people put on a cadence, within 24 hours of its end, by another bulk job: what is still as the job left it is put back, the rest is refused row by row */
  undo_bulk_job(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<BulkJob>;
  /** Puts back what an import changed of people or accounts who were there (fill, overwrite), the last row first, in a bulk job: its results say of each what was left, and why. Do not contact and ids of a CRM stay. Whoever the import made is deleted with it instead (undo). */
  undo_import(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<BulkJob>;
  /** The cadence as JSON that POST /v2/cadence_imports takes, here or in another team. */
  cadence_export(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<CadenceExport>;
  /** a file with several cadences, each as importable JSON; the answer has a link to it that works for a quarter of an hour */
  cadence_export_downloads(body: CadenceExportDownloadsBody, options?: CallOptions): ApiCall<CadenceExportDownload>;
  /** Makes a cadence from JSON, or fills an empty one: everything or nothing. */
  cadence_imports(body: CadenceImportsBody, options?: CallOptions): ApiCall<CadenceImport>;
  /** how many touches of which kind the people on a cadence will get on which day, if each is done when due, with what the mailboxes can send and the holidays of these days */
  cadence_calendar(id: number | string | { readonly id: number | string }, options?: CallOptions & { readonly query?: {
    /** Where it begins; included. */
    from?: string | null | undefined;
    days?: number | string | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<CadenceCalendar>;
  /** what would happen to people who are not on a cadence, of a draft as well: each is put on it by its own rules, looked ahead at together with the others, and taken back; nothing is stored. Meanwhile their rows are held: who changes one of them waits. Whoever was not put on it within ten seconds is left out */
  cadence_forecast(id: number | string | { readonly id: number | string }, body: CadenceForecastBody, options?: CallOptions): ApiCall<CadenceForecast>;
  /** who is and was on a cadence, and what each waits for: by state, step, user and whether something is due, in the order of their next touch as well */
  cadence_people(id: number | string | { readonly id: number | string }, params?: CadencePeopleParams, options?: CallOptions): Listing<CadencePerson>;
  /** The settings that the record of a cadence does not show. */
  cadence_rules(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<CadenceRules>;
  /** The timelines of the people on a cadence, planned together, so that limits are shared among them. */
  cadence_timeline(id: number | string | { readonly id: number | string }, options?: CallOptions & { readonly query?: {
    page?: number | string | undefined;
    per_page?: number | string | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<CadenceTimeline>;
  /** All further e-mails of the step use this version; false takes that back. */
  declare_winner(id: number | string | { readonly id: number | string }, body: DeclareWinnerBody, options?: CallOptions): ApiCall<StepVariant>;
  /** Past and future of a person on a cadence: moments, mailboxes, words and reasons, on the assumption that each touch is done when due. */
  membership_timeline(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<Timeline>;
  /** Goes on from another step; what was waiting is taken back. */
  move_membership(id: number | string | { readonly id: number | string }, body: MoveMembershipBody, options?: CallOptions): ApiCall<CadenceMembership>;
  /** Nothing of the cadence happens until it is resumed; queued e-mails are taken back at once. */
  pause_cadence(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<Cadence>;
  /** Nothing happens to the person on this cadence until the given moment or a resume. */
  pause_membership(id: number | string | { readonly id: number | string }, body: PauseMembershipBody, options?: CallOptions): ApiCall<CadenceMembership>;
  /** Goes on with a paused cadence; touches that were due meanwhile are planned anew. */
  resume_cadence(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<Cadence>;
  /** Ends a pause; the next touch is planned from now. */
  resume_membership(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<CadenceMembership>;
  /** Leaves a step out and plans the one behind it. */
  skip_step(id: number | string | { readonly id: number | string }, body: SkipStepBody, options?: CallOptions): ApiCall<CadenceMembership>;
  /** place all steps of a cadence at once, in order: neighbours that share a day stay together, others part; with If-Match and the newest updated_at of the steps that were read, 412 when one was changed since */
  step_places(id: number | string | { readonly id: number | string }, body: StepPlacesBody, options?: CallOptions): ApiCall<StepPlaces>;
  /** The settings that the record of a step does not show. */
  step_rules(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<StepRules>;
  /** The version that has won by the numbers, with the numbers, or why none has. */
  variant_suggestion(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<VariantSuggestion>;
  /** list every role that users of the CRM have on some account, each once, with the user of the team */
  crm_team_members_with_roles(params?: CrmTeamMembersWithRolesParams, options?: CallOptions): Listing<CrmTeamMemberWithRole>;
  /** The bytes of the file, as attachment. */
  attachment_content(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<Uint8Array>;
  /** Every open and click as it came in, with what it was taken for; 500 at most, newest first. */
  email_events(id: number | string | { readonly id: number | string }, params?: EmailEventsParams, options?: CallOptions): Listing<EmailEvent>;
  /** Names the fields of the given words that nothing fills for the person. */
  email_missing_tags(body: EmailMissingTagsBody, options?: CallOptions): ApiCall<EmailMissingTags>;
  /** the whole message of an e-mail, waiting or sent, as base64url: headers, text, HTML and files as they were written, without the pixel, tracked links and opt-out links of the copy that its recipient gets */
  mime_email_payload(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<MimeEmailPayload>;
  /** list the e-mails that wait to leave, those that leave last first */
  pending_emails(params?: PendingEmailsParams, options?: CallOptions): Listing<PendingEmail>;
  /** Renders unsaved words for a person, or says what is wrong and where. */
  preview_email(body: PreviewEmailBody, options?: CallOptions): ApiCall<EmailPreview>;
  /** Renders a template for a person and names the fields it lacks. */
  preview_template(id: number | string | { readonly id: number | string }, body: PreviewTemplateBody, options?: CallOptions): ApiCall<EmailPreview>;
  /** tell that another program has sent an e-mail that waits, or could not: sent, its action is done and answers to message_id are answers to it; failed, its action waits for its rep */
  update_pending_email(id: number | string | { readonly id: number | string }, body: UpdatePendingEmailBody, options?: CallOptions): ApiCall<PendingEmail>;
  /** everything that a template can name: fields of records, the team's custom fields, and snippets that the caller may use, each with an example */
  template_variables(options?: CallOptions): ApiCall<TemplateVariables>;
  /** say what shall be done when a signal of a kind comes: a task for whoever looks after its person, or their place on a cadence. A draft does nothing yet (roles with manage_team) */
  create_play(body: CreatePlayBody, options?: CallOptions): ApiCall<PlayRegistration>;
  /** make a kind of signal known that the calling program will send; its type is its own among those of the program (roles with manage_team) */
  create_signal_registration(body: CreateSignalRegistrationBody, options?: CallOptions): ApiCall<SignalRegistration>;
  /** take away what shall be done, while it is a draft (roles with manage_team) */
  delete_play(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<undefined>;
  /** take a kind of signal away, with its plays: such signals are refused from now on (roles with manage_team) */
  delete_signal_registration(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<undefined>;
  /** have it done no longer: it is a draft again (roles with manage_team) */
  disable_play(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<PlayRegistration>;
  /** have it done from now on; the original does so on its own pages (roles with manage_team) */
  enable_play(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<PlayRegistration>;
  /** tell that something happened: an item in the live feed of whoever looks after the person, and what enabled plays of its kind say. The same idempotency_key again does nothing */
  send_signal(body: SendSignalBody, options?: CallOptions): ApiCall<Signal>;
  /** change what shall be done; of one that is enabled its name and texts only (roles with manage_team) */
  update_play(id: number | string | { readonly id: number | string }, body: UpdatePlayBody, options?: CallOptions): ApiCall<PlayRegistration>;
  /** change a kind of signal: signals that come from now on are judged by it (roles with manage_team) */
  update_signal_registration(id: number | string | { readonly id: number | string }, body: UpdateSignalRegistrationBody, options?: CallOptions): ApiCall<SignalRegistration>;
  /** Tells what happened in the team, oldest first, as ids without content, as far as the caller sees the record at that moment. Go on with after = place, at once while more is true. */
  events(options?: CallOptions & { readonly query?: {
    types?: (string | number)[] | string | null | undefined;
    resource?: 'accounts' | 'bulk_jobs' | 'cadences' | 'cadence_memberships' | 'calls' | 'call_data_records' | 'conversations' | 'emails' | 'exports' | 'live_feed_items' | 'mailboxes' | 'meetings' | 'notices' | 'notes' | 'people' | 'steps' | 'successes' | 'suppressions' | 'tasks' | 'threads' | 'users' | null | undefined;
    /** Number that the record is called by; never given twice. */
    id?: number | string | null | undefined;
    after?: number | string | null | undefined;
    since?: string | null | undefined;
    per_page?: number | string | null | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<EventPage>;
  /** what a link to the team's website carries so that its pages can tell who looks at them: whoever looks after the person reads of it in the live feed */
  live_website_tracking_parameters(body: LiveWebsiteTrackingParametersBody, options?: CallOptions): ApiCall<LiveWebsiteTrackingParameter>;
  /** Tells which notices come by mail, and from which hour of the day on a digest does. */
  notice_settings(options?: CallOptions): ApiCall<NoticeSettings>;
  /** fetch what shall be done when a signal comes */
  play(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<PlayRegistration>;
  /** list what shall be done when signals come */
  plays(params?: PlaysParams, options?: CallOptions): Listing<PlayRegistration>;
  /** fetch a kind of signal that programs of the team may send */
  signal_registration(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<SignalRegistration>;
  /** list the kinds of signals that programs of the team may send */
  signal_registrations(params?: SignalRegistrationsParams, options?: CallOptions): Listing<SignalRegistration>;
  /** Tells a user something about a person: it stands in their live feed, and in the stream of events. The same key again answers the first item. */
  third_party_live_feed_items(body: ThirdPartyLiveFeedItemsBody, options?: CallOptions): ApiCall<LiveFeedItems>;
  /** Chooses for each kind of notice whether it comes by mail at once, in one digest a day, or not at all (docs/notices.md); what is not named, or null, stays. */
  update_notice_settings(body: UpdateNoticeSettingsBody, options?: CallOptions): ApiCall<NoticeSettings>;
  /** Begins to connect a Google or Microsoft mailbox: answers the page of consent to open. */
  mailbox_authorizations(body: MailboxAuthorizationsBody, options?: CallOptions): ApiCall<MailboxAuthorization>;
  /** Looks up SPF, DKIM, DMARC and MX of the domain now and explains them. */
  mailbox_domain_check(id: number | string | { readonly id: number | string }, body: MailboxDomainCheckBody, options?: CallOptions): ApiCall<DomainCheck>;
  /** Servers of the big providers, and what their accounts need. */
  mailbox_presets(options?: CallOptions): ApiCall<MailboxPreset>;
  /** Signs in to the servers of the mailbox now and says in words what does not work. With a body it signs in as it would after that change, on the terms of the change (a password for other servers), and stores nothing. */
  mailbox_test(id: number | string | { readonly id: number | string }, body: MailboxTestBody, options?: CallOptions): ApiCall<MailboxTest>;
  /** what a mailbox has sent, may still send today and sends next, as its limits and places given away have it; send windows are not asked */
  mailbox_use(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<MailboxUse>;
  /** Tries SMTP_URL now instead of at retry_at. By admins. */
  retry_server_transport(body: RetryServerTransportBody, options?: CallOptions): ApiCall<ServerTransport>;
  /** How the mail server behind SMTP_URL fares. For admins. */
  server_transport(options?: CallOptions): ApiCall<ServerTransport>;
  /** times at which a user can be met, day by day: within their hours, and free of meetings, entries of their calendars, leave and holidays */
  calendar_availabilities(options?: CallOptions & { readonly query?: {
    /** GUID of the user it concerns; without one, the caller. */
    user_guid?: string | undefined;
    start_date?: string | undefined;
    end_date?: string | undefined;
    duration?: number | string | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<CalendarAvailability>;
  /** list how users are met, one record for each user; filters stand in the body or the query */
  meeting_settings_searches(params?: MeetingSettingsSearchesParams, options?: CallOptions): Listing<MeetingSetting>;
  /** the page on which whoever has its address moves a meeting to another free time, by the reschedule_guid of the meeting */
  reschedule_link(id: string | { readonly id: string }, options?: CallOptions): ApiCall<RescheduleLink>;
  /** change how a user is met: free times (GET /v2/calendar_availabilities) and what a new meeting says unless it is told follow it; one’s own, and colleagues’ with manage_users */
  update_meeting_settings(id: number | string | { readonly id: number | string }, body: UpdateMeetingSettingsBody, options?: CallOptions): ApiCall<MeetingSetting>;
  /** list what stands in calendars, as programs told of it: of the caller, and of everybody for admins; kept for a month after its end */
  calendar_events(params?: CalendarEventsParams, options?: CallOptions): Listing<CalendarEvent>;
  /** tell of a new entry of a calendar, as by upsert: one that is known already is refused */
  create_calendar_event(body: CreateCalendarEventBody, options?: CallOptions): ApiCall<CalendarEvent>;
  /** tell what changed in an entry that is known, by the calendar's own id: what is absent stays, null clears; calendar_id says which, where several calendars have the id */
  update_calendar_event(id: string | { readonly id: string }, body: UpdateCalendarEventBody, options?: CallOptions): ApiCall<CalendarEvent>;
  /** tell of an entry of a calendar: it is known by calendar_id, id and i_cal_uid together, and what was changed earlier than what is known changes nothing; what the person of a meeting answered there is the answer to it, as if it had come by mail */
  upsert_calendar_event(body: UpsertCalendarEventBody, options?: CallOptions): ApiCall<CalendarEvent>;
  /** What a merge did; by the scope that reads such records. */
  merge(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<Merge>;
  /** Merges of the team whose survivor the caller sees, those that were undone as well; of people with the scope people:read, of accounts with accounts:read. */
  merges(params?: MergesParams, options?: CallOptions): Listing<Merge>;
  /** Makes one of two accounts that are the same. The one in the path keeps its number; people, notes, meetings, opportunities and histories of the other are its own from then on. Needs accounts:write as well. For a day it can be undone. */
  merge_account(id: number | string | { readonly id: number | string }, body: MergeAccountBody, options?: CallOptions): ApiCall<Merge>;
  /** Makes one of two people who are the same. The one in the path keeps its number; all that names the other names it from then on: e-mails, calls, notes, tasks, meetings, conversations, histories with their pins, ids of other systems. Of each field the value stays that it has, or the one that `fields` says; the stricter wish wins. Needs people:write as well. For a day it can be undone. */
  merge_person(id: number | string | { readonly id: number | string }, body: MergePersonBody, options?: CallOptions): ApiCall<Merge>;
  /** Parts two records again that were merged less than a day ago: what moved and is where it was put goes back, and so does each field that is as the merge left it. `left` says what stays as it is, and why. By who merged them, or an admin, with the scope that writes such records. */
  undo_merge(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<MergeUndone>;
  /** give what a user has to colleagues: people, accounts, cadences, who is on cadences in their name, open tasks and conversations; the user may be active or deactivated (admins) */
  hand_over_user(id: number | string | { readonly id: number | string }, body: HandOverUserBody, options?: CallOptions): ApiCall<HandOver>;
  /** Marks a person a success; cadences end where their rules say so. */
  create_success(body: CreateSuccessBody, options?: CallOptions): ApiCall<CreatedSuccess>;
  /** Ends the run under way behind the rows it has done, which stay. */
  import_cancel(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<ImportCancelled>;
  /** Finds out in the background what would become of each row, by doing it and taking it back; nothing is changed and nobody is told. */
  import_dry_run(id: number | string | { readonly id: number | string }, body: ImportDryRunBody, options?: CallOptions): ApiCall<ImportRun>;
  /** How far the last run is, and the last dry one. */
  import_progress(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<ImportProgress>;
  /** What was said of rows, counted by what was said: of a run those that were refused, skipped or changed, of a dry run all of which something was said. Kept for 30 days. */
  import_reasons(id: number | string | { readonly id: number | string }, options?: CallOptions & { readonly query?: {
    of?: 'run' | 'dry_run' | null | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<ImportReasons>;
  /** What became of rows as CSV: of a run those that were refused, skipped or changed, of a dry run all. Refused ones stand with all their cells, to be mended and sent again. Kept for 30 days. */
  import_rows(id: number | string | { readonly id: number | string }, options?: CallOptions & { readonly query?: {
    of?: 'run' | 'dry_run' | null | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<string>;
  /** Looks into the file of an import: encoding, separator, and what its columns seem to mean. */
  import_sheet(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<ImportSheet>;
  /** Imports the rows of the file in the background, some hundred at a time. Whoever is made counts as of this import: deleting it with undo deletes them. */
  import_start(id: number | string | { readonly id: number | string }, body: ImportStartBody, options?: CallOptions): ApiCall<ImportRun>;
  /** Updates the person that upsert_key finds, or creates one; upsert_type says which. */
  person_upserts(body: PersonUpsertsBody, options?: CallOptions): ApiCall<PersonUpsert>;
  /** Each touch and e-mail of a person that waits, with what stands against it, or why there is none. */
  person_why_not_sent(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<WhyNotSent>;
  /** Empties an account and erases all that is known of its people, who are deleted. dry_run counts what that would be. */
  account_and_people_redaction(body: AccountAndPeopleRedactionBody, options?: CallOptions): ApiCall<DataControlRequest>;
  /** Empties an account but for its numbers, and its notes; it is called "Redacted account" and its id. dry_run counts what that would be. */
  account_redaction(body: AccountRedactionBody, options?: CallOptions): ApiCall<DataControlRequest>;
  /** Calls a scheduled request off, or ends one that is being carried out behind the part in hand. What was done stays done; one that is completed is refused. */
  cancel_data_control_request(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<DataControlRequest>;
  /** Makes a file (JSON) of all that is known of a person, words of e-mails included, in the background; the request then has a link to it for a week. */
  data_access(body: DataAccessBody, options?: CallOptions): ApiCall<DataControlRequest>;
  /** Deletes people as each could be deleted alone, later when schedule.run_at says so. dry_run counts who is still there. */
  people_soft_deletion(body: PeopleSoftDeletionBody, options?: CallOptions): ApiCall<DataControlRequest>;
  /** Erases all that is known of people, in every table; a salted hash of each address stays on the suppression list. dry_run counts the rows by table. */
  right_to_be_forgotten(body: RightToBeForgottenBody, options?: CallOptions): ApiCall<DataControlRequest>;
  /** leave an open action out for good: its person goes on with the next step of the cadence */
  drop_action(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<ChangedAction>;
  /** give an open action to a colleague, who finds it in the own queue; the person stays on the cadence as before */
  hand_over_action(id: number | string | { readonly id: number | string }, body: HandOverActionBody, options?: CallOptions): ApiCall<ChangedAction>;
  /** what a rep does next and why: answers that wait, people who are interested now, promises, what is due, what needs a decision, what is late; in this order, each tier in its own */
  queue(options?: CallOptions & { readonly query?: {
    /** Number of the user it concerns; without one, the caller. */
    user_id?: number | string | undefined;
    tier?: 'answer_first' | 'hot' | 'promised' | 'due_now' | 'needs_decision' | 'overdue' | undefined;
    /** What sort of record this is. */
    kind?: 'email' | 'phone' | 'integration' | 'other' | 'task' | 'reply' | 'person' | 'uncertain_email' | 'mailbox' | undefined;
    page?: number | string | undefined;
    per_page?: number | string | undefined;
    include?: (string | number)[] | string | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<Queue>;
  /** put an open action off: it is planned for that moment and opens then; refused behind the last day of its cadence, or while its e-mail is on its way */
  snooze_action(id: number | string | { readonly id: number | string }, body: SnoozeActionBody, options?: CallOptions): ApiCall<ChangedAction>;
  /** spread open actions evenly over working days, the longest due first, by their numbers or by a filter of actions; the answer is the bulk job, whose rows snooze them */
  spread_actions(body: SpreadActionsBody, options?: CallOptions): ApiCall<BulkJob>;
  /** Reads a message as if its mailbox had been read here: finds whom and which e-mail it is about, and does what follows. One that the mailbox has shown before changes nothing; what concerns nobody is not kept. */
  external_emails(body: ExternalEmailsBody, options?: CallOptions): ApiCall<ExternalEmail>;
  /** The message as a page to be shown in a frame: its HTML cleaned, without pictures, scripts and anything of the network. */
  received_message_body(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<string>;
  /** Says that a message does not ask for what it may ask for. */
  received_message_dismiss(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<ReceivedMessage>;
  /** Says whether a reply is what was hoped for, which the positive rate of reports counts; null takes it back. 409 for what is no reply. */
  received_message_mark(id: number | string | { readonly id: number | string }, body: ReceivedMessageMarkBody, options?: CallOptions): ApiCall<ReceivedMessage>;
  /** Says that a message asks for no more e-mails: the person is opted out; undo takes it back. */
  received_message_opt_out(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<ReceivedMessage>;
  /** Says what a message is: what followed from it is taken back as by undo, and what follows from that is done. */
  received_message_reclassify(id: number | string | { readonly id: number | string }, body: ReceivedMessageReclassifyBody, options?: CallOptions): ApiCall<ReceivedMessageReclassify>;
  /** Takes back what a received message changed: memberships go on where they stood. */
  received_message_undo(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<ReceivedMessageUndo>;
  /** What came in and what left in a conversation, the newest 100, oldest first; a message that several mailboxes got stands once. */
  thread_messages(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<ThreadMessages>;
  /** Counts what came of a cadence from its beginning, as of this moment. In a private team a rep gets the figures of own people. */
  cadence_stats(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<CadenceStats>;
  /** Counts e-mails, what came back, and the people behind both, exact as of this moment; definitions in docs/reports.md. Accept: text/csv or application/x-ndjson gives the rows as a file. In a private team a rep gets the figures of own people. 503 while an upgraded team is counted for the first time. */
  email_report(options?: CallOptions & { readonly query?: {
    by?: 'total' | 'day' | 'cadence' | 'step' | 'version' | 'template' | 'hour' | 'user' | 'mailbox' | 'provider' | undefined;
    basis?: 'cohort' | 'period' | undefined;
    /** Where it begins; included. */
    from?: string | undefined;
    /** Where it ends. */
    until?: string | undefined;
    zone?: string | number | undefined;
    /** Number of the cadence. */
    cadence_id?: (number | string)[] | string | number | undefined;
    /** Number of the step. */
    step_id?: (number | string)[] | string | number | undefined;
    step_variant_id?: (number | string)[] | string | number | undefined;
    /** Number of the template whose words are sent. */
    email_template_id?: (number | string)[] | string | number | undefined;
    /** Number of the mailbox. */
    mailbox_id?: (number | string)[] | string | number | undefined;
    /** Number of the user it concerns; without one, the caller. */
    user_id?: (number | string)[] | string | number | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<EmailReport>;
  /** The records that a number of email_report counts: asked with the same parameters, the figure by its name and the key of its row (absent: the total, or what has none). People where the figure counts people. */
  email_report_rows(options?: CallOptions & { readonly query?: {
    figure: 'sent' | 'uncertain' | 'delivered' | 'delivered_so_far' | 'bounced' | 'bounced_hard' | 'bounced_soft' | 'bounced_block' | 'answered' | 'replies' | 'replies_marked' | 'replies_positive' | 'complaints' | 'machine_opens' | 'machine_clicks' | 'calls' | 'calls_connected' | 'calls_positive' | 'people_emailed' | 'people_contacted' | 'people_replied' | 'people_viewed' | 'people_clicked' | 'people_opted_out' | 'people_succeeded' | 'people_views_tracked' | 'people_clicks_tracked';
    by?: 'total' | 'day' | 'cadence' | 'step' | 'version' | 'template' | 'hour' | 'user' | 'mailbox' | 'provider' | undefined;
    key?: string | number | undefined;
    basis?: 'cohort' | 'period' | undefined;
    /** Where it begins; included. */
    from?: string | undefined;
    /** Where it ends. */
    until?: string | undefined;
    zone?: string | number | undefined;
    /** Number of the cadence. */
    cadence_id?: (number | string)[] | string | number | undefined;
    /** Number of the step. */
    step_id?: (number | string)[] | string | number | undefined;
    step_variant_id?: (number | string)[] | string | number | undefined;
    /** Number of the template whose words are sent. */
    email_template_id?: (number | string)[] | string | number | undefined;
    /** Number of the mailbox. */
    mailbox_id?: (number | string)[] | string | number | undefined;
    /** Number of the user it concerns; without one, the caller. */
    user_id?: (number | string)[] | string | number | undefined;
    page?: number | string | undefined;
    per_page?: number | string | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<EmailReportRows>;
  /** Of people put on cadences in the range: how many were contacted, looked, replied since. In a private team a rep gets the figures of own people. */
  funnel_report(options?: CallOptions & { readonly query?: {
    by?: 'total' | 'day' | 'cadence' | 'user' | undefined;
    /** Where it begins; included. */
    from?: string | undefined;
    /** Where it ends. */
    until?: string | undefined;
    zone?: string | number | undefined;
    /** Number of the cadence. */
    cadence_id?: (number | string)[] | string | number | undefined;
    /** Number of the user it concerns; without one, the caller. */
    user_id?: (number | string)[] | string | number | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<FunnelReport>;
  /** The people that a number of funnel_report counts, by the figure and the key of its row. */
  funnel_report_rows(options?: CallOptions & { readonly query?: {
    figure: 'people_added' | 'people_contacted' | 'people_looked' | 'people_replied';
    key?: string | number | undefined;
    by?: 'total' | 'day' | 'cadence' | 'user' | undefined;
    /** Where it begins; included. */
    from?: string | undefined;
    /** Where it ends. */
    until?: string | undefined;
    zone?: string | number | undefined;
    /** Number of the cadence. */
    cadence_id?: (number | string)[] | string | number | undefined;
    /** Number of the user it concerns; without one, the caller. */
    user_id?: (number | string)[] | string | number | undefined;
    page?: number | string | undefined;
    per_page?: number | string | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<FunnelReportRows>;
  /** Counts by rep: touches done on their day, how long replies waited within working hours, e-mails and calls; definitions in docs/reports.md. Days of touches are on each rep's own clock. In a private team a rep gets what is about own people. */
  rep_report(options?: CallOptions & { readonly query?: {
    /** Where it begins; included. */
    from?: string | undefined;
    /** Where it ends. */
    until?: string | undefined;
    zone?: string | number | undefined;
    /** Number of the user it concerns; without one, the caller. */
    user_id?: (number | string)[] | string | number | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<RepReport>;
  /** The touches that were due, or the replies, that a number of rep_report counts; user_id names the rep. */
  rep_report_rows(options?: CallOptions & { readonly query?: {
    figure: 'touches_due' | 'touches_on_time' | 'touches_late' | 'touches_open' | 'replies_answered' | 'replies_waiting';
    /** Where it begins; included. */
    from?: string | undefined;
    /** Where it ends. */
    until?: string | undefined;
    zone?: string | number | undefined;
    /** Number of the user it concerns; without one, the caller. */
    user_id?: (number | string)[] | string | number | undefined;
    page?: number | string | undefined;
    per_page?: number | string | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<RepReportRows>;
  /** Shows a kept message cleaned, without pictures of the network, pixel and tracked links, which nobody follows by looking. */
  sandbox_message(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<SandboxMessage>;
  /** Lists what the mail sandbox kept; go on with before = next_before. */
  sandbox_messages(options?: CallOptions & { readonly query?: {
    before?: number | string | undefined;
    per_page?: number | string | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<SandboxMessages>;
  /** Lists what happened in a time, whole and by page: also what had happened there before the clock was put back. For admins. */
  sandbox_touches(options?: CallOptions & { readonly query?: {
    /** Where it begins; included. */
    from?: string | undefined;
    /** Where it ends. */
    until?: string | undefined;
    page?: number | string | undefined;
    per_page?: number | string | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<SandboxTouches>;
  /** Clock and made-up people of the sandbox, and the advance under way. */
  sandbox(options?: CallOptions): ApiCall<Sandbox>;
  /** Moves the clock of a sandbox and does what is due on the way, in its order; one at a time. In the background it answers when it has begun, and goes on as long as the process lives. */
  sandbox_advance(body: SandboxAdvanceBody, options?: CallOptions): ApiCall<SandboxAdvance>;
  /** Stops an advance after what it is doing now; the clock stays where it came to. */
  sandbox_cancel(options?: CallOptions): ApiCall<Sandbox>;
  /** Acts as the recipient of a message in the sandbox: an answer, a bounce, an open. */
  sandbox_react(id: number | string | { readonly id: number | string }, body: SandboxReactBody, options?: CallOptions): ApiCall<SandboxReaction>;
  /** Puts the clock of a sandbox back to the present; what happened stays. */
  sandbox_reset_clock(options?: CallOptions): ApiCall<Sandbox>;
  /** Says what made-up people do; makes the team a sandbox, or ends that. */
  sandbox_settings(body: SandboxSettingsBody, options?: CallOptions): ApiCall<Sandbox>;
  /** The days off of one year, holidays of the country and own ones together. */
  holiday_calendar_days(id: number | string | { readonly id: number | string }, options?: CallOptions & { readonly query?: {
    year?: number | string | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<HolidayCalendarDays>;
  /** Automatic e-mails of the user wait; queued ones are taken back. By the user, or an admin. */
  pause_user_sending(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<UserSending>;
  /** Goes on with the automatic e-mails of the user. */
  resume_user_sending(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<UserSending>;
  /** How the team's e-mails go out. */
  sending_settings(options?: CallOptions): ApiCall<SendingSettings>;
  /** Changes how the team's e-mails go out; pausing takes back what is queued. By admins. */
  update_sending_settings(body: UpdateSendingSettingsBody, options?: CallOptions): ApiCall<SendingSettings>;
  /** Tells which companies may be the same as this one, of those the caller sees: by host of domain or website, telephone number, or name without its legal form. */
  account_duplicates(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<Duplicates>;
  /** Tells which companies may be there twice: by host of domain or website, telephone number, or name without its legal form. A stretch of the team at a time; go on with after = next. */
  duplicate_accounts(options?: CallOptions & { readonly query?: {
    after?: string | number | null | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<DuplicatePage>;
  /** Tells who may be there twice: by an address in any of its forms, a telephone number, or a name within the same account, employer or domain. A stretch of the team at a time; go on with after = next. */
  duplicate_people(options?: CallOptions & { readonly query?: {
    after?: string | number | null | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<DuplicatePage>;
  /** Tells who may be the same as this person, of those the caller sees: by an address in any of its forms, a telephone number, or a name within the same account, employer or domain. */
  person_duplicates(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<Duplicates>;
  /** Finds people, accounts, cadences and templates by the beginnings of their words, one letter wrong in a word of four or more, as far as the caller sees them now: the best first, some of each type. What changed a moment ago is found as it is now. */
  search(options?: CallOptions & { readonly query?: {
    q: string | number;
    types?: (string | number)[] | string | null | undefined;
    per_type?: number | string | null | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<SearchResults>;
  /** The whole suppression list as CSV. */
  suppression_export(options?: CallOptions): ApiCall<string>;
  /** Adds many addresses and domains, row by row; what is not understood is reported, the rest is taken. */
  suppression_imports(body: SuppressionImportsBody, options?: CallOptions): ApiCall<SuppressionImport>;
  /** Lists the keys that act as the caller. The keys themselves are kept as hashes and shown nowhere. */
  api_keys(options?: CallOptions & { readonly query?: {
    /** Number of the user it concerns; without one, the caller. */
    user_id?: number | string | null | undefined;
  } & { readonly [name: string]: QueryValue } }): ApiCall<ApiKeys>;
  /** Lists programs of others that may act as the caller, each with its latest consent. */
  authorized_applications(options?: CallOptions): ApiCall<AuthorizedApplications>;
  /** a secret for an authenticator app, shown in this answer and never again; nothing changes before a code of it is shown */
  begin_two_factor(body: BeginTwoFactorBody, options?: CallOptions): ApiCall<TwoFactorSetup>;
  /** set another password for the authenticated user; every other browser is signed out; not for OAuth applications */
  change_password(body: ChangePasswordBody, options?: CallOptions): ApiCall<undefined>;
  /** Makes a key that acts as the caller, and may no more than the token that asks. Privileged scopes are for admins. */
  create_api_key(body: CreateApiKeyBody, options?: CallOptions): ApiCall<NewApiKey>;
  /** Makes a word that records can be marked with; writing it into `tags` of a record makes it, too. */
  create_tag(body: CreateTagBody, options?: CallOptions): ApiCall<Tag>;
  /** Where a field is named. A new name is not written into any of it, and a field that is deleted leaves it without a value: look here before. Of each list at most a thousand records are looked at. */
  custom_field_uses(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<CustomFieldUses>;
  /** Registers a program that users may let in; only those of admins get tokens by client_credentials. */
  create_oauth_application(body: CreateOauthApplicationBody, options?: CallOptions): ApiCall<NewOAuthApplication>;
  /** sign in by the password alone again; refused where the team wants two steps of everybody; may be repeated */
  disable_two_factor(body: DisableTwoFactorBody, options?: CallOptions): ApiCall<undefined>;
  /** turn two-factor sign-in on, or move it to another app; the recovery codes are shown in this answer and never again */
  enable_two_factor(body: EnableTwoFactorBody, options?: CallOptions): ApiCall<RecoveryCodes>;
  /** Takes a consent back: tokens end at once, and webhooks made with them are paused. */
  end_authorization(id: string | { readonly id: string }, options?: CallOptions): ApiCall<undefined>;
  /** Lists users without a password, whoever invited them. For admins. */
  invitations(options?: CallOptions): ApiCall<Invitations>;
  /** Makes a user and sends them in. Somebody invited before who has not come is the same user again, so that it may be repeated. By admins, with a session or a key of every scope. */
  invite(body: InviteBody, options?: CallOptions): ApiCall<PasswordLink>;
  /** Lists what was registered by the caller, or by anybody of the team for admins. */
  oauth_applications(options?: CallOptions): ApiCall<OAuthApplications>;
  /** Makes a link by which a colleague sets a new password, good for a day and once. By admins, with a session or a key of every scope. */
  password_link(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<PasswordLink>;
  /** other recovery codes, shown in this answer and never again; those before open nothing any more */
  renew_recovery_codes(body: RenewRecoveryCodesBody, options?: CallOptions): ApiCall<RecoveryCodes>;
  /** Makes another link for somebody who has not come, good for a day and once. By admins. */
  resend_invitation(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<PasswordLink>;
  /** take two-factor sign-in off a colleague who has lost app and recovery codes (admins, with a token of every scope); may be repeated */
  reset_two_factor(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<undefined>;
  /** Ends a key of the caller at once; webhooks that it made are paused. */
  revoke_api_key(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<undefined>;
  /** Makes somebody inactive who has not come; inviting the address again takes that back. By admins. */
  revoke_invitation(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<undefined>;
  /** Ends a program for everybody: its tokens and consents are worth nothing any more. */
  revoke_oauth_application(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<undefined>;
  /** Replaces the secret of a key of the caller, whose scopes the token that asks must have, too. */
  rotate_api_key(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<NewApiKey>;
  /** Replaces the password of a program; the one before is refused at once. */
  rotate_oauth_secret(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<NewOAuthApplication>;
  /** Changes how a program is known and what it can ask for, from its next request on. */
  update_oauth_application(id: number | string | { readonly id: number | string }, body: UpdateOauthApplicationBody, options?: CallOptions): ApiCall<OAuthApplication>;
  /** sign all browsers of the authenticated user out, but for the one that asks */
  end_other_sessions(options?: CallOptions): ApiCall<undefined>;
  /** sign a browser of the authenticated user out; may be repeated */
  end_session(id: string | { readonly id: string }, options?: CallOptions): ApiCall<undefined>;
  /** Ends a long command where it stands; what was done stays done. By whoever gave it, and admins. */
  long_command_cancel(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<LongCommand>;
  /** Takes up a long command again that was given up or cancelled. By admins. */
  long_command_retry(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<LongCommand>;
  /** Commands over many rows that have rows left to do, the newest 100: of the whole team for admins, else of the caller. */
  long_commands(options?: CallOptions): ApiCall<LongCommands>;
  /** The user to whom the token belongs. */
  me(options?: CallOptions): ApiCall<User>;
  /** what the authenticated user keeps about the app, by name */
  preferences(options?: CallOptions): ApiCall<Preferences>;
  /** what the token may do for the authenticated user, so that a screen draws nothing else */
  rights(options?: CallOptions): ApiCall<Rights>;
  /** browsers that the authenticated user is signed in with; not for OAuth applications */
  sessions(options?: CallOptions): ApiCall<Sessions>;
  /** The same user as /v2/me answers, for programs that ask here. */
  profiles(options?: CallOptions): ApiCall<User>;
  /** The team that the caller belongs to. */
  team(options?: CallOptions): ApiCall<Team>;
  /** whether the authenticated user signs in by two steps; not for OAuth applications */
  two_factor(options?: CallOptions): ApiCall<TwoFactor>;
  /** Changes one's own zone, name, telephone and signature. */
  update_me(body: UpdateMeBody, options?: CallOptions): ApiCall<User>;
  /** keep preferences: those named are replaced, null removes one, the rest stay; with If-Match and the updated_at that was read, 412 when they were changed since */
  update_preferences(body: UpdatePreferencesBody, options?: CallOptions): ApiCall<Preferences>;
  /** Changes the settings of the team. Who sees people, accounts and users, and who names servers, is for admins alone; the rest also for roles with manage_team. */
  update_team(body: UpdateTeamBody, options?: CallOptions): ApiCall<Team>;
  /** what was sent to the subscriptions of the calling program, and how that went, newest first (30 days) */
  webhook_deliveries(params?: WebhookDeliveriesParams, options?: CallOptions): Listing<WebhookDelivery>;
  /** one delivery with its request and the last answer; the token needs the scope of its event type */
  webhook_delivery(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<WebhookDeliveryWhole>;
  /** send the stored body once more, as a new delivery behind what waits for the same record */
  webhook_delivery_redeliver(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<WebhookDelivery>;
  /** tell what happened again, by time, type or subscription: to subscriptions of the calling program that are enabled and whose scope the token has */
  webhook_delivery_replay(body: WebhookDeliveryReplayBody, options?: CallOptions): ApiCall<WebhookReplay>;
  /** queue a delivery of the newest record of its kind that the subscriber sees, marked `x-cadenza-test: true` */
  webhook_subscription_test(id: number | string | { readonly id: number | string }, options?: CallOptions): ApiCall<WebhookTest>;
}
