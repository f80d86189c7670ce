import { session } from './session.js';

/** Lists follow a change within moments; for so long, what the person has just done is laid over them. */
const lifetime = 20_000;

/** What became of things of one kind a moment ago. */
export function recent() {
  const notes = new Map();
  return {
    /** @param {string} id @param {object|null} item As it is now; null when it is not in lists any more. */
    note(id, item) { notes.set(id, { item, at: Date.now(), by: session.person?.id }); },

    forget(id) { notes.delete(id); },

    /** A list with what is newer. @param {(item: object) => boolean} [isAmong] Which of them belong to it. */
    over(items, isAmong = () => true) {
      for (const [id, { at, by }] of notes) if (Date.now() - at > lifetime || by !== session.person?.id) notes.delete(id);
      const listed = new Set(items.map(({ id }) => id));
      const added = [...notes.values()].map(({ item }) => item).filter((item) => item !== null && !listed.has(item.id));
      return [...added.reverse(), ...items.map((item) => (notes.has(item.id) ? notes.get(item.id).item : item))].filter((item) => item !== null && isAmong(item));
    },
  };
}
