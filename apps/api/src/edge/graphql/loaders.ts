import DataLoader from 'dataloader';
import type { GraphqlContext } from './graphql.options.js';

/** The request's loader of this name, made when it is first wanted; loads that fall into one turn become one statement. */
export function loaderOf<Key, Value>(
  context: GraphqlContext,
  name: string,
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
): DataLoader<Key, Value> {
  const found = context.loaders.get(name) as DataLoader<Key, Value> | undefined;
  if (found) return found;
  const made = new DataLoader<Key, Value>(load, { maxBatchSize: 500 });
  context.loaders.set(name, made);
  return made;
}
