import * as crypto from 'node:crypto';

type OneShot = (algorithm: string, data: string, encoding: 'hex') => string;

// The one-shot form costs 60 % of a Hash object but came after the oldest Node that we support.
const oneShot = (crypto as { hash?: OneShot }).hash;

/** SHA-256 of the text in UTF-8, as 64 hex digits. */
export const sha256Hex: (text: string) => string =
  oneShot === undefined
    ? (text) => crypto.createHash('sha256').update(text).digest('hex')
    : (text) => oneShot('sha256', text, 'hex');
