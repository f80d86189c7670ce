import { create, read, readAll, readWithVersion, send } from './client.js';
import { recent } from './recent.js';

const changes = recent();

/** One page of the vault, newest first. */
export async function memories(page, size = 24) {
  const found = await read(`/me/assets?order=desc&page=${page}&size=${size}`);
  const listed = new Set(found.items.map(({ id }) => id));
  return { ...found, items: changes.over(found.items, ({ id }) => page === 1 || listed.has(id)) };
}

/** What lists do not tell yet: a memory is new or changed, or, with null, away. */
export const noteMemory = (id, item) => changes.note(id, item);

/** Lists may tell again what they know of a memory. */
export const forgetMemory = (id) => changes.forget(id);

export const memory = (id) => readWithVersion(`/assets/${id}`);

export const describeMemory = (id, changes, version) => send('PATCH', `/assets/${id}`, { json: changes, ifMatch: version });

export async function trash(id) {
  await send('DELETE', `/assets/${id}`);
  noteMemory(id, null);
}

export async function restore(id) {
  await send('PUT', `/assets/${id}/restore`);
  noteMemory(id, (await memory(id)).item);
}

export const trashed = () => readAll('/me/assets/trash?order=desc');

export const stats = () => read('/me/assets/stats');

/** Says that a file will come. @returns {Promise<string>} Where to put it. */
export const announce = (request, options) => create('/assets', request, request.id, options);

/** The bytes of a thumbnail. */
export const thumbnail = async (id, signal) => (await send('GET', `/assets/${id}/thumbnail`, { signal })).blob();

/** The bytes of a file, telling how far it is. */
export async function file(id, onProgress, signal) {
  const response = await send('GET', `/assets/${id}/file`, { signal });
  const total = Number(response.headers.get('Content-Length')) || 0;
  const pieces = [];
  let read = 0;
  for (const reader = response.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    read += value.length;
    onProgress(total > 0 ? read / total : 0);
  }

  return new Blob(pieces, { type: response.headers.get('Content-Type') ?? '' });
}
