/**
 * Reads something again, ever more seldom, until it is done. A moment without an answer is waited for as well.
 * @param {() => Promise<T>} read
 * @param {(found: T) => boolean} isDone
 * @param {AbortSignal} signal Ends it, as when the page is left.
 * @returns {Promise<T|null>} Null when it was ended.
 * @template T
 */
export async function settled(read, isDone, signal) {
  for (let attempt = 0; !signal.aborted; attempt++) {
    const found = await read().catch((problem) => { if (!problem.isPassing) throw problem; return null; });
    if (found !== null && isDone(found)) return signal.aborted ? null : found;
    await pause(Math.min(10_000, 500 * 1.5 ** attempt), signal);
  }

  return null;
}

function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const end = () => { clearTimeout(timer); signal.removeEventListener('abort', end); resolve(); };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
