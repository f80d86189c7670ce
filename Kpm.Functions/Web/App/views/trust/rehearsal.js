import { memory } from '../../api/memories.js';
import { idOf } from '../../api/legacies.js';
import { rehearsal, rehearse } from '../../api/rehearsals.js';
import { describe } from '../../conditions/describe.js';
import { attestationIn, instantOf, silenceIn, stepsIn } from '../../conditions/node.js';
import { opening, placesIn, standingAt } from '../../conditions/opening.js';
import { choice, field, form, select } from '../../ui/form.js';
import { fill, h } from '../../ui/h.js';
import { load } from '../../ui/page.js';
import { moment, t } from '../../words/index.js';
import { found } from './found.js';

const oneMinute = 60_000;

/** Of a legacy that waits: when it was rehearsed last, a rehearsal as if its time had come, and what was found. */
export function rehearsalCard(world, signal) {
  const { item, told, titled } = world;
  const stand = h('p', h('b', standOf(item.last_rehearsed)));
  const earlier = h('div', item.last_rehearsed && h('button.button.second.small', { type: 'button', onclick: show }, t('trial.show')));
  const running = h('div', { role: 'status' });
  const place = h('div');
  const card = h('section.card.stack', { 'aria-labelledby': 'trial-title' }, h('h2', { id: 'trial-title' }, t('trial.title')), stand, earlier, h('p.soft', t('trial.hint')),
    trialForm(told.conditions, titled, run), h('div.stack', running, place));
  return card;

  async function show() {
    await load(place, () => rehearsal(item.last_rehearsed.path).then(titledFindings), (one) => found(one, world));
    place.querySelector('h3')?.focus();
  }

  async function run(wish) {
    fill(running, h('div.spin', { 'aria-hidden': 'true' }), h('p', t('trial.runs')));
    fill(place);
    try {
      const one = await rehearse(item.id, wish, signal).then(titledFindings);
      if (one === null) return;
      const isHere = card.contains(document.activeElement);
      if (one.state === 'done') {
        fill(stand, h('b', standOf({ ts: one.ended_ts, ...one })));
        fill(earlier);
      }

      fill(place, found(one, world));
      if (isHere) place.querySelector('h3')?.focus();
    } finally {
      fill(running);
    }
  }
}

/** What one has to say to try it: as little as its conditions allow. */
function trialForm(conditions, titled, run) {
  const from = opening(conditions);
  const preset = new Date(Math.ceil((Math.max(from, Date.now()) + 1) / oneMinute) * oneMinute);
  const [places, hasSilence, hasWord, hasSteps] = [placesIn(conditions), silenceIn(conditions), attestationIn(conditions), stepsIn(conditions).length > 0];
  return form({}, send,
    h('fieldset.field', h('legend', t('trial.at')), h('div.pair', field(t('field.date'), { name: 'date', type: 'date', required: true, max: '9999-12-31', value: preset.toLocaleDateString('sv') }),
      field(t('field.time'), { name: 'time', type: 'time', required: true, value: preset.toLocaleTimeString('sv').slice(0, 5) }))),
    places.length > 0 && select(t('trial.where'), { name: 'location', selected: standingAt(places[0]) }, [...places.map((one) => [standingAt(one), describe(one)]), ['', t('trial.nowhere')]]),
    (hasSilence || hasWord) && choice({ name: 'silent', checked: true }, t(hasSilence ? 'trial.silent' : 'trial.attested'), hasSilence && hasWord && t('trial.attested')),
    hasSteps && choice({ name: 'preceded', checked: true }, t('trial.preceded')),
    h('div', h('button.button.second', { type: 'submit' }, t('trial.act'))));

  async function send(values) {
    const at = instantOf(values.get('date'), values.get('time'));
    const isNow = from <= Date.now() && at === preset.getTime();
    await run({
      ...(isNow ? {} : { at }),
      ...(values.get('location') ? { location: values.get('location') } : {}),
      ...(values.has('silent') ? { silent: true } : {}),
      ...(values.has('preceded') ? { preceded: true } : {}),
    });
  }
}

function standOf(last) {
  if (!last) return t('trial.none');
  const blanks = { moment: moment(last.ts) };
  if (last.stale) return t('trial.stale', blanks);
  return t(last.passed ? 'trial.fine' : 'trial.trouble', blanks);
}

/** With the titles of the memories in which something is wrong, as far as the person can read them. */
async function titledFindings(one) {
  if (!one?.result) return one;
  const wrong = one.result.assets.filter(({ problem }) => problem !== null);
  const titles = await Promise.all(wrong.map(({ asset }) => memory(idOf(asset)).then(({ item }) => [asset, item.title], () => [asset, undefined])));
  return { ...one, titles: new Map(titles) };
}
