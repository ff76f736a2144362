import type { ContactUpdate, JsonValue } from '../contact';
import type { RowsRead } from '../file/contactFile';
import { deepestCustomField } from '../json/jsonValueReader';
import { problemSeverities, type Problem, type ProblemCode, type Severity } from '../problem';
import { checkLost, holdsForeign } from './checkDamage';
import { lostDigits } from './checkNumber';
import { nothingToUpdate } from './checkPlainRow';
import { checkSid, missingSid } from './checkSid';
import { checkTexts, type Texts } from './checkTexts';
import { contactSchema, isDeeperThan, isReadAsItIs } from './contactSchema';
import { lookIntoJson } from './lookIntoJson';

interface CheckedRow {
  readonly contact: ContactUpdate | undefined;
  readonly sid: string | undefined;
  readonly problems: readonly Problem[];
}

const none: readonly Problem[] = [];

/** The rules that one row can break by itself. Places are looked up only when a rule is broken. */
export function checkRow(file: RowsRead, row: number, values: Readonly<Record<string, unknown>>): CheckedRow {
  const checked = checkFields(file, row, values);
  const { contact } = checked;
  if (!file.rows.isOdd(row) && !(contact?.custom_field && holdsForeign(contact.custom_field))) return checked;
  const problems = [...checked.problems, ...lookIntoJson(file, row)];
  return { ...checked, contact: problems.some(isError) ? undefined : contact, problems };
}

function checkFields(file: RowsRead, row: number, values: Readonly<Record<string, unknown>>): CheckedRow {
  if (isReadAsItIs(values)) return checkValues(file, row, values);
  const parsed = contactSchema.safeParse(values);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
    const sid = wrong.has('sid') ? undefined : (values.sid as string | undefined);
    const problems = [...wrong].map((name) => wrongTypeProblem(file, row, name, values[name]));
    if (!wrong.has('sid')) problems.push(...sidProblems(file, row, sid));
    return { contact: undefined, sid: sid || undefined, problems };
  }

  const { custom } = parsed.data;
  const contact = custom ? withoutCustom(parsed.data) : parsed.data;
  if (custom && contact.custom_field) {
    const message = '“custom” and “custom_field” are two names for the same field. Keep one of them.';
    return {
      contact: undefined,
      sid: contact.sid,
      problems: [at(file, row, 'duplicate-column', message, 'custom'), ...sidProblems(file, row, contact.sid)],
    };
  }
  // `custom_field` is what every sample of Exotel's reference sends; its parameter table alone says `custom`.
  if (custom) contact.custom_field = custom;
  return checkValues(file, row, contact as Partial<ContactUpdate>);
}

/** The rules about values whose types are right. */
function checkValues(file: RowsRead, row: number, contact: Partial<ContactUpdate>): CheckedRow {
  const ofSid = sidProblems(file, row, contact.sid);
  const ofTexts = textProblems(file, row, contact);
  const problems = ofTexts === none ? ofSid : [...ofSid, ...ofTexts];
  if (!hasMoreThanSid(contact)) {
    const { code, message } = nothingToUpdate;
    return { contact: undefined, sid: contact.sid, problems: [...problems, at(file, row, code, message)] };
  }
  const sendable = contact.sid !== undefined && !problems.some(isError);
  return { contact: sendable ? (contact as ContactUpdate) : undefined, sid: contact.sid || undefined, problems };
}

export function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

function withoutCustom<T extends { custom?: unknown }>({ custom: _, ...contact }: T): Omit<T, 'custom'> {
  return contact;
}

function sidProblems(file: RowsRead, row: number, sid: string | undefined): readonly Problem[] {
  if (sid === undefined) return [at(file, row, 'missing-sid', missingSid)];
  const problem = checkLost(sid) ?? checkSid(sid);
  return problem ? [at(file, row, problem.code, problem.message, 'sid', problem.severity)] : none;
}

function textProblems(file: RowsRead, row: number, contact: Texts): readonly Problem[] {
  const found = checkTexts(contact);
  if (found.length === 0) return none;
  return found.map(({ code, message, field, severity }) => at(file, row, code, message, field, severity));
}

function hasMoreThanSid(contact: object): boolean {
  for (const key in contact) if (key !== 'sid') return true;
  return false;
}

/** A problem on the value of the named field, or on the whole row where the field is not there. */
function at(
  file: RowsRead,
  row: number,
  code: ProblemCode,
  message: string,
  name?: string,
  severity: Severity = problemSeverities[code],
): Problem {
  const value = name === undefined ? undefined : file.valueRange(row, name);
  const { start, end } = value ?? file.rows.range(row);
  return { code, severity, message, row, start, end };
}

function wrongTypeProblem(file: RowsRead, row: number, name: string, value: unknown): Problem {
  const problem = at(file, row, 'wrong-type', wrongType(name, value), name);
  // The value is the number that the exponent stands for; only the text shows that digits are lost.
  const exponent = typeof value === 'number' && /\de/i.test(file.text.slice(problem.start, problem.end));
  return exponent ? { ...problem, message: lostDigits(name) } : problem;
}

function wrongType(name: string, value: unknown): string {
  if (isDeeperThan(value, deepestCustomField)) {
    return `“${name}” is nested more than ${deepestCustomField} levels deep. Reduce the nesting.`;
  }
  const wanted = name === 'custom_field' || name === 'custom' ? 'an object such as {"city": "Pune"}' : 'text in quotes';
  const remedy =
    value === null
      ? 'Leave the field out to keep its value, or write "" to clear it.'
      : typeof value === 'number'
        ? 'Put the value in quotes.'
        : 'Correct the value.';
  return `“${name}” must be ${wanted}, but this is ${kindOf(value as JsonValue)}. ${remedy}`;
}

function kindOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : typeof value === 'string' ? 'text' : `a ${typeof value}`;
}
