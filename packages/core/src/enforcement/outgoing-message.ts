import type { AlertOutcomeData } from '@portcullis/contracts/webhook/messages';
import { outcomeAsCloudEvent } from '@portcullis/contracts/webhook/outcome-formats';
import type { LaneMessage } from './delivery-lanes.js';
import type { Endpoint } from './endpoints.query.js';
import type { OutgoingMessage } from './webhook-sender.js';

/**
 * A message as its receiver wants it; the text is the same for every attempt.
 *
 * An order names the one before it where numbers were skipped, so that a receiver which counts knows that none is
 * missing. What was before is settled by the time an order goes out.
 * @param previous the last sequence of the lane that was delivered
 * @param source our own address
 */
export function outgoing(
  { id, kind, body, sequence }: LaneMessage,
  previous: number,
  format: Endpoint['format'],
  source: string,
): OutgoingMessage {
  if (kind === 'action.requested' && sequence !== previous + 1) {
    const message = JSON.parse(body) as { data: Record<string, unknown> };
    return { id, body: JSON.stringify({ ...message, data: { ...message.data, precededBy: previous } }) };
  }
  if (kind === 'alert.outcome' && format === 'cloudevent') {
    const { data } = JSON.parse(body) as { data: AlertOutcomeData };
    const event = outcomeAsCloudEvent(data, id, source);
    return { id, body: JSON.stringify(event), contentType: 'application/cloudevents+json; charset=utf-8' };
  }
  return { id, body };
}
