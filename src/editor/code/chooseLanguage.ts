import { languageNames, languages, type LanguageName } from '../../core/code/languages';
import { UserError } from '../../core/userError';
import { isMissing } from '../filesOfCommand';
import { pickOne } from '../pickOne';

/**
 * The language that a command was called with; asks for it where there is none.
 * @throws UserError for anything else; CancellationError when the user backs out
 */
export async function chooseLanguage(wanted: unknown): Promise<LanguageName> {
  if (isMissing(wanted)) return pick();
  const name = languageNames.find((candidate) => candidate === wanted);
  if (name) return name;
  const given = typeof wanted === 'string' ? `“${wanted}”` : `an argument of type ${typeof wanted}`;
  throw new UserError(
    'wrong-argument',
    `The second argument of this command is the name of a language, but it was called with ${given}. Nothing was copied. Use one of ` +
      `these names: ${languageNames.join(', ')}.`,
  );
}

async function pick(): Promise<LanguageName> {
  const items = languageNames.map((name) => ({ label: name, description: languages[name].needs, name }));
  const { name } = await pickOne(items, {
    title: 'Exotel Contacts: Copy Request As',
    placeholder: 'Language of the code',
  });
  return name;
}
