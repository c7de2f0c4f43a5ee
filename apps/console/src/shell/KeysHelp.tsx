import { Modal, Switch } from '@mantine/core';
import { KeyHint } from '@portcullis/ui';
import { useState, useSyncExternalStore } from 'react';
import type { KeyBinding } from '../keys/key-registry.js';
import { setSingleKeys, singleKeysOn, useKeyRegistry } from '../keys/useKeys.js';
import { keyNames } from './key-names.js';
import classes from './shell.module.css';

/** All keys of the page that is open, from the bindings themselves. */
export function KeysHelp(props: { opened: boolean; onClose: () => void }) {
  const registry = useKeyRegistry();
  const bindings = useSyncExternalStore(registry.subscribe, registry.bindings);
  const [single, setSingle] = useState(singleKeysOn());
  const groups = new Map<string, KeyBinding[]>();
  for (const binding of bindings) groups.set(binding.group, [...(groups.get(binding.group) ?? []), binding]);
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title="Keys on this page"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.keys}>
        {[...groups].map(([group, list]) => (
          <section key={group}>
            <h3>{group}</h3>
            {list.map((binding) => (
              <div key={binding.keys} className={classes.keyRow}>
                <span>{binding.does}</span>
                <KeyHint keys={keyNames(binding.keys)} />
              </div>
            ))}
          </section>
        ))}
      </div>
      <Switch
        mt="md"
        label="Shortcuts of a single letter"
        description="Turn them off when you dictate. Combinations with Ctrl stay."
        checked={single}
        onChange={(event) => {
          setSingle(event.currentTarget.checked);
          setSingleKeys(event.currentTarget.checked);
        }}
      />
    </Modal>
  );
}
