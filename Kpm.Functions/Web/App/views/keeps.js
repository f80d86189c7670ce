import { watched } from '../api/attestations.js';
import { acceptKeep, askKeep, declineKeep, keeps as find } from '../api/keeps.js';
import { idOf } from '../api/legacies.js';
import { calledOf, otherOf } from '../api/people.js';
import { session } from '../api/session.js';
import { confirm } from '../ui/dialog.js';
import { field, form } from '../ui/form.js';
import { fill, h } from '../ui/h.js';
import { act, head, load } from '../ui/page.js';
import { notice } from '../ui/notices.js';
import { refreshCounts } from '../shell.js';
import { day, t } from '../words/index.js';

/** The people whom one trusts: who asks, who is asked, and who are keeps. */
export function keeps(page) {
  const place = h('div.stack.loose');
  fill(page, head(t('keeps.title'), t('keeps.lead')), place, ask(show));
  show();

  function show() {
    return load(place, () => Promise.all([find('pending'), find('active'), watched()]), ([pending, active, over]) => {
      const asked = pending.filter((keep) => keep.requested.id === session.person.id);
      const sent = pending.filter((keep) => keep.requester.id === session.person.id);
      return [
        asked.length > 0 && part(t('keeps.received'), asked.map((keep) => request(keep, again))),
        active.length === 0 ? h('div.empty.quiet', h('h2', t('keeps.emptyTitle')), h('p.soft', t('keeps.empty'))) : part(t('keeps.active'), active.map((keep) => friend(keep, again))),
        over.length > 0 && part(t('watch.mineTitle'), over.map((one) => watches(one, active))),
        sent.length > 0 && part(t('keeps.sent'), sent.map((keep) => waits(keep, again))),
      ];
    });
  }

  /** After something was done in a row, which is gone then. */
  async function again() {
    await show();
    page.querySelector('h1').focus();
  }
}

/** A legacy of somebody, over which the person watches. */
function watches({ id, owner }, active) {
  const keep = active.find((one) => otherOf(one).id === idOf(owner));
  return h('li.card.item', h('div', h('a', { href: `#/watch/${id}` }, t('watch.over', { who: keep ? calledOf(keep) : t('somebody') }))));
}

function part(title, rows) {
  return h('section.stack', h('h2', title), h('ul.list', rows));
}

function row(keep, told, trouble, ...buttons) {
  const name = calledOf(keep);
  return h('li.card.item', h('span.badge.initial', { 'aria-hidden': 'true' }, name.slice(0, 1).toUpperCase()), h('div', h('b', name), told && h('p.soft.small', told), trouble), h('div.row', buttons));
}

function request(keep, again) {
  const trouble = h('div');
  const name = calledOf(keep);
  const after = async (deed, text) => { await deed; notice(text); await again(); refreshCounts(); };
  return row(keep, t('keeps.asks'), trouble,
    h('button.button.first', { type: 'button', 'aria-label': t('keeps.acceptOne', { name }), onclick: act(trouble, () => after(acceptKeep(keep), t('keeps.accepted', { name }))) }, t('keeps.accept')),
    h('button.button', { type: 'button', 'aria-label': t('keeps.declineOne', { name }), onclick: act(trouble, () => after(declineKeep(keep), t('keeps.declined', { name }))) }, t('keeps.decline')));
}

function waits(keep, again) {
  const trouble = h('div');
  return row(keep, t('keeps.since', { day: day(keep.created_ts) }), trouble, h('button.button', { type: 'button', onclick: act(trouble, async () => { await declineKeep(keep); await again(); }) }, t('keeps.takeBack')));
}

function friend(keep, again) {
  const trouble = h('div');
  const name = calledOf(keep);
  const told = otherOf(keep).unreachable ? t('keeps.unreachable') : otherOf(keep).email;
  return row(keep, told, trouble, h('button.button.danger.small', { type: 'button', 'aria-label': t('keeps.endOne', { name }), onclick: act(trouble, end) }, t('keeps.end')));

  async function end() {
    if (!await confirm({ title: t('keeps.endTitle', { name }), text: t('keeps.endText'), act: t('keeps.end'), isDangerous: true })) return;
    await declineKeep(keep);
    notice(t('keeps.ended', { name }));
    await again();
  }
}

function ask(show) {
  let asked = {};
  return h('section.card.stack', h('h2', t('keeps.ask')), h('p.soft', t('keeps.askHint')), form({}, send,
    h('div.pair', field(t('keeps.who'), { name: 'who', required: true, autocomplete: 'off', autocapitalize: 'none' }), field(t('keeps.name'), { name: 'name', maxlength: 64, autocomplete: 'off' })),
    h('div', h('button.button.first', { type: 'submit' }, t('keeps.send')))));

  async function send(values, element) {
    const who = values.get('who').trim();
    // The id is of a question to one person: it repeats that one when its answer was lost, and asks nobody else.
    if (asked.who !== who) asked = { id: crypto.randomUUID(), who };
    await askKeep({ id: asked.id, ...(who.includes('@') ? { to_email: who } : { to_code: who }), name: values.get('name').trim() || null });
    asked = {};
    element.reset();
    notice(t('keeps.asked'));
    await show();
  }
}
