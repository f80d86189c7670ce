/** So often the API may fail for a moment. That there is no connection says nothing about the deed, and is not counted. */
const limit = 8;

/**
 * Does something again when the network or the API fails for a moment: after a pause that grows, or as soon as the browser is back
 * online. What was refused for good is thrown, and nothing is done any more once it was aborted.
 * @param {() => Promise<T>} deed
 * @param {{onWait: (waits: boolean) => void, signal: AbortSignal}} options
 * @returns {Promise<T>}
 * @template T
 */
export async function patiently(deed, { onWait, signal }) {
  for (let [attempt, failures] = [0, 0]; ; attempt++) {
    signal.throwIfAborted();
    try {
      const done = await deed();
      if (attempt > 0) onWait(false);
      return done;
    } catch (problem) {
      signal.throwIfAborted();
      if (!problem.isPassing || (problem.status !== 0 && ++failures > limit)) throw problem;
      onWait(true);
      await pause(Math.min(30_000, 1000 * 2 ** attempt), signal);
    }
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const end = () => { clearTimeout(timer); window.removeEventListener('online', end); signal.removeEventListener('abort', end); };
    const go = () => { end(); resolve(); };
    const timer = setTimeout(go, milliseconds);
    window.addEventListener('online', go, { once: true });
    signal.addEventListener('abort', () => { end(); reject(new DOMException('', 'AbortError')); }, { once: true });
  });
}
