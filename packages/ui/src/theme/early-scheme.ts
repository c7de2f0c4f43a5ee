/**
 * Sets the colour scheme before the first paint. Called first by each app's own entry, from a file of its own,
 * so that no inline script is needed.
 */
export function applyEarlyScheme(): void {
  const stored = window.localStorage.getItem('portcullis-scheme');
  const wantsDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const scheme = stored === 'light' || stored === 'dark' ? stored : wantsDark ? 'dark' : 'light';
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
}

/** Overlays lock the scroll with a style element of their own; this is where that library looks for the nonce. */
export function applyStyleNonce(): void {
  const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content');
  if (nonce) Object.assign(globalThis, { __webpack_nonce__: nonce });
}

/** Keeps up with the system's scheme, for pages without the component library, which does so by itself. */
export function followScheme(): void {
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyEarlyScheme);
}
