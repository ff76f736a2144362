import type { Memento } from 'vscode';
import type { Target } from '../../api/region';
import { storageKeys } from '../ids';

/** Remembers where updates have gone from this machine, so that the first one to real contacts can say that it is. */
export class KnownTargets {
  constructor(private readonly globalState: Memento) {}

  isFirst(target: Target): boolean {
    return target.region !== 'sandbox' && !this.names().includes(nameOf(target));
  }

  async add(target: Target): Promise<void> {
    if (this.isFirst(target))
      await this.globalState.update(storageKeys.knownTargets, [...this.names(), nameOf(target)]);
  }

  private names(): readonly string[] {
    return this.globalState.get(storageKeys.knownTargets, []);
  }
}

const nameOf = ({ region, origin, accountSid }: Target) => `${region} ${origin} ${accountSid}`;
