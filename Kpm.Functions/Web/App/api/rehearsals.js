import { create, read } from './client.js';
import { settled } from './settled.js';

/**
 * Tries a legacy of the person, and waits for what is found.
 * @param {{at?: number, location?: string, silent?: boolean, preceded?: boolean}} wish
 * @returns {Promise<object|null>} Null when the signal ended the wait.
 */
export async function rehearse(legacy, wish, signal) {
  const path = await create(`/legacy/${legacy}/rehearsals`, wish);
  return settled(() => rehearsal(path), ({ state }) => state !== 'requested', signal);
}

/** What was found, by its path. */
export const rehearsal = (path) => read(path);
