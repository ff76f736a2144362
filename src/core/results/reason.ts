/** What a message says without what it quotes: that differs from row to row, and the reason is still one: “98450” has letters, “98451” has letters. */
export function withoutQuotes(message: string): string {
  return message.replace(/“[^“”]*”|"[^"]*"/g, '“…”');
}
