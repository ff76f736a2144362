/** Whether two texts differ in nothing but the ends of their lines: an editor gives all lines the same end. */
export function isSameText(one: string, other: string): boolean {
  return one === other || withOneLineEnd(one) === withOneLineEnd(other);
}

function withOneLineEnd(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}
