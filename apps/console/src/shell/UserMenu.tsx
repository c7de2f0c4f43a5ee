import { Button, Popover, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { words } from '@portcullis/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { signOut } from '../api/client.js';
import type { Me } from './session.js';
import classes from './shell.module.css';
import { UserName } from './UserName.js';

export function UserMenu(props: { me: Me; onHelp: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [opened, setOpened] = useState(true);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const item = { variant: 'subtle', color: 'gray', justify: 'flex-start', fullWidth: true } as const;
  return (
    <Popover
      position="bottom-end"
      width={260}
      opened={opened}
      onChange={setOpened}
      trapFocus
      returnFocus
      withinPortal={false}
    >
      <Popover.Target>
        <button type="button" className={classes.user} onClick={() => setOpened(!opened)}>
          <UserName name={props.me.name} />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <p style={{ margin: '0 0 0.5rem' }} className="pc-quiet">
          {props.me.email}
          <br />
          {props.me.roles.map(words).join(', ')}
        </p>
        <SegmentedControl
          fullWidth
          aria-label="Colours"
          value={colorScheme}
          onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
          data={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
            { value: 'auto', label: 'System' },
          ]}
        />
        <div style={{ marginTop: '0.5rem' }}>
          <Button
            {...item}
            onClick={() => {
              setOpened(false);
              props.onHelp();
            }}
          >
            Keys on this page
          </Button>
          <Button {...item} onClick={() => void navigate({ to: '/gallery' })}>
            Gallery of components
          </Button>
          <Button
            {...item}
            onClick={async () => {
              await signOut();
              client.clear();
              await navigate({ to: '/sign-in', search: {} });
            }}
          >
            Sign out
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
