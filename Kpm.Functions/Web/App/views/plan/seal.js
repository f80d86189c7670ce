import { guard } from '../../api/client.js';
import { isKnown, plan } from '../../api/legacies.js';
import { session } from '../../api/session.js';
import { becomeNew, requestOf } from './draft.js';

/** For so long, the API may be at work on a request that it has begun; one that is not there by then has most likely failed. */
const lease = 10_000;

/**
 * Seals what a draft says. A try whose answer was lost may have arrived, and the API takes the next one under the same id for its repeat,
 * whatever it says: what was changed since is not sent before it is known that the first one is not there.
 * @returns {Promise<string|null>} The id of an earlier try that arrived as the draft was then; null when what it says now is sealed.
 */
export async function seal(draft) {
  const { epoch } = session;
  const { word, request } = requestOf(draft);
  const wish = JSON.stringify([word, request]);
  if (draft.asked && draft.asked !== wish && await isKnown(request.id)) return tell();
  const { askedAt } = draft;
  Object.assign(draft, { asked: wish, askedAt: Date.now() });
  try {
    await plan(word, request, draft.key ?? request.id);
    return null;
  } catch (problem) {
    if (problem.code !== 'idempotency_key_reused') throw problem;
  }

  // The earlier try was still on its way when it was asked for, or it failed half-way, and its key stays taken for a day.
  if (await isKnown(request.id)) return tell();
  await new Promise((resolve) => { setTimeout(resolve, askedAt + lease - Date.now()); });
  guard(epoch);
  if (await isKnown(request.id)) return tell();
  // Another key, but not another id: however late the earlier try comes, there is one legacy of an id, and never a second one of this draft.
  Object.assign(draft, { key: crypto.randomUUID(), askedAt: Date.now() });
  await plan(word, request, draft.key);
  return null;

  function tell() {
    becomeNew(draft);
    return request.id;
  }
}
