import { Menu, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { words } from '@portcullis/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { signOut } from '../api/client.js';
import type { Me } from './session.js';
import classes from './shell.module.css';
import { UserName } from './UserName.js';

export function UserMenu(props: { me: Me; onHelp: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={260} defaultOpened closeOnItemClick>
      <Menu.Target>
        <button type="button" className={classes.user}>
          <UserName name={props.me.name} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {props.me.email}
          <br />
          {props.me.roles.map(words).join(', ')}
        </Menu.Label>
        <div style={{ padding: '0.25rem 0.5rem 0.5rem' }}>
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
        </div>
        <Menu.Item onClick={props.onHelp}>Keys on this page</Menu.Item>
        <Menu.Item onClick={() => void navigate({ to: '/gallery' })}>Gallery of components</Menu.Item>
        <Menu.Divider />
        <Menu.Item
          onClick={async () => {
            await signOut();
            client.clear();
            await navigate({ to: '/sign-in', search: {} });
          }}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
