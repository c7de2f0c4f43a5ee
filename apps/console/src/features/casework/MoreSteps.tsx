import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';

interface MoreStepsProps<Key extends string> {
  readonly steps: readonly { readonly key: Key; readonly label: string }[];
  readonly onStep: (key: Key) => void;
}

const StepsMenu = lazy(() => import('./StepsMenu.js').then((module) => ({ default: module.StepsMenu })));

/** The rarer steps behind one button; the menu's code is read when it is first wanted. */
export function MoreSteps<Key extends string>(props: MoreStepsProps<Key>) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <Button variant="default" aria-haspopup="dialog" aria-expanded={false} onClick={() => setWanted(true)}>
      More ▾
    </Button>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <StepsMenu steps={props.steps} onStep={(key) => props.onStep(key as Key)} />
    </Suspense>
  );
}
