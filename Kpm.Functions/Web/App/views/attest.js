import { attest, withdrawWord } from '../api/attestations.js';
import { idOf } from '../api/legacies.js';
import { session } from '../api/session.js';
import { confirm } from '../ui/dialog.js';
import { h } from '../ui/h.js';
import { notice } from '../ui/notices.js';
import { act } from '../ui/page.js';
import { day, days, t, tn, upper } from '../words/index.js';

/**
 * What keepers say of somebody: that they are no more. A keeper can say so, and take it back.
 * @param {() => Promise<void>} again Shows the page as it is then.
 */
export function wordsCard(legacy, { attested, count, wait_days: wait }, who, called, again) {
  const mine = attested.some(({ by }) => idOf(by) === session.person.id);
  const trouble = h('div');
  return h('section.card.stack', h('h2', t('attest.title')), h('p', tn('attest.rule', count, { who, wait: days(wait) })),
    attested.length > 0 ? h('ul.list', attested.map(({ by, at }) => h('li', t('attest.spokeOf', { who, by: upper(called(by)), day: day(at) })))) : h('p.soft', t('attest.none', { who })),
    trouble, h('div', mine
      ? h('button.button.second', { type: 'button', onclick: act(trouble, takeBack) }, t('attest.withdraw'))
      : h('button.button.second.danger', { type: 'button', onclick: act(trouble, say) }, t('attest.act', { who }))));

  async function say() {
    if (!await confirm({ title: t('attest.askTitle', { who }), text: t('attest.askText', { who }), act: t('attest.act', { who }), isDangerous: true })) return;
    await attest(legacy);
    notice(t('attest.noted', { who }));
    await again();
  }

  async function takeBack() {
    await withdrawWord(legacy);
    notice(t('attest.withdrawn'));
    await again();
  }
}
