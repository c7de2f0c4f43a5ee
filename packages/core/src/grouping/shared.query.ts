import { Injectable } from '@nestjs/common';
import {
  bandOf,
  DEFAULT_RULE_SET,
  indicatorName,
  type RuleSet,
  shortened,
  subjectNoun,
  valueWeight,
} from '@portcullis/domain';
import { BOND_TYPE, positionOfBond } from '@portcullis/domain/grouping/corrections';
import { UnitOfWork } from '../db/unit-of-work.js';
import { HUB_MATCH } from './hub-changes.js';
import { type ListedPlace, listedPlaces } from './lists/listed-places.js';
import { withoutWider } from './without-wider.js';

/** A value that subjects of a case share with each other, or the one subject with others elsewhere. */
export interface SharedIndicator {
  id: number;
  type: string;
  value: string;
  /** Distinct subjects that carry it, everywhere. */
  subjects: number;
  subjectsInCase: number;
  alertsInCase: number;
  /** Points; `attach` of the rule set are needed for a link. */
  points: number;
  hub: boolean;
  /** Why it is on the hub list. */
  note: string | null;
}

export interface CaseWhy {
  sentence: string;
  /** Of the strongest link when it joined, with what was needed then; 0 where nothing had to be joined. */
  score: number;
  threshold: number;
  ruleSet: number;
  indicators: SharedIndicator[];
}

const MOST_SUBJECTS = 5_000;
const MOST_VALUES = 5_000;

const SHARED = `
  with s as materialized (
    select g.id, cs.alert_count from case_subject_counted cs join grouping_subject g on g.node = cs.subject_kind || ':' || cs.subject_id
    where cs.case_id = $1 order by cs.alert_count desc limit ${MOST_SUBJECTS}),
  n as (select count(*) as subjects from s)
  select i.id, i.type, i.value, i.degree, i.listed, count(*)::int as "subjectsInCase", sum(s.alert_count)::int as "alertsInCase",
    case when i.type = '${BOND_TYPE}' then (select f.name || ': ' || g.reason from grouping_correction g join staff f on f.id = g.by_id
        where g.position = split_part(i.value, '/', 1)::bigint)
      else (select h.reason from hub_entry h where i.listed and h.indicator_type = i.type and ${HUB_MATCH} = i.value and h.revoked_at is null limit 1)
    end as note
  from s join indicator_carrier c on c.subject_id = s.id join indicator i on i.id = c.indicator_id, n
  where i.degree > 1 and not (i.listed and i.type = '${BOND_TYPE}')
  group by i.id, n.subjects having count(*) > 1 or n.subjects = 1
  order by count(*) desc, i.degree limit ${MOST_VALUES}`;

const STRONGEST = `
  select score, (link ->> 'threshold')::float8 as threshold, rule_set_id as "ruleSet" from (
    select score, link, rule_set_id from case_alert
    where case_id = $1 and link is not null and score > 0 order by score desc limit 1) s`;

/** Why a case is one case. */
@Injectable()
export class SharedQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** What holds a case together: what joins most of its subjects first, then the heavier; hubs last. */
  async shared(caseId: string, first: number): Promise<SharedIndicator[]> {
    const [rows, types, rules] = await Promise.all([
      this.uow.read<Omit<SharedIndicator, 'subjects' | 'points' | 'hub'> & { degree: number; listed: boolean }>(
        SHARED,
        [caseId],
      ),
      this.uow.read<{ type: string; carriers: number }>('select type, carriers from indicator_type_count'),
      this.rules(),
    ]);
    const carriers = new Map(types.map((row) => [row.type, row.carriers]));
    const isAlone = rows.every((row) => row.subjectsInCase === 1);
    const telling = withoutWider(
      rows,
      (wider, nearer) => wider.subjectsInCase === nearer.subjectsInCase && (!isAlone || wider.degree === nearer.degree),
    );
    const notes = await this.notesByPlace(telling.filter((row) => row.listed && row.note === null));
    return telling
      .map((row) => ({ ...row, note: row.note ?? notes.get(row.id) ?? null }))
      .map(({ degree, listed, ...row }) => {
        const points = valueWeight(rules, { type: row.type, degree, listed }, carriers.get(row.type) ?? 0);
        const value = row.type === BOND_TYPE ? `correction ${positionOfBond(row.value)}` : row.value;
        return { ...row, value, subjects: degree, points, hub: points === 0 };
      })
      .sort(
        (a, b) =>
          Number(a.hub) - Number(b.hub) ||
          b.subjectsInCase - a.subjectsInCase ||
          b.points - a.points ||
          a.subjects - b.subjects,
      )
      .slice(0, first);
  }

  /** Why those are hubs that are not on the list themselves. */
  private async notesByPlace(
    rows: readonly { id: number; type: string; value: string }[],
  ): Promise<Map<number, string>> {
    if (rows.length === 0) return new Map();
    const places = await listedPlaces((sql, values) => this.uow.read(sql, values), rows);
    return new Map(
      rows.flatMap(({ id }, i) => {
        const [nearest] = places[i] as ListedPlace[];
        return nearest ? [[id, `${nearest.value} is on the list: ${nearest.reason}`]] : [];
      }),
    );
  }

  /** The case in a sentence, with its strongest link. Null when there is no such case. */
  async why(caseId: string): Promise<CaseWhy | null> {
    const [[facts], [best], shared, rules] = await Promise.all([
      this.uow.read<Facts>(
        `select c.subject_count as subjects, s.subject_kind as kind, s.subject_id as id, c.campaign_id is not null as "inCampaign",
           case when c.campaign_id is null then array(
             select o.number from case_file o where o.cluster_id = c.cluster_id and o.id <> c.id and o.merged_into is null
             order by o.number limit 4) else '{}' end as beside
         from case_file c
         join lateral (select subject_kind, subject_id from case_subject where case_id = c.id order by alert_count desc limit 1) s on true
         where c.id = $1`,
        [caseId],
      ),
      this.uow.read<{ score: number; threshold: number; ruleSet: number }>(STRONGEST, [caseId]),
      this.shared(caseId, 20),
      this.rules(),
    ]);
    if (!facts) return null;
    // Who was joined with others and then taken out stands alone now.
    const strongest = facts.subjects > 1 && best ? best : { score: 0, threshold: rules.attach, ruleSet: rules.id };
    return { sentence: sentenceOf(facts, shared), ...strongest, indicators: shared };
  }

  private async rules(): Promise<RuleSet> {
    const [row] = await this.uow.read<{ id: number; rules: RuleSet }>(
      `select id, rules from rule_set where state = 'active'`,
    );
    return row ? { ...row.rules, id: row.id } : DEFAULT_RULE_SET;
  }
}

interface Facts {
  subjects: number;
  kind: string;
  id: string;
  inCampaign: boolean;
  /** Numbers of other cases of the same scheme, which people keep from being one with it. */
  beside: number[];
}

/** What the only subject of a case has to do with others. */
function elsewhereOf({ inCampaign, beside }: Facts, shared: readonly SharedIndicator[]): string {
  if (inCampaign) return 'What it shares with others makes it one of the cases of a campaign.';
  if (beside.length > 0) {
    const named = beside.slice(0, 3).map((number) => `C-${number}`);
    if (beside.length > 3) named.push('others');
    return `By what they share it is one scheme with ${new Intl.ListFormat('en').format(named)}.`;
  }
  return shared.some(({ points }) => points > 0)
    ? 'What it shares with others is not enough to join them.'
    : 'Nothing that counts is shared with others.';
}

function sentenceOf(facts: Facts, shared: readonly SharedIndicator[]): string {
  const noun = subjectNoun(facts.kind, facts.subjects);
  if (facts.subjects === 1) {
    return `All alerts are on the same ${noun} ${facts.id}. ${elsewhereOf(facts, shared)}`;
  }
  const counted = shared.filter(({ points }) => points > 0).slice(0, 3);
  const named = counted.map(
    (one) => `${indicatorName(one.type)} ${shortened(one.value, 40)} (${one.subjectsInCase} of them)`,
  );
  const joined = named.length > 0 ? ` joined by ${named.join(', ')}` : '';
  const hubs = shared.filter(({ hub, subjects }) => hub && bandOf(subjects) > 0);
  const loudest = hubs.reduce<SharedIndicator | null>(
    (most, one) => (!most || one.subjects > most.subjects ? one : most),
    null,
  );
  const nothing = loudest
    ? ` ${indicatorName(loudest.type)} ${loudest.value}: ${loudest.subjects.toLocaleString('en')} ${subjectNoun(facts.kind, loudest.subjects)}, adds nothing.`
    : '';
  const sentence = `${facts.subjects.toLocaleString('en')} ${noun}${joined}.${nothing}`;
  return sentence;
}
