import { LARGEST_ATTACHMENT } from '@portcullis/core/casework/attachment-type';
import type { FastifyRequest } from 'fastify';
import { ProblemException, problemOf } from './problem.exception.js';

interface MultipartFile {
  type: 'file';
  filename: string;
  mimetype: string;
  file: { truncated: boolean };
  toBuffer(): Promise<Buffer>;
}
/** What `@fastify/multipart` adds to a request. */
interface MultipartRequest {
  isMultipart(): boolean;
  file(options: { limits: { fileSize: number; files: number; fields: number } }): Promise<MultipartFile | undefined>;
}

/** The one file of a multipart request, in memory, at most 10 MiB. @throws ProblemException 413, 415 or 422 */
export async function readUpload(
  request: FastifyRequest,
): Promise<{ name: string; declaredType: string | null; content: Buffer }> {
  const multipart = request as unknown as MultipartRequest;
  if (!multipart.isMultipart())
    throw problemOf('unsupported_media_type', { detail: 'Send the file as multipart/form-data.' });
  const limits = { fileSize: LARGEST_ATTACHMENT, files: 1, fields: 10 };
  const file = await multipart.file({ limits }).catch(throwUnreadable);
  if (!file) throw problemOf('invalid_input', { detail: 'There is no file in the request.' });
  const content = await file.toBuffer().catch(throwUnreadable);
  if (file.file.truncated) throw problemOf('body_too_large', { detail: 'The file is larger than 10 MiB.' });
  return { name: file.filename, declaredType: file.mimetype || null, content };
}

/** The parser's own limits carry a status; all else that it throws is a form that is cut off or none. */
export function throwUnreadable(fault: unknown): never {
  if (typeof (fault as { statusCode?: unknown } | null)?.statusCode === 'number') throw fault;
  if (fault instanceof ProblemException) throw fault;
  throw problemOf('unreadable', { detail: 'The form is cut off, or it is not multipart/form-data.' });
}
