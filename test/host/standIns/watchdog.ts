// Takes the place of the native addon native-watchdog, which ends the extension host with its parent.

export function start(parent: number): void {
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      process.exit(87);
    }
  }, 1000).unref();
}

export function exit(code?: number): void {
  process.exit(code ?? 0);
}
