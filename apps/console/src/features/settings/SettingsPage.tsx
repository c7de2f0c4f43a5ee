import { Button, NativeSelect, Tabs } from '@mantine/core';
import type { Operation } from '@portcullis/domain';
import { rolesFor } from '@portcullis/domain';
import { EmptyState, ErrorState, ForbiddenState, SkeletonRows } from '@portcullis/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { SETTINGS_TABS } from '../../search-params.js';
import { may, useMe } from '../../shell/session.js';
import { DeliveryTable } from '../enforcement/EnforcementTab.js';
import { KeysTab } from './KeysTab.js';
import { RejectedTab } from './RejectedTab.js';
import { StaffTab } from './StaffTab.js';
import { deliveriesOptions } from './settings.queries.js';

const route = getRouteApi('/shell/settings');
type Tab = (typeof SETTINGS_TABS)[number];

const TABS: Record<Tab, { label: string; operation: Operation; what: string }> = {
  staff: { label: 'People and roles', operation: 'access.read', what: 'people and roles' },
  keys: { label: 'API keys', operation: 'intake.keys.read', what: 'API keys' },
  rejected: { label: 'Rejected alerts', operation: 'intake.rejected.read', what: 'rejected alerts' },
  deliveries: { label: 'Deliveries', operation: 'enforcement.read', what: 'deliveries' },
};

export function SettingsPage() {
  const me = useMe();
  const { tab: asked, state } = route.useSearch();
  const navigate = route.useNavigate();
  const open = SETTINGS_TABS.filter((tab) => may(me, TABS[tab].operation));
  const tab = asked ?? open[0] ?? 'staff';
  return (
    <div className="page-flow">
      <header className="page-head">
        <h1>Settings</h1>
      </header>
      <Tabs
        value={tab}
        onChange={(value) => void navigate({ search: { tab: (value ?? 'staff') as Tab }, replace: true })}
      >
        <Tabs.List>
          {SETTINGS_TABS.map((name) => (
            <Tabs.Tab key={name} value={name} disabled={!open.includes(name)}>
              {TABS[name].label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div style={{ paddingTop: '0.75rem' }}>
          {SETTINGS_TABS.map((name) => (
            <Tabs.Panel key={name} value={name}>
              {!open.includes(name) ? (
                <ForbiddenState what={TABS[name].what} roles={rolesFor(TABS[name].operation)} />
              ) : name === 'staff' ? (
                <StaffTab />
              ) : name === 'keys' ? (
                <KeysTab />
              ) : name === 'rejected' ? (
                <RejectedTab />
              ) : (
                <DeliveriesTab
                  state={state}
                  onState={(next) => void navigate({ search: { tab: 'deliveries', state: next }, replace: true })}
                />
              )}
            </Tabs.Panel>
          ))}
        </div>
      </Tabs>
    </div>
  );
}

function DeliveriesTab(props: { state: string | undefined; onState: (state: string | undefined) => void }) {
  const list = useInfiniteQuery(deliveriesOptions(props.state));
  const rows = list.data?.pages.flatMap((page) => page.nodes) ?? [];
  return (
    <div className="stack">
      <NativeSelect
        aria-label="State"
        w={200}
        value={props.state ?? ''}
        onChange={(event) => props.onState(event.currentTarget.value || undefined)}
        data={[
          { value: '', label: 'Every state' },
          { value: 'dead', label: 'Gave up' },
          { value: 'pending', label: 'Waiting' },
          { value: 'delivered', label: 'Delivered' },
        ]}
      />
      {list.isPending ? (
        <SkeletonRows rows={8} label="Reading the deliveries" />
      ) : list.isLoadingError ? (
        <ErrorState
          title="The deliveries could not be read"
          why={list.error.message}
          onRetry={() => void list.refetch()}
        />
      ) : rows.length === 0 ? (
        <EmptyState
          title="No delivery here"
          because={
            props.state === 'dead'
              ? 'because none was given up. A dead letter holds its subject until it is replayed or skipped.'
              : 'because nothing has been sent yet.'
          }
        />
      ) : (
        <>
          <DeliveryTable deliveries={rows} />
          {list.hasNextPage && (
            <div>
              <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                More
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  );
}
