import {
  ThemeIcon,
  window as editorWindow,
  type InputBoxOptions,
  type QuickPickItem,
  type QuickPickOptions,
} from 'vscode';
import { literalText } from './literalText';

const literal = <S extends (text: string, ...rest: never[]) => unknown>(show: S) =>
  ((text, ...rest) => show(literalText(text), ...rest)) as S;

const literalMethods = {
  showInformationMessage: literal(editorWindow.showInformationMessage),
  showWarningMessage: literal(editorWindow.showWarningMessage),
  showErrorMessage: literal(editorWindow.showErrorMessage),
  setStatusBarMessage: literal(editorWindow.setStatusBarMessage),

  showInputBox: ({ prompt = '', validateInput, ...options }: InputOptions) =>
    editorWindow.showInputBox({
      ...options,
      prompt: literalText(prompt),
      validateInput: (text) => literalText(validateInput?.(text) ?? ''),
    }),

  /** For several items; `pickOne` is for one. */
  showQuickPick: <T extends PickItem>(items: readonly T[], options: QuickPickOptions & { canPickMany: true }) =>
    editorWindow.showQuickPick(literalItems(items), options),

  withProgress: ((options, task) =>
    editorWindow.withProgress({ ...options, title: literalText(options.title ?? '') }, (progress, token) =>
      task(
        { report: (step) => progress.report(step.message ? { ...step, message: literalText(step.message) } : step) },
        token,
      ),
    )) as typeof editorWindow.withProgress,
};

export interface PickItem extends QuickPickItem {
  /** Id of an icon of ours: there is none in the label. */
  readonly icon?: string;
}

/** Makes the texts of items literal, in place, since VS Code returns the very item that was picked. */
export function literalItems<I extends readonly PickItem[]>(items: I): I {
  for (const item of items) {
    item.label = literalText(item.label);
    if (item.description) item.description = literalText(item.description);
    if (item.detail) item.detail = literalText(item.detail);
    if (item.icon) item.iconPath = new ThemeIcon(item.icon);
  }
  return items;
}

type InputOptions = Omit<InputBoxOptions, 'validateInput'> & {
  readonly validateInput?: (text: string) => string | undefined;
};

/**
 * VS Code's `window`, but its messages, progress, questions and lists show a text as it is. VS Code makes links, also to its commands, and
 * icons of parts of a text, even in Restricted Mode, and texts may be others'. Everything else is VS Code's own.
 */
export const window = Object.create(editorWindow, Object.getOwnPropertyDescriptors(literalMethods)) as Omit<
  typeof editorWindow,
  keyof typeof literalMethods
> &
  typeof literalMethods;
