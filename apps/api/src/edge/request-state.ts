import type { CommandContext } from '@portcullis/core';
import type { Actor } from '@portcullis/domain';
import type { FastifyRequest } from 'fastify';
import { problemOf } from './problem.exception.js';

/** What the edge learned about a request before any handler runs. */
export interface RequestState {
  /** Who asks; null for anybody. */
  actor: Actor | null;
  /** The row of the session or key by which the actor is known. */
  credential: { kind: 'session' | 'api_key' | 'portal_session'; id: string } | null;
  /** Facts that the stage which authenticated the request wants to find again, such as a key's detectors. */
  facts: Record<string, unknown>;
  /** The instant of this request: every command in it sees the same. */
  now: Date;
}

const states = new WeakMap<object, RequestState>();

/** The state of a request; the raw message is the key, so that hooks, guards and resolvers see the same one. */
export function stateOf(request: FastifyRequest): RequestState {
  const found = states.get(request.raw);
  if (found) return found;
  const made: RequestState = { actor: null, credential: null, facts: {}, now: new Date() };
  states.set(request.raw, made);
  return made;
}

/** What a core command needs to know. @throws ProblemException `unauthorized` for an anonymous request */
export function contextOf(request: FastifyRequest): CommandContext {
  const { actor, now } = stateOf(request);
  if (!actor) throw problemOf('unauthorized', { detail: 'Sign in first.' });
  return { actor, now, requestId: String(request.id) };
}
