import { readFileSync } from 'node:fs';
import { type Stack, startStack } from '@portcullis/testkit';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers, openBrowser, type Person, picture, sitDown } from './journey/browser.js';
import { Programs, signInOf } from './journey/programs.js';

/** Grouping as people correct it: what is wrong is taken apart, put together, looked up, and taken back. */
const soon = { timeout: 30_000, interval: 200 };
let stack: Stack;
let browser: Browser;
let programs: Programs;
const people: Person[] = [];
const found: string[] = [];

beforeAll(async () => {
  stack = await startStack({ world: 'empty' });
  programs = new Programs(stack);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

async function send(...sent: [account: string, device: string, daysAgo?: number][]): Promise<void> {
  const alerts = sent.map(([account, device, daysAgo = 0], i) => ({
    id: `${account}-${device}-${Date.now()}-${i}`,
    detector: { id: 'shared-device', version: '1.0' },
    severity: 3,
    observedAt: new Date(Date.now() - daysAgo * 86_400_000).toISOString(),
    routes: [{ route: 'transfer_station', probability: 0.8 }],
    subject: { kind: 'account', id: account },
    indicators: [{ type: 'device_id', value: device }],
  }));
  const { accepted, suppressed } = await programs.alerts(JSON.stringify(alerts), 'application/json');
  expect(accepted + suppressed).toBe(sent.length);
  await expect.poll(async () => (await programs.intakeStatus()).pending, soon).toBe(0);
}

async function signIn(role: string): Promise<Page> {
  const person = await sitDown(browser);
  people.push(person);
  const { email, password } = signInOf(stack, role);
  await person.page.goto(stack.console);
  await person.page.getByLabel('E-mail').fill(email);
  await person.page.getByLabel('Password', { exact: true }).fill(password);
  await person.page.getByRole('button', { name: 'Sign in' }).click();
  await person.page.getByRole('navigation').first().waitFor();
  return person.page;
}

/** The accounts of each case. */
async function cases(): Promise<string[]> {
  const groups = new Map<string | null, Set<string>>();
  for (const { alertId, caseId } of await programs.memberships()) {
    groups.set(caseId, (groups.get(caseId) ?? new Set()).add(alertId.split('-')[0] ?? ''));
  }
  return [...groups.values()].map((accounts) => [...accounts].sort().join(' ')).sort();
}

const told = (title: string, tell: () => Promise<void>) =>
  it(title, async () => {
    try {
      await tell();
    } catch (fault) {
      await Promise.all(people.map(({ page }, i) => picture(page, `grouping-failed-${i}`)));
      throw fault;
    }
  });

describe('a senior reviewer corrects grouping', () => {
  let page: Page;
  let address: string;

  told('takes a subject out of a case, after seeing before and after', async () => {
    await send(['tide', 'd-1'], ['surf', 'd-1'], ['reef', 'd-1'], ['lake', 'd-9']);
    expect(await cases()).toEqual(['lake', 'reef surf tide']);
    page = await signIn('senior_reviewer');
    await page.goto(`${stack.console}/cases`);
    await page
      .getByRole('link', { name: /3 accounts/ })
      .first()
      .click();
    await page.waitForURL(/\/cases\/\d+/);
    address = page.url();
    await page.getByRole('checkbox', { name: 'Select reef' }).check();
    await page.getByRole('button', { name: 'Take 1 out…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('region', { name: 'After' }).getByText('New case').waitFor();
    found.push(...(await barriers(page, 'correction')));
    await dialog.getByLabel('Reason').fill('Another operator, by its invoices.');
    await dialog.getByRole('button', { name: 'Take out' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await cases()).toEqual(['lake', 'reef', 'surf tide']);
    await send(['reef', 'd-5'], ['tide', 'd-5']);
    expect(await cases()).toEqual(['lake', 'reef', 'surf tide']);
  });

  told('sees what nearly belongs, and takes the correction back from the timeline', async () => {
    await page.getByRole('tab', { name: /^Related/ }).click();
    await page
      .getByText(/took back|split the case/)
      .first()
      .waitFor();
    found.push(...(await barriers(page, 'related')));
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await page.getByRole('button', { name: 'Undo the split' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('region', { name: 'After' }).waitFor();
    await dialog.getByLabel('Reason').fill('The same operator after all.');
    await dialog.getByRole('button', { name: 'Take back' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await cases()).toEqual(['lake', 'reef surf tide']);
  });

  told('looks a value up everywhere and stops linking by it', async () => {
    await page.goto(address);
    await page.getByRole('link', { name: 'd-1', exact: true }).first().click();
    await page.waitForURL(/look-up/);
    await page.getByRole('heading', { name: /d-1/ }).waitFor();
    await page.getByText(/3 subjects carry it/).waitFor();
    found.push(...(await barriers(page, 'look-up')));
    await page.getByRole('button', { name: 'Stop linking by it' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('region', { name: /^After/ }).waitFor();
    await dialog.getByLabel('Reason').fill('A device of a training room.');
    await dialog.getByRole('button', { name: 'Stop linking' }).click();
    await page.getByText(/List of hubs \(agency\)/).waitFor();
    expect(await cases()).toEqual(['lake', 'reef tide', 'surf']);
  });

  told(
    'walks the graph of links: hops, a path, a hub that is not followed, time, filter, picture and table',
    async () => {
      await send(
        ['moon', 'd-20', 30],
        ['mars', 'd-20', 12],
        ['mars', 'd-21', 12],
        ['venus', 'd-21'],
        ['moon', 'd-1'],
        ['venus', 'd-1'],
      );
      expect(await cases()).toContain('mars moon venus');
      await page.goto(`${stack.console}/look-up?type=device_id&value=d-21`);
      await page
        .getByRole('link', { name: /^C-\d+/ })
        .first()
        .click();
      await page.waitForURL(/\/cases\/\d+/);
      await page.getByRole('heading', { name: 'Why one case' }).waitFor();
      await page.keyboard.press('v');
      const picture = page.getByRole('application');
      await picture.waitFor();
      await page.getByText(/^3 accounts of 3 and 3 shared attributes, 6 links/).waitFor();

      const chosen = page.getByRole('combobox', { name: 'Chosen' });
      const choose = async (box: typeof chosen, text: string) => {
        await box.fill(text);
        await page
          .getByRole('option', { name: new RegExp(text) })
          .first()
          .waitFor();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
      };
      await picture.focus();
      await page.keyboard.press('ArrowRight');
      await page.getByText(/of them here|shares \d attributes? here/).waitFor();
      await choose(chosen, 'd-1 ');
      await page.getByText(/adds nothing; 2 of them here/).waitFor();
      await page.getByRole('button', { name: 'One hop on' }).click();
      await page.getByText(/is not followed/).waitFor();
      await choose(chosen, 'moon');
      await choose(page.getByRole('combobox', { name: 'Path from it to' }), 'venus');
      await page.getByRole('button', { name: 'Find the path' }).click();
      await page.getByText('2 hops, no path is shorter:').waitFor();
      expect(
        await page
          .getByRole('listitem')
          .filter({ hasText: /^account |^device id / })
          .allTextContents(),
      ).toEqual([
        'account moon',
        expect.stringContaining('device id d-20 (2 accounts'),
        'account mars',
        expect.stringContaining('device id d-21 (2 accounts'),
        'account venus',
      ]);
      found.push(...(await barriers(page, 'graph')));

      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: 'PNG' }).click();
      const saved = await saving;
      expect(saved.suggestedFilename()).toMatch(/^C-\d+-links\.png$/);
      const bytes = readFileSync(await saved.path());
      expect([bytes.subarray(1, 4).toString(), bytes.length > 5000]).toEqual(['PNG', true]);

      await page.getByRole('radiogroup', { name: 'Links as' }).getByText('Table').click();
      const table = page.getByRole('grid', { name: /^Links of the graph/ });
      const lines = () =>
        table
          .getByRole('row')
          .filter({ has: page.getByRole('gridcell') })
          .count();
      await expect.poll(lines, soon).toBe(6);
      found.push(...(await barriers(page, 'graph-table')));
      await page.getByRole('checkbox', { name: /^hubs/ }).uncheck();
      await expect.poll(lines, soon).toBe(4);
      const time = page.getByRole('slider');
      await time.focus();
      await page.keyboard.press('Home');
      await expect.poll(lines, soon).toBe(1);
      expect(await time.getAttribute('aria-valuetext')).toMatch(/^1 link first seen by \d+ \w+ \d{4}$/);
      await page.waitForURL(/linksUntil=\d{4}-\d\d-\d\d/);
      await page.reload();
      await expect.poll(lines, soon).toBe(1);
      await time.focus();
      await page.keyboard.press('End');
      await expect.poll(lines, soon).toBe(4);
    },
  );

  told('two people put on the allow-list what is no violation, see what it holds back, and end it', async () => {
    const proposer = await signIn('reviewer');
    await proposer.goto(`${stack.console}/lists`);
    await proposer.getByText(/nothing was proposed that waits/).waitFor();
    await page.goto(`${stack.console}/lists`);
    await page.getByText(/nothing was proposed that waits/).waitFor();
    await proposer.getByRole('button', { name: 'New allow-list entry…' }).click();
    const dialog = proposer.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Propose' }).click();
    await dialog.getByLabel('With a value of type').fill('device_id');
    await dialog.getByLabel('Value', { exact: true }).fill('d-40');
    await dialog.getByLabel('Reason').fill('The test phones of our own quality team.');
    await dialog.getByLabel('Known from').fill('a call to their lead');
    await dialog.getByText(/it would have held back/).waitFor();
    found.push(...(await barriers(proposer, 'allow-dialog')));
    await dialog.getByRole('button', { name: 'Propose' }).click();
    await proposer.getByText('Proposed. Ana Lindqvist was asked to confirm it.').waitFor();
    // Whoever proposed it may take it back, and not confirm it.
    const mine = proposer.getByRole('article', { name: 'Allow-list: d-40' });
    await mine.getByRole('button', { name: 'Withdraw…' }).waitFor();
    expect(await mine.getByRole('button', { name: 'Confirm…' }).count()).toBe(0);

    // The other one sees it come without reading the page again.
    const entry = page.getByRole('article', { name: 'Allow-list: d-40' });
    await entry.getByRole('button', { name: 'Confirm…' }).click();
    const asked = page.getByRole('dialog');
    await asked.getByLabel('Reason').fill('Their lead told me the same.');
    await asked.getByRole('button', { name: 'Confirm it' }).click();
    await asked.waitFor({ state: 'detached' });
    await page.getByText(/nothing was proposed that waits/).waitFor();

    await send(['phone', 'd-40']);
    const casesOf = async (account: string) =>
      (await programs.memberships()).filter(({ alertId }) => alertId.startsWith(account)).map(({ caseId }) => caseId);
    expect(await casesOf('phone')).toEqual([null]);
    await page.getByRole('tab', { name: 'In force' }).click();
    await page.reload();
    await entry.getByText('1 alert', { exact: false }).first().waitFor();
    found.push(...(await barriers(page, 'lists')));
    await entry.getByRole('button', { name: 'Take off the list…' }).click();
    await asked.getByText(/will come in and be grouped/).waitFor();
    await asked.getByLabel('Reason').fill('The phones were given back.');
    await asked.getByRole('button', { name: 'Take it off' }).click();
    await asked.waitFor({ state: 'detached' });
    await expect.poll(() => casesOf('phone'), soon).toEqual([expect.any(String)]);
    await page.getByRole('tab', { name: 'Ended' }).click();
    await entry.getByText(/The phones were given back/).waitFor();
  });

  told('a file of hubs waits as a whole for a second person, parts what hung on it, and is taken back', async () => {
    await send(['rented-1', 'd-77'], ['rented-2', 'd-77']);
    const cases = async () =>
      new Set(
        (await programs.memberships())
          .filter(({ alertId, caseId }) => alertId.startsWith('rented') && caseId !== null)
          .map(({ caseId }) => caseId),
      ).size;
    await expect.poll(cases, soon).toBe(1);
    const proposer = await signIn('reviewer');
    await proposer.goto(`${stack.console}/lists`);
    await proposer.getByRole('button', { name: 'Import hubs…' }).click();
    const dialog = proposer.getByRole('dialog');
    const content = 'type,value,kind\ndevice_id,d-77,other\nip,not-one\nip,192.0.2.99,vpn\n';
    const file = { name: 'rental.csv', mimeType: 'text/csv', buffer: Buffer.from(content) };
    await dialog.locator('input[type=file]').setInputFiles(file);
    await expect.poll(() => dialog.getByLabel('Values').inputValue(), soon).toBe(content);
    await dialog.getByRole('button', { name: 'Look at it' }).click();
    await dialog.getByText('2 new values').waitFor();
    await dialog.getByText('This is not an IP address.').waitFor();
    await dialog.getByText('2 subjects, 1 case').waitFor();
    const propose = dialog.getByRole('button', { name: 'Propose 2 values' });
    await propose.click();
    await dialog.getByText('Mend the list above, or leave out what cannot be read.').waitFor();
    await dialog.getByLabel('Leave out the line that cannot be read').check();
    await dialog.getByLabel('Reason').fill('Phones that a rental firm lends out.');
    await dialog.getByLabel('Known from').fill('their list of November');
    found.push(...(await barriers(proposer, 'hub-import')));
    await propose.click();
    await proposer.getByText('Proposed. Ana Lindqvist was asked to confirm it.').waitFor();

    await page.goto(`${stack.console}/lists`);
    const entry = page.getByRole('article', { name: 'Hub: 2 values of rental.csv' });
    await entry.getByRole('button', { name: 'Show the values' }).click();
    await entry.getByRole('cell', { name: '192.0.2.99' }).waitFor();
    found.push(...(await barriers(page, 'hub-values')));
    await entry.getByRole('button', { name: 'Confirm…' }).click();
    const asked = page.getByRole('dialog');
    await asked.getByText('2 subjects, 1 case').waitFor();
    await asked.getByLabel('Reason').fill('I called them.');
    await asked.getByRole('button', { name: 'Confirm it' }).click();
    await asked.waitFor({ state: 'detached' });
    await expect.poll(cases, soon).toBe(2);

    await page.getByRole('tab', { name: 'In force' }).click();
    await entry.getByRole('button', { name: 'Take off the list…' }).click();
    await asked.getByText(/^2 values link again/).waitFor();
    await asked.getByLabel('Reason').fill('They sold them.');
    await asked.getByRole('button', { name: 'Take it off' }).click();
    await asked.waitFor({ state: 'detached' });
    await expect.poll(cases, soon).toBe(1);
  });

  told('a manager tries other rules on what is there', async () => {
    const other = await signIn('manager');
    await other.goto(`${stack.console}/rules`);
    await other.getByRole('button', { name: 'New rule set…' }).click();
    await other.getByLabel('Name').fill('Stricter');
    await other.getByLabel('Why').fill('Too much was joined.');
    const rules = other.getByLabel('Rules', { exact: true });
    await rules.fill((await rules.inputValue()).replace('"suggest": 600', '"suggest": 700'));
    await other.getByRole('button', { name: 'Keep as a draft' }).click();
    await other.getByRole('heading', { name: /Stricter/ }).waitFor();
    await other.getByRole('button', { name: 'Try on what is there' }).first().click();
    await other.getByText('nothing would change').waitFor({ timeout: 30_000 });
    found.push(...(await barriers(other, 'rules')));
  });

  told('a reading that fails leaves what is on the screen and what was typed', async () => {
    await send(['kelp', 'd-60'], ['weed', 'd-60']);
    const reader = await signIn('senior_reviewer');
    // This browser will complain, and is asked to.
    const person = people.pop();
    await reader.goto(`${stack.console}/look-up?value=d-60`);
    await reader
      .getByRole('link', { name: /^C-\d+ / })
      .first()
      .click();
    await reader.waitForURL(/\/cases\/\d+/);
    await reader.getByRole('checkbox', { name: 'Select kelp' }).check();
    await reader.getByRole('button', { name: 'Take 1 out…' }).click();
    const dialog = reader.getByRole('dialog');
    await dialog.getByRole('region', { name: 'After' }).waitFor();
    await dialog.getByLabel('Reason').fill('Written with care.');
    await reader.route('**/graphql*', (route) => route.fulfill({ status: 503, body: 'away' }));
    await send(['foam', 'd-60']);
    const line = reader.getByText(/could not be read again/);
    await line.waitFor();
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('Written with care.');
    await reader.unroute('**/graphql*');
    await reader.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await reader.getByRole('button', { name: 'Try again' }).click();
    await line.waitFor({ state: 'detached' });
    await reader.getByRole('checkbox', { name: 'Select foam' }).waitFor();
    await person?.page.context().close();
  });

  told('nothing stood in anybody’s way, and no browser complained', async () => {
    expect(found).toEqual([]);
    expect(people.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
