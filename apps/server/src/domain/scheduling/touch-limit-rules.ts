import type { Body, Contract } from '@cadenza/contract';
import { invalid } from '../../kernel/errors.js';
import { PROVIDER_NAMES } from '../provider-rules.js';

type Asked = NonNullable<Body<Contract['operations']['update_sending_settings']>['touch_limits']>;

/** As they are stored, whole; null: there are none. @throws AppError invalid */
export function touchLimits(asked: Asked | null): string | null {
  if (asked === null) return null;
  const providers = (asked.providers ?? []).map(({ provider, domains = [], per_hour, per_day }) => ({
    provider: provider.trim().toLowerCase(),
    domains: [...new Set(domains.map((domain) => domain.trim().toLowerCase()))],
    per_hour: per_hour ?? null,
    per_day: per_day ?? null,
  }));
  if (new Set(providers.map(({ provider }) => provider)).size < providers.length)
    throw invalid('touch_limits', 'names a provider twice');
  for (const { provider, domains } of providers)
    if (provider !== '*' && !PROVIDER_NAMES.includes(provider) && domains.length === 0)
      throw invalid('touch_limits', `has no domains for ${provider}`);
  const limits = { person: asked.person ?? null, account: asked.account ?? null, providers };
  return limits.person === null && limits.account === null && providers.length === 0
    ? null
    : JSON.stringify(limits);
}
