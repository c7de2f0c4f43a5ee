import { useId, useRef, useState } from 'react';
import { fileSize } from '../text/numbers.js';
import classes from './controls.module.css';

/**
 * Chooses or drops files. Refuses by size and type before anything is sent, naming the file and the limit.
 * The real type is checked again by the receiver.
 */
export function FileDrop(props: {
  label: string;
  hint?: string;
  accept: readonly string[];
  maximumBytes: number;
  multiple?: boolean;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [problems, setProblems] = useState<string[]>([]);

  function take(list: FileList | null) {
    const all = Array.from(list ?? []);
    const refused = all.flatMap((file) => problemWith(file, props.accept, props.maximumBytes));
    setProblems(refused);
    const good = all.filter((file) => problemWith(file, props.accept, props.maximumBytes).length === 0);
    if (good.length > 0) props.onFiles(props.multiple ? good : good.slice(0, 1));
    if (input.current) input.current.value = '';
  }

  return (
    <div>
      <label
        htmlFor={id}
        className={classes.drop}
        data-over={over || undefined}
        data-disabled={props.disabled || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (!props.disabled) take(event.dataTransfer.files);
        }}
      >
        <strong>{props.label}</strong>
        <span className="pc-quiet">
          {props.hint ?? `Drop a file here or choose one, up to ${fileSize(props.maximumBytes)}.`}
        </span>
        <input
          id={id}
          ref={input}
          type="file"
          accept={props.accept.join(',')}
          multiple={props.multiple}
          disabled={props.disabled}
          onChange={(event) => take(event.currentTarget.files)}
        />
      </label>
      <div role="alert">
        {problems.map((problem) => (
          <p key={problem} className={classes.problem}>
            {problem}
          </p>
        ))}
      </div>
    </div>
  );
}

/** Why a file cannot be taken; empty when it can. */
export function problemWith(
  file: { name: string; size: number; type: string },
  accept: readonly string[],
  maximumBytes: number,
): string[] {
  if (file.size > maximumBytes) {
    return [`${file.name} is ${fileSize(file.size)}; the limit is ${fileSize(maximumBytes)}. Send it in parts.`];
  }
  if (file.size === 0) return [`${file.name} is empty.`];
  const lower = file.name.toLowerCase();
  const fits = accept.some((pattern) =>
    pattern.startsWith('.')
      ? lower.endsWith(pattern)
      : file.type === pattern || file.type.startsWith(pattern.replace('*', '')),
  );
  if (accept.length > 0 && !fits) {
    return [
      `${file.name} is not of a kind that is read here. Accepted: ${accept.filter((a) => a.startsWith('.')).join(', ')}.`,
    ];
  }
  return [];
}
