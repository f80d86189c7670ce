import { create, read, readAll, readWithVersion, send } from './client.js';
import { forgetMemory, noteMemory } from './memories.js';
import { recent } from './recent.js';
import { session } from './session.js';

const changes = recent();
const claims = recent();

/** The legacies that the person has planned. */
export async function planned(state) {
  const all = await readAll(`/me/legacy?order=desc&state=${state}`);
  return changes.over(all, (one) => idOf(one.owner) === session.person.id && (one.state === 'active') === (state === 'active'));
}

/** Those that another one may follow: they wait, or were delivered. */
export async function followable() {
  const [active, past] = await Promise.all([planned('active'), planned('past')]);
  return [...active, ...past.filter(({ state }) => state === 'inactive')];
}

/** Says legacies of the person by their references. @returns {Promise<(reference: string) => string|undefined>} */
export async function titles(references) {
  const found = await Promise.all(references.map((one) => legacy(idOf(one)).then(({ item }) => [item.id, item.name], () => [])));
  const known = new Map(found);
  return (reference) => known.get(idOf(reference));
}

export const incoming = async () => claims.over(await readAll('/me/legacy/incoming?order=desc'));

export const legacy = (id) => readWithVersion(`/legacy/${id}`);

/** Whether there is a legacy of this id that the person may see. */
export const isKnown = (id) => legacy(id).then(() => true, (problem) => {
  if (problem.status !== 403 && problem.status !== 404) throw problem;
  return false;
});

export const explanation = (id) => read(`/legacy/${id}/conditions`);

/**
 * Plans a legacy. The request brings its own id, so that it may be repeated.
 * @param {string} kind Empty for conditions of one's own.
 * @param {string} key The same one for the same request; another request under the same id is refused with it.
 */
export async function plan(kind, request, key) {
  await create(kind ? `/legacy/${kind}` : '/legacy', request, key);
  // What was sealed stays so when it cannot be read: lists follow by themselves.
  const found = await legacy(request.id).catch((problem) => { if (problem.status === 401) throw problem; });
  if (found) changes.note(request.id, found.item);
  if (kind || request.hide) for (const id of request.assets) noteMemory(id, null);
}

/** Withdraws a legacy as it is by now: the wish does not depend on its version, which grows while its memories are set aside. */
export async function cancel(one) {
  await send('DELETE', `/legacy/${one.id}`);
  changes.note(one.id, { ...one, state: 'removed' });
  for (const reference of one.assets) forgetMemory(idOf(reference));
}

/** Claims a legacy; the place, where one is asked for, is a name or a `geo:` URI. */
export async function claim(id, place) {
  await create(`/legacy/${id}/trigger`, place ? { geo_location: place } : {});
  claims.note(id, null);
}

/** Takes back what a delivered legacy brought others and they have not opened; again changes nothing. */
export const revoke = (id) => create(`/legacy/${id}/revocation`);

/** The memories that wait hidden, by the legacy that keeps them. */
export async function hiding() {
  const active = await planned('active');
  const kept = await Promise.all(active.map(async (one) => one.release_type !== 'custom' || (await explanation(one.id)).hide));
  return active.filter((_, at) => kept[at]);
}

/** The id in a reference such as `/users/{id}`. */
export const idOf = (reference) => reference.slice(reference.lastIndexOf('/') + 1);
