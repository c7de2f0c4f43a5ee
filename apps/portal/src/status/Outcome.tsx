import type { PortalMatterAppeal } from '@portcullis/contracts/portal/matter';
import { Glyph } from '@portcullis/ui';
import { leadOf } from '../matter/lead.js';
import { useMatterDoor } from '../matter/matter-door.js';
import { Sentence } from '../parts/Sentence.js';
import { When } from '../parts/When.js';
import { say, sayKnown } from '../words/say.js';
import { whenText } from '../words/when.js';

/** How an appeal ended, with the reasons as they were written for the customer. */
export function Outcome(props: { appeal: PortalMatterAppeal }) {
  const { appeal } = props;
  const { result } = appeal;
  if (!result) return null;
  const won = result === 'reversed' || result === 'partly_reversed';
  return (
    <div className="outcome" data-result={result}>
      <h3>
        <Glyph shape={won ? 'check' : result === 'withdrawn' ? 'back' : 'diamond'} size={16} />
        {sayKnown(`result.${result}.title`, result)}
      </h3>
      {result === 'reversed' && <Restored />}
      {appeal.resultText && (
        <>
          <h4>{say('result.reasons')}</h4>
          <p className="prose" dir="auto">
            {appeal.resultText}
          </p>
        </>
      )}
      {result === 'withdrawn' && <p>{say('result.withdrawn.text')}</p>}
      {result !== 'reversed' && result !== 'withdrawn' && <p>{say('result.outside')}</p>}
      {appeal.decidedAt && (
        <p className="quiet">
          <Sentence
            of={result === 'withdrawn' ? 'result.withdrawn.when' : 'result.decided'}
            with={{ when: <When at={appeal.decidedAt} /> }}
          />
        </p>
      )}
    </div>
  );
}

function Restored() {
  const { matter } = useMatterDoor();
  const lead = leadOf(matter.actions);
  if (lead?.effect !== 'over') return <p>{say('result.reversed.ending')}</p>;
  const ended = matter.actions.map(({ endedAt }) => endedAt).find((at) => at !== null);
  return <p>{ended ? say('result.reversed.over', { when: whenText(ended) }) : say('result.reversed.overUndated')}</p>;
}
