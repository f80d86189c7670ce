import { t } from '../words/index.js';
import { h } from './h.js';

/**
 * Asks before something that cannot be taken back.
 * @param {{title: string, text: string, act: string, isDangerous?: boolean}} question
 * @returns {Promise<boolean>}
 */
export function confirm({ title, text, act, isDangerous = false }) {
  return new Promise((resolve) => {
    const button = h('button', { type: 'submit', value: 'yes', class: `button first${isDangerous ? ' danger' : ''}` }, act);
    const dialog = h('dialog', { 'aria-labelledby': 'dialog-title', onclose: () => { dialog.remove(); resolve(dialog.returnValue === 'yes'); } },
      h('form.stack', { method: 'dialog' }, h('h2', { id: 'dialog-title' }, title), h('p', text),
        h('div.form-foot', h('button.button', { type: 'submit', value: 'no', autofocus: true }, t('notNow')), button)));
    document.body.append(dialog);
    dialog.showModal();
  });
}
