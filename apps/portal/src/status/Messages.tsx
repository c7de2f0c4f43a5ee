import type { PortalMatterAppeal } from '@portcullis/contracts/portal/matter';
import { When } from '../parts/When.js';
import { say } from '../words/say.js';

/** What was written by both sides, oldest first. */
export function Messages(props: { appeal: PortalMatterAppeal }) {
  const { messages } = props.appeal;
  if (messages.length === 0) return null;
  return (
    <section aria-labelledby="messages">
      <h3 id="messages">{say('messages.title')}</h3>
      <ol className="messages">
        {messages.map((message) => (
          <li key={message.id} data-from={message.from}>
            <p className="message-head">
              <strong>{say(`messages.${message.from}`)}</strong>
              {message.question && <span className="tag">{say('messages.question')}</span>}
              <span className="quiet">
                <When at={message.at} />
              </span>
            </p>
            <p className="prose" dir="auto">
              {message.text}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
