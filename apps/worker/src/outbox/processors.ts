import { OUTBOX_TOPICS, type OutboxTopic } from '@portcullis/core/outbox/topics';
import type { Processor } from '../stage.js';

/**
 * Exactly one processor for each topic.
 * @throws naming every topic that has none or several, and every processor whose topic does not exist
 */
export function processorsByTopic(
  processors: readonly Processor[],
  topics: readonly OutboxTopic[] = OUTBOX_TOPICS,
): Map<OutboxTopic, Processor> {
  const byTopic = new Map<OutboxTopic, Processor>();
  const faults: string[] = [];
  for (const processor of processors) {
    const other = byTopic.get(processor.topic);
    const name = processor.constructor.name;
    if (!topics.includes(processor.topic)) faults.push(`${name}: there is no topic ${processor.topic}`);
    else if (other) faults.push(`${processor.topic}: two processors, ${other.constructor.name} and ${name}`);
    else byTopic.set(processor.topic, processor);
  }
  for (const topic of topics) if (!byTopic.has(topic)) faults.push(`${topic}: no processor`);
  if (faults.length > 0) throw new Error(`The worker's processors are incomplete:\n  ${faults.join('\n  ')}`);
  return byTopic;
}

/** The stage of a topic, which is also the name of its queue. */
export const stageOf = (topic: OutboxTopic): string => topic.slice(0, topic.indexOf('.'));
