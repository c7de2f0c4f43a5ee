import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, parse, print, validate } from 'graphql';
import { expect, it } from 'vitest';

const source = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');

it('every operation of the console is valid against the schema that the API publishes', () => {
  const schema = buildSchema(read('../../../api/schema.graphql'));
  const operations = Object.values(
    JSON.parse(read('../generated/persisted-documents.json')) as Record<string, string>,
  ).map((text) => parse(text));
  expect(operations.length).toBeGreaterThan(50);
  const invalid = operations.flatMap((operation) => {
    const errors = validate(schema, operation).map((error) => error.message);
    const name = operation.definitions.find((one) => one.kind === 'OperationDefinition')?.name?.value ?? '';
    return errors.length === 0 ? [] : [`${name}: ${errors.join(' ')}`];
  });
  expect(invalid).toEqual([]);
});

it('the committed manifest holds every operation of the sources', () => {
  const manifest = JSON.parse(read('../generated/persisted-documents.json')) as Record<string, string>;
  const names = new Set(Object.values(manifest).map((text) => /(?:query|mutation) (\w+)/.exec(text)?.[1]));
  const written = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.graphql'))
    .flatMap((name) => parse(readFileSync(`${source}/${name}`, 'utf8')).definitions)
    .flatMap((definition) =>
      definition.kind === 'OperationDefinition' ? [definition.name?.value ?? print(definition)] : [],
    );
  expect([...names].sort()).toEqual(written.sort());
});
