import { Fragment, type ReactNode } from 'react';
import type { MessageKey } from '../words/messages.en.js';
import { sayParts } from '../words/say.js';

/** A message with elements in the places of its placeholders: a date, a link. */
export function Sentence(props: { of: MessageKey; with: Readonly<Record<string, ReactNode>> }) {
  return sayParts(props.of).map((part, index) => (
    <Fragment key={index}>{part.placeholder ? props.with[part.text] : part.text}</Fragment>
  ));
}
