import { z } from 'zod';
import { PROBLEMS, type ProblemCode } from './problem.js';

export const problemError = z.object({
  pointer: z.string().meta({ description: 'RFC 6901 JSON pointer into what was sent; empty for the whole.' }),
  detail: z.string(),
});

export const problemSchema = z
  .looseObject({
    type: z.string().meta({ examples: ['/problems/invalid-alert'] }),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().optional(),
    errors: z.array(problemError).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' });
