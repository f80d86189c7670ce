import { read, readAll, send } from './client.js';

/** What the keepers of a legacy say of its owner. */
export const attestations = (legacy) => read(`/legacy/${legacy}/attestations`);

/** A keeper says that the owner is no more; again changes nothing. */
export const attest = (legacy) => send('PUT', `/legacy/${legacy}/attestations/mine`);

/** A keeper takes that back. */
export const withdrawWord = (legacy) => send('DELETE', `/legacy/${legacy}/attestations/mine`);

/** The legacies over which the person watches. */
export const watched = () => readAll('/me/legacy/watched?order=desc');
