import { errorOfStatus } from './apiErrors';
import { refusal } from './envelope';
import type { Reply } from './envelope';
import type { Refusal } from './faults';

/** The reply to a request that is refused as a whole, in one of the forms seen in Exotel's pages or from gateways. */
export function refuse(method: string, fault: Refusal, authorization = ''): Reply {
  const { status } = fault;
  let error = fault.error ?? errorOfStatus(status);
  if (fault.echoCredentials) {
    const pair = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString();
    error = {
      ...error,
      description: `Refused: ${authorization}, which is ${pair}, key ${pair.split(':').join(' token ')}`,
    };
  }
  const headers = { ...fault.headers, ...(fault.retryAfter !== undefined && { 'retry-after': `${fault.retryAfter}` }) };
  const plain = refusal(method, status, error);
  switch (fault.body ?? 'envelope') {
    case 'envelope':
      return { ...plain, headers };
    case 'list': {
      const body = plain.body as { response: unknown };
      return { status, headers, body: { ...body, response: [body.response] } };
    }
    case 'restException':
      return {
        status,
        headers,
        body: { RestException: { Status: status, Message: error.description, Code: error.code } },
      };
    case 'error':
      return {
        status,
        headers,
        body: { response: { error: { code: error.code ?? status, message: error.description } } },
      };
    case 'html':
      return {
        status,
        headers: { ...headers, 'content-type': 'text/html' },
        body: `<html>\r\n<head><title>${status} ${error.message}</title></head>\r\n<body>\r\n<center><h1>${status} ${error.description}</h1></center>\r\n</body>\r\n</html>\r\n`,
      };
    case 'text':
      return { status, headers: { ...headers, 'content-type': 'text/plain' }, body: error.description };
    case 'empty':
      return { status, headers, body: '' };
  }
}
