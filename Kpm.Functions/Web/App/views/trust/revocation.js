import { idOf, legacy as find, revoke } from '../../api/legacies.js';
import { memory } from '../../api/memories.js';
import { settled } from '../../api/settled.js';
import { problemBox } from '../../ui/form.js';
import { fill, h } from '../../ui/h.js';
import { act } from '../../ui/page.js';
import { list, moment, t, tn } from '../../words/index.js';
import { proven } from './prove.js';

const isBack = ({ result }) => result === 'taken_back' || result === 'not_delivered';

/** Of a legacy that was delivered to others: a way to take back what was not opened yet, and what became of each memory. */
export function revocationCard({ item, told, called }, changed, signal) {
  const trouble = h('div');
  const title = h('h2', { id: 'revoke-title', tabindex: '-1' }, t('revoke.title'));
  const stand = h('div', { role: 'status' });
  const place = h('div.stack');
  let shown = 0;
  if (item.revocation) show(item.revocation).then(() => follow(item.revocation));
  else fill(place, h('p', t('revoke.hint')), trouble, h('div', h('button.button.danger.second', { type: 'button', onclick: act(trouble, ask) }, t('revoke.act'))));
  return h('section.card.stack', { 'aria-labelledby': 'revoke-title' }, h('div.stack.tight', title, stand), place);

  async function ask() {
    if (!await proven({ title: t('revoke.askTitle'), text: t('revoke.askText'), act: t('revoke.act') }, () => revoke(item.id))) return;
    changed();
    await show({ revoked_ts: Date.now(), state: 'running', assets: [] });
    title.focus();
    await follow({ state: 'running' });
  }

  /** What became of the memories comes one by one, until it is known of all. */
  async function follow({ state }) {
    if (state === 'settled') return;
    try {
      await settled(async () => {
        const { item: { revocation } } = await find(item.id);
        if (revocation && (revocation.state === 'settled' || revocation.assets.length > shown)) await show(revocation);
        return revocation;
      }, (revocation) => revocation?.state === 'settled', signal);
    } catch (problem) {
      if (problem.title === undefined) throw problem;
      place.append(problemBox(problem, () => follow({ state })));
    }
  }

  async function show(revocation) {
    const titles = new Map(await Promise.all(revocation.assets.map(({ asset }) => memory(idOf(asset)).then(({ item: { title: name } }) => [asset, name], () => [asset, undefined]))));
    if (signal.aborted) return;
    shown = revocation.assets.length;
    title.textContent = t('revoke.doneTitle');
    fill(stand, standOf(revocation));
    fill(place, outcome(revocation, titles, called, told.bequest_type === 'gift'));
  }
}

/** Who received it learns that it was taken back. */
export function takenCard({ item }) {
  return h('section.card', h('p', h('b', t('revoke.byGiver')), ' ', moment(item.revocation.revoked_ts)));
}

/** How much came back, as far as it is known. */
function standOf({ state, assets }) {
  const [back, stays] = [assets.filter(isBack).length, assets.filter((one) => !isBack(one)).length];
  return h('p.words', [state === 'running' && t('revoke.runs'), back > 0 && tn('revoke.back', back), stays > 0 && tn('revoke.stays', stays)].filter(Boolean).join(' '));
}

/** First what stays with others, then what came back. */
function outcome({ revoked_ts: at, assets }, titles, called, isGift) {
  const nameOf = ({ asset }) => (titles.get(asset) === undefined ? t('revoke.memory') : t('trial.memoryOf', { title: titles.get(asset) }));
  const sorted = [...assets.filter((one) => !isBack(one)), ...assets.filter(isBack)];
  return [h('ul.list', sorted.map((one) => h('li', h('b', nameOf(one)), h('p', t(one.result === 'taken_back' && isGift ? 'revoke.yours' : `revoke.result.${one.result}`)),
    one.downloads.map(({ by, downloaded_ts: since }) => h('p.soft.small', t('revoke.download', { moment: moment(since), who: called(by) }))),
    one.taken_from.length > 0 && h('p.soft.small', t('revoke.from', { who: list(one.taken_from.map(called)) }))))), h('p.soft.small', t('revoke.on', { moment: moment(at) }))];
}
