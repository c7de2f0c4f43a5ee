import { Button, Popover } from '@mantine/core';
import { useState } from 'react';

export function StepsMenu(props: {
  steps: readonly { readonly key: string; readonly label: string }[];
  onStep: (key: string) => void;
}) {
  const [opened, setOpened] = useState(true);
  return (
    <Popover position="bottom-end" opened={opened} onChange={setOpened} trapFocus returnFocus withinPortal={false}>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpened(!opened)}>
          More ▾
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <div className="stack" style={{ gap: '0.15rem' }}>
          {props.steps.map((step) => (
            <Button
              key={step.key}
              variant="subtle"
              color="gray"
              justify="flex-start"
              onClick={() => {
                setOpened(false);
                props.onStep(step.key);
              }}
            >
              {step.label}
            </Button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
