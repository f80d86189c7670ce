import { create, read } from './client.js';

/** The attempts to reach the owner of a legacy, the newest first. */
export const attempts = (legacy) => read(`/legacy/${legacy}/attempts`);

export const attempt = (legacy, id) => read(`/legacy/${legacy}/attempts/${id}`);

/** A keeper says that the owner is alive; again changes nothing. */
export const vouch = (legacy, id) => create(`/legacy/${legacy}/attempts/${id}/pause`);

/** The word for how an attempt ended: of one that keepers began by their word an older answer does not say whether they took it back. */
export const endOf = ({ cause, outcome, is_withdrawn: isWithdrawn }) => (isWithdrawn ? 'withdrawn' : outcome === 'vetoed' && cause !== 'inactivity' ? 'refuted' : outcome);
