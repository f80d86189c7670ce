import { attempt, vouch } from '../api/attempts.js';
import { idOf } from '../api/legacies.js';
import { names } from '../api/people.js';
import { session } from '../api/session.js';
import { confirm } from '../ui/dialog.js';
import { fill, h } from '../ui/h.js';
import { icon } from '../ui/icons.js';
import { notice } from '../ui/notices.js';
import { act, head, load } from '../ui/page.js';
import { day, moment, t, tn } from '../words/index.js';

/** An attempt to reach somebody, for a keeper of theirs: the links of mails lead here. */
export function watch(page, [legacy, id]) {
  const place = h('div');
  fill(page, head(t('watch.titleOfSomebody'), t('watch.lead')), place);
  const title = page.querySelector('h1');
  show();

  function show() {
    return load(place, () => Promise.all([attempt(legacy, id), names()]), ([found, called]) => {
      if (idOf(found.owner) === session.person.id) return h('p', h('a.button.second', { href: `#/legacies/${legacy}` }, t('watch.yours')));
      const who = called(found.owner);
      title.textContent = t('watch.title', { who });
      document.title = `${title.textContent} · Keepem`;
      return h('section.card.stack', found.outcome === null ? [stand(found, who), word(found, who)] : h('p.words', t(`watch.ended.${found.outcome}`, { who })));
    });
  }

  /** The word of a keeper, which counts once. */
  function word({ pause, stage }, who) {
    if (pause) {
      return h('p', idOf(pause.by) === session.person.id ? t('watch.mine', { who }) : t('watch.other', { who }), pause.days_left > 0 && ` ${tn('silence.notCounting', pause.days_left)}`);
    }

    const trouble = h('div');
    return stage !== 'met' && h('div.stack', h('p', t('watch.hint')), trouble, h('div', h('button.button.first.big', { type: 'button', onclick: act(trouble, () => say(who)) }, icon('done'), t('watch.alive', { who }))));
  }

  async function say(who) {
    if (!await confirm({ title: t('watch.askTitle', { who }), text: t('watch.askText', { who }), act: t('watch.alive', { who }) })) return;
    await vouch(legacy, id);
    notice(t('watch.thanks'));
    await show();
    title.focus();
  }
}

/** How far it is. */
function stand({ stage, silent_since: since, earliest_met_ts: earliest, day: count, days }, who) {
  const reached = t('silence.reached', { day: count, days });
  return [h('p.words', t(`watch.${stage}`, { who, day: day(since) })), h('div.stack.tight', h('p.soft.small', reached), h('progress', { value: count, max: days, 'aria-label': reached })),
    earliest !== null && h('p', h('b', t('watch.earliest')), ` ${moment(earliest)}. `, t('watch.earliestHint', { who }))];
}
