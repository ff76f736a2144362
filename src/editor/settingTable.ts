import { type RegionId, regionIds } from '../api/region';

/** What the settings hold, after reading. */
export interface Settings {
  readonly region: RegionId | 'ask';
  readonly customEndpoint: string;
  readonly confirmBeforeSending: boolean;
  readonly batchSize: number;
  readonly requestsPerMinute: number;
  readonly requestTimeoutSeconds: number;
  readonly maxAttempts: number;
  readonly emptyCells: 'keep' | 'clear';
  readonly defaultCountryCode: string;
  readonly keepRuns: number;
  readonly codeLens: boolean;
  readonly liveChecks: boolean;
  readonly snapshotBeforeRun: 'never' | 'ask' | 'always';
  readonly keepSnapshotsDays: number;
}

export type SettingName = keyof Settings;

interface Rule<T> {
  readonly default: T;
  readonly oneOf?: readonly T[];
  readonly min?: number;
  readonly max?: number;
}

/** Defaults and limits of every setting; the manifest repeats them, and a test compares the two. */
export const settingTable: { readonly [name in SettingName]: Rule<Settings[name]> } = {
  region: { default: 'ask', oneOf: ['ask', ...regionIds] },
  customEndpoint: { default: '' },
  confirmBeforeSending: { default: true },
  batchSize: { default: 1000, min: 1, max: 5000 },
  requestsPerMinute: { default: 30, min: 1, max: 200 },
  requestTimeoutSeconds: { default: 120, min: 1, max: 600 },
  maxAttempts: { default: 6, min: 1, max: 20 },
  emptyCells: { default: 'keep', oneOf: ['keep', 'clear'] },
  defaultCountryCode: { default: '' },
  keepRuns: { default: 50, min: 0, max: 10_000 },
  codeLens: { default: true },
  liveChecks: { default: true },
  snapshotBeforeRun: { default: 'ask', oneOf: ['never', 'ask', 'always'] },
  keepSnapshotsDays: { default: 30, min: 1, max: 3650 },
};

/** A settings file can hold anything: a wrong type or an unknown word gives the default, a number is brought within its limits. */
export function soundValue<N extends SettingName>(name: N, value: unknown): Settings[N] {
  const rule: Rule<Settings[N]> = settingTable[name];
  if (typeof value !== typeof rule.default) return rule.default;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return rule.default;
    return Math.min(rule.max ?? value, Math.max(rule.min ?? value, Math.round(value))) as Settings[N];
  }
  if (rule.oneOf && !rule.oneOf.includes(value as Settings[N])) return rule.default;
  return value as Settings[N];
}
