import {
  APPEAL_EVIDENCE_KINDS,
  type AppealEvidenceKind,
  MOST_APPEAL_FILES,
} from '@portcullis/contracts/portal/evidence';
import { fileSize } from '@portcullis/ui/text/numbers';
import { useId, useRef } from 'react';
import { say } from '../words/say.js';
import { ACCEPTED, LIMIT } from './check-paper.js';
import type { Paper } from './papers.js';
import type { Papers } from './usePapers.js';

/** Chooses papers: by files or by the phone's camera. `suited` are the kinds that would settle what was said. */
export function PapersField(props: {
  papers: Papers;
  suited: readonly AppealEvidenceKind[];
  alreadyThere: number;
  /** They go out together with something else, not by a button of their own. */
  together: boolean;
}) {
  const { papers } = props;
  const hint = useId();
  const purpose = props.suited[0] ?? 'other';
  const add = (files: FileList | null) => {
    if (files && files.length > 0) void papers.add(Array.from(files), purpose, props.alreadyThere);
  };
  return (
    <div className="papers">
      <p className="hint" id={hint}>
        {say('papers.hint', { limit: LIMIT, most: MOST_APPEAL_FILES })}
      </p>
      {props.suited.length > 0 && (
        <div className="suited">
          <p>{say('papers.suited')}</p>
          <ul>
            {props.suited.map((kind) => (
              <li key={kind}>
                <strong>{say(`paper.${kind}`)}</strong>, {say(`paper.${kind}.such`)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="row">
        <Chooser label={say('papers.choose')} describedBy={hint} onFiles={add} />
        <Chooser label={say('papers.photo')} describedBy={hint} camera onFiles={add} />
      </div>
      <div role="alert">
        {papers.problems.map((problem) => (
          <p key={problem} className="field-problem">
            <span aria-hidden="true">▲ </span>
            {problem}
          </p>
        ))}
      </div>
      {papers.list.length > 0 && (
        <ul className="paper-list" aria-label={say('papers.list')}>
          {papers.list.map((paper) => (
            <PaperLine key={paper.key} paper={paper} papers={papers} together={props.together} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** A button that opens the file chooser. The field itself stays in the page, so that a program can reach it. */
function Chooser(props: {
  label: string;
  describedBy: string;
  camera?: boolean;
  onFiles: (files: FileList | null) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <label className="button chooser" data-kind="plain" data-camera={props.camera || undefined}>
      <input
        ref={input}
        className="pc-visually-hidden"
        type="file"
        multiple={!props.camera}
        accept={props.camera ? 'image/jpeg' : ACCEPTED}
        capture={props.camera ? 'environment' : undefined}
        aria-describedby={props.describedBy}
        onChange={(event) => {
          props.onFiles(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
      {props.label}
    </label>
  );
}

function PaperLine(props: { paper: Paper; papers: Papers; together: boolean }) {
  const { paper, papers } = props;
  const id = useId();
  const { name, size } = paper.file;
  const settled = paper.state === 'sent' || paper.state === 'sending';
  return (
    <li className="paper" data-state={paper.state}>
      <div className="paper-head">
        <span className="paper-name" dir="auto">
          {name}
        </span>
        <span className="quiet">{fileSize(size)}</span>
      </div>
      {settled ? (
        <p className="quiet">{say(`paper.${paper.purpose}`)}</p>
      ) : (
        <>
          <label className="pc-visually-hidden" htmlFor={id}>
            {say('papers.kind', { name })}
          </label>
          <select
            id={id}
            value={paper.purpose}
            onChange={(event) => papers.rename(paper.key, event.currentTarget.value as AppealEvidenceKind)}
          >
            {APPEAL_EVIDENCE_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {say(`paper.${kind}`)}
              </option>
            ))}
          </select>
        </>
      )}
      {paper.state === 'sending' && (
        <progress max={1} value={paper.share} aria-label={name}>
          {stateText(paper, props.together)}
        </progress>
      )}
      <div className="paper-foot">
        <span className="paper-state" role={paper.state === 'waiting' ? undefined : 'status'}>
          {stateText(paper, props.together)}
        </span>
        {!settled && (
          <button
            type="button"
            className="button"
            data-kind="text"
            aria-label={say('papers.removeNamed', { name })}
            onClick={() => papers.remove(paper.key)}
          >
            {say('papers.remove')}
          </button>
        )}
      </div>
      {paper.problem && (
        <p className="field-problem" role="alert">
          <span aria-hidden="true">▲ </span>
          {paper.problem}
        </p>
      )}
    </li>
  );
}

function stateText(paper: Paper, together: boolean): string {
  switch (paper.state) {
    case 'waiting':
      return say(together ? 'papers.state.waiting' : 'papers.state.ready');
    case 'sending':
      return say('papers.state.sending', { percent: Math.round(paper.share * 100) });
    case 'sent':
      return say('papers.state.sent');
    case 'failed':
      return say('papers.state.failed');
  }
}
