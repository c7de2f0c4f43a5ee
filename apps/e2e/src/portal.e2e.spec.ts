import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { readConfig } from '@portcullis/core';
import { DecideAppeal, type DecideAppealInput } from '@portcullis/core/appeals/decide-appeal.command';
import { ReviewAppeal } from '@portcullis/core/appeals/review-appeal.command';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { ConfirmAction } from '@portcullis/core/enforcement/confirm-action.command';
import { anyFreePort, type Postgres, startThrowAwayPostgres } from '@portcullis/postgres';
import {
  aStaff,
  aSuspension,
  aWorld,
  createPrivateDatabase,
  type PrivateDatabase,
  prepareServer,
  type Suspension,
  TEST_LINK_SECRET,
  type World,
} from '@portcullis/testkit';
import type { Browser, Page } from 'playwright-core';
import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCustomerApp } from '../../api/src/customer.app.js';
import { createLogger } from '../../api/src/edge/logger.js';
import { MovableClock } from '../../api/src/edge/test-door.js';
import { barriers, openBrowser, type Person, phone, sitDown } from './journey/browser.js';
import { overflowAt, smallTargets } from './phone-checks.js';

/** The customer's page on a phone, at the real customer door, with reviewers who act by commands. */
const root = fileURLToPath(new URL('../../..', import.meta.url));
const places = mkdtempSync(join(tmpdir(), 'portcullis-portal-'));
const pages = join(places, 'web');
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const LEASE = { name: 'office-lease.pdf', mimeType: 'application/pdf', buffer: PDF };
const DISGUISED = {
  name: 'disguised.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('MZ\u0090\u0000 a program'),
};
const STATEMENT = 'Sixty people work in our office in Montevideo. The relay is our own gateway.';

let own: Postgres | undefined;
let database: PrivateDatabase;
let world: World;
let uow: UnitOfWork;
let app: Awaited<ReturnType<typeof createCustomerApp>>;
let origin: string;
let iris: Awaited<ReturnType<typeof aStaff>>;
let browser: Browser;
let customer: Person;
let page: Page;

beforeAll(async () => {
  const vite = join(root, 'node_modules/.bin/vite');
  execFileSync(vite, ['build', '--outDir', pages, '--emptyOutDir', '--logLevel', 'error'], {
    cwd: join(root, 'apps/portal'),
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const given = process.env.PORTCULLIS_TEST_PG;
  own = given ? undefined : await startThrowAwayPostgres();
  database = await createPrivateDatabase(await prepareServer(given ?? own!.url()));
  world = await aWorld(await database.open('app'), new Date(Date.now() - 6 * 3_600_000));
  uow = new UnitOfWork(world.database);
  iris = await aStaff(world, ['appeal_reviewer'], 'Iris');
  const port = await anyFreePort();
  origin = `http://127.0.0.1:${port}`;
  const config = readConfig({
    PORTCULLIS_NODE_ENV: 'test',
    PORTCULLIS_DATABASE_URL: database.urls.app,
    PORTCULLIS_LINK_SECRET: TEST_LINK_SECRET,
    PORTCULLIS_LOG_LEVEL: 'silent',
    PORTCULLIS_PORTAL_ORIGIN: origin,
    PORTCULLIS_PORTAL_DIR: pages,
  });
  const dataSource = await database.open('portal', 3);
  const log = createLogger(config);
  app = await createCustomerApp({ config, log, dataSource, clock: new MovableClock(), registry: new Registry() });
  await app.listen(port, '127.0.0.1');
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
  await database?.close();
  await own?.stop();
  rmSync(places, { recursive: true, force: true });
});

beforeEach(async () => {
  customer = await sitDown(browser, { ...phone, timezoneId: 'America/Montevideo', locale: 'es-UY' });
  page = customer.page;
});
afterEach(async () => {
  await customer?.leave();
  expect(customer.complaints).toEqual([]);
});

const as = (actor: Parameters<ReviewAppeal['claim']>[0]['actor']) => ({ actor, now: new Date(), requestId: 'test' });
const button = (name: string | RegExp) => page.getByRole('button', { name });
const says = (text: string | RegExp) => page.getByText(text).first().waitFor();
const choose = (...files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.locator('input[type=file]').first().setInputFiles(files);

/** Opens the link of a fresh suspension. */
async function opened(): Promise<Suspension> {
  const suspension = await aSuspension(world);
  await page.goto(`${origin}/open#${suspension.token}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return suspension;
}
async function fill(): Promise<void> {
  await page.getByLabel('Our team works somewhere else').check();
  await page.getByLabel('In your own words').fill(STATEMENT);
  await page.getByLabel('Your name').fill('Lucía Ferreyra');
  await page.getByLabel('an administrator').check();
}
async function filed(): Promise<Suspension> {
  const suspension = await opened();
  await fill();
  await button('Send the appeal').click();
  await says(/^Your appeal A-\d+ has arrived/);
  return suspension;
}
const appealsOf = ({ noticeId }: Suspension) =>
  uow.read<{ id: string; version: number; state: string; statement: string }>(
    'select id, version, state, statement from appeal where notice_id = $1 order by number',
    [noticeId],
  );
async function reviewed(suspension: Suspension): Promise<{ id: string; version: number }> {
  const review = new ReviewAppeal(uow);
  const [appeal] = await appealsOf(suspension);
  expect(await review.claim(as(iris), appeal!.id)).toMatchObject({ ok: true });
  expect(await review.noteFirstReading(as(iris), appeal!.id, 'A gateway, it seems.')).toMatchObject({ ok: true });
  return (await appealsOf(suspension))[0]!;
}
async function decided(suspension: Suspension, result: Partial<DecideAppealInput>): Promise<void> {
  const { id, version } = await reviewed(suspension);
  const rest = { mistakenAlerts: [], mistakenReason: null, restores: [], reason: null, text: '' };
  const answer = await new DecideAppeal(uow).decide(as(iris), {
    ...rest,
    appealId: id,
    version,
    result: 'upheld',
    ...result,
  });
  expect(answer).toMatchObject({ ok: true });
}
/** Nothing that axe finds; no scrolling sideways on the narrowest phone; nothing too small to hit. */
async function inspected(): Promise<void> {
  expect(await barriers(page, 'portal')).toEqual([]);
  expect(await overflowAt(page, 320)).toBe(0);
  expect(await smallTargets(page, 44)).toEqual([]);
}

describe('a link', () => {
  it('opens the matter: what happened, what still works, what ends it, when to hear; and leaves no trace', async () => {
    const { token } = await opened();
    expect(await page.getByRole('heading').allTextContents()).toEqual([
      'Your access is suspended',
      'In short',
      'What still works',
      'What would end it',
      'Why',
      'How this was decided',
      'What it is about',
      'Your appeal',
      'What has happened, and what comes',
      'Who you can write to',
    ]);
    await says(/GMT-3/);
    expect(page.url()).toBe(`${origin}/`);
    const traces = 'JSON.stringify([history.state, { ...localStorage }, { ...sessionStorage }])';
    expect(await page.evaluate<string>(traces)).not.toContain(token);
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    await inspected();
    await page.reload();
    await says('Your access is suspended');
  });

  it('that is unknown or expired says so and how to go on; a second one in the same tab opens', async () => {
    await page.goto(`${origin}/open#nobody-knows-this`);
    await says('We do not know this link');
    await inspected();
    const suspension = await aSuspension(world);
    await world.database.query(`update portal_link set expires_at = now() - interval '1 day' where id = $1`, [
      suspension.linkId,
    ]);
    await page.goto(`${origin}/open#${suspension.token}`);
    await says('This link has expired');
    await button('Send me a new link').click();
    await says('Please look into your mail');
    await inspected();
    const other = await aSuspension(world);
    await page.goto(`${origin}/open`);
    await says('Open the link in our mail');
    await page.evaluate(`window.location.hash = ${JSON.stringify(other.token)}`);
    await says('Your access is suspended');
  });

  it('is closed by signing out, which asks about what was not sent', async () => {
    await opened();
    await page.getByLabel('In your own words').fill('Half a sentence');
    await button('Sign out').click();
    await inspected();
    await button('Sign out and delete it').click();
    await says('You are signed out');
    expect(await page.evaluate('localStorage.length')).toBe(0);
    await page.goto(origin);
    await says('Open the link in our mail');
  });
});

describe('an appeal', () => {
  it('is filed with papers in under two minutes, once, however often the button is hit', async () => {
    const begun = Date.now();
    const suspension = await opened();
    await page.getByRole('link', { name: 'Write your appeal' }).click();
    await button('Send the appeal').click();
    await says('3 things are missing');
    await inspected();
    await page.getByRole('link', { name: 'Write your name.' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('contactName');
    await fill();
    await choose(LEASE, DISGUISED, { name: 'setup.exe', mimeType: 'application/octet-stream', buffer: PDF });
    await says(/setup\.exe is of a kind that we can’t open/);
    await page.getByLabel('We need access while').check();
    await page.getByLabel('What can’t wait').fill('Payroll on Monday.');
    await inspected();
    await button('Send the appeal and 2 papers').dblclick();
    await says(/^Your appeal A-\d+ has arrived/);
    await page.locator('.paper', { hasText: 'disguised.pdf' }).getByText('Not sent').waitFor();
    await page.getByRole('link', { name: 'Download office-lease.pdf' }).waitFor();
    expect(Date.now() - begun).toBeLessThan(120_000);
    expect(await appealsOf(suspension)).toMatchObject([{ state: 'acknowledged', statement: STATEMENT }]);
    await says(/Our answer about temporary access comes by/);
    await inspected();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download office-lease.pdf' }).click(),
    ]);
    expect(readFileSync(await download.path())).toEqual(PDF);
    await button('Remove disguised.pdf').click();
    await choose({ ...LEASE, name: 'chart.pdf', buffer: Buffer.concat([PDF, PDF]) });
    await button('Send this paper').click();
    await says('Your paper has arrived.');
    await page.getByRole('link', { name: 'Download chart.pdf' }).waitFor();
  });

  it('is written by keyboard alone', async () => {
    const suspension = await opened();
    const active = () =>
      page.evaluate<string>(`((one) => one.id || one.name || one.textContent || '')(document.activeElement)`);
    const tabTo = async (wanted: RegExp) => {
      for (let count = 0; count < 60; count += 1) {
        await page.keyboard.press('Tab');
        if (wanted.test(await active())) return;
      }
      throw new Error(`never came to ${wanted}`);
    };
    await tabTo(/^statement$/);
    await page.keyboard.type(STATEMENT);
    await tabTo(/^contactName$/);
    await page.keyboard.type('Lucía Ferreyra');
    await tabTo(/^standing$/);
    await page.keyboard.press('Space');
    await tabTo(/^Send the appeal$/);
    await page.keyboard.press('Enter');
    await says(/^Your appeal A-\d+ has arrived/);
    await page.locator('#appeal-title:focus').waitFor();
    expect(await appealsOf(suspension)).toHaveLength(1);
  });

  it('is not lost by a reload, a broken connection, a fault or the end of the session', async () => {
    const suspension = await opened();
    await fill();
    await choose(LEASE);
    await says('Goes out with your appeal');
    await page.reload();
    await says('This is what you wrote here before');
    expect(await page.getByLabel('In your own words').inputValue()).toBe(STATEMENT);
    await says('office-lease.pdf');
    const send = button('Send the appeal and 1 paper');
    await page.route('**/appeals', (route) => route.abort(), { times: 1 });
    await send.click();
    await says('We could not reach the server');
    await page.route('**/appeals', (route) => route.fulfill({ status: 500, body: 'x' }), { times: 1 });
    await send.click();
    await says('Something went wrong on our side');
    expect(customer.complaints.splice(0)).toEqual([expect.stringMatching(/^500 /)]);
    await page.goto(`${origin}/open#${suspension.token}`);
    await page.getByLabel('In your own words').waitFor();
    await customer.context.clearCookies();
    await send.click();
    await says('You were signed out for your safety');
    await inspected();
    await button('Go on').click();
    await page.getByText('You were signed out for your safety').waitFor({ state: 'detached' });
    // The answer to the first try is lost on its way: the second one finds what the first has done.
    await page.route(
      '**/appeals',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await send.click();
    await says('We could not reach the server');
    await send.click();
    await says(/^Your appeal A-\d+ has arrived/);
    await page.getByRole('link', { name: 'Download office-lease.pdf' }).waitFor();
    expect(await appealsOf(suspension)).toMatchObject([{ statement: STATEMENT }]);
    expect(await page.evaluate('Object.keys(localStorage)')).toEqual([]);
  });

  it('is followed: a question, its answer, messages, temporary access, taking it back and appealing again', async () => {
    const suspension = await filed();
    const { id, version } = await reviewed(suspension);
    const question = 'Which of the two addresses is yours, and since when?';
    expect(await new ReviewAppeal(uow).ask(as(iris), id, version, question)).toMatchObject({ ok: true });
    await page.reload();
    await says('We need an answer from you');
    await says(question);
    await inspected();
    await button('Send the answer').click();
    await says('Write something first.');
    await page.getByLabel('Your answer').fill('Both, since May.');
    await button('Send the answer').dblclick();
    await says('Your answer has arrived.');
    await says('A person is looking at it');
    await button('Write a message').click();
    await page.getByLabel('Your message').fill('Our landlord can confirm it.');
    await button('Send the message').click();
    await says('Your message has arrived.');
    await button('Ask for temporary access').click();
    await page.getByLabel('What can’t wait').fill('Payroll on Monday.');
    await page.locator('.panel').getByRole('button', { name: 'Ask for temporary access' }).click();
    await says('We have your request for temporary access.');
    expect(
      await uow.read('select body from appeal_message where appeal_id = $1 and from_kind = $2 order by id', [
        id,
        'customer',
      ]),
    ).toEqual([{ body: 'Both, since May.' }, { body: 'Our landlord can confirm it.' }]);
    await button('Take the appeal back').click();
    await inspected();
    await button('Yes, take it back').click();
    await says('You took this appeal back');
    await inspected();
    await page.getByRole('heading', { name: 'Write another appeal' }).waitFor();
  });

  it('that was right ends with the reasons and the way back, and says when access is there', async () => {
    const suspension = await filed();
    await decided(suspension, { result: 'reversed', reason: 'new_evidence', text: 'Your lease shows where you work.' });
    await page.reload();
    await says('You were right to appeal');
    await says('Your lease shows where you work.');
    await says('Your access is being restored');
    await inspected();
    const now = new Date();
    for (const id of suspension.actionIds) {
      await new ConfirmAction(uow).confirm(as({ kind: 'control_plane', id: 'plane' }), id, {
        status: 'lifted',
        at: now,
      });
    }
    await page.reload();
    await page.getByRole('heading', { name: 'Your access is no longer suspended' }).waitFor();
    await says(/^Your access was restored/);
  });

  it('that was not ends with the reasons and where else to go', async () => {
    const suspension = await filed();
    await decided(suspension, { text: 'The lease names another company.' });
    await page.reload();
    await says('We looked again, and the decision stands');
    await says('The lease names another company.');
    await says('out-of-court body');
    await inspected();
  });

  it('that could not be looked into is completed once', async () => {
    const suspension = await filed();
    const [appeal] = await appealsOf(suspension);
    const found = await new ReviewAppeal(uow).findInadmissible(
      as(iris),
      appeal!.id,
      appeal!.version,
      'We could not tell which account you mean.',
    );
    expect(found).toMatchObject({ ok: true });
    await page.reload();
    await says('We could not tell which account you mean.');
    await inspected();
    await page.getByLabel('Your statement, completed').fill(`${STATEMENT} It is about our only account.`);
    await button('Send it again').click();
    await says('We have it; nobody has taken it up yet');
    expect(await appealsOf(suspension)).toMatchObject([{ state: 'acknowledged' }]);
  });
});

it('is printed as a statement, without what is for the screen', async () => {
  await opened();
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
  expect(await page.getByRole('heading', { name: 'Why' }).isVisible()).toBe(true);
});

it('weighs less than 150 kB of script', () => {
  const assets = join(pages, 'assets');
  expect(existsSync(assets)).toBe(true);
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0);
  expect(bytes).toBeLessThan(150_000);
});
