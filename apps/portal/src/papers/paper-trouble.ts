import { fileSize } from '@portcullis/ui/text/numbers';
import type { Trouble } from '../door/trouble.js';
import { say } from '../words/say.js';
import { LIMIT } from './check-paper.js';

/** What to tell beside a paper that did not arrive, and whether sending the same file again is of no use. */
export function paperTrouble(
  trouble: Trouble,
  file: { name: string; size: number },
): { problem: string; final: boolean } {
  switch (trouble.kind) {
    case 'too_large': {
      return {
        problem: say('paper.problem.big', { name: file.name, size: fileSize(file.size), limit: LIMIT }),
        final: true,
      };
    }
    case 'disguised':
      return { problem: trouble.message ?? say('paper.problem.disguised'), final: true };
    case 'invalid':
      return {
        problem: say('paper.problem.refused', {
          why: Object.values(trouble.fields)[0] ?? trouble.message ?? say('trouble.invalid'),
        }),
        final: true,
      };
    case 'refused':
      return { problem: say('paper.problem.refused', { why: trouble.message }), final: false };
    case 'offline':
      return { problem: say('paper.problem.offline'), final: false };
    case 'busy':
      return { problem: say('paper.problem.busy'), final: false };
    case 'signed_out':
      return { problem: say('session.ended.title'), final: false };
    default:
      return { problem: say('paper.problem.fault'), final: false };
  }
}
