import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { portalAppealAnswer, portalFile, portalMatter, portalMessageAnswer } from '@portcullis/contracts/portal/matter';
import { portalProblem } from '@portcullis/contracts/portal/portal-problem';
import { aSuspension, type Suspension } from '@portcullis/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CustomerDoor, multipartOf, openCustomerDoor, type Visit } from './test-customer-door.js';

let door: CustomerDoor;
beforeAll(async () => {
  door = await openCustomerDoor();
});
afterAll(() => door?.close());

const APPEAL = {
  statement: 'Our office is in Montevideo; the relay is our own gateway.',
  grounds: ['location', 'gateway'],
  contactName: 'Ana Paz',
  standing: 'administrator',
};
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

async function aCustomer(): Promise<{ suspension: Suspension; visit: Visit }> {
  const suspension = await aSuspension(door.world);
  return { suspension, visit: await door.visit(suspension.token) };
}
async function anAppeal(visit: Visit): Promise<string> {
  const answer = await visit.post('/appeals', APPEAL);
  expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
  return portalAppealAnswer.parse(answer.json()).id;
}
const matterOf = async (visit: Visit) => portalMatter.parse((await visit.get('/matter')).json());
const count = async (sql: string, values: unknown[] = []) =>
  Number(((await door.world.database.query(sql, values)) as { n: number }[])[0]?.n);

describe('a link', () => {
  it('opens its matter without an account, twice if need be, and the notice is read', async () => {
    const suspension = await aSuspension(door.world);
    const opened = await door.anybody.post('/session', { token: suspension.token });
    expect(opened.statusCode).toBe(204);
    expect(opened.cookies[0]).toMatchObject({
      name: 'portcullis_customer',
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
    });
    expect(opened.headers['cache-control']).toBe('no-store');
    const visit = await door.visit(suspension.token);
    const matter = await matterOf(visit);
    expect(matter).toMatchObject({
      customer: { name: expect.stringContaining('Org') },
      notice: { kind: 'statement_of_reasons', reference: expect.stringMatching(/^N-\d+$/), readAt: expect.any(String) },
      actions: [{ kind: 'suspend', effect: 'in_effect' }],
      actionCount: 1,
      allowed: { appeal: true, why: null },
      nextAnswerDue: null,
      replyTo: 'appeals@portcullis.example',
    });
    expect(matter.stillWorks.length).toBeGreaterThan(2);
    expect(matter.wouldEnd.length).toBeGreaterThan(1);
    expect(matter.notice.sections.map(({ id }) => id)).toEqual([
      'what',
      'since',
      'still_works',
      'why',
      'how',
      'ends',
      'appeal',
      'next',
    ]);
    const told = JSON.stringify(matter);
    expect(told).not.toMatch(/INTERNAL|\{portal-link\}|#/);
    for (const person of [suspension.proposer, suspension.approver]) expect(told).not.toContain(person.id);
    expect(
      await count(`select count(*) as n from event where kind = 'notice.open' and entity_id = $1`, [
        suspension.noticeId,
      ]),
    ).toBe(1);
  });

  it('that nobody knows is not found; one that expired or was withdrawn says so and how to go on', async () => {
    for (const token of ['x', 'A'.repeat(43), "' or 1=1 --", '\ud800', '%00']) {
      expect([token, (await door.anybody.post('/session', { token })).statusCode]).toEqual([
        token,
        expect.toSatisfy((code: number) => code === 404 || code === 422),
      ]);
    }
    for (const body of [{}, { token: 5 }, { token: '' }, [], 'x', { token: 'x'.repeat(5000) }, { token: 'a\u0000b' }]) {
      expect((await door.anybody.post('/session', body)).statusCode).toBeLessThan(500);
    }
    const expired = await aSuspension(door.world);
    await door.world.database.query(`update portal_link set expires_at = now() - interval '1 day' where id = $1`, [
      expired.linkId,
    ]);
    const revoked = await aSuspension(door.world);
    await door.world.database.query('update portal_link set revoked_at = now() where id = $1', [revoked.linkId]);
    for (const { token } of [expired, revoked]) {
      const answer = await door.anybody.post('/session', { token });
      expect(answer.statusCode).toBe(410);
      expect(portalProblem.parse(answer.json())).toMatchObject({
        code: 'expired',
        refusal: { allowed: ['fresh_link'] },
      });
      expect(answer.cookies).toEqual([]);
    }
  });

  it('that expired has a fresh one mailed; the answer never says whether it was one of ours', async () => {
    const { linkId, token } = await aSuspension(door.world);
    await door.world.database.query(`update portal_link set expires_at = now() - interval '1 day' where id = $1`, [
      linkId,
    ]);
    const [known, unknown] = [
      await door.anybody.post('/links', { token }),
      await door.anybody.post('/links', { token: 'unknown' }),
    ];
    expect([known.statusCode, unknown.statusCode]).toEqual([202, 202]);
    expect(known.body).toBe(unknown.body);
    const ordered = (await door.world.database.query(
      `select payload from outbox where payload->>'kind' = 'fresh_link'`,
    )) as { payload: object }[];
    expect(ordered.map(({ payload }) => payload)).toEqual([
      { linkId, kind: 'fresh_link', at: expect.stringMatching(/^\d{4}-.*Z$/) },
    ]);
    const codes = await Promise.all(
      [1, 2, 3, 4, 5].map(async () => (await door.anybody.post('/links', { token })).statusCode),
    );
    expect(codes.filter((code) => code === 429).length).toBe(3);
  });

  it('ends its sessions with it; signing out ends one; a session that somebody planted is nothing', async () => {
    const { suspension, visit } = await aCustomer();
    const other = await door.visit(suspension.token);
    expect((await other.remove('/session')).statusCode).toBe(204);
    expect((await other.get('/matter')).statusCode).toBe(401);
    expect((await visit.get('/matter')).statusCode).toBe(200);
    // Opening with a session in hand: a new token, and the old one is dead.
    const again = await visit.post('/session', { token: suspension.token });
    expect(again.cookies[0]?.value).not.toBe(visit.headers.cookie?.split('=')[1]);
    expect((await visit.get('/matter')).statusCode).toBe(401);
    const last = await door.visit(suspension.token);
    await door.world.database.query('update portal_link set revoked_at = now() where id = $1', [suspension.linkId]);
    expect((await last.get('/matter')).statusCode).toBe(401);
    expect((await door.anybody.remove('/session')).statusCode).toBe(204);
  });

  it('is guessed slowly: sixty attempts from one address, then a pause', async () => {
    const door2 = await openCustomerDoor();
    try {
      const answers = [];
      for (let index = 0; index < 62; index += 1)
        answers.push(await door2.anybody.post('/session', { token: `guess-${index}` }));
      expect(answers.slice(0, 60).every(({ statusCode }) => statusCode === 404)).toBe(true);
      expect(answers[61]?.statusCode).toBe(429);
      expect(Number(answers[61]?.headers['retry-after'])).toBeGreaterThan(0);
    } finally {
      await door2.close();
    }
  });
});

describe('an appeal', () => {
  it('is filed, followed and ended through the door', async () => {
    const { visit } = await aCustomer();
    const filed = await visit.post('/appeals', { ...APPEAL, relief: 'Payroll runs on it.' });
    expect(filed.statusCode).toBe(201);
    const { id, number, state } = portalAppealAnswer.parse(filed.json());
    expect(state).toBe('acknowledged');
    const second = await visit.post('/appeals', APPEAL);
    expect(second.statusCode).toBe(409);
    expect(portalProblem.parse(second.json())).toMatchObject({
      code: 'refused',
      refusal: { code: 'APPEAL_ALREADY_OPEN', allowed: ['message'] },
      appeal: { id, number },
    });

    const said = await visit.post(`/appeals/${id}/messages`, { text: 'One more thing.' });
    expect(said.statusCode).toBe(201);
    const message = portalMessageAnswer.parse(said.json());
    expect(
      portalMessageAnswer.parse((await visit.post(`/appeals/${id}/messages`, { text: ' One more thing. ' })).json()).id,
    ).toBe(message.id);
    const matter = await matterOf(visit);
    expect(matter.appeals[0]).toMatchObject({
      id,
      number,
      open: true,
      grounds: APPEAL.grounds,
      relief: { state: 'asked' },
      messages: [{ from: 'you', text: 'One more thing.' }],
    });
    expect(matter.allowed.why?.code).toBe('APPEAL_ALREADY_OPEN');
    expect((await visit.post(`/appeals/${id}/relief`, { reason: 'Again.' })).statusCode).toBe(200);
    expect((await visit.post(`/appeals/${id}/cure`, { statement: 'x' })).statusCode).toBe(409);
    for (let click = 0; click < 2; click += 1) {
      const withdrawn = await visit.post(`/appeals/${id}/withdrawal`, {});
      expect([withdrawn.statusCode, withdrawn.json().state]).toEqual([200, 'withdrawn']);
    }
    const over = await visit.post(`/appeals/${id}/messages`, { text: 'Hello?' });
    expect([over.statusCode, over.json().refusal.code]).toEqual([409, 'DECIDED']);
  });

  it('is not doubled by clicks that come at once', async () => {
    const { suspension, visit } = await aCustomer();
    const clicks = await Promise.all([1, 2, 3, 4].map(() => visit.post('/appeals', APPEAL)));
    expect(clicks.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409, 409]);
    const id = clicks.find(({ statusCode }) => statusCode === 201)?.json().id as string;
    const messages = await Promise.all([1, 2, 3].map(() => visit.post(`/appeals/${id}/messages`, { text: 'Once.' })));
    expect(new Set(messages.map((answer) => answer.json().id)).size).toBe(1);
    const uploads = await Promise.all(
      [1, 2, 3].map(() => visit.upload(`/appeals/${id}/files`, { name: 'lease.pdf', content: PDF })),
    );
    expect(new Set(uploads.map((answer) => answer.json().id)).size).toBe(1);
    const reliefs = await Promise.all([1, 2].map(() => visit.post(`/appeals/${id}/relief`, { reason: 'Payroll.' })));
    expect(reliefs.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect(await count('select count(*) as n from appeal where notice_id = $1', [suspension.noticeId])).toBe(1);
    expect(await count('select count(*) as n from appeal_message where appeal_id = $1', [id])).toBe(1);
    expect(await count('select count(*) as n from attachment where appeal_id = $1', [id])).toBe(1);
    expect(await count(`select count(*) as n from event where entity_id = $1 and kind = 'relief.ask'`, [id])).toBe(1);
  });

  it('takes no bad input, and says at which field', async () => {
    const { visit } = await aCustomer();
    const bad: [unknown, string[]][] = [
      [{}, ['/statement', '/contactName', '/standing']],
      [{ ...APPEAL, statement: '   ' }, ['/statement']],
      [{ ...APPEAL, statement: 'x'.repeat(20_001) }, ['/statement']],
      [{ ...APPEAL, grounds: ['spite'] }, ['/grounds/0']],
      [{ ...APPEAL, standing: 'king' }, ['/standing']],
      [{ ...APPEAL, contactName: 'a\u0000b' }, ['/contactName']],
      [{ ...APPEAL, statement: '\ud800' }, ['/statement']],
      [{ ...APPEAL, relief: 7 }, ['/relief']],
      [[APPEAL], ['']],
    ];
    for (const [body, pointers] of bad) {
      const answer = await visit.post('/appeals', body);
      expect([JSON.stringify(body).slice(0, 60), answer.statusCode]).toEqual([JSON.stringify(body).slice(0, 60), 422]);
      expect(portalProblem.parse(answer.json()).errors?.map(({ pointer }) => pointer)).toEqual(pointers);
    }
    const raw = (payload: string, type = 'application/json') =>
      visit.post('/appeals', payload, { 'content-type': type });
    expect((await raw('{')).statusCode).toBe(400);
    expect((await raw('a=b', 'application/x-www-form-urlencoded')).statusCode).toBe(422);
    expect((await raw('<a/>', 'text/xml')).statusCode).toBe(415);
    expect((await raw(JSON.stringify({ ...APPEAL, statement: 'x'.repeat(300_000) }))).statusCode).toBe(413);
    expect((await visit.post('/appeals/not-an-id/messages', { text: 'x' })).statusCode).toBe(422);
    const scripts = 'Οδός 5, улица, 道, 거리, شارع, רחוב, 🚧 <b>&amp;"\u202e';
    const filed = await visit.post('/appeals', { ...APPEAL, statement: scripts });
    expect(filed.statusCode).toBe(201);
    expect((await matterOf(visit)).appeals[0]?.statement).toBe(scripts);
  });

  it('is refused to a request of another page, and without our script’s header', async () => {
    const { visit } = await aCustomer();
    expect((await visit.post('/appeals', APPEAL, { origin: 'https://evil.example' })).statusCode).toBe(403);
    const { 'x-portcullis-csrf': _, ...bare } = visit.headers;
    expect(
      (await door.app.inject({ method: 'POST', url: '/appeals', headers: bare, payload: APPEAL })).statusCode,
    ).toBe(403);
    expect((await visit.post('/appeals', APPEAL, { origin: door.config.PORTAL_ORIGIN })).statusCode).toBe(201);
  });

  it('comes too late after its window', async () => {
    const { suspension, visit } = await aCustomer();
    await door.world.database.query(`update notice set appeal_until = now() - interval '1 minute' where id = $1`, [
      suspension.noticeId,
    ]);
    expect((await matterOf(visit)).allowed).toMatchObject({ appeal: false, why: { code: 'APPEAL_WINDOW_CLOSED' } });
    const late = await visit.post('/appeals', APPEAL);
    expect([late.statusCode, late.json().refusal.code]).toEqual([409, 'APPEAL_WINDOW_CLOSED']);
  });

  it('of another customer is not found, whatever is asked of it', async () => {
    const mine = await aCustomer();
    const theirs = await aCustomer();
    const id = await anAppeal(theirs.visit);
    const file = portalFile.parse(
      (await theirs.visit.upload(`/appeals/${id}/files`, { name: 'lease.pdf', content: PDF })).json(),
    );
    const tries = [
      () => mine.visit.post(`/appeals/${id}/messages`, { text: 'x' }),
      () => mine.visit.post(`/appeals/${id}/withdrawal`, {}),
      () => mine.visit.post(`/appeals/${id}/relief`, { reason: 'x' }),
      () => mine.visit.post(`/appeals/${id}/cure`, { statement: 'x' }),
      () => mine.visit.upload(`/appeals/${id}/files`, { name: 'a.pdf', content: PDF }),
      () => mine.visit.get(`/appeals/${id}/files/${file.id}`),
    ];
    for (const attempt of tries) expect((await attempt()).statusCode).toBe(404);
    const own = await anAppeal(mine.visit);
    expect((await mine.visit.get(`/appeals/${own}/files/${file.id}`)).statusCode).toBe(404);
    expect(JSON.stringify(await matterOf(mine.visit))).not.toContain(theirs.suspension.customerId);
    expect((await matterOf(theirs.visit)).appeals[0]).toMatchObject({ open: true, messages: [] });
  });

  it('is closed to who writes too much', async () => {
    const { visit } = await aCustomer();
    const id = await anAppeal(visit);
    const codes = [];
    for (let index = 0; index < 62; index += 1)
      codes.push((await visit.post(`/appeals/${id}/messages`, { text: `line ${index}` })).statusCode);
    expect(codes.slice(0, 59).every((code) => code === 201)).toBe(true);
    expect(codes.at(-1)).toBe(429);
    expect((await visit.get('/matter')).statusCode).toBe(200);
  });
});

describe('a paper', () => {
  it('is kept by what it is, and comes back as a download that nothing runs', async () => {
    const { visit } = await aCustomer();
    const id = await anAppeal(visit);
    const sent = await visit.upload(`/appeals/${id}/files`, {
      name: "ownership chart %22; x=é'.pdf",
      content: PDF,
      type: 'application/pdf',
      purpose: 'ownership_chart',
    });
    expect(sent.statusCode).toBe(201);
    const file = portalFile.parse(sent.json());
    expect(file).toMatchObject({ mediaType: 'application/pdf', size: PDF.length, purpose: 'ownership_chart' });
    const back = await visit.get(`/appeals/${id}/files/${file.id}`);
    expect(back.rawPayload.equals(PDF)).toBe(true);
    expect(back.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-security-policy': `default-src 'none'; sandbox`,
    });
    expect(back.headers['content-disposition']).toMatch(
      /^attachment; filename="[\w. -]+"; filename\*=UTF-8''[\w.%-]+$/,
    );
    expect((await matterOf(visit)).appeals[0]?.files).toEqual([file]);
  });

  it('that pretends to be another kind is refused, and so are programs, pages and nothing', async () => {
    const { visit } = await aCustomer();
    const id = await anAppeal(visit);
    const upload = (name: string, content: Buffer | string, type?: string) =>
      visit.upload(`/appeals/${id}/files`, { name, content, ...(type ? { type } : {}) });
    const refused: [string, Buffer | string, string?][] = [
      ['chart.pdf', '<html><script>alert(1)</script>'],
      ['chart.pdf', PNG],
      ['chart.png', PDF, 'image/png'],
      ['chart.pdf.exe', PDF],
      ['run.exe', Buffer.from('4d5a90000300', 'hex')],
      ['page.html', '<!doctype html><body onload=alert(1)>'],
      ['image.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
      ['notes.txt', '<script>alert(1)</script>'],
      ['notes.txt', Buffer.from([0x61, 0x00, 0x62])],
      ['archive.zip', Buffer.from('504b030414000000', 'hex')],
      ['letter.docx', Buffer.from('504b030414000000', 'hex')],
    ];
    for (const [name, content, type] of refused) {
      const answer = await upload(name, content, type);
      expect([name, answer.statusCode]).toEqual([name, 415]);
      expect(portalProblem.parse(answer.json()).refusal?.allowed).toContain('PDF');
    }
    expect((await upload('empty.pdf', '')).statusCode).toBe(422);
    expect((await visit.post(`/appeals/${id}/files`, { name: 'x' })).statusCode).toBe(415);
    expect(
      (await visit.upload(`/appeals/${id}/files`, { name: 'a.pdf', content: PDF, purpose: 'revenge' })).statusCode,
    ).toBe(422);
    expect(
      (await visit.post(`/appeals/${id}/files`, '--x--\r\n', { 'content-type': 'multipart/form-data; boundary=x' }))
        .statusCode,
    ).toBeLessThan(500);
    expect(
      (await visit.post(`/appeals/${id}/files`, 'no parts at all', { 'content-type': 'multipart/form-data' }))
        .statusCode,
    ).toBeLessThan(500);
    const whole = multipartOf({ name: 'a.pdf', content: PDF, purpose: 'other' });
    for (const bytes of [10, 60, 120, whole.body.length - 6]) {
      const cut = await visit.post(`/appeals/${id}/files`, whole.body.subarray(0, bytes), {
        'content-type': whole.type,
      });
      expect([bytes, cut.statusCode]).toEqual([bytes, 400]);
    }
    const two = Buffer.concat([whole.body.subarray(0, -4), Buffer.from('\r\n'), whole.body]);
    expect((await visit.post(`/appeals/${id}/files`, two, { 'content-type': whole.type })).statusCode).toBe(413);
    expect((await matterOf(visit)).appeals[0]?.files).toEqual([]);
    for (const name of ['../../etc/passwd.txt', 'a\\b\\c.txt', 'x\u202etxt.txt', `${'n'.repeat(400)}.txt`]) {
      const kept = portalFile.parse((await upload(name, `words about ${name.length}`)).json());
      expect(kept.name).not.toMatch(/[/\\\u202e]/);
      expect(kept.name.length).toBeLessThanOrEqual(150);
    }
  });

  it('is ten megabytes at most, and the twentieth is the last', async () => {
    const { visit } = await aCustomer();
    const id = await anAppeal(visit);
    const large = Buffer.concat([PDF, Buffer.alloc(10 * 1024 * 1024 - PDF.length, 0x20)]);
    expect((await visit.upload(`/appeals/${id}/files`, { name: 'whole.pdf', content: large })).statusCode).toBe(201);
    const larger = Buffer.concat([large, Buffer.from(' ')]);
    expect((await visit.upload(`/appeals/${id}/files`, { name: 'more.pdf', content: larger })).statusCode).toBe(413);
    for (let index = 1; index < 20; index += 1) {
      expect(
        (await visit.upload(`/appeals/${id}/files`, { name: `note ${index}.txt`, content: `page ${index}` }))
          .statusCode,
      ).toBe(201);
    }
    const last = await visit.upload(`/appeals/${id}/files`, { name: 'note 20.txt', content: 'page 20' });
    expect([last.statusCode, last.json().refusal.code]).toEqual([409, 'TOO_MANY_FILES']);
    const again = await visit.upload(`/appeals/${id}/files`, { name: 'note 1.txt', content: 'page 1' });
    expect(again.statusCode).toBe(201);
  });

  it('of a hundred megabytes is refused on the wire, with an answer', async () => {
    const { visit } = await aCustomer();
    const id = await anAppeal(visit);
    if (!door.app.getHttpServer().listening) await door.app.listen(0, '127.0.0.1');
    const { port } = door.app.getHttpServer().address() as AddressInfo;
    const { body, type } = multipartOf({
      name: 'huge.pdf',
      content: Buffer.concat([PDF, Buffer.alloc(100 * 1024 * 1024)]),
    });
    const before = process.memoryUsage().rss;
    const status = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(
        {
          port,
          host: '127.0.0.1',
          method: 'POST',
          path: `/appeals/${id}/files`,
          headers: { ...visit.headers, 'content-type': type, 'content-length': body.length },
        },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        },
      );
      request.on('error', reject);
      request.end(body);
    });
    expect(status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });
});
