import { type StackAddresses, startStack } from '@portcullis/testkit';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { barriers, openBrowser, type Person, picture, sitDown } from './journey/browser.js';
import { signInOf } from './journey/programs.js';

/** What a visitor of the demo world looks at: every place of the console, with data in it, as somebody who may. */
let stack: StackAddresses & { close(): Promise<void> };
let browser: Browser;
const people = new Map<string, Person>();

beforeAll(async () => {
  stack = await startStack({ world: 'small', limitMs: 280_000 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

async function pageOf(role: string): Promise<Page> {
  const known = people.get(role);
  if (known) return known.page;
  const person = await sitDown(browser);
  const { email, password } = signInOf(stack, role);
  await person.page.goto(stack.console);
  await person.page.getByLabel('E-mail').fill(email);
  await person.page.getByLabel('Password', { exact: true }).fill(password);
  await person.page.getByRole('button', { name: 'Sign in' }).click();
  await person.page.getByRole('navigation').first().waitFor();
  people.set(role, person);
  return person.page;
}

/** Follows the first link of the list to a page of its own, such as the first case. */
const openFirst = (path: string) => async (page: Page) => {
  await page.locator(`main a[href*="${path}/"]`).first().click();
  await page.waitForURL((url) => url.pathname.startsWith(`${path}/`));
};

const places: [name: string, role: string, path: string, then?: (page: Page) => Promise<void>][] = [
  ['desk', 'reviewer', '/desk'],
  ['cases', 'reviewer', '/cases'],
  ['a case', 'reviewer', '/desk', openFirst('/cases')],
  ['campaigns', 'reviewer', '/campaigns'],
  ['a customer', 'reviewer', '/customers', openFirst('/customers')],
  ['customers', 'reviewer', '/customers'],
  ['detectors', 'reviewer', '/detectors'],
  ['a detector', 'manager', '/detectors', openFirst('/detectors')],
  ['approvals', 'senior_reviewer', '/approvals'],
  ['appeals', 'appeal_reviewer', '/appeals'],
  ['an appeal', 'appeal_reviewer', '/appeals', openFirst('/appeals')],
  ['overview', 'manager', '/metrics', (page) => page.locator('.recharts-surface').first().waitFor()],
  ['record', 'auditor', '/record'],
  ['settings', 'admin', '/settings'],
];

it.each(places)('%s opens for a %s, full and without barriers', async (name, role, path, then) => {
  const page = await pageOf(role);
  await page.goto(`${stack.console}${path}`);
  await page.locator('main h1').first().waitFor();
  await then?.(page);
  await page.locator('main h1').first().waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'hidden' });
  try {
    expect(await page.getByText(/could not be (read|shown)/).count()).toBe(0);
    // A campaign has more than 500 subjects, which this world is too small for.
    const empty = name === 'campaigns' ? 1 : 0;
    // On the page of one thing some panel may rightly hold nothing: not every case has a near one.
    const ofOne = then !== undefined && path !== '/metrics';
    if (!ofOne) expect(await page.getByText(/^because (no|nothing|every)/).count(), 'empty lists').toBe(empty);
    expect(await barriers(page, `demo ${name}`)).toEqual([]);
    expect(people.get(role)?.complaints).toEqual([]);
  } finally {
    await picture(page, `demo ${name}`);
  }
});

it('the first case on the desk has an obvious answer that is wrong, and says why', async () => {
  const page = await pageOf('reviewer');
  // As high as the form is: a button that the foot covers by half counts as too small.
  await page.setViewportSize({ width: 1440, height: 1800 });
  await page.goto(`${stack.console}/desk`);
  await page.getByRole('button', { name: /Claim next/ }).click();
  await page.waitForURL(/\/cases\/\d+/);
  const decide = page.getByRole('region', { name: 'Decide' });
  await decide.getByLabel('Action').selectOption('suspend');
  await decide.getByText('One source, twice').first().waitFor();
  await decide
    .getByRole('button', { name: /Require verification/i })
    .first()
    .waitFor();
  expect(await barriers(page, 'demo first case')).toEqual([]);
});
