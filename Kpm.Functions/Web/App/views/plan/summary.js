import { course } from '../../conditions/course.js';
import { describe } from '../../conditions/describe.js';
import { silenceIn } from '../../conditions/node.js';
import { timeline } from '../../conditions/timeline.js';
import { h } from '../../ui/h.js';
import { list, t, tn } from '../../words/index.js';
import { treeOf } from './draft.js';

/** Says what a plan comes to: one sentence, and a line of time. */
export function summary(draft, friends) {
  const tree = treeOf(draft);
  return h('div.stack', h('p.words', sentence(draft, friends)), silenceIn(tree) && course(silenceIn(tree), draft.keepers.size), tree && timeline(tree));
}

/** Who receives what, and when. */
export function sentence(draft, friends) {
  const tree = treeOf(draft);
  const people = [...friends.filter(({ id }) => draft.receivers.has(id)), ...draft.guests].map(({ name }) => name);
  const what = draft.memories.size === 0 ? t('plan.someMemories') : tn('memories', draft.memories.size);
  const when = tree === null ? t('plan.someTime') : describe(tree);
  if (draft.isForMe) return t('sentence.me', { what, when });
  return tn('sentence', Math.max(1, people.length), { who: people.length === 0 ? t('somebody') : list(people), what, when });
}
