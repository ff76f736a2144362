type Method = (this: unknown, ...args: never[]) => unknown;

/**
 * Counts the characters and list elements that some code looks at, by standing between it and the methods of strings, lists, regular
 * expressions and JSON. That tells how work grows with its input without a clock. What a regular expression reads twice while it goes
 * back is not seen.
 */
export class WorkMeter {
  units = 0;
  private readonly undo: (() => void)[] = [];

  /** The work of one call. */
  static measure(work: (meter: WorkMeter) => void): number {
    const meter = new WorkMeter();
    meter.start();
    try {
      work(meter);
    } finally {
      for (const undo of meter.undo) undo();
    }
    return meter.units;
  }

  private start(): void {
    const ofResult = (_: unknown, result: unknown) => (result as { length: number }).length;
    this.wrap(String.prototype, ['slice', 'substring', 'substr'], ofResult);
    this.wrap(String.prototype, ['charCodeAt', 'charAt', 'at', 'startsWith', 'endsWith'], () => 1);
    this.wrap(String.prototype, ['indexOf', 'includes'], (text: string, result, _wanted, from) => {
      if (result === true) return 1;
      const start = typeof from === 'number' ? from : 0;
      return (typeof result === 'number' && result >= 0 ? result : text.length) - start;
    });
    const all = (self: unknown) => (self as { length: number }).length;
    this.wrap(String.prototype, ['replace', 'replaceAll', 'split', 'search', 'trim', 'trimStart', 'trimEnd'], all);
    this.wrap(String.prototype, ['toLowerCase', 'normalize'], all);
    const lists = ['filter', 'map', 'flatMap', 'join', 'sort', 'toSorted', 'toReversed', 'concat'];
    this.wrap(Array.prototype as object, [...lists, 'findIndex', 'find', 'some', 'every', 'includes', 'indexOf'], all);
    this.wrap(Array.prototype as object, ['slice'], ofResult);
    this.wrap(JSON, ['parse'], (_: unknown, _result, text) => (text as string).length);
    this.wrap(Buffer.prototype as object, ['write'], (_: unknown, _result, text) => (text as string).length);
    this.wrapRegExp('exec');
    this.wrapRegExp('test');
  }

  private wrap<T>(
    owner: object,
    names: readonly string[],
    unitsOf: (self: T, result: unknown, first: unknown, second: unknown) => number,
  ): void {
    for (const name of names) {
      this.replace(
        owner,
        name,
        (original, count) =>
          function (this: unknown, ...args: never[]) {
            const result = original.apply(this, args);
            count(unitsOf(this as T, result, args[0], args[1]));
            return result;
          },
      );
    }
  }

  private wrapRegExp(name: 'exec' | 'test'): void {
    this.replace(
      RegExp.prototype,
      name,
      (original, count) =>
        function (this: unknown, ...args: never[]) {
          const pattern = this as RegExp;
          const text = String(args[0]);
          const from = pattern.lastIndex;
          const result = original.apply(this, args);
          if (!pattern.sticky) count(pattern.source.startsWith('^') ? 1 : text.length);
          else if (result) count(pattern.lastIndex - from);
          else count(pattern.source.startsWith('[^') ? lineEnd(text, from) - from : 1);
          return result;
        },
    );
  }

  private replace(owner: object, name: string, make: (original: Method, count: (units: number) => void) => Method) {
    const methods = owner as Record<string, Method>;
    const original = methods[name]!;
    methods[name] = make(original, (units) => (this.units += units));
    Object.defineProperty(methods, name, { enumerable: false });
    this.undo.push(() => Object.defineProperty(methods, name, { value: original }));
  }
}

function lineEnd(text: string, from: number): number {
  for (let offset = from; offset < text.length; offset++)
    if (text[offset] === '\n' || text[offset] === '\r') return offset;
  return text.length;
}
