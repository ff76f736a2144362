import * as z from 'zod';
import type { JsonValue } from '../contact';

const text = z.string().optional();

/** By reference: what comes from JSON.parse is JSON already, and copying would drop a key named `__proto__`. */
const object = z
  .custom<{ [key: string]: JsonValue }>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
  .optional();

/**
 * The types that Exotel's fields take; anything it does not document is left out of the result. That a wrong type spoils the
 * whole request (400/1007), not just its item, is inferred from the server's Go messages; hence the strictness here.
 */
export const contactSchema = z.object({
  sid: text,
  number: text,
  first_name: text,
  last_name: text,
  company_name: text,
  email: text,
  tag: text,
  custom_field: object,
  custom: object,
});
