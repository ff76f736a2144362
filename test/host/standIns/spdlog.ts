// Takes the place of the native addon @vscode/spdlog, which writes VS Code's log files. Written at once, line by line,
// so that a log can be read while VS Code runs.
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

export const version = 0;
export function setLevel(): void {}
export function setFlushOn(): void {}

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

export class Logger {
  private level = 0;
  private bare = false;

  constructor(
    _kind: string,
    _name: string,
    private readonly file: string,
  ) {
    mkdirSync(dirname(file), { recursive: true });
  }

  trace = (message: string) => this.write(0, message);
  debug = (message: string) => this.write(1, message);
  info = (message: string) => this.write(2, message);
  warn = (message: string) => this.write(3, message);
  error = (message: string) => this.write(4, message);
  critical = (message: string) => this.write(5, message);

  getLevel = () => this.level;
  setLevel(level: number): void {
    this.level = level;
  }
  /** Without formatters a message is a piece of text to append as it is. */
  clearFormatters(): void {
    this.bare = true;
  }
  setPattern(): void {}
  flush(): void {}
  drop(): void {}

  private write(level: number, message: string): void {
    if (level < this.level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    appendFileSync(this.file, this.bare ? message : `${time} [${levels[level]}] ${message}\n`);
  }
}

export const createRotatingLogger = async (name: string, file: string) => new Logger('rotating', name, file);
export const createAsyncRotatingLogger = async (name: string, file: string) => new Logger('rotating_async', name, file);
