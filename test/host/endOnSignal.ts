/**
 * Makes a signal, or the end of our parent, end us as `process.exit` does, so that what runs on exit, such as ending
 * VS Code, runs then too.
 */
export function endOnSignal(code = 1): void {
  // For good, not once: a second Ctrl+C must not end the cleaning up.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(code));
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, 1000).unref();
}
