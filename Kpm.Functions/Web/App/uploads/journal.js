import { session } from '../api/session.js';
import { digest, hex } from './digest.js';

/**
 * Which uploads in parts were begun, so that the same file, chosen again after the page was closed, goes on where it stopped. The
 * browser keeps two ids under a digest: neither the name of the file nor whose it is can be read from it.
 */
const prefix = 'keepem.upload.';
const lifetime = 24 * 60 * 60 * 1000;

/** The name under which a file of this person is noted. */
export async function nameOf(file) {
  const told = new Blob([session.person.id, '\n', file.name, '\n', String(file.size), '\n', String(file.lastModified)]);
  return prefix + hex(await digest(told)).slice(0, 32);
}

/** @returns {{asset: string, path: string}|null} */
export function find(name) {
  try {
    const entry = JSON.parse(localStorage.getItem(name));
    return entry && Date.now() - entry.at < lifetime ? entry : null;
  } catch { return null; }
}

export function note(name, asset, path) {
  try { localStorage.setItem(name, JSON.stringify({ asset, path, at: Date.now() })); } catch { /* Then it cannot go on after a reload. */ }
}

/** Forgets an upload; another one of the same file may have been begun since. */
export function forget(name, path) {
  if (find(name)?.path === path) localStorage.removeItem(name);
}
