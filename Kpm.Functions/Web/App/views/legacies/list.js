import { planned } from '../../api/legacies.js';
import { names } from '../../api/people.js';
import { fill, h } from '../../ui/h.js';
import { icon } from '../../ui/icons.js';
import { head, load } from '../../ui/page.js';
import { day, list, t, tn } from '../../words/index.js';

export const drawings = { asset_future_self: 'self', asset_in_a_bottle: 'bottle', hide_and_seek: 'place', time_capsule: 'capsule', transfer: 'gift', custom: 'tree' };

/** The legacies that the person has planned: those that wait, then those that are over. */
export function legacies(page) {
  const place = h('div.stack.loose');
  fill(page, head(t('legacies.title'), t('legacies.lead'), h('a.button.first', { href: '#/plan' }, icon('plus'), t('plan.title'))), place);
  load(place, () => Promise.all([planned('active'), planned('past'), names()]), ([active, past, called]) => [
    active.length === 0 ? h('div.empty.quiet', h('h2', t('legacies.emptyTitle')), h('p.soft', t('legacies.empty')), h('a.button.second', { href: '#/plan' }, t('plan.title'))) : h('ul.list', active.map((one) => row(one, called))),
    past.length > 0 && h('section.stack', h('h2', t('legacies.past')), h('ul.list', past.map((one) => row(one, called)))),
  ]);
}

function row(one, called) {
  return h('li.card.item', h('span.badge', icon(drawings[one.release_type])),
    h('div.stack.tight', h('a.title', { href: `#/legacies/${one.id}` }, one.name), h('p.soft.small', [tn('memories', one.assets.length), t('legacies.for', { who: whoOf(one, called) }), shortOf(one.conditions, one.release_type)].join(' · '))),
    stateOf(one));
}

/** For whom it is, in words. @param {'conjunction'|'disjunction'} [type] All of them, or one. */
export function whoOf(one, called, type) {
  const invited = (one.invited ?? []).filter(({ state }) => state === 'pending').map(({ name }) => name);
  return list([...one.receivers.map(called), ...invited], type);
}

/** Where it stands. */
export function stateOf({ state, conditions, revocation }) {
  if (revocation) return h('span.tag', t('state.revoked'));
  if (state === 'inactive') return h('span.tag.good', icon('done'), t('state.delivered'));
  if (state === 'removed') return h('span.tag', t('state.withdrawn'));
  const isDue = conditions.immediate || (conditions.release_time < Date.now() && !conditions.geo_locked);
  return isDue ? h('span.tag.good', icon('gift'), t('state.due')) : h('span.tag.wait', icon('lock'), t('state.sealed'));
}

/** What its conditions come to, in a few words. */
export function shortOf({ release_time: time, time_locked: isSecret, geo_locked: hasPlace, location }, type) {
  const parts = [];
  if (time !== undefined) parts.push(t('short.from', { day: day(time) }));
  if (isSecret) parts.push(type === 'custom' ? t('short.later') : t('short.secret'));
  if (hasPlace) parts.push(location && !location.startsWith('geo:') ? t('short.at', { place: location }) : t('short.place'));
  return parts.length === 0 ? t('short.now') : parts.join(', ');
}
