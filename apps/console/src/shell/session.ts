import type { Operation } from '@portcullis/domain';
import { queryOptions } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { request } from '../api/client.js';
import { MeDocument, type MeQuery } from '../generated/graphql.js';

export type Me = MeQuery['me'];

export const meOptions = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => request(MeDocument, {}, signal).then((answer) => answer.me),
  staleTime: 60_000,
});

const SessionContext = createContext<Me | null>(null);
export const SessionProvider = SessionContext.Provider;

/** Who is signed in. Only below the shell, which waits for it. */
export function useMe(): Me {
  const me = useContext(SessionContext);
  if (!me) throw new Error('useMe is used outside the signed-in shell');
  return me;
}

export function may(me: Me, operation: Operation): boolean {
  return me.operations.includes(operation);
}

/** Whether the role table gives this person the operation. The server checks again, matter by matter. */
export function useMay(operation: Operation): boolean {
  return may(useMe(), operation);
}
