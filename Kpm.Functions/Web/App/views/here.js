import { iAmHere } from '../api/life.js';
import { h } from '../ui/h.js';
import { icon } from '../ui/icons.js';
import { act } from '../ui/page.js';
import { t } from '../words/index.js';

/** The button of somebody who is looked for. @param {() => void} after What follows when it is noted. */
export function hereButton(after) {
  const trouble = h('div');
  return h('div.stack.tight', trouble, h('div', h('button.button.first.big', { type: 'button', onclick: act(trouble, async () => { await iAmHere(); after(); }) }, icon('done'), t('here.act'))));
}

/** What is said then, in place of the button. */
export const noted = () => h('p.words', { tabindex: '-1', role: 'status' }, t('here.noted'));
