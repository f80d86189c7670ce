import { cancel, explanation, idOf, legacy as find, titles } from '../../api/legacies.js';
import { names } from '../../api/people.js';
import { session } from '../../api/session.js';
import { describe, legacyWords } from '../../conditions/describe.js';
import { hasKeepers, stepsIn } from '../../conditions/node.js';
import { timeline } from '../../conditions/timeline.js';
import { confirm } from '../../ui/dialog.js';
import { fill, h } from '../../ui/h.js';
import { icon } from '../../ui/icons.js';
import { goTo } from '../../ui/navigate.js';
import { notice } from '../../ui/notices.js';
import { act, load } from '../../ui/page.js';
import { moment, t, tn, upper } from '../../words/index.js';
import { partFrom } from '../plan/draft.js';
import { receiptCard } from '../trust/receipt.js';
import { rehearsalCard } from '../trust/rehearsal.js';
import { revocationCard, takenCard } from '../trust/revocation.js';
import { lifeCard } from './life.js';
import { shortOf, stateOf, whoOf } from './list.js';
import { turnsCard } from './turns.js';

/** One legacy of the person: what it says, how it stands, and the way back. */
export function legacy(page, [id]) {
  const gone = new AbortController();
  const title = h('h1', { tabindex: '-1' }, t('legacy.title'));
  const place = h('div');
  fill(page, h('a.button.small.crumb', { href: '#/legacies' }, icon('back'), t('legacies.title')), title, place);
  load(place, both, ({ item, told, called, titled }) => {
    title.textContent = item.name;
    document.title = `${item.name} · Keepem`;
    const isMine = idOf(item.receivers[0] ?? '') === session.person.id;
    const what = tn('memories', item.assets.length);
    const when = told ? describe(told.conditions, titled) : shortOf(item.conditions, item.release_type);
    const count = Math.max(1, item.receivers.length + (item.invited ?? []).filter(({ state }) => state === 'pending').length);
    const stand = h('div', stateOf(item));
    const sentence = () => {
      if (!told) return t('waiting.from', { who: called(item.owner) });
      if (isMine) return t('sentence.me', { what, when });
      return told?.turns ? t('turn.sentence', { who: whoOf(item, called, 'disjunction'), what, when }) : tn('sentence', count, { who: whoOf(item, called), what, when });
    };
    return h('div.plan', h('div.stack.loose',
      h('section.card.stack', stand, h('p.words', sentence()), item.description && h('p', item.description)),
      told?.turns && turnsCard(item, told, called),
      told && hasKeepers(told.conditions) && lifeCard(item, told, called),
      told && h('section.card.stack', h('h2', t('legacy.conditions')), h('ul.tree', why(told.conditions, titled))),
      item.state === 'active' ? told && rehearsalCard({ item, told, called, titled }, gone.signal) : item.state === 'inactive' && delivered({ item, told, called }, stand, gone.signal)),
    h('div.stack.loose', told && h('section.card.seal', h('h2', t('timeline')), timeline(told.conditions, titled)), h('section.card.stack', facts(item, told), item.state === 'active' && withdraw(item))));
  });
  return () => gone.abort();

  async function both() {
    const [{ item }, called] = await Promise.all([find(id), names()]);
    const told = idOf(item.owner) === session.person.id ? await explanation(id) : null;
    return { item, told, called, titled: await titles(stepsIn(told?.conditions).map((step) => step.legacy)) };
  }
}

/** What there is to do with a legacy that was delivered. */
function delivered(world, stand, signal) {
  const { item, told } = world;
  const changed = () => fill(stand, stateOf({ ...item, revocation: {} }));
  return [!told && item.revocation && takenCard(world), told && told.bequest_type !== 'self' && revocationCard(world, changed, signal), receiptCard(world, signal)];
}

/** A condition in the time of this browser, and how it stands in the API's plain words, with its members. */
function why(condition, titled) {
  const words = condition.of ? t(`group.${condition.type}`, { count: condition.count }) : upper(describe(condition, titled));
  const before = condition.legacy && h('a', { href: `#/legacies/${idOf(condition.legacy)}` }, t('step.look', { legacy: legacyWords(titled(condition.legacy)) }));
  return h('li', h('div', { class: `why${condition.met ? ' met' : ''}` }, icon(condition.met ? 'done' : 'lock'), h('b', words), h('span.soft.small', condition.status, before && [' ', before])), condition.of && h('ul.tree', condition.of.map((one) => why(one, titled))));
}

function facts(item, told) {
  const lines = [[t('legacy.sealed'), moment(item.created_ts)]];
  if (told) lines.push([t('bequest'), t(`bequest.${told.bequest_type}`)], [t('delivery'), t(`delivery.${told.delivery}`)], [t('legacy.hidden'), told.hide ? t('yes') : t('no')]);
  return h('dl.facts', lines.map(([name, value]) => [h('dt', name), h('dd', value)]));
}

function withdraw(item) {
  const trouble = h('div');
  return h('div.stack.tight', trouble, h('div', h('button.button.danger.second.small', { type: 'button', onclick: act(trouble, back) }, t('legacy.withdraw'))));

  async function back() {
    if (!await confirm({ title: t('legacy.withdrawTitle'), text: t('legacy.withdrawText', { name: item.name }), act: t('legacy.withdraw'), isDangerous: true })) return;
    await cancel(item);
    partFrom(item.id);
    notice(t('legacy.withdrawn', { name: item.name }));
    goTo('#/legacies');
  }
}
