import type { Areas } from '@cadenza/contract';
import { pendingEmailsView, scheduledEmails, settlePending } from '../../domain/activities/index.js';
import { emailDetails } from '../../domain/cadences/index.js';
import {
  attachments,
  emailEventsView,
  emailsView,
  emailTemplateAttachments,
  emailTemplates,
  missingTags,
  previewTemplate,
  previewWording,
  snippets,
  templateVariables,
  teamTemplateAttachments,
  teamTemplates,
} from '../../domain/emails/index.js';
import { AppError, notFound } from '../../kernel/errors.js';
import type { Answer, HandlersOf } from '../handler-types.js';
import { mailOperations } from '../mail-handlers.js';

/** What a computation gave, as the answer. */
async function jsonOf(work: Promise<object>): Promise<Answer> {
  const json = JSON.stringify(await work);
  return async () => json;
}

/** E-mails and what they are made of. */
export const area: HandlersOf<Areas['emails']> = {
  resources: {
    attachments,
    email_details: emailDetails,
    email_template_attachments: emailTemplateAttachments,
    email_templates: emailTemplates,
    emails: { view: emailsView },
    scheduled_emails: scheduledEmails,
    snippets,
    team_template_attachments: teamTemplateAttachments,
    team_templates: teamTemplates,
  },
  operations: {
    attachment_content: mailOperations.attachment_content,
    email_events: { view: emailEventsView },
    email_missing_tags: { write: (command, { body }) => jsonOf(missingTags(command, body)) },
    template_variables: {
      read: async ({ app, principal }) =>
        JSON.stringify(await templateVariables(app.database.kysely, principal)),
    },
    mime_email_payload: {
      read: async ({ app, principal, render }, { params: { id } }) => {
        // There for whom the e-mail is there.
        await render(emailsView, id);
        if (!app.mail) throw new AppError('unavailable', 'This server writes no messages');
        const message = await app.mail.written(principal.teamId, id);
        if (!message) throw notFound();
        const { mailbox, messageId, raw } = message;
        return JSON.stringify({ id, mailbox, message_id: messageId, raw: raw.toString('base64url') });
      },
    },
    pending_emails: { view: pendingEmailsView },
    preview_email: { write: (command, { body }) => jsonOf(previewWording(command, body)) },
    preview_template: {
      write: (command, { params: { id }, body }) => jsonOf(previewTemplate(command, id, body)),
    },
    update_pending_email: {
      write: async (command, { params: { id }, body }) => {
        await settlePending(command, id, body);
        return (render) => render(pendingEmailsView, id);
      },
    },
  },
};
