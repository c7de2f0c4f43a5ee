// Writes docs/configuration.md from the schema of the settings, so that the two cannot say different things.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './install.mjs';
import { StepError } from './steps.mjs';

const file = join(root, 'docs', 'configuration.md');
const schemaFile = join(root, 'packages', 'core', 'dist', 'config', 'config.js');

const head = `# Settings

Written by \`node scripts/configuration.mjs\` from \`packages/core/src/config/config.ts\`; \`npm run check\` fails when the two differ.

Settings are environment variables, the same for \`api\` and \`worker\`. A process refuses to start when one is missing or invalid, and when a variable that begins with \`PORTCULLIS_\` does not exist; it names all of them at once. \`npm start\` sets them itself.

| variable | what | values | default |
|---|---|---|---|
`;

/** The page, from the compiled schema: build first. */
async function page() {
  const { configSchema } = await import(pathToFileURL(schemaFile).href);
  const rows = Object.entries(configSchema.shape).map(([name, setting]) => {
    const fallback = setting.safeParse(undefined);
    const needed = !fallback.success;
    const value = needed ? '*required*' : fallback.data === undefined ? 'unset' : shown(fallback.data);
    return `| \`PORTCULLIS_${name}\` | ${setting.description ?? ''} | ${valuesOf(setting)} | ${value} |`;
  });
  return `${head}${rows.join('\n')}\n`;
}

const shown = (value) => (value === '' ? 'empty' : `\`${value}\``);

function valuesOf(setting) {
  const { type } = setting.def;
  if (type === 'default' || type === 'optional') return valuesOf(setting.def.innerType);
  if (type === 'enum') return setting.options.map((option) => `\`${option}\``).join(', ');
  if (type === 'pipe') return '`true`, `false`';
  if (type === 'number')
    return `${setting.minValue} to ${setting.maxValue === Number.MAX_SAFE_INTEGER ? '…' : setting.maxValue}`;
  return 'text';
}

/** @throws StepError when the page is not what the schema says */
export async function checkConfigurationPage() {
  if (readFileSync(file, 'utf8') !== (await page())) {
    throw new StepError('docs/configuration.md is not what the schema says. Run: node scripts/configuration.mjs');
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(file, await page());
