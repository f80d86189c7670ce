import { comeBack, signsOfLife, travel as leave } from '../api/life.js';
import { instantOf } from '../conditions/node.js';
import { field, form } from '../ui/form.js';
import { h } from '../ui/h.js';
import { notice } from '../ui/notices.js';
import { act, load } from '../ui/page.js';
import { day, t } from '../words/index.js';

const oneDay = 864e5;

/** Until when the person is away, so that their silence means nothing. */
export function travel() {
  const place = h('div');
  show();
  return h('section.card.stack', h('h2', t('travel.title')), place);

  function show() {
    return load(place, signsOfLife, ({ paused_until: until }) => (until > Date.now() ? away(until) : ask()));
  }

  function ask() {
    const limit = (count) => new Date(Date.now() + count * oneDay).toLocaleDateString('sv');
    return form({}, send, h('p.soft', t('travel.hint')), field(t('travel.until'), { name: 'until', type: 'date', required: true, min: limit(1), max: limit(365) }),
      h('div', h('button.button.second', { type: 'submit' }, t('travel.act'))));
  }

  function away(until) {
    const trouble = h('div');
    return h('div.stack', h('p', { tabindex: '-1' }, t('travel.away', { day: day(until) })), trouble, h('div', h('button.button.second', { type: 'button', onclick: act(trouble, back) }, t('travel.end'))));
  }

  async function send(values) {
    await leave(instantOf(values.get('until'), '23:59'));
    await change(t('travel.begun'));
  }

  async function back() {
    await comeBack();
    await change(t('travel.ended'));
  }

  async function change(text) {
    await show();
    place.querySelector('p[tabindex], input')?.focus();
    notice(text);
  }
}
