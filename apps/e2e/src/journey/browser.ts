import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Debian browser, or the one that `CHROMIUM_PATH` names. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? places.find((place) => existsSync(place));
  if (!executablePath) throw new Error('No Chromium found: apt-get install chromium, or set CHROMIUM_PATH.');
  // The sandbox of Chromium does not run as root, and /dev/shm is small in containers.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** Somebody at a screen of their own, with cookies of their own. */
export interface Person {
  page: Page;
  context: BrowserContext;
  /** What the browser complained of: faults of scripts, refused contents, answers of 500. */
  complaints: string[];
  leave(): Promise<void>;
}

export const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

export async function sitDown(browser: Browser, options: BrowserContextOptions = desk): Promise<Person> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Lisbon', ...options });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('console', (message) => {
    // A refused answer is logged by the browser as an error; whether it was right to refuse is for the journey to say.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
  return { page, context, complaints, leave: () => context.close() };
}

/** Every violation of WCAG 2.2 A and AA that axe finds on the page as it is now, light and dark. */
export async function barriers(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(100);
    await picture(page, `${name}-${colorScheme}`);
    let met = await violationsOf(page);
    // A page on a busy machine may still be changing its colours: a barrier is what is there a second time.
    if (met.length > 0) {
      await page.waitForTimeout(1000);
      met = await violationsOf(page);
    }
    found.push(...met.map((one) => `${name}, ${colorScheme}: ${one}`));
  }
  await page.emulateMedia({ colorScheme: null });
  return found;
}

async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(({ id, help, nodes }) => {
    const where = nodes.slice(0, 5).map(({ target, any }) => `${target.join(' ')} (${any[0]?.message ?? 'no detail'})`);
    return `${id} (${help}) at ${where.join(' | ')}`;
  });
}

/** A picture of the page, when `PICTURES` names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
