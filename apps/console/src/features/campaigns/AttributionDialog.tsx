import { Button, Group, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { RefusalNote, type RefusalView } from '@portcullis/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api/client.js';
import { AttributeCampaignDocument } from '../../generated/graphql.js';
import { type CampaignView, lastVersion, standing } from './campaign-facts.js';

/** How sure is said in words, as analysts do; a number would claim more than is known. */
const CONFIDENCES = [
  { value: 'low', label: 'Low: one source, or none that could be checked' },
  { value: 'moderate', label: 'Moderate: plausible, and nothing speaks against it' },
  { value: 'high', label: 'High: several independent sources' },
];

/** Says who is thought to run a campaign, with a confidence and a source. Each word is kept as a version. */
export function AttributionDialog(props: { campaign: CampaignView; onClose: () => void }) {
  const { campaign } = props;
  const client = useQueryClient();
  const now = standing(campaign.attributions);
  const [operator, setOperator] = useState(now?.operator ?? '');
  const [confidence, setConfidence] = useState(now?.confidence ?? 'low');
  const [source, setSource] = useState(now?.source ?? '');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);

  async function save(withdraw: boolean) {
    setAsked(true);
    if (reason.trim() === '' || (!withdraw && (operator.trim() === '' || source.trim() === '')) || busy) return;
    setBusy(true);
    try {
      const said = withdraw ? {} : { operator: operator.trim(), confidence, source: source.trim() };
      const { attributeCampaign } = await request(AttributeCampaignDocument, {
        input: {
          campaignId: campaign.id,
          version: lastVersion(campaign.attributions),
          reason: reason.trim(),
          ...said,
        },
      });
      setRefusal(attributeCampaign.refusal ?? null);
      if (attributeCampaign.refusal) return;
      await client.invalidateQueries({ queryKey: ['campaign', campaign.number] });
      props.onClose();
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal
      opened
      onClose={props.onClose}
      title={`Who runs K-${campaign.number}`}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save(false);
        }}
      >
        <p style={{ margin: 0 }}>
          A claim of yours, with how sure it is and where it is known from. It changes no case and proves nothing.
        </p>
        <TextInput
          label="Operator"
          value={operator}
          onChange={(event) => setOperator(event.currentTarget.value)}
          error={asked && operator.trim() === '' ? 'Say who is thought to run it.' : undefined}
          data-autofocus
        />
        <NativeSelect
          label="Confidence"
          value={confidence}
          onChange={(event) => setConfidence(event.currentTarget.value)}
          data={CONFIDENCES}
        />
        <TextInput
          label="Source"
          placeholder="a report, a register, an analysis"
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
          error={asked && source.trim() === '' ? 'Say where this is known from.' : undefined}
        />
        <Textarea
          label="Reason"
          description="Why you say so now. Kept in the record."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={asked && reason.trim() === '' ? 'A reason is needed.' : undefined}
        />
        {refusal && <RefusalNote refusal={refusal} />}
        <Group justify="flex-end" gap="xs">
          {now && (
            <Button variant="default" disabled={busy} onClick={() => void save(true)}>
              Withdraw what was said
            </Button>
          )}
          <Button variant="default" onClick={props.onClose}>
            Keep as it is
          </Button>
          <Button type="submit" loading={busy}>
            Say so
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
