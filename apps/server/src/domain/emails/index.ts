// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { customFieldIn, templateVariables } from './variables.js';
export { requireAttachments } from './attachment-queries.js';
export { attachments, readAttachment } from './attachments.js';
export { emailEventsView, emailsView } from './email-view.js';
export { missingTags, previewTemplate, previewWording } from './previews.js';
export { type VariantNumbers, chooseVariant, suggestWinner } from './render-variants.js';
export { isTemplatePath, liquidProblem, namedPaths, placed, renderEmail } from './render.js';
export { findSnippets } from './snippet-queries.js';
export { insertTemplate } from './template-rows.js';
export { snippets } from './snippets.js';
export { emailTemplateAttachments, teamTemplateAttachments, teamTemplates } from './team-templates.js';
export { emailTemplates } from './templates.js';
