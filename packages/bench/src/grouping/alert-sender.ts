import { Agent, request } from 'node:http';
import type { IntakeAnswer } from '@portcullis/contracts';

export const KEY = 'pck_only_for_a_benchmark_of_minutes';

/** Posts NDJSON as a detector does: what is answered with 429 or 503 is sent again when the answer says so. */
export class AlertSender {
  private readonly agent: Agent;
  /** Alerts that are findings of their own, as answered; the others were folded into one of them. */
  accepted = 0;
  folded = 0;
  heldUp = 0;

  constructor(
    private readonly port: number,
    private readonly atOnce: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  }

  /** All of them, some at a time. */
  async sendAll(bodies: readonly Buffer[]): Promise<void> {
    let next = 0;
    const lane = async () => {
      for (let body = bodies[next++]; body; body = bodies[next++]) await this.send(body);
    };
    await Promise.all(Array.from({ length: this.atOnce }, lane));
  }

  async send(body: Buffer): Promise<IntakeAnswer> {
    for (;;) {
      const { status, text, retryAfter } = await this.post(body);
      if (status === 429 || status === 503) {
        this.heldUp += 1;
        await new Promise((wake) => setTimeout(wake, retryAfter * 1000));
        continue;
      }
      const answer = JSON.parse(text) as IntakeAnswer;
      if (status !== 200 || answer.rejected > 0) throw new Error(`intake answered ${status}: ${text.slice(0, 500)}`);
      this.accepted += answer.accepted + answer.suppressed;
      this.folded += answer.folded;
      return answer;
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private post(body: Buffer): Promise<{ status: number; text: string; retryAfter: number }> {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/x-ndjson' };
    return new Promise((done, fail) => {
      const { port, agent } = this;
      const call = request({ port, path: '/v1/alerts?results=rejected', method: 'POST', agent, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        const retryAfter = Number(answer.headers['retry-after'] ?? 1);
        answer.on('end', () => done({ status: answer.statusCode ?? 0, text, retryAfter }));
      });
      call.on('error', fail);
      call.end(body);
    });
  }
}
