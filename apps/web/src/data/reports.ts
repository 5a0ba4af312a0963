import { queryOptions } from '@tanstack/react-query';
import type { EmailReport } from '@cadenza/sdk';
import { api } from './api';

export type ReportRow = EmailReport['rows'][number];

export interface ReportQuery {
  readonly by: 'total' | 'day' | 'step';
  readonly cadence_id: string;
  readonly from: string;
  readonly until: string;
}

/** What came of the people whose first e-mail of the cadence fell into the time. */
export const emailReportQuery = (query: ReportQuery) =>
  queryOptions({
    queryKey: ['email_report', query],
    queryFn: async ({ signal }) => await api.email_report({ query: { ...query, basis: 'cohort' }, signal }),
    staleTime: 60_000,
  });

/** The same rows as a file. */
export async function emailReportFile({ by, cadence_id, from, until }: ReportQuery): Promise<Blob> {
  const params = new URLSearchParams({ by, cadence_id, from, until, basis: 'cohort' });
  const text = await api.request<string>('GET', `/v2/reports/emails?${params}`, {
    headers: { accept: 'text/csv' },
    as: 'text',
  });
  return new Blob([text], { type: 'text/csv' });
}
