import { isKnown, plan } from '../../api/legacies.js';
import { becomeNew, requestOf } from './draft.js';

/**
 * Seals what a draft says. A try whose answer was lost may have arrived, and the API takes the next one under the same id for its repeat,
 * whatever it says: what was changed since is not sent before it is known that the first one is not there.
 * @returns {Promise<string|null>} The id of an earlier try that arrived as the draft was then; null when what it says now is sealed.
 */
export async function seal(draft) {
  const { word, request } = requestOf(draft);
  const wish = JSON.stringify([word, request]);
  if (draft.asked && draft.asked !== wish && await isKnown(request.id)) return tell();
  draft.asked = wish;
  try {
    await plan(word, request);
  } catch (problem) {
    // The earlier try was still on its way when it was asked for.
    if (problem.code === 'idempotency_key_reused' && await isKnown(request.id)) return tell();
    throw problem;
  }

  return null;

  function tell() {
    becomeNew(draft);
    return request.id;
  }
}
