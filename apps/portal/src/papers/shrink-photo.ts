import { LARGEST_APPEAL_FILE_BYTES } from '@portcullis/contracts/portal/evidence';
import { canShrink } from './check-paper.js';

/** Longest side in pixels; a page of paper stays well readable. Tried in this order until it fits. */
const SIDES = [3200, 2400, 1800];

/** A photo above the limit as a smaller JPEG; anything else, and what can't be read as a picture, as it is. */
export async function shrinkPhoto(file: File): Promise<File> {
  if (file.size <= LARGEST_APPEAL_FILE_BYTES || !canShrink(file.name)) return file;
  try {
    const picture = await createImageBitmap(file);
    for (const side of SIDES) {
      const smaller = await drawn(picture, side);
      if (smaller && smaller.size <= LARGEST_APPEAL_FILE_BYTES) {
        return new File([smaller], file.name.replace(/\.\w+$/, '.jpg'), {
          type: 'image/jpeg',
          lastModified: file.lastModified,
        });
      }
    }
    return file;
  } catch {
    return file; // not a picture: the server says what is wrong with it
  }
}

function drawn(picture: ImageBitmap, side: number): Promise<Blob | null> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
}
