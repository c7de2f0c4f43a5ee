import { ROLES } from '@portcullis/domain/vocabulary';
import { z } from 'zod';

const address = z.url({ protocol: /^https?$/ });

/** `ready.json`: written when everything answers, removed on stop. */
export const readyFile = z
  .looseObject({
    console: address,
    portal: address,
    api: address,
    graphql: address,
    mail: address,
    controlPlane: address,
    detectorKey: z.string().min(1),
    directoryKey: z.string().min(1),
    exportKey: z.string().min(1),
    signIns: z.array(z.looseObject({ role: z.enum(ROLES), email: z.string(), password: z.string() })),
  })
  .meta({ id: 'Ready' });

export type ReadyFile = z.infer<typeof readyFile>;
