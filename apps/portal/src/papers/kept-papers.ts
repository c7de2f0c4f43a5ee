import type { AppealEvidenceKind } from '@portcullis/contracts/portal/evidence';

/** A chosen file as it is kept on the device until it is sent: a phone may throw the page away to open its camera. */
export interface KeptPaper {
  key: string;
  /** Reference of the notice, such as `N-1042`. */
  matter: string;
  file: File;
  purpose: AppealEvidenceKind;
}

const STORE = 'papers';

/** Papers of one notice. Where the browser keeps nothing (private windows), the list is empty and nothing is kept. */
export async function keptPapers(matter: string): Promise<KeptPaper[]> {
  const all = await inStore<KeptPaper[]>('readonly', (store) => store.getAll());
  return (all ?? []).filter((paper) => paper.matter === matter);
}

export async function keepPaper(paper: KeptPaper): Promise<void> {
  await inStore('readwrite', (store) => store.put(paper));
}

export async function dropPaper(key: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(key));
}

export async function dropAllPapers(): Promise<void> {
  await inStore('readwrite', (store) => store.clear());
}

async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<T | null> {
  const database = await opened();
  if (!database) return null;
  try {
    return await new Promise<T | null>((resolve) => {
      const request = work(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result as T);
      request.onerror = () => resolve(null);
    });
  } finally {
    database.close();
  }
}

function opened(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open('portcullis-papers', 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
      request.onblocked = () => resolve(null);
    } catch {
      resolve(null); // storage is switched off
    }
  });
}
