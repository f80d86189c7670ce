import { attempt, endOf, vouch } from '../api/attempts.js';
import { attestations } from '../api/attestations.js';
import { idOf } from '../api/legacies.js';
import { names } from '../api/people.js';
import { session } from '../api/session.js';
import { confirm } from '../ui/dialog.js';
import { fill, h } from '../ui/h.js';
import { icon } from '../ui/icons.js';
import { notice } from '../ui/notices.js';
import { act, head, load } from '../ui/page.js';
import { day, moment, t, tn } from '../words/index.js';
import { wordsCard } from './attest.js';

/** What somebody watches over, for a keeper: the links of mails lead here, those of an attempt with its id. */
export function watch(page, [legacy, id]) {
  const place = h('div');
  fill(page, head(t('watch.titleOfSomebody'), t('watch.lead')), place);
  const title = page.querySelector('h1');
  show();

  function show() {
    return load(place, found, ([words, open, called]) => {
      if (idOf(words.owner) === session.person.id) return h('p', h('a.button.second', { href: `#/legacies/${legacy}` }, t('watch.yours')));
      const who = called(words.owner);
      title.textContent = t(open ? 'watch.title' : 'watch.over', { who });
      document.title = `${title.textContent} · Keepem`;
      return h('div.stack.loose', open && h('section.card.stack', open.outcome === null ? [stand(open, who), word(open, who)] : h('p.words', t(`watch.ended.${endOf(open)}`, { who }))),
        words.count !== null && wordsCard(legacy, words, who, called, again), !open && words.count === null && h('p', t('watch.quiet', { who })));
    });
  }

  /** The attempt that is under way, else the one of the link: a mail may be of an earlier one, which is over. */
  async function found() {
    const [words, called] = await Promise.all([attestations(legacy), names()]);
    const current = words.attempt ? idOf(words.attempt) : id;
    return [words, current ? await attempt(legacy, current) : null, called];
  }

  async function again() {
    await show();
    title.focus();
  }

  /** The word of a keeper, which counts once. */
  function word({ id: of, pause, stage }, who) {
    if (pause) {
      return h('p', idOf(pause.by) === session.person.id ? t('watch.mine', { who }) : t('watch.other', { who }), pause.days_left > 0 && ` ${tn('silence.notCounting', pause.days_left)}`);
    }

    const trouble = h('div');
    return stage !== 'met' && h('div.stack', h('p', t('watch.hint')), trouble, h('div', h('button.button.first.big', { type: 'button', onclick: act(trouble, () => say(of, who)) }, icon('done'), t('watch.alive', { who }))));
  }

  async function say(of, who) {
    if (!await confirm({ title: t('watch.askTitle', { who }), text: t('watch.askText', { who }), act: t('watch.alive', { who }) })) return;
    await vouch(legacy, of);
    notice(t('watch.thanks'));
    await again();
  }
}

/** How far it is. */
function stand({ cause, stage, silent_since: since, earliest_met_ts: earliest, day: count, days }, who) {
  const reached = t('silence.reached', { day: count, days });
  return [h('p.words', t(cause === 'attestation' && stage !== 'met' ? 'watch.attested' : `watch.${stage}`, { who, day: day(since) })), h('div.stack.tight', h('p.soft.small', reached), h('progress', { value: count, max: days, 'aria-label': reached })),
    earliest !== null && h('p', h('b', t('watch.earliest')), ` ${moment(earliest)}. `, t('watch.earliestHint', { who }))];
}
