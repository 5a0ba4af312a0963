import { queryOptions } from '@tanstack/react-query';
import type { TwoFactor, TwoFactorSetup } from '@cadenza/sdk';
import { api } from './api';

export type { TwoFactor, TwoFactorSetup } from '@cadenza/sdk';

export const twoFactorQuery = queryOptions({
  queryKey: ['two_factor'],
  queryFn: async ({ signal }): Promise<TwoFactor> => await api.two_factor({ signal }),
});

/** Passwords, codes and what they open never lie in the outbox: they are sent once, and shown once. */
export const changePassword = async (current_password: string, password: string): Promise<void> => {
  await api.change_password({ current_password, password });
};
export const beginTwoFactor = async (password: string): Promise<TwoFactorSetup> =>
  await api.begin_two_factor({ password });
export const enableTwoFactor = async (setup: string, code: string): Promise<readonly string[]> =>
  (await api.enable_two_factor({ setup, code })).codes;
export const renewRecoveryCodes = async (code: string): Promise<readonly string[]> =>
  (await api.renew_recovery_codes({ code })).codes;
export const disableTwoFactor = async (password: string): Promise<void> => {
  await api.disable_two_factor({ password });
};
