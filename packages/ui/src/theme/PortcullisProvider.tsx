import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { theme } from './theme.js';

/** The page's nonce for the style elements that overlays and responsive components make; the server fills it in. */
const nonce = (): string => document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';

const schemes = localStorageColorSchemeManager({ key: 'portcullis-scheme' });

/**
 * Theme without run-time style elements: import `@portcullis/ui/styles.css` beside it.
 * The scheme is light, dark or the system's, kept in this browser.
 */
export function PortcullisProvider(props: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
      getStyleNonce={nonce}
    >
      {props.children}
    </MantineProvider>
  );
}
