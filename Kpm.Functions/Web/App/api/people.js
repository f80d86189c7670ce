import { t } from '../words/index.js';
import { keeps } from './keeps.js';
import { idOf } from './legacies.js';
import { session } from './session.js';

/** The other side of a keep. */
export const otherOf = (keep) => (keep.requester.id === session.person.id ? keep.requested : keep.requester);

/** What the person calls the other side: an own name for them first. */
export function calledOf(keep) {
  const other = otherOf(keep);
  return keep.name || other.public_name || other.email || t('somebody');
}

/** Those whom the person may leave something to. @returns {Promise<{id: string, name: string, email: string, isUnreachable: boolean}[]>} */
export async function friends() {
  const active = await keeps('active');
  return active.map((keep) => ({ id: otherOf(keep).id, name: calledOf(keep), email: otherOf(keep).email, isUnreachable: otherOf(keep).unreachable }));
}

/** Says people by their references. @returns {Promise<(reference: string) => string>} */
export async function names() {
  const known = new Map((await friends()).map(({ id, name }) => [id, name]));
  known.set(session.person.id, t('me'));
  return (reference) => known.get(idOf(reference)) ?? t('somebody');
}
