import { Button, Menu } from '@mantine/core';

export function StepsMenu(props: {
  steps: readonly { readonly key: string; readonly label: string }[];
  onStep: (key: string) => void;
}) {
  return (
    <Menu position="bottom-end" defaultOpened>
      <Menu.Target>
        <Button variant="default">More ▾</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {props.steps.map((step) => (
          <Menu.Item key={step.key} onClick={() => props.onStep(step.key)}>
            {step.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
