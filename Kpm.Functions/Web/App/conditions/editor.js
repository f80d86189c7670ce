import { select, inputOf } from '../ui/form.js';
import { fill, h } from '../ui/h.js';
import { icon } from '../ui/icons.js';
import { t } from '../words/index.js';
import { fields } from './fields.js';
import { attestationIn, blank, silenceIn } from './node.js';

const deepest = 3;

/**
 * Writes a tree of conditions: groups within groups, and leaves.
 * @param {import('./node.js').Node} root
 * @param {object} others The person's own legacies that a step may come after.
 */
export function editor(root, others, changed) {
  const place = h('div');
  draw();
  return place;

  function draw(focus) {
    let wanted = null;
    const mark = (node, element) => { if (node === focus) wanted = element; return element; };
    fill(place, group(root, 1, null, mark));
    wanted?.querySelector('input, select')?.focus();
  }

  function change(focus) {
    draw(focus);
    changed();
  }

  function group(node, depth, parent, mark) {
    const how = select(t('group.how'), { selected: node.type, onchange: (event) => { node.type = event.target.value; changed(); } }, [['all', t('group.all')], ['any', t('group.any')]]);
    inputOf(how).value = node.type;
    const adds = ['date', 'window', 'place', ...(silenceIn(root) ? [] : ['inactivity']), ...(attestationIn(root) ? [] : ['attestation']), 'after', ...(depth < deepest ? ['any'] : [])].map((type) => h('button.button.second.small', { type: 'button', onclick: () => add(node, type) }, icon('plus'), t(`add.${type}`)));
    return mark(node, h('fieldset.group', h('legend.read-only', t('group.title')), h('div.row', how, parent && remove(node, parent)),
      node.of.map((one) => (one.of ? group(one, depth + 1, node, mark) : leaf(one, node, mark))), h('div.row', { role: 'group', 'aria-label': t('add.title') }, adds)));
  }

  function leaf(node, parent, mark) {
    return mark(node, h('div.leaf', { role: 'group', 'aria-label': t(`add.${node.type}`) }, h('div.row.between', h('b', t(`leaf.${node.type}`)), remove(node, parent)), fields(node, changed, others)));
  }

  function remove(node, parent) {
    return h('button.button.small.danger', { type: 'button', 'aria-label': t('add.removeOne', { what: t(`leaf.${node.type}`) }), onclick: () => { parent.of.splice(parent.of.indexOf(node), 1); change(parent); } }, t('add.remove'));
  }

  function add(parent, type) {
    const node = blank(type);
    parent.of.push(node);
    change(node);
  }
}
