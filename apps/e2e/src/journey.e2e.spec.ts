import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Stack, startStack } from '@portcullis/testkit';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers, openBrowser, type Person, phone, picture, sitDown } from './journey/browser.js';
import {
  ACCOUNTS,
  CARD,
  CUSTOMER,
  cardAlerts,
  cloudEvent,
  DETECTORS,
  directoryRecords,
  lease,
  ocsfFinding,
  otherAlerts,
  RELAY,
  relayAlerts,
} from './journey/matter.js';
import { lines, Programs, StaffClient, signInOf } from './journey/programs.js';

/**
 * The whole corridor through its public doors only: a detector's alert becomes a case, a decision, a suspension, an
 * appeal, a reversal and a figure, and the record of it all is proved. Each chapter stands on the one before.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url));
const soon = { timeout: 30_000, interval: 200 };

let stack: Stack;
let browser: Browser;
let programs: Programs;
const people: Person[] = [];
const found: string[] = [];
/** What later chapters need of earlier ones. */
const matter = { case: 0, caseId: '', decisionId: '', link: '', appeal: 0 };

beforeAll(async () => {
  stack = await startStack({ world: 'empty' });
  programs = new Programs(stack);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

let brokenIn: string | null = null;
function chapter(title: string, tell: () => Promise<void>): void {
  it(title, async () => {
    if (brokenIn !== null) throw new Error(`Not told: "${brokenIn}" failed.`);
    brokenIn = title;
    try {
      await tell();
    } catch (fault) {
      await Promise.all(people.map(({ page }, index) => picture(page, `failed-${index + 1}`)));
      throw fault;
    }
    brokenIn = null;
  });
}

async function signIn(role: string): Promise<Person> {
  const person = await sitDown(browser);
  people.push(person);
  const { email, password } = signInOf(stack, role);
  await person.page.goto(stack.console);
  await person.page.getByLabel('E-mail').fill(email);
  await person.page.getByLabel('Password', { exact: true }).fill(password);
  if (people.length === 1) found.push(...(await barriers(person.page, 'sign-in')));
  await person.page.getByRole('button', { name: 'Sign in' }).click();
  await person.page.getByRole('navigation').first().waitFor();
  return person;
}

const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name }).click();

describe('the journey', () => {
  let reviewer: Person;

  chapter('the provider says who its customers are, and a manager vouches for two detectors', async () => {
    const answer = await programs.directory(directoryRecords());
    expect(answer.results.map(({ status }) => status)).toEqual(directoryRecords().map(() => 'accepted'));
    const manager = await StaffClient.signIn(stack, 'manager');
    for (const detector of DETECTORS) {
      const saved = await manager.ask<{ saveDetector: { refusal: unknown } }>(
        `mutation ($id: ID!, $name: String!, $family: String!, $sources: [String!]!) {
          saveDetector(id: $id, name: $name, family: $family, sources: $sources, lawfulUse: "decisive", highestSeverity: 6,
            permittedRoutes: [], state: "active", reason: "Measured on last quarter's cases.") { refusal { message } } }`,
        detector,
      );
      expect(saved).toEqual({ data: { saveDetector: { refusal: null } } });
    }
  });

  chapter('a detector posts alerts in every form; each has its result, and sending again doubles nothing', async () => {
    const [first, ...rest] = relayAlerts();
    const one = await programs.alerts(JSON.stringify(first), 'application/json');
    expect(one).toMatchObject({ accepted: 1, rejected: 0, results: [{ index: 0, status: 'accepted' }] });
    const array = await programs.alerts(JSON.stringify(rest), 'application/json');
    expect(array).toMatchObject({ accepted: 2 });

    const rubbish = [...cardAlerts(), { id: 'rubbish', severity: 'very', observedAt: 'yesterday' }, ...otherAlerts()];
    const mixed = await programs.alerts(`${lines(rubbish)}\nnot even JSON\n`, 'application/x-ndjson');
    expect(mixed).toMatchObject({ accepted: 5, rejected: 2 });
    const bad = mixed.results.find(({ index }) => index === 3);
    expect(bad).toMatchObject({ status: 'rejected', problem: { status: 422, title: expect.any(String) } });
    expect(bad?.problem?.errors?.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/observedAt', '/severity']),
    );

    expect(await programs.alerts(JSON.stringify(ocsfFinding()), 'application/json')).toMatchObject({ accepted: 1 });
    expect(await programs.alerts(JSON.stringify(cloudEvent()), 'application/cloudevents+json')).toMatchObject({
      rejected: 0,
    });
    expect(await programs.alerts(JSON.stringify(relayAlerts()[0] && first), 'application/json')).toMatchObject({
      accepted: 0,
      duplicates: 1,
    });
  });

  chapter('within seconds the alerts are in cases, those of the relay in one', async () => {
    await expect.poll(async () => (await programs.intakeStatus()).pending, soon).toBe(0);
    const members = await programs.memberships();
    const cases = new Set(
      members.filter(({ alertId }) => alertId.includes('acct_tide')).map((member) => member.caseId),
    );
    expect(cases.size).toBe(1);
    expect(cases.has(null)).toBe(false);
    matter.caseId = [...cases][0] ?? '';
    expect(members.filter(({ caseId }) => caseId === matter.caseId)).toHaveLength(6);
  });

  chapter('the reviewer finds the case on top of the queue, claims it and reads why it is one', async () => {
    reviewer = await signIn('reviewer');
    const { page } = reviewer;
    await page.getByRole('heading', { name: 'Desk' }).waitFor();
    const rows = page.getByRole('grid', { name: 'Queue' }).getByRole('row');
    await page.getByText(/C-\d+/).first().waitFor();
    found.push(...(await barriers(page, 'desk')));
    expect(await rows.count()).toBeGreaterThan(1);
    const top = (await page.getByText(/C-\d+/).first().textContent())?.match(/C-(\d+)/);
    await page.getByRole('button', { name: /Claim next/ }).click();
    await page.waitForURL(/\/cases\/\d+/);
    matter.case = Number(page.url().match(/cases\/(\d+)/)?.[1]);
    expect(matter.case).toBe(Number(top?.[1]));
    const why = page.getByRole('region', { name: 'Why one case' });
    await why
      .getByText(/device/i)
      .first()
      .waitFor();
    await why.getByText(/rule set \d+ · score/i).waitFor();
    await page.getByRole('region', { name: 'Evidence' }).getByText('Relay software').first().waitFor();
    expect(await page.getByText('held by you').count()).toBe(1);
    found.push(...(await barriers(page, 'case')));
  });

  chapter(
    'the reviewer records what was found, and the system refuses a suspension on one family of signal',
    async () => {
      const { page } = reviewer;
      await tab(page, /^Subjects/);
      await page.getByLabel('Finding', { exact: true }).selectOption({ label: 'Operator' });
      await page.getByLabel('Reason for the finding').fill('One device runs the same relay software for all three.');
      await page.getByRole('checkbox', { name: 'All 3 undetermined subjects' }).check();
      await page.getByRole('button', { name: 'Record for 3' }).click();
      const decide = page.getByRole('region', { name: 'Decide' });
      await decide
        .getByText(/Operator/)
        .first()
        .waitFor();

      await decide.getByLabel('Action').selectOption('suspend');
      await decide
        .getByText(/3 accounts/)
        .first()
        .waitFor();
      for (const box of await page.getByRole('checkbox', { name: /Rest the decision on: One card/ }).all()) {
        if (await box.isChecked()) await box.uncheck();
      }
      await decide.getByText(/1 of 2 families/).waitFor();
      found.push(...(await barriers(page, 'case-refused')));
      const button = decide.getByRole('button', { name: /Propose suspension/ });
      await expect.poll(() => button.getAttribute('aria-disabled'), soon).toBe('true');
      await decide
        .getByText(/second|another family|independent/i)
        .first()
        .waitFor();
    },
  );

  chapter('with a second family the proposal is accepted, having shown whom it hits', async () => {
    const { page } = reviewer;
    const decide = page.getByRole('region', { name: 'Decide' });
    await page
      .getByRole('checkbox', { name: /Rest the decision on: One card/ })
      .first()
      .check();
    await decide.getByText(/2 of 2 families/).waitFor();
    await decide.getByLabel(/^Until/).fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10));
    await decide.getByLabel('Clause').selectOption({ label: 'Use from supported regions only' });
    await decide
      .getByLabel('Facts')
      .fill(
        'Requests of three accounts came through one relay program on one device, and one card pays for all three.',
      );
    await decide.getByLabel('Reasons').fill('Client and payment signals agree, and they come from different systems.');
    await decide.getByLabel('What else was considered').fill('A warning: it would leave the relay running.');
    found.push(...(await barriers(page, 'case-proposal')));
    await decide.getByRole('button', { name: /Propose suspension of 3 accounts/ }).click();
    await page.waitForURL((url) => !url.pathname.endsWith(`/cases/${matter.case}`));
    await page.getByText(new RegExp(`C-${matter.case} proposed`)).waitFor();
  });

  chapter('neither the proposer nor an administrator can approve; a senior reviewer can', async () => {
    const approve = `mutation ($id: ID!, $hash: String!) { approve(decisionId: $id, bindingHash: $hash, reason: "ok") { refusal { code } } }`;
    const reader = await StaffClient.signIn(stack, 'senior_reviewer');
    const waiting = await reader.ask<{ approvals: { id: string; bindingHash: string; caseNumber: number }[] }>(
      '{ approvals { id bindingHash caseNumber } }',
    );
    const decision = waiting.data?.approvals.find(({ caseNumber }) => caseNumber === matter.case);
    expect(decision).toBeDefined();
    matter.decisionId = decision?.id ?? '';
    for (const role of ['reviewer', 'admin']) {
      const client = await StaffClient.signIn(stack, role);
      const answer = await client.ask(approve, { id: decision?.id, hash: decision?.bindingHash });
      expect(JSON.stringify(answer), role).toMatch(/forbidden|ROLE_NOT_ALLOWED|SAME_PERSON|OWN_PROPOSAL/);
    }
    await programs.tellControlPlane('down');

    const { page } = await signIn('senior_reviewer');
    await page.getByRole('heading', { name: 'Approvals', exact: true }).waitFor();
    await page.getByRole('heading', { name: /proposes suspension/ }).waitFor();
    found.push(...(await barriers(page, 'approvals')));
    await page.getByRole('button', { name: /Approve suspension of 3 accounts/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Facts and families hold.');
    found.push(...(await barriers(page, 'approval-dialog')));
    await dialog.getByRole('button', { name: /Approve suspension/ }).click();
    await page.getByText('Nothing waits for your yes').waitFor();
  });

  chapter(
    'while the control plane is down the orders wait; when it is back it suspends, confirms, and the case shows it',
    async () => {
      const { page } = reviewer;
      await page.goto(`${stack.console}/cases/${matter.case}?tab=enforcement`);
      const deliveries = page.getByRole('table', { name: 'Deliveries' });
      await deliveries.getByRole('row').nth(1).waitFor();
      const attempts = deliveries.locator('tbody tr').first().locator('td').nth(3);
      await expect.poll(() => attempts.textContent(), soon).toMatch(/[1-9]/);
      expect((await programs.controlPlane()).inEffect).toEqual([]);
      found.push(...(await barriers(page, 'case-enforcement')));
      await programs.tellControlPlane('ok');
      await expect.poll(async () => (await programs.controlPlane()).inEffect.length, soon).toBe(3);
      const { inEffect, actions } = await programs.controlPlane();
      expect(inEffect.map(({ subject }) => subject).sort()).toEqual(ACCOUNTS.map((id) => `account:${id}`));
      expect(actions.every(({ kind }) => kind === 'suspend')).toBe(true);
      // Nobody reloads: the case tells by itself.
      const table = page.getByRole('table', { name: 'Actions' });
      await expect.poll(async () => (await table.getByText(/^Active|^In effect/).count()) >= 3, soon).toBe(true);
    },
  );

  let customer: Person;
  chapter(
    'the customer gets a plain statement of reasons by mail, and the link opens on a phone without an account',
    async () => {
      await expect.poll(async () => (await programs.mails(CUSTOMER.email)).length, soon).toBeGreaterThan(0);
      const [mail] = await programs.mails(CUSTOMER.email);
      expect(mail?.text).toMatch(/one relay program on one device/);
      expect(mail?.text).toMatch(/appeal/i);
      matter.link = mail?.text.match(new RegExp(`${stack.portal}/open#\\S+`))?.[0] ?? '';
      expect(matter.link).not.toBe('');

      customer = await sitDown(browser, phone);
      people.push(customer);
      const { page } = customer;
      await page.goto(matter.link);
      await page.getByRole('heading', { name: 'Your access is suspended' }).waitFor();
      expect(page.url()).not.toContain('#');
      await page
        .getByText(/one relay program on one device/)
        .first()
        .waitFor();
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide).toBeLessThanOrEqual(360);
      found.push(...(await barriers(page, 'portal')));
    },
  );

  chapter('the customer appeals with text and a PDF, and follows what comes of it', async () => {
    const { page } = customer;
    await page.getByLabel('Our team works somewhere else than you think').check();
    await page
      .getByLabel('In your own words, why is it wrong?')
      .fill('Our own gateway terminates TLS for all offices. The card belongs to our purchasing department.');
    await page.setInputFiles('input[type=file]', { name: 'lease.pdf', mimeType: 'application/pdf', buffer: lease() });
    await page.getByText('lease.pdf').first().waitFor();
    await page.getByLabel('Your name').fill('Mara Tidewater');
    await page.getByLabel('the contact that you wrote to').check();
    found.push(...(await barriers(page, 'portal-appeal')));
    await page.getByRole('button', { name: /^Send/ }).click();
    const title = page.getByRole('heading', { name: /Your appeal A-\d+/ });
    await title.waitFor();
    matter.appeal = Number((await title.textContent())?.match(/A-(\d+)/)?.[1]);
    await page
      .getByText(/Your paper has arrived|lease\.pdf/)
      .first()
      .waitFor();
    found.push(...(await barriers(page, 'portal-status')));
    await expect.poll(async () => (await programs.mails(CUSTOMER.email)).length, soon).toBeGreaterThan(1);
  });

  chapter('an appeal reviewer who had no part in it reads everything and reverses', async () => {
    const { page } = await signIn('appeal_reviewer');
    await page.getByRole('heading', { name: 'Appeals' }).waitFor();
    await page.getByText(`A-${matter.appeal}`).first().waitFor();
    found.push(...(await barriers(page, 'appeals')));
    await page.goto(`${stack.console}/appeals/${matter.appeal}`);
    await page.getByRole('button', { name: 'Claim' }).click();
    await page
      .getByText(/Our own gateway terminates TLS/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'lease.pdf' }).waitFor();
    found.push(...(await barriers(page, 'appeal')));
    await page
      .getByLabel('What do you make of it before you read the original reasons?')
      .fill('The gateway explains the single device; the card may be a purchasing card.');
    await page.getByRole('button', { name: /Note it/ }).click();
    await page.getByLabel('Because').waitFor({ state: 'hidden' });
    await page.getByRole('radio', { name: /^Reverse(?!.*part)/i }).check();
    await page.getByLabel('Because').selectOption('mistaken_fact');
    await page
      .getByRole('checkbox', { name: /Known relay software/ })
      .first()
      .check();
    const restore = page.getByRole('button', { name: /Reverse and restore/ });
    await restore.click();
    await page.getByText('Write the answer.').waitFor();
    await page.getByText('Say why the alerts were wrong.').waitFor();
    await page.getByLabel('Why they were wrong, for their detectors').selectOption('legitimate_gateway');
    await page.getByLabel('The answer, as the customer will read it').fill('You are right: it is your own gateway.');
    found.push(...(await barriers(page, 'appeal-result')));
    await restore.click();
    await page.getByRole('heading', { name: 'Result', exact: true }).waitFor();
    await restore.waitFor({ state: 'hidden' });
  });

  chapter('the control plane restores, the customer reads it, and the detector is told', async () => {
    await expect.poll(async () => (await programs.controlPlane()).inEffect.length, soon).toBe(0);
    const { page } = customer;
    // The control plane has restored; that it has is on its way here.
    const restored = page.getByRole('heading', { name: 'Your access is no longer suspended' });
    const read = async () => {
      await page.reload();
      return restored.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(read, soon).toBe(true);
    await page.getByText('You are right: it is your own gateway.').first().waitFor();
    found.push(...(await barriers(page, 'portal-result')));
    await expect.poll(async () => (await programs.mails(CUSTOMER.email)).length, soon).toBeGreaterThan(2);
    await expect.poll(async () => JSON.stringify(await programs.outcomes(RELAY)), soon).toMatch(/false.positive/i);
    expect(JSON.stringify(await programs.outcomes(CARD))).not.toMatch(/"verdict":"false_positive"/);
  });

  chapter('within seconds the scorecard and the overview show it, and a figure opens the list behind it', async () => {
    const { page } = await signIn('manager');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    const figures = page.getByRole('region', { name: 'Figures' });
    const figure = (label: string) => figures.getByRole('button', { name: new RegExp(`^${label} ?[\\d.]`) });
    const read = async () => {
      await page.reload();
      await figures.waitFor();
      return figures.textContent();
    };
    // One appeal of one was won; the reversal ended three suspensions of three.
    await expect.poll(read, soon).toMatch(/Reversed100\.0 %.*of 3.*Appeals won100\.0 %.*of 1/s);
    await page.locator('.recharts-surface').first().waitFor();
    found.push(...(await barriers(page, 'overview')));

    for (const [label, many] of [
      ['Open', 2],
      ['Alerts', 9],
      ['Decided', 1],
    ] as const) {
      await figure(label).click();
      await page.waitForURL(/\/list\//);
      await page.getByText(new RegExp(`^${many} as of`)).waitFor();
      expect(await page.getByRole('row').count(), `${label} and the list behind it`).toBe(many + 1);
      if (label === 'Alerts') found.push(...(await barriers(page, 'drill-down')));
      await page.goBack();
      await figures.waitFor();
    }

    await page.goto(`${stack.console}/detectors/${RELAY}`);
    await page.getByText('2 true, 1 false (1 from appeals), 0 unknown').waitFor();
    await page.locator('.recharts-surface').first().waitFor();
    found.push(...(await barriers(page, 'detector')));
  });

  chapter(
    'an auditor reads the whole history of the case, the chain is proved, and an altered row is named',
    async () => {
      const { page } = await signIn('auditor');
      await page.goto(`${stack.console}/record?case=${matter.case}`);
      const record = page.getByRole('grid', { name: 'Record' });
      await record.getByRole('row').nth(1).waitFor();
      const text = await record.textContent();
      for (const word of [/proposed/i, /approved/i, /appeal/i, /revers/i]) expect(text).toMatch(word);
      found.push(...(await barriers(page, 'record')));

      const verify = (...flags: string[]) =>
        spawnSync(process.execPath, ['scripts/audit-verify.mjs', '--data', stack.dataDir, ...flags], {
          cwd: root,
          encoding: 'utf8',
        });
      const whole = verify();
      expect(whole.stdout).toContain('The history is whole.');
      expect(whole.status).toBe(0);
      const altered = verify('--show-altered');
      expect(altered.stdout).toMatch(/ALTERED: position \d+, event [0-9a-f-]{36}/);
      expect(altered.status).toBe(0);
    },
  );

  chapter('nobody met a barrier, and no page complained', async () => {
    for (const person of people) expect(person.complaints).toEqual([]);
    expect(found).toEqual([]);
  });
});
