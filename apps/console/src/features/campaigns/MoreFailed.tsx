import { Button } from '@mantine/core';
import classes from './campaigns.module.css';

/** Under a list whose next page could not be read: it has not ended. */
export function MoreFailed(props: { what: string; why: string; busy: boolean; onRetry: () => void }) {
  return (
    <div role="alert" className={classes.more}>
      <span>{`More ${props.what} could not be read: ${props.why}`}</span>
      <Button size="compact-sm" variant="default" loading={props.busy} onClick={props.onRetry}>
        Try again
      </Button>
    </div>
  );
}
