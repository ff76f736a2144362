import { type Disposable, type LogOutputChannel } from 'vscode';
import { describeBug, type SecretMask } from './secretMask';
import { window } from './window';

/** The output channel "Exotel Contacts". Every text passes the mask, so no line can hold a key or a token. */
export class Log implements Disposable {
  private readonly channel: LogOutputChannel = window.createOutputChannel('Exotel Contacts', { log: true });

  constructor(private readonly mask: SecretMask) {}

  info(text: string): void {
    this.channel.info(this.mask.apply(text));
  }

  warn(text: string): void {
    this.channel.warn(this.mask.apply(text));
  }

  /** An unexpected error, with its stack. */
  bug(where: string, error: unknown): void {
    this.channel.error(this.mask.apply(`${where}: ${describeBug(error)}`));
  }

  show(): void {
    this.channel.show();
  }

  dispose(): void {
    this.channel.dispose();
  }
}
