import { idOf } from '../../api/legacies.js';
import { afterCourse } from '../../conditions/after.js';
import { attestationCourse } from '../../conditions/attestation.js';
import { course } from '../../conditions/course.js';
import { describe } from '../../conditions/describe.js';
import { attestationIn, silenceIn, stepsIn } from '../../conditions/node.js';
import { timeline } from '../../conditions/timeline.js';
import { h } from '../../ui/h.js';
import { list, t, tn } from '../../words/index.js';
import { deliveryOf, receiversOf, takesTurns, treeOf } from './draft.js';
import { turnsCourse } from './turns.js';

/**
 * Says what a plan comes to: one sentence, what will happen, and a line of time.
 * @param {object[]|null} others The legacies that it may follow, as far as they were looked up.
 */
export function summary(draft, friends, others) {
  const tree = treeOf(draft);
  const [find, steps] = [finder(others), stepsIn(tree)];
  const then = tree?.type === 'after' ? deliveryOf(draft) : 'part';
  return h('div.stack', h('p.words', sentence(draft, friends, others)), !draft.isForMe && !takesTurns(draft) && h('p', t(`reaches.${deliveryOf(draft)}`)), steps.length > 0 && afterCourse(steps, find, then), silenceIn(tree) && course(silenceIn(tree), draft.keepers.size, tree.type === 'inactivity'), attestationIn(tree) && attestationCourse(attestationIn(tree), draft.keepers.size),
    takesTurns(draft) && turnsCourse(draft, friends), tree && timeline(tree, (one) => find(one)?.name));
}

/** Who receives what, and when. */
export function sentence(draft, friends, others) {
  const tree = treeOf(draft);
  const people = [...receiversOf(draft, friends), ...draft.guests].map(({ name }) => name);
  const what = draft.memories.size === 0 ? t('plan.someMemories') : tn('memories', draft.memories.size);
  const when = tree === null ? t('plan.someTime') : describe(tree, (one) => finder(others)(one)?.name);
  if (draft.isForMe) return t('sentence.me', { what, when });
  if (takesTurns(draft)) return t('turn.sentence', { who: list(people, 'disjunction'), what, when });
  return tn('sentence', Math.max(1, people.length), { who: people.length === 0 ? t('somebody') : list(people), what, when });
}

const finder = (others) => (reference) => (others ?? []).find(({ id }) => id === idOf(reference));
