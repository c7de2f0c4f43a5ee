/**
 * The same server over TCP, for who sends megabytes at once and then works: a local socket takes 200 kB of it, and the
 * server has nothing to do until the sender comes back to write the rest.
 */
export function overTcp(url: string): string {
  const address = new URL(url);
  address.searchParams.delete('host');
  return address.href;
}
