import { type ReactNode, useId } from 'react';
import { say, sayCount } from '../words/say.js';

interface FieldProps {
  /** Where a list of problems leads to. */
  id?: string;
  label: ReactNode;
  hint?: ReactNode;
  problem?: string | null | undefined;
}

/** A problem beside its field: word, mark and colour. */
export function FieldProblem(props: { id: string; problem?: string | null | undefined }) {
  return (
    <p className="field-problem" id={props.id}>
      {props.problem && (
        <>
          <span aria-hidden="true">▲ </span>
          {props.problem}
        </>
      )}
    </p>
  );
}

export function TextField(
  props: FieldProps & {
    value: string;
    onChange: (value: string) => void;
    maximum: number;
    autoComplete?: string;
    required?: boolean;
  },
) {
  const own = useId();
  const id = props.id ?? own;
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      {props.hint && (
        <p className="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <input
        id={id}
        type="text"
        value={props.value}
        maxLength={props.maximum}
        autoComplete={props.autoComplete ?? 'off'}
        aria-required={props.required}
        aria-invalid={props.problem ? true : undefined}
        aria-describedby={`${id}-hint ${id}-problem`}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
      <FieldProblem id={`${id}-problem`} problem={props.problem} />
    </div>
  );
}

/** A text of any length with what is left of its limit, told to screen readers only when it becomes scarce. */
export function LongText(
  props: FieldProps & {
    value: string;
    onChange: (value: string) => void;
    maximum: number;
    rows?: number;
    required?: boolean;
  },
) {
  const own = useId();
  const id = props.id ?? own;
  const left = props.maximum - props.value.trim().length;
  const scarce = left < Math.min(500, props.maximum / 10);
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      {props.hint && (
        <p className="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <textarea
        id={id}
        rows={props.rows ?? 5}
        value={props.value}
        dir="auto"
        aria-required={props.required}
        aria-invalid={props.problem || left < 0 ? true : undefined}
        aria-describedby={`${id}-hint ${id}-count ${id}-problem`}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
      <p className="count" id={`${id}-count`} data-over={left < 0 || undefined}>
        {left < 0 ? sayCount('count.over', -left) : sayCount('count.left', left)}
      </p>
      <span className="pc-visually-hidden" role="status">
        {scarce && (left < 0 ? sayCount('count.over', -left) : sayCount('count.left', left))}
      </span>
      <FieldProblem id={`${id}-problem`} problem={props.problem} />
    </div>
  );
}

/** A button that does nothing while its work is under way, and says so; it keeps the focus. */
export function SendButton(props: {
  busy: boolean;
  children: ReactNode;
  onClick?: () => void;
  kind?: 'primary' | 'plain' | 'grave';
  submit?: boolean;
}) {
  return (
    <button
      type={props.submit ? 'submit' : 'button'}
      className="button"
      data-kind={props.kind ?? 'primary'}
      aria-disabled={props.busy || undefined}
      onClick={(event) => {
        if (props.busy) event.preventDefault();
        else props.onClick?.();
      }}
    >
      {props.busy ? say('send.sending') : props.children}
    </button>
  );
}
