export { createClient } from './client.js';
export type { Client } from './client.js';
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
export type { Page } from './listing.js';
export { authorizeUrl, exchangeCode, OAuthError, refresh } from './oauth.js';
export type { AuthorizeParams, ExchangeParams, OAuthApp, Tokens } from './oauth.js';
export type { QueryValue } from './query.js';
export { memoryTokenStore, NotAuthorized, refreshingTokens } from './tokens.js';
export type { TokenSource, TokenStore } from './tokens.js';
export type { Auth, CallOptions, ClientOptions, RequestOptions } from './transport.js';
export type {
  ContractClient,
  FilterValue,
  ListParams,
  OperationCall,
  Paging,
  Range,
  ResourceClient,
  Row,
} from './types.js';
