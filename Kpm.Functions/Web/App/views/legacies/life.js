import { attempts, endOf } from '../../api/attempts.js';
import { signsOfLife } from '../../api/life.js';
import { attestationIn, silenceIn } from '../../conditions/node.js';
import { fill, h } from '../../ui/h.js';
import { load } from '../../ui/page.js';
import { day, list, moment, t, tn } from '../../words/index.js';
import { hereButton, noted } from '../here.js';

const oneDay = 864e5;

/** Of a legacy that waits for a silence, or for the word of keepers, whom a look refutes: the last sign of life, whether the person is looked for, how far that is, and how it went before. */
export function lifeCard(item, told, called) {
  const place = h('div');
  load(place, () => Promise.all([attempts(item.id), signsOfLife()]), ([tried, known]) => {
    const open = tried.find(({ outcome }) => outcome === null);
    const past = tried.filter(({ outcome }) => outcome !== null);
    return h('div.stack', item.state === 'active' && now(open, known), facts(known, told, called), past.length > 0 && earlier(past));
  });
  return h('section.card.stack', h('h2', t('silence.title')), place);

  function now(open, known) {
    const body = h('div.stack');
    const after = () => {
      const done = noted();
      fill(body, done);
      done.focus();
    };
    return fill(body, open ? sought(open, called) : silenceIn(told.conditions) && waits(item, told, known), attestationIn(told.conditions) && h('p', tn('attest.needed', attestationIn(told.conditions).count)), hereButton(after));
  }
}

/** How far it is with looking for the person. */
function sought(open, called) {
  const reached = t('silence.reached', { day: open.day, days: open.days });
  return h('div.stack', h('p.words', t(open.cause === 'attestation' && open.stage !== 'met' ? 'stage.attested' : `stage.${open.stage}`, { day: day(open.silent_since) })),
    h('div.stack.tight', h('p.soft.small', reached), h('progress', { value: open.day, max: open.days, 'aria-label': reached })),
    open.earliest_met_ts !== null && h('p', h('b', t('silence.met')), ` ${moment(open.earliest_met_ts)}`),
    open.pause && h('p', t('silence.spoke', { who: called(open.pause.by) }), open.pause.days_left > 0 && ` ${tn('silence.notCounting', open.pause.days_left)}`));
}

function waits(item, told, known) {
  if (told.conditions.type !== 'inactivity') return h('p', t('silence.afterRest'));
  const since = Math.max(item.created_ts, known.last_sign?.at ?? 0, known.paused_until ?? 0);
  return h('p', t('silence.begins', { day: day(since + silenceIn(told.conditions).period_days * oneDay) }));
}

function facts({ last_sign: sign, paused_until: until }, { keepers }, called) {
  const lines = [[t('silence.sign'), sign ? `${moment(sign.at)}: ${t(`sign.${sign.kind}`)}` : t('silence.noSign')]];
  if (until > Date.now()) lines.push([t('silence.paused'), day(until)]);
  lines.push([t('silence.watchers'), keepers.length > 0 ? list(keepers.map(called)) : t('silence.nobody')]);
  return h('dl.facts', lines.map(([name, value]) => [h('dt', name), h('dd', value)]));
}

function earlier(past) {
  return h('div.stack.tight', h('h3', t('silence.past')), h('ul.list', past.map((one) => h('li', h('b', t('silence.begun', { day: day(one.created_ts) })), h('p.soft.small', t(`outcome.${endOf(one)}`))))));
}
