import { Button } from '@mantine/core';
import { ErrorState, SkeletonRows } from '@portcullis/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { attributeWord } from '../casework/words.js';
import classes from './grouping.module.css';
import { hubValuesOptions } from './lists.queries.js';

/** What an import holds, in the order of its file. */
export function HubImportValues(props: { id: string }) {
  const values = useInfiniteQuery(hubValuesOptions(props.id));
  if (values.isPending) return <SkeletonRows rows={4} label="Reading the values" />;
  if (values.isLoadingError)
    return (
      <ErrorState
        title="The values could not be read"
        why={values.error.message}
        onRetry={() => void values.refetch()}
      />
    );
  const rows = values.data.pages.flat();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse has to be able to scroll it
    <section className={classes.values} aria-label="Values" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Type</th>
            <th scope="col">Value</th>
            <th scope="col">Kind</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ type, value, kind }) => (
            <tr key={`${type} ${value}`}>
              <td>{attributeWord(type)}</td>
              <td className="pc-mono">{value}</td>
              <td>{kind}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {values.hasNextPage && (
        <Button
          variant="default"
          size="compact-sm"
          loading={values.isFetchingNextPage}
          onClick={() => void values.fetchNextPage()}
        >
          More
        </Button>
      )}
    </section>
  );
}
