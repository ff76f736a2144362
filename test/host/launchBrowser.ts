import { chromium, type Browser } from 'playwright-core';
import { installBrowser } from './installBrowser';

/** A headless browser; the caller closes it. Its sandbox is off, as that cannot work for root or in most containers. */
export async function launchBrowser(): Promise<Browser> {
  const { executable, env } = await installBrowser();
  return chromium.launch({
    executablePath: executable,
    headless: true,
    // Closing it is the caller's, on a signal too: Playwright would end our process before we could clean up.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    env: { ...process.env, ...env },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
}
