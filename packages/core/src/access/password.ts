import argon2 from 'argon2';

/** OWASP's second choice of parameters for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const MINIMUM_PASSWORD_LENGTH = 12;
export const MAXIMUM_PASSWORD_LENGTH = 200;

export const hashPassword = (password: string): Promise<string> => argon2.hash(password, PARAMETERS);

let decoy: Promise<string> | undefined;

/**
 * Whether the password is right. Takes the same time when there is no such person or no password is set (`hash` null),
 * so that an answer's delay tells nothing about who exists.
 */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const right = await argon2.verify(hash ?? (await decoy), password);
  return hash !== null && right;
}
