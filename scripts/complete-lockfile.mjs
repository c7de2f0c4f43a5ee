// After `npm install` changed the lockfile: adds the packages for other platforms that a partial registry leaves out.
// npm writes only those it could look up, and `npm ci` refuses a lockfile in which one is missing. Version and platform
// follow from the package that asks for them; a registry that has them serves them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './install.mjs';

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'windows'];
const processors = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32'];

/** @returns names of the entries that were added to `lock.packages` */
export function complete(lock) {
  const added = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const places = [`${path}/node_modules/${name}`, `node_modules/${name}`];
      if (places.some((place) => lock.packages[place]) || !/^\d/.test(version)) continue;
      const words = name.split(/[/-]/);
      const os = words.find((word) => systems.includes(word));
      const cpu = words.find((word) => processors.includes(word));
      if (!os || !cpu)
        throw new Error(`${path} wants ${name}, which the lockfile has not and whose platform is unclear`);
      const flags = entry.dev ? { dev: true } : {};
      lock.packages[places[1]] = {
        version,
        cpu: [cpu],
        ...flags,
        optional: true,
        os: [os.replace('windows', 'win32')],
      };
      added.push(name);
    }
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(sorted);
  return added;
}

const fields = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/** @returns what `npm ci` would refuse: workspaces whose package.json says other than the lockfile, and missing packages */
export function whyNotInstallable() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const faults = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path.includes('node_modules')) continue;
    const file = join(root, path, 'package.json');
    if (!existsSync(file)) {
      faults.push(`${path} is in the lockfile and not in the tree`);
      continue;
    }
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    for (const field of fields) {
      const said = manifest[field] ?? {};
      const locked = entry[field] ?? {};
      const names = new Set([...Object.keys(said), ...Object.keys(locked)]);
      const differing = [...names].filter((name) => said[name] !== locked[name]);
      if (differing.length > 0) faults.push(`${path || 'package.json'}: ${field} differ in ${differing.join(', ')}`);
    }
  }
  const missing = complete(lock);
  if (missing.length > 0) faults.push(`other platforms' packages are missing: ${missing.join(', ')}`);
  return faults;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = join(root, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = complete(lock);
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${added.length} added${added.map((name) => `\n  ${name}`).join('')}`);
}
