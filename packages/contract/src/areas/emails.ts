import { attachmentContent, attachments } from '../resources/attachments.js';
import { emailDetails } from '../resources/email_details.js';
import {
  emailMissingTags,
  previewEmail,
  previewTemplate,
  templateVariables,
} from '../resources/email_previews.js';
import { emailTemplates } from '../resources/email_templates.js';
import { emailEvents, emails } from '../resources/emails.js';
import { mimeEmailPayload, pendingEmails, updatePendingEmail } from '../resources/pending_emails.js';
import { scheduledEmails } from '../resources/scheduled_emails.js';
import {
  emailTemplateAttachments,
  teamTemplateAttachments,
  teamTemplates,
} from '../resources/team_templates.js';
import { snippets } from '../resources/snippets.js';

/** E-mails and what they are made of. */
export const area = {
  resources: {
    attachments,
    email_details: emailDetails,
    email_template_attachments: emailTemplateAttachments,
    email_templates: emailTemplates,
    emails,
    scheduled_emails: scheduledEmails,
    snippets,
    team_template_attachments: teamTemplateAttachments,
    team_templates: teamTemplates,
  },
  operations: {
    attachment_content: attachmentContent,
    email_events: emailEvents,
    email_missing_tags: emailMissingTags,
    mime_email_payload: mimeEmailPayload,
    pending_emails: pendingEmails,
    preview_email: previewEmail,
    preview_template: previewTemplate,
    update_pending_email: updatePendingEmail,
    template_variables: templateVariables,
  },
};
