import type { PortalMatter } from '@portcullis/contracts/portal/matter';
import { Sentence } from '../parts/Sentence.js';
import { When } from '../parts/When.js';
import { say } from '../words/say.js';

/** How far an action is, since when and until when. */
export function Dates({ action }: { action: PortalMatter['actions'][number] }) {
  const { effect, endedAt, until } = action;
  const from = <When at={action.inEffectAt ?? action.orderedAt} />;
  if (effect === 'over') {
    return endedAt ? (
      <Sentence of="affected.over" with={{ from, to: <When at={endedAt} /> }} />
    ) : (
      say('affected.over.undated')
    );
  }
  if (effect === 'in_effect' && until) {
    return <Sentence of="affected.in_effect.until" with={{ from, to: <When at={until} /> }} />;
  }
  return <Sentence of={`affected.${effect}`} with={{ from }} />;
}
