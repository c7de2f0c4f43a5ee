import { escapeHtml, page } from '../html.js';
import { type Behaviour, behaviours } from './behaviour.js';
import type { InboxItem } from './control-plane.js';
import { type HeldAction, type Ledger, subjectKey } from './ledger.js';

export interface State {
  behaviour: Behaviour;
  inEffect: ReturnType<Ledger['inEffect']>;
  actions: HeldAction[];
  inbox: InboxItem[];
}

const shown = 100;

export function statePage({ behaviour, inEffect, actions, inbox }: State): string {
  const buttons = Object.entries(behaviours)
    .map(
      ([name, meaning]) =>
        `<button name="behaviour" value="${name}" title="${escapeHtml(meaning)}" aria-pressed="${name === behaviour}">${name.replace('_', ' ')}</button>`,
    )
    .join('');
  return page(
    'Demo control plane',
    `<h1>Demo control plane</h1>
<p class="lead">Stands in for the provider's own system: it carries out what Portcullis orders, confirms it, and shows what it holds. It now <b>${escapeHtml(behaviours[behaviour])}</b>.</p>
<form method="post" action="/behaviour" aria-label="How it behaves">${buttons}</form>
<h2>In effect (${inEffect.length})</h2>
${table(
  ['Subject', 'Measure', 'Scope', 'Since'],
  inEffect.slice(0, shown).map((held) => [held.subject, held.kind, held.scope, held.since]),
  'Nothing is restricted or suspended.',
)}
<h2>Orders (${actions.length})</h2>
${table(
  ['Received', 'Order', 'Subjects', 'No.', 'State', 'Confirmed'],
  actions
    .slice(0, shown)
    .map((action) => [
      action.receivedAt,
      action.kind,
      action.subjects.map(subjectKey).join(', '),
      String(action.sequence),
      action.status.replace('_', ' ') + (action.times > 1 ? `, received ${action.times} times` : ''),
      action.confirmed ? 'yes' : 'not yet',
    ]),
  'No order has come in yet. Approve a decision in the console and it appears here.',
)}
<h2>Other messages (${inbox.length})</h2>
${table(
  ['Received', 'Type', 'Content'],
  inbox.slice(0, shown).map((item) => [item.at, item.type, JSON.stringify(item.data)]),
  'No feedback to detectors or provisioning yet.',
)}`,
  );
}

function table(heads: string[], rows: string[][], empty: string): string {
  if (rows.length === 0) return `<div class="empty">${escapeHtml(empty)}</div>`;
  const cells = rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`).join('');
  const head = heads.map((name) => `<th>${escapeHtml(name)}</th>`).join('');
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${cells}</tbody></table></div>`;
}
