/** What the records of a CRM and of telephony are, by the names of their resources. */
export const CRM_IS: Readonly<Record<string, string>> = {
  opportunities: 'a sale that may come about',
  opportunity_people: 'a person who has to do with an opportunity',
  opportunity_stages: 'a word for how far a sale is',
};

/** What operations of theirs do beyond what their kind says. */
export const CRM_OPERATIONS: Readonly<Record<string, string>> = {
  'opportunities.create':
    'Adds an opportunity, owned by the caller unless said otherwise. While it is open its account is found by has_open_opportunity.',
  'opportunities.update':
    'Changes what is given; is_closed decides whether the account still has an open one.',
  'opportunities.delete':
    'Deletes an opportunity, and takes its people off it: for its owner, who made it, and admins.',
  'opportunity_people.create':
    'Puts a person on an opportunity. The first one decides whose work it is put down to: what was done last for that person; the cadence counts it.',
  'opportunity_people.delete': 'Takes a person off an opportunity; whose work it is put down to stays.',
  'opportunity_stages.delete':
    'Takes a word off the list; opportunities that have it keep it. Of admins; asking again is answered alike.',
};

/** Fields of theirs, as in records.ts. */
export const CRM_RECORDS: Readonly<Record<string, string>> = {
  'Opportunity.name': 'What the sale is called.',
  'Opportunity.amount': 'What it is worth: a decimal number as text, in the currency beside it.',
  'Opportunity.stage_name': 'How far it is: a word of /v2/opportunity_stages, or any other.',
  'Opportunity.probability': 'How likely it comes about, in per cent: a decimal number as text.',
  'Opportunity.crm_type': 'Which CRM its ids are of.',
  'Opportunity.account_crm_id':
    'CRM id of the account; written without account_id it looks for the account that has it.',
  'Opportunity.owner_crm_id': 'What the CRM calls the user who looks after it; kept as given.',
  'Opportunity.account_name': 'Name of the account when it was linked, or as the CRM has it.',
  'Opportunity.created_by_crm_id': 'What the CRM calls the user who made it there.',
  'Opportunity.company_crm_id': 'CRM id of the company, where the CRM tells companies and accounts apart.',
  'Opportunity.opportunity_type': 'What sort of sale it is: new business, a renewal.',
  'Opportunity.owner_crm_name': 'Name of the owner as the CRM has it.',
  'Opportunity.crm_last_updated_date': 'When the CRM last changed it.',
  'Opportunity.close_date': 'When it was decided, or is expected to be.',
  'Opportunity.created_date': 'When it was made in the CRM.',
  'Opportunity.is_closed': 'Whether it has been decided, won or lost.',
  'Opportunity.is_won': 'Whether the sale came about.',
  'Opportunity.currency_iso_code': 'Currency of the amount, ISO 4217.',
  'Opportunity.opportunity_window_person_id':
    'The first of its people: what was done last for that person tells cadence, step and user.',
  'Opportunity.opportunity_window_started_at': 'When that last touch was.',
  'Opportunity.most_recent_cadence': 'Cadence that it is put down to.',
  'Opportunity.most_recent_step': 'Step whose touch was the last before it.',
  'Opportunity.most_recent_step_number': 'Place of that step in its cadence, from 1.',
  'Opportunity.most_recent_step_account': 'User who did that step.',
  'Opportunity.account': 'The company that would buy.',
  'OpportunityPerson.opportunity_id': 'Number of the sale that the person has to do with.',
  'OpportunityPerson.person_id': 'Number of the person who has to do with it.',
  'OpportunityPerson.opportunity_crm_id': 'What the CRM calls the sale.',
  'OpportunityPerson.person_crm_id': 'What the CRM calls the person.',
  'OpportunityPerson.crm_id': 'What the CRM calls the link itself; null here.',
  'OpportunityStage.name': 'The word; unique within the team.',
};

/** What filters of theirs ask for, as in parameters.ts. */
export const CRM_PARAMETERS: Readonly<Record<string, string>> = {
  'opportunities.person_id': 'Only those that this person is on.',
  'opportunities.account_id': 'Only those of this account.',
  associated_account_id: 'The same as account_id.',
  account_crm_id: 'Only those of the account that the CRM knows by this id.',
  created_date: 'Only what the CRM made in this range of moments; null tests are allowed.',
  close_date: 'Only what is decided in this range of moments; null tests are allowed.',
  opportunity_type: 'Only sales of this sort.',
  stage_name: 'Only sales that are this far.',
  is_closed: 'Only those that have been decided, or only the open ones.',
  is_won: 'Only sales that came about, or only the others.',
  most_recent_cadence_id: 'Only those put down to this cadence.',
  'opportunities.scoped_fields': 'Fields that the answer must have; 422 without the scope crm:read.',
};
