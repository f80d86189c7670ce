import { parting, session } from '../api/session.js';

/**
 * What was written about memories and is not saved. It outlives the page, and a session that ends, as a plan does; but it is theirs
 * alone who wrote it.
 */
const kept = new Map();
const nameOf = (id) => `${session.person?.id} ${id}`;
parting.addEventListener('part', () => kept.clear());

/** @returns {{base: object, written: object}|undefined} What was said when it was written, and what was written. */
export const unsaved = (id) => kept.get(nameOf(id));

export const keep = (id, what) => kept.set(nameOf(id), what);

export const drop = (id) => kept.delete(nameOf(id));
