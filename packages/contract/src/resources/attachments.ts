import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

export const Attachment = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  name: z.string(),
  content_type: z.string(),
  size: z.int(),
  /** Of an inline image: <img src="cid:..."> in the HTML shows it. */
  content_id: z.string().nullable(),
  owner: f.ref('/v2/users/{id}'),
});

/** Files that go with e-mails: templates and scheduled e-mails name them by id. Superset. */
export const attachments = resource({
  name: 'attachments',
  extension: true,
  tag: 'Attachments',
  path: '/v2/attachments',
  recordName: 'Attachment',
  record: Attachment,
  scopes: { read: 'emails:read', write: 'emails:write', delete: 'emails:write' },
  list: {
    filters: { ids: by.ids() },
    sorts: ['created_at'],
    defaultSort: 'created_at',
  },
  show: true,
  create: {
    body: z.object({
      name: f.requiredText(255),
      content_type: f
        .text(127)
        .pipe(
          z
            .string()
            .regex(/^[\w!#$&^.+-]{1,63}\/[\w!#$&^.+-]{1,63}$/, 'is not a media type such as image/png'),
        ),
      content: f.asGiven(6_000_000),
      content_id: f
        .text(120)
        .pipe(z.string().regex(/^[\w.@-]+$/, 'may have letters, digits and . _ - @'))
        .nullish(),
    }),
    summary: 'upload a file: content is Base64, or one file of a multipart/form-data body',
    extension: true,
  },
  delete: { extension: true },
});

export const attachmentContent = operation({
  name: 'attachment_content',
  tag: 'Attachments',
  method: 'GET',
  path: '/v2/attachments/{id}/content',
  summary: 'the file itself',
  scope: 'emails:read',
  params: { id: f.id() },
  produces: '*/*',
  extension: true,
});
