export { createClient } from './client.js';
export type { Client } from './client.js';
export type { Answer, ApiCall } from './call.js';
export {
  ApiError,
  ConnectionFailed,
  Forbidden,
  NotFound,
  RateLimited,
  Unauthorized,
  ValidationError,
} from './errors.js';
export type { ErrorDetails, FieldMessages } from './errors.js';
export { Listing } from './listing.js';
export type { FileType, Page } from './listing.js';
export { listKinds } from './table.js';
export type { FilterKind, ListKinds } from './table.js';
export {
  authorizeUrl,
  awaitDevice,
  clientCredentials,
  exchangeCode,
  OAuthError,
  refresh,
  startDevice,
} from './oauth.js';
export type {
  AuthorizeParams,
  DeviceCode,
  DeviceParams,
  ExchangeParams,
  OAuthApp,
  OAuthClient,
  Tokens,
} from './oauth.js';
export type { CallOptions, Paging, QueryValue, Range } from './options.js';
export { clientCredentialTokens, memoryTokenStore, NotAuthorized, refreshingTokens } from './tokens.js';
export type { TokenSource, TokenStore } from './tokens.js';
export type { Auth, ClientOptions, RequestOptions } from './transport.js';
export type * from './api.js';
export type {
  Create,
  FilterValue,
  ListParams,
  OperationCall,
  ResourceClient,
  ResourceName,
  Row,
  Update,
} from './types.js';
export { verifyWebhook, WebhookRefused } from './webhooks.js';
export type { Webhook, WebhookOptions, WebhookRequest } from './webhooks.js';
