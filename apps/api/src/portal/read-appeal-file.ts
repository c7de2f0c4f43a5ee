import { portalFileFields } from '@portcullis/contracts/portal/portal-forms';
import type { AppealFile } from '@portcullis/core/appeals/upload-file.command';
import { LARGEST_ATTACHMENT } from '@portcullis/core/casework/attachment-type';
import type { FastifyRequest } from 'fastify';
import { problemOf } from '../edge/problem.exception.js';
import { throwUnreadable } from '../edge/upload.js';
import { formOf } from './portal.problem.js';

interface FilePart {
  type: 'file';
  filename: string | undefined;
  mimetype: string;
  file: AsyncIterable<Uint8Array>;
}
interface FieldPart {
  type: 'field';
  fieldname: string;
  value: unknown;
}
interface Limits {
  fileSize: number;
  files: number;
  fields: number;
  fieldSize: number;
  fieldNameSize: number;
  parts: number;
  headerPairs: number;
}
/** What `@fastify/multipart` adds to a request. */
interface MultipartRequest {
  isMultipart(): boolean;
  parts(options: { limits: Limits }): AsyncIterable<FilePart | FieldPart>;
}

/** One byte more than is allowed, so that what is larger is seen to be so and never cut to fit. */
const LIMITS: Limits = {
  fileSize: LARGEST_ATTACHMENT + 1,
  files: 1,
  fields: 4,
  fieldSize: 200,
  fieldNameSize: 50,
  parts: 5,
  headerPairs: 20,
};

/** The one file of a request with its purpose, fields in any order. @throws ProblemException 413, 415 or 422 */
export async function readAppealFile(request: FastifyRequest): Promise<AppealFile> {
  const multipart = request as unknown as MultipartRequest;
  if (!multipart.isMultipart()) {
    throw problemOf('unsupported_media_type', { detail: 'Send the file as multipart/form-data.' });
  }
  const { fields, file } = await partsOf(multipart).catch(throwUnreadable);
  if (!file) throw problemOf('invalid_input', { detail: 'There is no file in the request.' });
  const { purpose } = formOf(portalFileFields, 'purpose' in fields ? { purpose: fields.purpose } : {});
  return { ...file, purpose };
}

async function partsOf(multipart: MultipartRequest) {
  const fields: Record<string, unknown> = {};
  let file: Omit<AppealFile, 'purpose'> | null = null;
  for await (const part of multipart.parts({ limits: LIMITS })) {
    if (part.type === 'field') fields[part.fieldname] = part.value;
    else {
      const chunks: Uint8Array[] = [];
      for await (const chunk of part.file) chunks.push(chunk);
      file = { name: part.filename ?? 'file', declaredType: part.mimetype || null, content: Buffer.concat(chunks) };
    }
  }
  return { fields, file };
}
