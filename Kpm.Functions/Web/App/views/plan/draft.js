import { parting, session } from '../../api/session.js';
import { attestationIn, blank, conditionOf, hasKeepers, isWritten, needsPlace, placeText } from '../../conditions/node.js';

/** The kinds of a legacy: for others, and for the person's own future. */
export const kinds = ['date', 'bottle', 'place', 'capsule', 'now', 'silence', 'attested', 'step', 'custom'];
const words = { date: 'transfer', now: 'transfer', bottle: 'in-a-bottle', place: 'hide-and-seek', capsule: 'time-capsule', silence: '', attested: '', step: '', custom: '' };

/**
 * A legacy that is being planned. It outlives the page, so that nothing typed is lost while the person looks something up, and a session
 * that ends; but it is theirs alone, whoever signs in next in this tab.
 */
let draft = null;

export function draftNow() {
  const by = session.person?.id;
  if (draft?.by !== by) forgetDraft();
  draft ??= {
    by, id: crypto.randomUUID(), key: null, asked: null, askedAt: 0, memories: new Set(), isForMe: false, receivers: new Set(), guests: [], kind: 'date', name: '', description: '',
    date: blank('date'), window: blank('window'), place: blank('place'), silence: blank('inactivity'), attestation: blank('attestation'), keepers: new Set(), step: blank('after'), isAnyDay: true,
    tree: { type: 'all', of: [blank('date')] }, bequest: 'gift', delivery: 'claim', isInTurn: false, wait: '14', tells: false, hides: false,
  };
  return draft;
}

export function forgetDraft() {
  draft = null;
}

parting.addEventListener('part', forgetDraft);

/** What is sealed next is another legacy than the one that was asked for under this id. */
export function becomeNew(plan) {
  Object.assign(plan, { id: crypto.randomUUID(), key: null, asked: null });
}

/** Whoever withdraws what their draft became a moment ago may seal it once more. */
export function partFrom(id) {
  if (draft?.id === id) becomeNew(draft);
}

/** What the draft asks for, as a tree; null while nothing of it is complete. */
export const treeOf = (plan) => (kindOf(plan) === 'bottle' && plan.isAnyDay ? { type: 'window' } : conditionOf(nodeOf(plan)));

/** What stands in the fields, complete or not. */
function nodeOf(plan) {
  switch (kindOf(plan)) {
    case 'date': return plan.date;
    case 'bottle': return plan.window;
    case 'place': return plan.place;
    case 'capsule': return { type: 'all', of: [plan.date, plan.place] };
    case 'silence': return plan.silence;
    case 'attested': return plan.attestation;
    case 'step': return plan.step;
    case 'custom': return plan.tree;
    default: return { type: 'always' };
  }
}

/** Whether it is said when and where it opens; of a time capsule both, of conditions of one's own each that is on the page. */
export function isTimed(plan) {
  const tree = treeOf(plan);
  if (kindOf(plan) === 'custom') return isWritten(plan.tree);
  return tree !== null && (kindOf(plan) !== 'capsule' || tree.of.length === 2);
}

/** Whoever is no keep any more is chosen no longer: nobody could take them out. */
export function keepOnly(plan, friends) {
  for (const chosen of [plan.receivers, plan.keepers]) for (const id of chosen) if (!friends.some((friend) => friend.id === id)) chosen.delete(id);
}

/** Whether enough keepers are chosen for the word that is asked of them. */
export const hasEnoughKeepers = (plan) => plan.keepers.size >= (attestationIn(treeOf(plan))?.count ?? 0);

/** For oneself there is only a date. */
export const kindOf = (plan) => (plan.isForMe ? 'date' : plan.kind);

/** Whom it is for, in their order, as far as they are keeps. */
export const receiversOf = (plan, friends) => [...plan.receivers].map((id) => friends.find((friend) => friend.id === id)).filter((friend) => friend !== undefined);

/** Turns need two people at least, who all have an account. */
export const canTakeTurns = (plan) => !plan.isForMe && plan.receivers.size > 1 && plan.guests.length === 0;

export const takesTurns = (plan) => plan.isInTurn && canTakeTurns(plan);

/** Whether somebody has to open it: the system is at no place, and delivers to nobody in turn. */
export const isOpened = (plan) => needsPlace(nodeOf(plan)) || takesTurns(plan);

/** How it reaches the others, which is what the person chose where there is a choice. */
export const deliveryOf = (plan) => (isOpened(plan) ? 'claim' : plan.delivery);

/** The days of a turn; null while they are missing. */
export function waitOf({ wait }) {
  const count = Number(wait);
  return Number.isInteger(count) && count >= 1 && count <= 365 ? count : null;
}

/** The word of the address, and the request, of the API. */
export function requestOf(plan) {
  const kind = kindOf(plan);
  const tree = treeOf(plan);
  const request = { id: plan.id, name: plan.name.trim(), description: plan.description.trim() || null, assets: [...plan.memories] };
  if (plan.isForMe) return { word: 'to-future-self', request: { ...request, scheduled_date: tree.at } };
  Object.assign(request, {
    receivers: [...plan.receivers, ...plan.guests.map(({ name, email }) => ({ name, email }))],
    bequest_type: plan.bequest, delivery: deliveryOf(plan), tell_receivers: plan.tells,
    ...(takesTurns(plan) ? { in_turn: { wait_days: waitOf(plan) } } : {}),
  });
  return { word: words[kind], request: { ...request, ...termsOf(kind, plan, tree) } };
}

function termsOf(kind, plan, tree) {
  switch (kind) {
    case 'date': return { scheduled_date: tree.at };
    case 'bottle': return plan.isAnyDay ? {} : { min_date: tree.from, max_date: tree.until };
    case 'place': return { location: placeText(tree) };
    case 'capsule': return { scheduled_date: tree.of[0].at, location: placeText(tree.of[1]) };
    case 'silence':
    case 'attested': return { conditions: tree, keepers: [...plan.keepers] };
    case 'step': return { conditions: tree };
    case 'custom': return { conditions: tree, hide: plan.hides, ...(hasKeepers(tree) ? { keepers: [...plan.keepers] } : {}) };
    default: return {};
  }
}
