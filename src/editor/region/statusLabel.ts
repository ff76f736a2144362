import { type RegionId, regions } from '../../api/region';

/** What the status bar says of where contacts go. */
export interface StatusFacts {
  readonly region: RegionId | 'ask';
  /** The account in use, if there is one. */
  readonly accountSid?: string | undefined;
  /** How many accounts the region has; undefined while the custom endpoint has no address that can be used. */
  readonly accounts: number | undefined;
}

/** "Exotel: Mumbai (exotel8u3)", "Exotel: Sandbox", "Exotel: Choose Region". */
export function statusLabel({ region, accountSid, accounts }: StatusFacts): string {
  if (region === 'ask') return 'Exotel: Choose Region';
  if (region === 'sandbox') return `Exotel: ${regions.sandbox.label}`;
  return `Exotel: ${regions[region].label} (${accountSid ?? missing(accounts)})`;
}

/** What there is to do before an update can be sent. */
function missing(accounts: number | undefined): string {
  if (accounts === undefined) return 'no address';
  return accounts > 0 ? 'choose account' : 'no credentials';
}
