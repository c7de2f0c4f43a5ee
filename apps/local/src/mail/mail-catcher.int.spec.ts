import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { afterEach, describe, expect, it } from 'vitest';
import { type MailCatcher, startMailCatcher } from './mail-catcher.js';

let catcher: MailCatcher | undefined;
const directory = mkdtempSync(join(tmpdir(), 'portcullis-mail-'));

afterEach(async () => {
  await catcher?.close();
  rmSync(directory, { recursive: true, force: true });
});

async function send(subject = 'Your access: what happened – and the way back 請看'): Promise<void> {
  const transport = nodemailer.createTransport(catcher!.smtpUrl);
  await transport.sendMail({
    from: 'Portcullis <notices@portcullis.example>',
    to: 'ana.ríos@fintech.example, ops@fintech.example',
    subject,
    text: `Plain.\n${'A long line that is wrapped by its transfer encoding, with ümlauts. '.repeat(4)}\nhttp://127.0.0.1:4001/l/abc=def`,
    html: '<p>Rich &amp; <a href="http://127.0.0.1:4001/l/abc=def">link</a></p>',
    attachments: [{ filename: 'reasons.pdf', content: Buffer.from('%PDF-1.4 test') }],
  });
  transport.close();
}

describe('startMailCatcher', () => {
  it('shows a real mail with its text, html, subject in every script and attachments, by JSON and as a page', async () => {
    catcher = await startMailCatcher({ directory });
    await send();
    const list = (await (await fetch(`${catcher.url}/messages?to=OPS@fintech.example`)).json()) as { id: number }[];
    expect(list).toHaveLength(1);
    const mail = (await (await fetch(`${catcher.url}/messages/${list[0]!.id}`)).json()) as Record<string, unknown>;
    expect(mail).toMatchObject({
      subject: 'Your access: what happened – and the way back 請看',
      from: 'Portcullis <notices@portcullis.example>',
      attachments: [{ name: 'reasons.pdf', mediaType: 'application/pdf', size: 13 }],
    });
    expect(mail.to).toContain('ops@fintech.example');
    expect(mail.text).toContain('with ümlauts. A long line');
    expect(mail.text).toContain('http://127.0.0.1:4001/l/abc=def');
    expect(mail.html).toContain('<a href="http://127.0.0.1:4001/l/abc=def">');
    expect(await (await fetch(`${catcher.url}/mail/${mail.id}`)).text()).toContain('sandbox=');
    const file = await fetch(`${catcher.url}/messages/${mail.id}/attachments/0`);
    expect(await file.text()).toBe('%PDF-1.4 test');
    expect((await fetch(`${catcher.url}/messages/999`)).status).toBe(404);
  });

  it('keeps mails over a restart', async () => {
    catcher = await startMailCatcher({ directory });
    await send('first');
    await catcher.close();
    catcher = await startMailCatcher({ directory });
    await send('second');
    expect(catcher.messages().map((mail) => mail.subject)).toEqual(['second', 'first']);
  });

  it('can refuse for now and for good', async () => {
    catcher = await startMailCatcher();
    catcher.setMode('defer');
    await expect(send()).rejects.toMatchObject({ responseCode: 451 });
    await fetch(`${catcher.url}/mode`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"mode":"reject"}',
    });
    await expect(send()).rejects.toMatchObject({ responseCode: 550 });
    expect(catcher.messages()).toEqual([]);
  });

  it('does not run what a mail carries', async () => {
    catcher = await startMailCatcher();
    await send('<script>alert(1)</script>');
    const html = await (await fetch(catcher.url)).text();
    expect(html).not.toContain('<script>');
  });
});
