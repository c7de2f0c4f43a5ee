import { createHash, randomBytes } from 'node:crypto';

/** 256 bits, safe in a header, a cookie and an address. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is stored of a token that is random by itself: a slow hash would add nothing. */
export const secretHash = (token: string): Buffer => createHash('sha256').update(token, 'utf8').digest();
