import type { CodegenConfig } from '@graphql-codegen/cli';

/** `npm run codegen -w apps/console` after the schema or an operation changed; the result is committed. */
const config: CodegenConfig = {
  schema: process.env.PORTCULLIS_SCHEMA ?? '../api/schema.graphql',
  documents: ['src/**/*.graphql'],
  ignoreNoDocuments: true,
  generates: {
    './src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: { Instant: 'string', JSON: 'unknown' },
      },
    },
  },
};
export default config;
