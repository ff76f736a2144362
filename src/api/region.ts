/** The regions a user can choose. Hosts are fixed here, so that no workspace can choose one. */
export const regionIds = ['singapore', 'mumbai', 'sandbox', 'custom'] as const;

export type RegionId = (typeof regionIds)[number];

export interface Region {
  /** As people see it. */
  readonly label: string;
  /** Where the API is, if that is fixed; source: Exotel's reference, "URL of the region". */
  readonly origin?: string;
  /** Host of the dashboard, by which users recognize the region of their account; source: Exotel's support pages. */
  readonly dashboard?: string;
  /** One line for people who have to choose. */
  readonly detail: string;
}

const dashboards = { singapore: 'my.exotel.com', mumbai: 'my.mum1.exotel.com' };

export const regions: Readonly<Record<RegionId, Region>> = {
  singapore: {
    label: 'Singapore',
    origin: 'https://api.exotel.com',
    dashboard: dashboards.singapore,
    detail: `Your dashboard is at ${dashboards.singapore}`,
  },
  mumbai: {
    label: 'Mumbai',
    origin: 'https://api.in.exotel.com',
    dashboard: dashboards.mumbai,
    detail: `Your dashboard is at ${dashboards.mumbai}`,
  },
  sandbox: { label: 'Sandbox', detail: 'To try things out: nothing leaves this machine, no account needed' },
  custom: { label: 'Custom endpoint', detail: 'Your own gateway to Exotel, from the settings' },
};

/** Where one run goes, frozen when it starts. */
export interface Target {
  readonly region: RegionId;
  /** Scheme, host and port, without a trailing slash. */
  readonly origin: string;
  readonly accountSid: string;
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Reads the setting `customEndpoint`: https anywhere, http on loopback only, and only an origin.
 * @returns the origin, or what is wrong with the text, for the user
 */
export function parseEndpoint(text: string): { origin: string } | { problem: string } {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return { problem: 'it is not an address such as https://gateway.example.com' };
  }
  if (url.username || url.password)
    return { problem: 'it must not contain credentials: set them with “Set API Credentials…”' };
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback.has(url.hostname))) {
    return { problem: 'it must start with https:// (http:// is only for this machine)' };
  }
  if (url.pathname !== '/' || url.search || url.hash) {
    return { problem: `only the scheme, host and port are used: enter ${url.origin}` };
  }
  return { origin: url.origin };
}
