import { create, read, send } from '../api/client.js';
import { Problem } from '../api/problem.js';
import { t } from '../words/index.js';
import { contentDigest, digest, hex } from './digest.js';
import { patiently } from './patience.js';
import { sendBytes } from './send.js';

/** A browser holds a part in memory to take its digest. */
export const partSize = 8 * 1024 * 1024;

/**
 * Sends a file in parts: those that have arrived are not sent again, and a part that breaks off is repeated.
 * @param {File} file
 * @param {string} path Of the upload.
 * @param {{onSent: (bytes: number) => void, onWait: (waits: boolean) => void, signal: AbortSignal, epoch: number}} options
 */
export async function sendParts(file, path, { onSent, onWait, ...asker }) {
  const patience = { onWait, signal: asker.signal };
  const upload = await patiently(() => read(path, asker), patience);
  if (upload.state === 'completed') return;
  const arrived = new Map(upload.parts.map((part) => [part.number, part.sha256]));
  const parts = [];
  for (let number = 1, start = 0; start < file.size; number++, start += partSize) {
    const part = file.slice(start, start + partSize);
    const bytes = await digest(part);
    const sha256 = hex(bytes);
    parts.push({ number, sha256 });
    if (arrived.get(number) !== sha256) {
      const headers = { 'Content-Type': 'application/octet-stream', 'Content-Digest': contentDigest(bytes) };
      await patiently(() => sendBytes(`${path}/parts/${number}`, part, { ...asker, headers, onSent: (sent) => onSent(start + sent) }), patience);
    }

    onSent(Math.min(file.size, start + partSize));
  }

  if (upload.state === 'open') await patiently(() => create(`${path}/complete`, { parts }, `${path.slice(-36)}-complete`, asker), patience);
  await verified(path, asker, patience);
}

/** Gives an upload up; its parts are deleted, as soon as there is a connection. */
export const giveUp = (path, epoch) => patiently(() => send('DELETE', path, { epoch }), { onWait: () => {}, signal: new AbortController().signal }).catch(() => {});

async function verified(path, asker, patience) {
  for (let pause = 250; ; pause = Math.min(4000, pause * 1.5)) {
    const { state } = await patiently(() => read(path, asker), patience);
    if (state === 'completed') return;
    if (state !== 'completing' && state !== 'open') throw new Problem(409, state, t('upload.refused'), t('upload.refusedDetail'));
    await new Promise((resolve) => { setTimeout(resolve, pause); });
  }
}
