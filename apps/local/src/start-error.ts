/** Why Portcullis could not start, in one sentence that a person can act on. */
export class StartError extends Error {
  override name = 'StartError';
}
