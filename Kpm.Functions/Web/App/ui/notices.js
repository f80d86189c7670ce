import { t } from '../words/index.js';
import { h } from './h.js';
import { icon } from './icons.js';

/**
 * Tells something, read out by screen readers; it stays until it is closed, replaced, or another page is opened.
 * @param {string} text
 * @param {{label: string, act: () => void}} [action] Such as to undo.
 */
export function notice(text, action) {
  const element = h('div.notice', h('span', text),
    action && h('button.button.small', { type: 'button', onclick: () => { element.remove(); action.act(); } }, action.label),
    h('button.button.round', { type: 'button', 'aria-label': t('close'), onclick: () => element.remove() }, icon('close')));
  place().replaceChildren(element);
  seen = false;
}

let seen = false;

/** A notice survives the change of page that caused it, and goes with the next one. */
export function turnPage() {
  if (seen) place().replaceChildren();
  seen = true;
}

function place() {
  return document.getElementById('notices');
}
