import { create, read, readAll, readWithVersion, send } from './client.js';
import { session } from './session.js';

/** The legacies that the person has planned. */
export async function planned(state) {
  const all = await readAll(`/me/legacy?order=desc&state=${state}`);
  return all.filter((legacy) => idOf(legacy.owner) === session.person.id);
}

export const incoming = async () => (await read('/me/legacy/incoming?order=desc&size=100')).items;

export const legacy = (id) => readWithVersion(`/legacy/${id}`);

export const explanation = (id) => read(`/legacy/${id}/conditions`);

/** @param {string} kind Empty for conditions of one's own. */
export const plan = (kind, request, key) => create(kind ? `/legacy/${kind}` : '/legacy', request, key);

export const cancel = (id, version) => send('DELETE', `/legacy/${id}`, { ifMatch: version });

/** Claims a legacy; the place, where one is asked for, is a name or a `geo:` URI. */
export const claim = (id, place) => create(`/legacy/${id}/trigger`, place ? { geo_location: place } : {});

/** The memories that wait hidden, by the legacy that keeps them. */
export async function hiding() {
  const active = await planned('active');
  const kept = await Promise.all(active.map(async (one) => one.release_type !== 'custom' || (await explanation(one.id)).hide));
  return active.filter((_, at) => kept[at]);
}

/** The id in a reference such as `/users/{id}`. */
export const idOf = (reference) => reference.slice(reference.lastIndexOf('/') + 1);
