import { Note, plural } from '@portcullis/ui';
import { Link } from '@tanstack/react-router';
import type { FullCase } from '../casework/casework.queries.js';

/** That grouping would change the case, and where a person says so; nothing while nothing waits. */
export function ProposalsNote(props: { shown: FullCase }) {
  const { number, proposalCount } = props.shown;
  if (proposalCount === 0) return null;
  return (
    <Note>
      <p>
        Grouping would change this case:{' '}
        <Link
          to="/cases/$number"
          params={{ number: String(number) }}
          search={(before) => ({ ...before, tab: 'related' as const })}
          hash="case-below"
          replace
        >
          {plural(proposalCount, 'proposal waits', 'proposals wait')} for a person
        </Link>
        .
      </p>
    </Note>
  );
}
