import { compact, count, EmptyState, ErrorState, FactList, SkeletonRows, words } from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { AppealLines } from '../appeals/AppealLines.js';
import { customerAppealsOptions } from '../appeals/appeals.queries.js';
import { CaseTable } from '../casework/CaseTable.js';
import { evidenceFacts } from '../casework/evidence-facts.js';
import { ActionTable } from '../enforcement/EnforcementTab.js';
import { customerOptions } from './customers.queries.js';

const route = getRouteApi('/shell/customers/$kind/$id');

/** Who they are, what we know of them from the directory, and everything that happened with them. */
export function CustomerPage() {
  const { kind, id } = route.useParams();
  const reading = useQuery(customerOptions(kind, id));
  const appeals = useQuery(customerAppealsOptions(kind, id));
  if (reading.isPending) return <SkeletonRows rows={8} label="Reading the customer" />;
  if (reading.isLoadingError)
    return (
      <ErrorState
        title="The customer could not be read"
        why={reading.error.message}
        onRetry={() => void reading.refetch()}
      />
    );
  if (!reading.data) {
    return (
      <EmptyState
        title={`${words(kind)} ${id} is not in the directory`}
        because="because the provider has not sent it. Its reach is unknown, so it cannot be suspended; cases about it can still be found by its id."
      >
        <Link to="/cases" search={{ search: id }}>
          Cases that name {id}
        </Link>
      </EmptyState>
    );
  }
  const customer = reading.data;
  return (
    <article className="page-flow">
      <header className="page-head">
        <h1>{customer.name}</h1>
        <span className="pc-quiet">{`${words(customer.kind)} ${customer.id}`}</span>
      </header>
      <section className="section">
        <FactList
          facts={[
            ['Country', customer.country],
            ['Plan and size', [customer.plan, customer.size].filter(Boolean).join(', ') || null],
            ['Language', customer.language],
            ['Accounts', count(customer.accounts)],
            ['Seats', customer.seats == null ? null : count(customer.seats)],
            ['Exchanges in 30 days', customer.exchanges30d == null ? null : compact(customer.exchanges30d)],
            [
              'Contacts',
              customer.contacts.length === 0
                ? 'none verified: a notice has nowhere to go'
                : customer.contacts.map(contactWord).join(', '),
            ],
          ]}
        />
        <details style={{ marginTop: '0.5rem' }}>
          <summary style={{ cursor: 'pointer' }}>Everything the directory says</summary>
          <FactList facts={evidenceFacts(customer.entry)} />
        </details>
      </section>
      <section className="section">
        <h2>{`Cases, ${count(customer.cases.length)}`}</h2>
        {customer.cases.length === 0 ? (
          <p className="pc-quiet">None.</p>
        ) : (
          <CaseTable label="Cases of the customer" rows={customer.cases} withState fit={8} />
        )}
      </section>
      <section className="section">
        <h2>{`Actions, ${count(customer.actions.length)}`}</h2>
        {customer.actions.length === 0 ? (
          <p className="pc-quiet">Nothing was ever done to them.</p>
        ) : (
          <ActionTable actions={customer.actions} />
        )}
      </section>
      <section className="section">
        <h2>Appeals</h2>
        <AppealLines reading={appeals} />
      </section>
    </article>
  );
}

function contactWord(contact: unknown): string {
  if (typeof contact !== 'object' || contact === null) return String(contact);
  const { email, role, verifiedAt } = contact as Record<string, unknown>;
  return `${String(email ?? 'without address')}${role ? ` (${String(role)})` : ''}${verifiedAt ? '' : ', not verified'}`;
}
