import { followable } from '../../api/legacies.js';
import { friends } from '../../api/people.js';
import { Problem } from '../../api/problem.js';
import { field, form } from '../../ui/form.js';
import { fill, h } from '../../ui/h.js';
import { goTo } from '../../ui/navigate.js';
import { notice } from '../../ui/notices.js';
import { head } from '../../ui/page.js';
import { Pictures } from '../../ui/pictures.js';
import { t } from '../../words/index.js';
import { draftNow, forgetDraft, hasEnoughKeepers, isTimed, keepOnly, kindOf } from './draft.js';
import { howStep } from './how.js';
import { memoriesStep } from './memories.js';
import { peopleStep } from './people.js';
import { seal } from './seal.js';
import { sentence, summary } from './summary.js';
import { whenStep } from './when.js';

/** Plans a legacy: what, for whom, when and where. What it comes to is said in plain words all the while. */
export function plan(page) {
  const pictures = new Pictures();
  const draft = draftNow();
  const people = { friends: [] };
  const others = { known: null, find: async () => { others.known ??= await followable(); return others.known; } };
  const sealed = h('div', { 'aria-live': 'polite' });
  const earlier = h('div', { role: 'alert' });
  const when = h('div.stack');
  // The summary is below the steps on a phone: what it says is beside the fields as well, for those who see them.
  const near = h('p.words.near', { 'aria-hidden': 'true' });
  const changed = () => {
    how.show();
    // It is read out whenever it is replaced.
    const next = summary(draft, people.friends, others.known);
    if (next.textContent !== sealed.textContent) fill(sealed, next);
    near.textContent = sentence(draft, people.friends, others.known);
  };
  const reshape = () => {
    fill(when, whenStep(draft, people, others, reshape, changed));
    changed();
  };
  const how = howStep(draft, changed);
  reshape();
  fill(page, head(t('plan.title'), t('plan.lead')), form({ class: 'plan' }, send,
    h('div.stack.loose',
      step(1, t('plan.what'), memoriesStep(draft, pictures, changed)),
      step(2, t('plan.whom'), peopleStep(draft, people, reshape, changed)),
      step(3, t('plan.when'), when, near),
      step(4, t('plan.words'), bound('name', t('plan.name'), { required: true, maxlength: 64 }, t('plan.nameHint')), bound('description', t('plan.text'), { multiline: true, maxlength: 4000 }, t('plan.textHint')), how.element)),
    h('section.card.seal', { 'aria-label': t('plan.summary') }, h('h2', t('plan.summary')), sealed, earlier, h('button.button.first.wide', { type: 'submit' }, t('plan.seal')))));
  friends().then((found) => { people.friends = found; keepOnly(draft, found); people.show?.(); people.showKeepers?.(); changed(); }).catch((problem) => people.fail?.(problem));
  return () => pictures.release();

  function bound(name, label, attributes, hint) {
    return field(label, { ...attributes, name, value: draft[name], oninput: (event) => { draft[name] = event.target.value; changed(); } }, hint);
  }

  async function send() {
    const missing = draft.memories.size === 0 ? 'plan.noMemory' : !draft.isForMe && draft.receivers.size + draft.guests.length === 0 ? 'plan.nobody' : !isTimed(draft) ? (kindOf(draft) === 'custom' ? 'plan.unwritten' : 'plan.noTime') : !hasEnoughKeepers(draft) ? 'plan.noKeepers' : null;
    if (missing) throw new Problem(422, 'incomplete', t('plan.missing'), t(missing));
    fill(earlier);
    const arrived = await seal(draft);
    if (arrived) {
      fill(earlier, h('div.problem', h('b', t('plan.earlier')), h('p.small', t('plan.earlierText')), h('a.button.second.small', { href: `#/legacies/${arrived}` }, t('plan.earlierLook'))));
      return;
    }

    const { id, key } = draft;
    forgetDraft();
    // With a key of its own it may yet be the earlier try that is there.
    notice(t(key ? 'plan.sealedLook' : 'plan.sealed'));
    goTo(`#/legacies/${id}`);
  }
}

function step(number, title, ...content) {
  return h('fieldset.step', h('legend', h('span.nr', { 'aria-hidden': 'true' }, String(number)), title), h('div.stack', content));
}
