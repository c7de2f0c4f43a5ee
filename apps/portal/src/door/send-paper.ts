import type { AppealEvidenceKind } from '@portcullis/contracts/portal/evidence';
import type { PortalFile } from '@portcullis/contracts/portal/matter';
import { type Answer, OWN_SCRIPT } from './door.js';
import { troubleOf } from './trouble.js';

/** Sends one file with its progress from 0 to 1, which fetch can't tell. */
export function sendPaper(
  appealId: string,
  paper: { file: Blob; name: string; purpose: AppealEvidenceKind },
  progress: (share: number) => void,
): Promise<Answer<PortalFile>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/appeals/${appealId}/files`);
    for (const [name, value] of Object.entries(OWN_SCRIPT)) request.setRequestHeader(name, value);
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.onerror = request.ontimeout = request.onabort = () => resolve({ ok: false, trouble: { kind: 'offline' } });
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) resolve({ ok: true, value: JSON.parse(responseText) as PortalFile });
      else {
        resolve({
          ok: false,
          trouble: troubleOf(status, responseText, (name) => request.getResponseHeader(name)),
        });
      }
    };
    const form = new FormData();
    form.append('purpose', paper.purpose);
    form.append('file', paper.file, paper.name);
    request.send(form);
  });
}
