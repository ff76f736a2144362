/**
 * Between the two parts of what VS Code takes for a link in a message, `[text](command:id)`, whatever the scheme and what follows, and for
 * an icon in a label, `$(name)`.
 */
const markup = /(?<=\])(?=\([a-z][\w+.-]*:)|(?<=\$)(?=\([\w~-]+\))/gi;

/**
 * A text in which VS Code finds no link and no icon: names of files and lists, values and the server's words can look like one. A space
 * breaks it, since an invisible character would be copied unseen.
 */
export function literalText(text: string): string {
  return text.replace(markup, ' ');
}
