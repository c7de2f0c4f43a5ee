/** The token of a mailed link: what stands after `#` under `/open`. Null where there is none. */
export function tokenOf(location: { pathname: string; hash: string }): string | null {
  if (location.pathname !== '/open') return null;
  const token = location.hash.replace(/^#/, '').trim();
  return token === '' ? null : decoded(token);
}

/** Some mail programs encode what stands after `#`. */
function decoded(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token; // not encoded after all
  }
}
