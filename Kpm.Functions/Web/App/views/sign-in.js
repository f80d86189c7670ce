import { mailActivation, signIn as enter } from '../api/account.js';
import { field, form, inputOf } from '../ui/form.js';
import { h } from '../ui/h.js';
import { goInside } from '../ui/navigate.js';
import { notice } from '../ui/notices.js';
import { act } from '../ui/page.js';
import { t } from '../words/index.js';
import { gate } from './gate.js';

const forCode = ['second_factor_required', 'second_factor_invalid'];

/** Signs in; asks for a code when the account has a second factor. */
export function signIn(page) {
  const email = field(t('email'), { name: 'username', type: 'email', autocomplete: 'username', required: true });
  const password = field(t('password'), { name: 'password', type: 'password', autocomplete: 'current-password', required: true });
  const code = field(t('signIn.code'), { name: 'otp', inputmode: 'text', autocomplete: 'one-time-code' }, t('signIn.codeHint'));
  const trouble = h('div');
  const mailAgain = h('div.stack.tight', trouble, h('div', h('button.button.second', { type: 'button', onclick: act(trouble, again) }, t('signUp.mailAgain'))));
  code.hidden = true;
  mailAgain.hidden = true;
  gate(page, t('signIn.title'),
    form({}, send, email, password, code, mailAgain, h('button.button.first.wide', { type: 'submit' }, t('signIn.act'))),
    h('div.form-foot', h('a', { href: '#/forgot' }, t('signIn.forgot')), h('a', { href: '#/join' }, t('signIn.join'))));

  async function again() {
    await mailActivation(inputOf(email).value);
    notice(t('signUp.mailed'));
    mailAgain.hidden = true;
  }

  async function send(values) {
    try {
      await enter({ email: values.get('username'), password: values.get('password'), code: values.get('otp') });
      goInside();
    } catch (problem) {
      mailAgain.hidden = problem.code !== 'user_not_validated';
      const isFirst = problem.code === 'second_factor_required' && code.hidden;
      if (forCode.includes(problem.code)) code.hidden = false;
      if (forCode.includes(problem.code)) inputOf(code).focus();
      if (!isFirst) throw problem;
    }
  }
}
