import { choice, field, inputOf } from '../ui/form.js';
import { fill, h } from '../ui/h.js';
import { icon } from '../ui/icons.js';
import { whereIAm } from '../ui/where.js';
import { afterFields } from './after.js';
import { attestationFields } from './attestation.js';
import { silenceFields } from './silence.js';
import { t } from '../words/index.js';

let count = 0;

/**
 * The fields of a leaf; what is typed goes into the node at once.
 * @param {import('./node.js').Node} node
 * @param {object} [others] The person's own legacies that a step may come after.
 */
export function fields(node, changed, others) {
  const bind = (name, label, attributes, hint) => field(label, { ...attributes, value: node[name], oninput: (event) => { node[name] = event.target.value; changed(); } }, hint);
  switch (node.type) {
    case 'date': return h('div.pair', bind('date', t('field.date'), { type: 'date', required: true, max: '9999-12-31' }), bind('time', t('field.time'), { type: 'time', required: true }));
    case 'window': return h('div.pair', bind('from', t('field.from'), { type: 'date', required: true, max: '9999-12-31' }), bind('until', t('field.until'), { type: 'date', required: true, max: '9999-12-31' }));
    case 'inactivity': return silenceFields(bind);
    case 'attestation': return attestationFields(bind);
    case 'after': return afterFields(node, bind, changed, others);
    default: return placeFields(node, bind, changed);
  }
}

function placeFields(node, bind, changed) {
  const group = `place-${++count}`;
  const place = h('div.stack');
  const by = (value, title, hint) => choice({ type: 'radio', name: group, value, checked: node.by === value, onchange: () => { node.by = value; show(); changed(); } }, title, hint);
  show();
  return h('div.stack', h('div.choices', { role: 'group', 'aria-label': t('place.how') }, by('point', t('place.point'), t('place.pointHint')), by('name', t('place.name'), t('place.nameHint'))), place);

  function show() {
    fill(place, node.by === 'name' ? bind('name', t('place.nameField'), { required: true, maxlength: 255 }, t('place.nameFieldHint')) : point());
  }

  function point() {
    const degrees = (name, label, limit) => bind(name, label, { type: 'number', step: 'any', min: -limit, max: limit, required: true, inputmode: 'decimal' });
    const [latitude, longitude] = [degrees('latitude', t('place.latitude'), 90), degrees('longitude', t('place.longitude'), 180)];
    const trouble = h('div', { 'aria-live': 'polite' });
    return [
      h('div.pair.three', latitude, longitude, bind('radius', t('place.radius'), { type: 'number', min: 1, max: 1_000_000, required: true, inputmode: 'numeric' })),
      h('div', h('button.button.second.small', { type: 'button', onclick: here }, icon('place'), t('place.here'))), trouble,
    ];

    async function here() {
      try {
        const found = await whereIAm();
        [node.latitude, node.longitude] = [found.latitude, found.longitude].map((degree) => degree.toFixed(5));
        [inputOf(latitude).value, inputOf(longitude).value] = [node.latitude, node.longitude];
        fill(trouble);
        changed();
      } catch (problem) {
        fill(trouble, h('p.small', problem.message));
      }
    }
  }
}
