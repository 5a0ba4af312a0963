import { forbidden, invalid } from '../kernel/errors.js';
import { hasScope, type Principal } from '../kernel/principal.js';
import type { Scope } from '@cadenza/contract';

/**
 * Setting a crm_id (docs/wire.md section 7): the privileged scope, crm_id_type salesforce, exactly 18
 * characters with a prefix of the object. null clears. @throws AppError forbidden, invalid
 */
export function checkCrmId(
  principal: Principal,
  scope: Scope,
  prefixes: readonly string[],
  input: { crm_id?: string | null | undefined; crm_id_type?: string | null | undefined },
): void {
  const { crm_id: crmId } = input;
  if (crmId === undefined) return;
  if (!hasScope(principal, scope)) throw forbidden(`Setting crm_id needs the scope ${scope}`);
  if (crmId === null) return;
  if (input.crm_id_type !== 'salesforce') throw invalid('crm_id_type', 'must be salesforce');
  if (crmId.length !== 18) throw invalid('crm_id', 'must have exactly 18 characters');
  if (!prefixes.some((prefix) => crmId.startsWith(prefix)))
    throw invalid('crm_id', `must begin with ${prefixes.join(' or ')}`);
}
