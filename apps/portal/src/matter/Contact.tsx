import { Sentence } from '../parts/Sentence.js';
import { say } from '../words/say.js';
import { useMatterDoor } from './matter-door.js';

/** A person's address. */
export function Contact() {
  const { notice, replyTo } = useMatterDoor().matter;
  const address = <a href={`mailto:${replyTo}?subject=${encodeURIComponent(notice.reference)}`}>{replyTo}</a>;
  return (
    <section aria-labelledby="contact">
      <h2 id="contact">{say('contact.title')}</h2>
      <p>
        <Sentence of="contact.text" with={{ address, reference: notice.reference }} />
      </p>
    </section>
  );
}
