import type { ErrorData } from './envelope';

/**
 * Exotel's `error_data`. Only 1000 is in the contacts reference; the others come from Exotel's guides for other
 * resources of the same v2 envelope, so their use for contacts is inferred.
 */
export const apiErrors = {
  notFound: (what: string): ErrorData => ({ code: 1000, description: `${what} not found`, message: 'Not Found' }),
  mandatory: (what: string): ErrorData => ({
    code: 1001,
    description: `${what} is mandatory`,
    message: 'Mandatory Parameter missing',
  }),
  invalid: (description: string): ErrorData => ({ code: 1002, description, message: 'Invalid parameter' }),
  // The message ends in a blank and has none after the comma: so does Exotel's.
  unreadableBody: (description: string): ErrorData => ({
    code: 1007,
    description,
    message: 'Invalid request body,failed parsing ',
  }),
  forbidden: { code: 1003, description: 'No access to this resource', message: 'Authorization failed' },
  duplicate: (description: string): ErrorData => ({ code: 1008, description, message: 'Duplicate resource' }),
  unauthorized: { code: 1010, description: 'Invalid API key or token', message: 'Authorization failed' },
  contentType: (type: string): ErrorData => ({
    code: 1011,
    description: type,
    message: 'unsupported content type',
  }),
  internal: { code: 1100, description: 'Internal server error', message: 'Internal server error' },
} as const;

/** The `error_data` that goes with a whole-request status; without a code where Exotel documents none. */
export function errorOfStatus(status: number): ErrorData {
  switch (status) {
    case 400:
      return apiErrors.invalid('The request has an invalid parameter');
    case 401:
      return apiErrors.unauthorized;
    case 402:
      return { description: 'This action is not available on your plan', message: 'Payment Required' };
    case 403:
      return apiErrors.forbidden;
    case 404:
      return apiErrors.notFound('Resource');
    case 409:
      return apiErrors.duplicate('The resource is being updated by another request');
    case 413:
      return { description: 'The request body is too large', message: 'Request Entity Too Large' };
    case 429:
      return { description: 'Rate limit exceeded', message: 'Too Many Requests' };
    case 503:
      return { description: 'The service is not available', message: 'Service Unavailable' };
    default:
      return apiErrors.internal;
  }
}
