import { signInAgain } from '../../api/account.js';
import { field, form, inputOf } from '../../ui/form.js';
import { h } from '../../ui/h.js';
import { t } from '../../words/index.js';

/**
 * Asks before something for which the API may want a log-in of a moment ago, and does it. Only when it is refused for that, the password
 * is asked for, and the code of a second factor where there is one.
 * @param {{title: string, text: string, act: string}} question
 * @param {() => Promise<void>} deed
 * @returns {Promise<boolean>} Whether it was done.
 */
export function proven({ title, text, act }, deed) {
  return new Promise((resolve) => {
    const password = later(t('password'), { name: 'password', type: 'password', autocomplete: 'current-password', required: true }, t('prove.hint'));
    const code = later(t('signIn.code'), { name: 'otp', autocomplete: 'one-time-code', required: true }, t('signIn.codeHint'));
    let isDone = false;
    let doing = Promise.resolve();
    const send = (values) => (doing = tried(values));
    const dialog = h('dialog', { 'aria-labelledby': 'dialog-title', onclose: end },
      h('div.stack', h('h2', { id: 'dialog-title' }, title), h('p', text), form({}, send, password, code,
        h('div.form-foot', h('button.button', { type: 'button', autofocus: true, onclick: () => dialog.close() }, t('notNow')), h('button.button.first.danger', { type: 'submit' }, act)))));
    document.body.append(dialog);
    dialog.showModal();

    /** What was begun when the question is closed counts; what was not is not begun any more. */
    function end() {
      dialog.remove();
      doing.catch(() => {}).then(() => resolve(isDone));
    }

    async function tried(values) {
      try {
        if (values.has('password')) await signInAgain({ password: values.get('password'), code: values.get('otp') });
        if (!dialog.open) return;
        await deed();
      } catch (problem) {
        if (problem.code === 'stale_token') ask(password);
        else if (problem.code === 'second_factor_required' && code.hidden) ask(code);
        else throw problem;
        return;
      }

      isDone = true;
      dialog.close();
    }
  });
}

/** A field that is not there until it is asked for. */
function later(label, attributes, hint) {
  const element = field(label, { disabled: true, ...attributes }, hint);
  element.hidden = true;
  return element;
}

function ask(element) {
  element.hidden = false;
  inputOf(element).disabled = false;
  inputOf(element).focus();
}
