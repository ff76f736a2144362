import { CancellationError, type Disposable, env, QuickInputButtons, ThemeIcon, Uri } from 'vscode';
import { DisposableStore } from '../disposableStore';
import type { InputCheck } from './credentialInput';
import { window } from '../window';

export interface InputStep {
  readonly prompt: string;
  readonly placeholder: string;
  readonly masked?: boolean;
  readonly value?: string;
  readonly check: InputCheck;
}

/**
 * Asks for texts one after the other, with step numbers and a way back.
 * @param help page that the button with the question mark opens
 * @returns the trimmed answers, as many as steps
 * @throws CancellationError when the user backs out
 */
export async function askInSteps(title: string, steps: readonly InputStep[], help: string): Promise<string[]> {
  const answers = steps.map((step) => step.value ?? '');
  let at = 0;
  while (at < steps.length) {
    const answer = await askOne({ title, help, steps, at, value: answers[at] ?? '' });
    if (answer.text !== undefined) answers[at] = answer.text;
    at += answer.text === undefined ? -1 : 1;
  }
  return answers;
}

interface Question {
  readonly title: string;
  readonly help: string;
  readonly steps: readonly InputStep[];
  readonly at: number;
  readonly value: string;
}

/** @returns the text, or none when the user goes back */
async function askOne({ title, help, steps, at, value }: Question): Promise<{ text?: string }> {
  const step = steps[at] as InputStep;
  const helpButton = { iconPath: new ThemeIcon('question'), tooltip: 'Open the API Settings Page' };
  const store = new DisposableStore();
  try {
    return await new Promise((resolve, reject) => {
      const input = store.add(window.createInputBox());
      input.title = title;
      input.step = at + 1;
      input.totalSteps = steps.length;
      input.prompt = step.prompt;
      input.placeholder = step.placeholder;
      input.password = step.masked ?? false;
      input.value = value;
      // People copy these texts from another window.
      input.ignoreFocusOut = true;
      input.buttons = at > 0 ? [QuickInputButtons.Back, helpButton] : [helpButton];
      const listeners: Disposable[] = [
        input.onDidChangeValue((text) => {
          input.validationMessage = text === '' ? '' : (step.check(text) ?? '');
        }),
        input.onDidAccept(() => {
          const problem = step.check(input.value);
          if (problem) input.validationMessage = problem;
          else resolve({ text: input.value.trim() });
        }),
        input.onDidTriggerButton((button) => {
          if (button === QuickInputButtons.Back) resolve({});
          else void env.openExternal(Uri.parse(help));
        }),
        input.onDidHide(() => reject(new CancellationError())),
      ];
      listeners.forEach((listener) => store.add(listener));
      input.show();
    });
  } finally {
    store.dispose();
  }
}
