import { endSession, sessions, signOut, space, speak } from '../api/account.js';
import { session } from '../api/session.js';
import { fill, h } from '../ui/h.js';
import { restart, goTo } from '../ui/navigate.js';
import { act, head, load } from '../ui/page.js';
import { notice } from '../ui/notices.js';
import { choose, language, languages, moment, size, t, tn } from '../words/index.js';
import { travel } from './travel.js';
import { historyCard } from './trust/history.js';

const megabyte = 1024 * 1024;

/** The person, the language, and where they are signed in. */
export function account(page) {
  const person = session.person;
  const list = h('div');
  const room = h('div');
  const trouble = h('div');
  const devices = h('h2', { tabindex: '-1' }, t('account.sessions'));
  fill(page,
    head(person.public_name || person.username, person.email, h('button.button.second', { type: 'button', onclick: leave }, t('signOut'))),
    h('section.card.stack', h('h2', t('account.code')), h('p.soft', t('account.codeHint')), h('p.words', person.referral_code),
      h('div', h('button.button.second', { type: 'button', onclick: copy }, t('account.copy')))),
    h('section.card.stack', h('h2', t('account.space')), room),
    h('section.card.stack', h('fieldset.field', h('legend', t('language')), h('div.row', Object.entries(languages).map(tongue)))),
    travel(),
    historyCard(),
    h('section.card.stack', devices, trouble, list));
  load(room, space, spaceOf);
  show();

  function show() {
    return load(list, sessions, ({ items }) => h('ul.list', items.map(row)));
  }

  function row(one) {
    return h('li.row.between', h('span', h('b', deviceOf(one.device)), ' ', one.is_current && h('span.tag.good', t('account.here')),
      h('br'), h('span.soft.small', t('account.used', { moment: moment(one.last_used_ts) }))),
    !one.is_current && h('button.button.second.small', { type: 'button', 'aria-label': t('account.endOne', { device: deviceOf(one.device) }), onclick: act(trouble, async () => { await endSession(one.id); await show(); devices.focus(); }) }, t('account.end')));
  }

  function tongue([code, name]) {
    return h('label.choice', h('input', { type: 'radio', name: 'language', value: code, checked: code === language(), onchange: () => { choose(code); speak(code).catch((problem) => notice(t('account.notTold', { why: problem.detail || problem.title }))); restart(); } }), h('span', { lang: code }, name));
  }

  async function copy() {
    notice(await navigator.clipboard.writeText(person.referral_code).then(() => t('account.copied'), () => t('account.notCopied')));
  }
}

/** How full the vault is, in words and as a bar. */
function spaceOf({ size_mb: { total }, max_size_mb: most, count }) {
  const [used, all] = [size(total * megabyte), size(most * megabyte)];
  const words = t('account.used_of', { used, all });
  return h('div.stack', h('p', `${tn('memories', count.total)} · ${words}`), h('progress', { value: Math.min(total, most), max: most || 1, 'aria-label': words }));
}

/** A browser's name for itself, in short. */
function deviceOf(told) {
  if (!told) return t('account.unknown');
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(told)?.[1];
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(told)?.[1];
  return browser ? [{ Edg: 'Edge', OPR: 'Opera' }[browser] ?? browser, system].filter(Boolean).join(' · ') : told.slice(0, 40);
}

async function leave() {
  await signOut();
  goTo('#/sign-in');
}
