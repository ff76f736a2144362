export interface Latch {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

/** For the fault `holdUntil`: the reply comes when the test has done all that must happen before it. */
export function latch(): Latch {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
