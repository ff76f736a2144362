import { parseEndpoint, type RegionId, regions, type Target } from '../../api/region';
import { UserError } from '../../core/userError';
import { builtInCommands, prefix } from '../ids';
import { readSetting } from '../settings';

/** Where credentials are valid: a region and its origin. The sandbox has an origin of its own and needs none. */
export interface Endpoint {
  readonly region: Exclude<RegionId, 'sandbox'>;
  readonly origin: string;
}

/**
 * The endpoint of a region as the settings are now.
 * @throws UserError when the setting `customEndpoint` is empty or not to be used
 */
export function endpointOf(region: Endpoint['region']): Endpoint {
  if (region !== 'custom') return { region, origin: regions[region].origin ?? '' };
  const text = readSetting('customEndpoint');
  if (text.trim() === '')
    throw badEndpoint('is empty. Enter the address of your gateway, such as https://gateway.example.com');
  const parsed = parseEndpoint(text);
  if ('problem' in parsed) throw badEndpoint(`cannot be used: ${parsed.problem}`);
  return { region, origin: parsed.origin };
}

function badEndpoint(why: string) {
  return new UserError('custom-endpoint', `The setting “Exotel Contacts: Custom Endpoint” ${why}.`, [
    { title: 'Open Setting', command: builtInCommands.openSettings, arguments: [`${prefix}.customEndpoint`] },
    { title: 'Switch Region', command: `${prefix}.switchRegion` },
  ]);
}

/** Stable name under which an endpoint's credentials are kept: those of custom endpoints are apart by origin. */
export function endpointKey({ region, origin }: Endpoint): string {
  return region === 'custom' ? `custom ${origin}` : region;
}

/** The same for those who only look: undefined where `endpointOf` would throw. */
export function usableEndpoint(region: Endpoint['region']): Endpoint | undefined {
  try {
    return endpointOf(region);
  } catch {
    return undefined;
  }
}

/** The endpoint that a stored key names, also of a custom origin that the setting no longer holds. */
export function endpointOfKey(key: string): Endpoint | undefined {
  const [region, origin] = key.split(' ');
  if (region === 'custom') return origin ? { region, origin } : undefined;
  if (region !== 'singapore' && region !== 'mumbai') return undefined;
  return usableEndpoint(region);
}

export const hostOf = (origin: string): string => new URL(origin).host;

/** For a sentence: "in Mumbai", "in the Sandbox", "at gateway.example.com". A custom endpoint may have no address yet. */
export function placeOf({
  region,
  origin,
}: {
  readonly region: RegionId;
  readonly origin?: string | undefined;
}): string {
  if (region === 'custom') return `at ${origin ? hostOf(origin) : 'the custom endpoint'}`;
  return `in ${region === 'sandbox' ? 'the ' : ''}${regions[region].label}`;
}

/** For people: "Mumbai", "gateway.example.com". */
export function endpointLabel({ region, origin }: Pick<Target, 'region' | 'origin'>): string {
  return region === 'custom' ? hostOf(origin) : regions[region].label;
}
