import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** How large one operation may be. The widest query of the console stays below a third of each. */
export const LIMITS = {
  depth: 12,
  fields: 600,
  aliases: 60,
  roots: 10,
  cost: 40_000,
  tokens: 4000,
  bytes: 64 * 1024,
} as const;

/** Fields that multiply what is below them: `first` when given, else this. */
const DEFAULT_FIRST = 50;

const OPERATION_START = /^[\s,\uFEFF]*(#|\{(?!\s*["}])|query\b|mutation\b|subscription\b|fragment\b)/;

const tooLarge = (message: string, extensions: Record<string, unknown>): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'query_too_large', ...extensions } });

/**
 * Looks at the text before it is parsed, so that nesting by the thousand costs nothing and overflows no stack.
 * @returns what is wrong, or null
 */
export function textProblem(source: string): GraphQLError | null {
  if (source.length > LIMITS.bytes) return tooLarge(`The operation is longer than ${LIMITS.bytes} characters.`, {});
  // The server would take a syntax tree in JSON too; nothing of ours sends one.
  if (!OPERATION_START.test(source)) return new GraphQLError('Send one operation as GraphQL text.');
  let depth = 0;
  for (let i = 0; i < source.length; i++) {
    const char = source[i];
    if (char === '"') i = endOfString(source, i);
    else if (char === '#') i = endOfLine(source, i);
    else if (char === '{' || char === '[' || char === '(') {
      depth += 1;
      if (depth > LIMITS.depth * 3) {
        return tooLarge(`The operation is nested more than ${LIMITS.depth} levels deep.`, { limit: LIMITS.depth });
      }
    } else if (char === '}' || char === ']' || char === ')') depth -= 1;
  }
  return null;
}

const endOfLine = (source: string, from: number): number => {
  const end = source.indexOf('\n', from);
  return end < 0 ? source.length : end;
};

function endOfString(source: string, from: number): number {
  if (source.startsWith('"""', from)) {
    const end = source.indexOf('"""', from + 3);
    return end < 0 ? source.length : end + 2;
  }
  for (let i = from + 1; i < source.length; i++) {
    if (source[i] === '\\') i += 1;
    else if (source[i] === '"' || source[i] === '\n') return i;
  }
  return source.length;
}

interface Size {
  depth: number;
  fields: number;
  aliases: number;
  cost: number;
}

/** A validation rule: depth, breadth, aliases and cost of the one operation, fragments counted where they are spread. */
export function sizeRule(context: ValidationContext): ASTVisitor {
  return {
    Document(document: DocumentNode) {
      const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
      // The compiled form of a document is that of one operation.
      if (operations.length > 1) context.reportError(new GraphQLError('Send one operation in a document.'));
      for (const operation of operations) {
        const size = measure(context, operation.selectionSet, [], 0);
        if (size === null) return;
        const report = (what: string, is: number, limit: number) =>
          is > limit &&
          context.reportError(tooLarge(`The operation ${what} (${is}); the limit is ${limit}.`, { limit }));
        report('is nested too deep', size.depth, LIMITS.depth);
        report('asks for too many fields', size.fields, LIMITS.fields);
        report('uses too many aliases', size.aliases, LIMITS.aliases);
        report('starts too many fields at once', operation.selectionSet.selections.length, LIMITS.roots);
        report('costs too much', size.cost, LIMITS.cost);
      }
    },
  };
}

/** @returns null when fragments go in circles, which another rule reports */
function measure(
  context: ValidationContext,
  set: SelectionSetNode,
  inside: readonly string[],
  depth: number,
): Size | null {
  const size: Size = { depth: depth + 1, fields: 0, aliases: 0, cost: 0 };
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) {
      size.fields += 1;
      size.cost += 1;
      if (node.alias) size.aliases += 1;
      if (size.fields > LIMITS.fields || depth > LIMITS.depth * 3) return size;
      if (!node.selectionSet) continue;
      const below = measure(context, node.selectionSet, inside, depth + 1);
      if (below === null) return null;
      const first = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
      const times =
        first === undefined ? 1 : first.kind === Kind.INT ? Math.max(1, Number(first.value)) : DEFAULT_FIRST;
      add(size, below, times);
    } else {
      const name = node.kind === Kind.FRAGMENT_SPREAD ? node.name.value : null;
      if (name !== null && inside.includes(name)) return null;
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? context.getFragment(node.name.value) : node;
      if (!fragment) return null;
      const below = measure(context, fragment.selectionSet, name === null ? inside : [...inside, name], depth);
      if (below === null) return null;
      add(size, below, 1);
    }
    if (size.fields > LIMITS.fields) return size;
  }
  return size;
}

function add(size: Size, below: Size, times: number): void {
  size.depth = Math.max(size.depth, below.depth);
  size.fields += below.fields;
  size.aliases += below.aliases;
  size.cost += below.cost * times;
}
