import { queryOptions } from '@tanstack/react-query';
import type { Row } from '@cadenza/sdk';
import { api } from './api';
import { pagesQuery } from './pages';
import type { Template } from './steps';

export type { Template } from './steps';
export type TemplateFile = Row<'email_template_attachments'>;
export type TemplateSort = 'updated_at' | 'last_used_at' | 'created_at';

export interface TemplateFilters {
  readonly search?: string;
  readonly filter_by_owner?: boolean;
  readonly include_archived_templates?: boolean;
  readonly include_cadence_templates?: boolean;
  readonly tag_ids?: number;
}

export const templatesQuery = (filters: TemplateFilters, sort_by: TemplateSort) =>
  pagesQuery<Template>(['email_templates', 'list', filters, sort_by], (asked, options) =>
    api.email_templates.list({ ...filters, ...asked, sort_by, sort_direction: 'DESC' }, options),
  );

/** Files that leave with a template's e-mails. */
export const templateFilesQuery = (id: number) =>
  queryOptions({
    queryKey: ['email_template_attachments', id],
    queryFn: async ({ signal }) =>
      (await api.email_template_attachments.list({ email_template_id: id, per_page: 100 }, { signal })).data,
  });

export const createTemplate = async (title: string): Promise<Template> =>
  await api.email_templates.create({ title, subject: '', body: '' });

/** Keeps a file; a template that names it sends it along. @returns its number */
export async function uploadFile(file: File): Promise<number> {
  const content = await base64(file);
  const kind = file.type === '' ? 'application/octet-stream' : file.type;
  return (await api.attachments.create({ name: file.name, content_type: kind, content })).id;
}

const base64 = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      const told = typeof reader.result === 'string' ? reader.result : '';
      resolve(told.slice(told.indexOf(',') + 1));
    });
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The file cannot be read')));
    reader.readAsDataURL(file);
  });
