import { create, read, readAll, send } from './client.js';
import { recent } from './recent.js';

const changes = recent();

/** The keeps of the person in a state. @param {'pending'|'active'} state */
export const keeps = async (state) => changes.over(await readAll(`/me/keeps?order=desc&state=${state}`), (keep) => keep.state === state);

/** Asks for a keep. The request brings its own id, so that it may be repeated. */
export async function askKeep(request) {
  const path = await create('/me/keeps', request);
  const keep = await read(path);
  changes.note(keep.id, keep);
}

export async function acceptKeep(keep) {
  await send('PUT', '/me/keeps/accept', { json: { keep_id: keep.id } });
  changes.note(keep.id, await read(`/me/keeps/${keep.id}`));
}

/** Refuses a keep, takes a question back, or ends what was. */
export async function declineKeep(keep) {
  await send('PUT', '/me/keeps/decline', { json: { keep_id: keep.id, reason: '' } });
  changes.note(keep.id, null);
}

/** Takes up an invitation: the two become keeps, and what was left follows within moments. */
export const acceptInvitation = (token) => send('POST', '/invitations/accept', { json: { invitation_token: token } });
