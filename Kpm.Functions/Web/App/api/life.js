import { create, read, send } from './client.js';
import { session } from './session.js';

/** For so long, what was heard about the person is good enough to say nothing. */
const lifetime = 5 * 60_000;
let heard = null;

/** The latest sign of life, the travel pause, and whether somebody looks for the person. */
export async function signsOfLife() {
  const known = await read('/me/signs-of-life');
  note(known.is_sought);
  return known;
}

/** Whether the person is looked for: asked with a page, and then every five minutes at most. */
export async function isSought() {
  if (heard === null || heard.by !== session.person?.id || Date.now() - heard.at > lifetime) await signsOfLife();
  return heard.isSought;
}

/** The person says that they are here. What was under way ends within moments. */
export async function iAmHere() {
  await create('/me/signs-of-life');
  note(false);
}

/** Until an instant the silence of the person means nothing. */
export const travel = (until) => send('PUT', '/me/travel-pause', { json: { until } });

export const comeBack = () => send('DELETE', '/me/travel-pause');

function note(isSoughtNow) {
  heard = { isSought: isSoughtNow, at: Date.now(), by: session.person?.id };
}
