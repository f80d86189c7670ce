import { describe } from '../../conditions/describe.js';
import { leavesOf } from '../../conditions/opening.js';
import { h } from '../../ui/h.js';
import { icon } from '../../ui/icons.js';
import { list, moment, size, t, tn, upper } from '../../words/index.js';

/** What a rehearsal found: first what to mend, then what would happen, leaf by leaf, and who would be told. */
export function found({ at, problem, result, stale, titles }, { item, told, called, titled }) {
  if (result === null) return h('h3', { tabindex: '-1' }, t(`trial.failed.${problem}`));
  const wrong = problemsOf(result, titles, whoIs);
  const less = hasKeepersEnough(result) ? keepersOf(result, whoIs) : [];
  const reached = result.receivers.filter((one) => one.problem === null);
  return h('div.stack', stale && h('p', h('b', t('trial.changed'))),
    h('h3', { tabindex: '-1' }, t(wrong.length > 0 ? 'trial.mend' : 'trial.sound')), wrong.length > 0 && h('ul.stack.tight', wrong),
    less.length > 0 && [h('h3', t('trial.also')), h('ul.stack.tight', less)], h('h3', t('trial.outcome')), h('p.words', outcomeOf(result, at)),
    h('h3', t('trial.leaves')), h('ul.tree', leaves(result.leaves, leavesOf(told.conditions), called, titled)),
    h('dl.facts', reached.length > 0 && [h('dt', t('trial.reached')), h('dd', list(reached.map(whoIs)))], filesOf(result.assets)),
    h('h3', t('trial.mails')), mailsOf(result.mails, whoIs));

  /** Who is no keep any more has no name here. */
  function whoIs({ receiver, invitation }) {
    if (receiver !== null) return called(receiver);
    return (item.invited ?? []).find(({ id }) => id === invitation)?.name ?? t('trial.invited');
  }
}

function problemsOf(result, titles, whoIs) {
  const { holds_confirmed: areHeld, leaves: told, receivers, assets } = result;
  const people = receivers.filter(({ problem }) => problem !== null).map((one) => wrong(t(`trial.problem.${one.problem}`, { who: upper(nameOf(one, whoIs)) }), one.problem === 'no_keep'));
  const words = told.filter(({ problem }) => problem !== null).map(({ problem }) => wrong(t(`trial.problem.${problem}`)));
  const keepers = hasKeepersEnough(result) ? [] : keepersOf(result, whoIs);
  const memories = assets.filter(({ problem }) => problem !== null).map(({ asset, problem }) => wrong(t(`trial.problem.${problem}`, { what: titles.get(asset) === undefined ? t('trial.memory') : t('trial.memoryOf', { title: titles.get(asset) }) })));
  return [...words, ...keepers, ...people, ...memories, ...(areHeld ? [] : [wrong(t('trial.holds'))])];
}

const hasKeepersEnough = ({ leaves: told }) => told.every(({ problem }) => problem === null);

/** The keepers on whom the plan cannot count. */
function keepersOf({ keepers }, whoIs) {
  return keepers.filter(({ problem }) => problem !== null).map(({ keeper, problem }) =>
    wrong(t(`trial.keeper.${problem}`, { who: upper(nameOf({ receiver: keeper }, whoIs, 'trial.keeper')) }), problem === 'no_keep'));
}

function nameOf(one, whoIs, unknown = 'trial.receiver') {
  const name = whoIs(one);
  return name === t('somebody') ? t(unknown) : name;
}

function wrong(text, isAboutKeeps = false) {
  return h('li.problem', h('p', text), isAboutKeeps && h('a', { href: '#/keeps' }, t('trial.keeps')));
}

function outcomeOf({ outcome, met_from: from }, at) {
  const words = t(`trial.outcome.${outcome}`, { moment: moment(at) });
  return outcome === 'waits' && from !== null && from > at ? `${words} ${t('trial.from', { moment: moment(from) })}` : words;
}

function leaves(findings, conditions, called, titled) {
  return findings.map((one) => h('li', h('div', { class: `why${one.met ? ' met' : ''}` }, icon(one.met ? 'done' : 'lock'),
    h('b', conditions[one.leaf] ? upper(describe(conditions[one.leaf], titled)) : t('trial.leaf', { number: one.leaf + 1 })), h('span.soft.small', leafOf(one, called)))));
}

function leafOf({ met, since, next_change: next, by }, called) {
  if (!met) return next === null ? t('trial.unmet') : t('trial.later', { moment: moment(next) });
  if (since === 0) return t('trial.always');
  return by === null ? t('trial.since', { moment: moment(since) }) : t('trial.by', { moment: moment(since), who: called(by) });
}

function filesOf(assets) {
  const whole = assets.filter(({ problem }) => problem === null);
  const bytes = whole.reduce((sum, one) => sum + one.verified_bytes, 0);
  return whole.length > 0 && [h('dt', t('trial.read')), h('dd', tn('trial.files', whole.length, { size: size(bytes) }))];
}

/** Each kind of mail, and to whom it would go. */
function mailsOf(mails, whoIs) {
  if (mails.length === 0) return h('p', t('trial.noMails'));
  const kinds = [...new Set(mails.map(({ kind }) => kind))];
  return h('div.stack.tight', h('ul.stack.tight', kinds.map((kind) => h('li', h('b', t(`mail.${kind}`)),
    h('p.soft.small', list(mails.filter((mail) => mail.kind === kind).map(({ receiver }) => whoIs({ receiver, invitation: null }))))))), h('p.soft.small', t('trial.sent')));
}
