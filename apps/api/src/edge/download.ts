import type { FastifyReply } from 'fastify';

/** Sends somebody's file as a download that no browser shows, runs or keeps. Its name is quoted for old and new readers. */
export function sendDownload(reply: FastifyReply, file: { name: string; mediaType: string; content: Buffer }): void {
  const ascii = file.name.replace(/[^\w. -]/g, '_');
  const utf8 = encodeURIComponent(file.name).replace(/['()*]/g, percent);
  void reply
    .headers({
      'content-type': file.mediaType.startsWith('text/') ? `${file.mediaType}; charset=utf-8` : file.mediaType,
      'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`,
      'content-security-policy': `default-src 'none'; sandbox`,
      'cache-control': 'private, no-store',
    })
    .send(file.content);
}

const percent = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
