import { create, read, readWithVersion, send } from './client.js';

/** One page of the vault, newest first. */
export const memories = (page, size = 24) => read(`/me/assets?order=desc&page=${page}&size=${size}`);

export const memory = (id) => readWithVersion(`/assets/${id}`);

export const describeMemory = (id, changes, version) => send('PATCH', `/assets/${id}`, { json: changes, ifMatch: version });

export const trash = (id) => send('DELETE', `/assets/${id}`);

export const restore = (id) => send('PUT', `/assets/${id}/restore`);

export const trashed = async () => (await read('/me/assets/trash?order=desc&size=100')).items;

export const stats = () => read('/me/assets/stats');

/** Says that a file will come. @returns {Promise<string>} Where to put it. */
export const announce = (request) => create('/assets', request, request.id);

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
