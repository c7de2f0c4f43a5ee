import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import { showFlash, useFlash } from './flash.js';
import classes from './shell.module.css';

export function FlashLine() {
  const flash = useFlash();
  const [busy, setBusy] = useState(false);
  async function run() {
    if (!flash?.action || busy) return;
    setBusy(true);
    try {
      const said = await flash.action.run();
      showFlash(said === null ? null : { text: said });
    } catch (cause) {
      showFlash({ text: cause instanceof Error ? cause.message : String(cause) });
    } finally {
      setBusy(false);
    }
  }
  return (
    <div role="status" className={flash ? classes.flash : undefined}>
      {flash && (
        <>
          <span>{flash.text}</span>
          {flash.action && (
            <Button variant="subtle" loading={busy} onClick={() => void run()}>
              {flash.action.label}
            </Button>
          )}
          <CloseButton size="sm" aria-label="Put this line away" onClick={() => showFlash(null)} />
        </>
      )}
    </div>
  );
}
