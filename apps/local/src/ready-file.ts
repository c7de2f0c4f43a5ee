import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeJson } from './data-directory.js';
import type { Ports } from './ports.js';
import type { Secrets } from './secrets.js';
import { visitors } from './sign-ins.js';

/** What programs outside read to find this start; a promise, see CONTRACT in docs/api. */
export interface Ready {
  console: string;
  portal: string;
  api: string;
  graphql: string;
  mail: string;
  controlPlane: string;
  detectorKey: string;
  directoryKey: string;
  exportKey: string;
  signIns: { role: string; email: string; password: string }[];
}

export function describeReady(ports: Ports, secrets: Secrets): Ready {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  return {
    console: at(ports.console),
    portal: at(ports.portal),
    api: at(ports.console),
    graphql: `${at(ports.console)}/graphql`,
    mail: at(ports.mail),
    controlPlane: at(ports.controlPlane),
    detectorKey: secrets.keys.detector,
    directoryKey: secrets.keys.directory,
    exportKey: secrets.keys.export,
    signIns: visitors.map(({ roles, email }) => ({
      role: roles[0] ?? '',
      email,
      password: secrets.staff[email] ?? '',
    })),
  };
}

export function writeReady(file: string, ready: Ready): void {
  mkdirSync(dirname(file), { recursive: true });
  writeJson(file, ready);
}

export function removeReady(file: string): void {
  rmSync(file, { force: true });
}

/** What a person sees when everything answers. */
export function banner(ready: Ready): string {
  const width = Math.max(...ready.signIns.map(({ email }) => email.length));
  const signIns = ready.signIns.map(
    ({ role, email, password }) => `    ${email.padEnd(width)}  ${password}  ${role.replace('_', ' ')}`,
  );
  return [
    '',
    `  Console         ${ready.console}`,
    `  Portal          ${ready.portal}   (customers come here by the links in their mail)`,
    `  Mail catcher    ${ready.mail}`,
    `  Control plane   ${ready.controlPlane}`,
    `  GraphQL         ${ready.graphql}`,
    '',
    '  Sign-ins',
    ...signIns,
    '',
    `  Detector key    ${ready.detectorKey}`,
    `  Directory key   ${ready.directoryKey}`,
    `  Export key      ${ready.exportKey}`,
    '',
    '  Ctrl-C stops everything; the data stay.',
    '',
  ].join('\n');
}
