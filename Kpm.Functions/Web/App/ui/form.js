import { h } from './h.js';
import { t } from '../words/index.js';

let count = 0;

/**
 * A labelled field with room for a hint and for what is wrong with it.
 * @param {string} label
 * @param {object} attributes Of the input; `multiline` makes a textarea, `name` is the field of the request.
 * @param {string} [hint]
 */
export function field(label, attributes, hint) {
  const id = `field-${++count}`;
  const { multiline, ...rest } = attributes;
  const told = [hint && `${id}-hint`, `${id}-wrong`].filter(Boolean).join(' ');
  const input = h(multiline ? 'textarea' : 'input', { id, 'aria-describedby': told, ...rest });
  return h('div.field', h('label', { for: id }, label), hint && h('span.hint', { id: `${id}-hint` }, hint), input, h('span.wrong', { id: `${id}-wrong` }));
}

/** A choice among options, with room for what is wrong with it. @param {[string, string][]} options Value and text. */
export function select(label, attributes, options) {
  const id = `field-${++count}`;
  const input = h('select', { id, 'aria-describedby': `${id}-wrong`, ...attributes }, options.map(([value, text]) => h('option', { value, selected: value === attributes.selected }, text)));
  return h('div.field', h('label', { for: id }, label), input, h('span.wrong', { id: `${id}-wrong` }));
}

/** A box to tick, or one of several to choose. */
export function choice(attributes, title, hint) {
  return h('label.choice', h('input', { type: 'checkbox', ...attributes }), h('span', h('b', title), hint && h('span.soft.small', hint)));
}

/** The input inside a field. */
export const inputOf = (element) => element.querySelector('input, textarea, select');

/** A form that sends once at a time, keeps what was typed, and shows what went wrong beside the fields. */
export function form(attributes, send, ...children) {
  const trouble = h('div.problem', { role: 'alert' });
  const element = h('form.stack', { novalidate: true, ...attributes, onsubmit: submit }, ...children.slice(0, -1), trouble, children.at(-1));
  return element;

  async function submit(event) {
    event.preventDefault();
    if (element.getAttribute('aria-busy') === 'true') return;
    clear(element, trouble);
    if (!isComplete(element)) return;
    const button = element.querySelector('[type=submit]');
    element.setAttribute('aria-busy', 'true');
    button?.setAttribute('aria-disabled', 'true');
    try {
      await send(new FormData(element), element);
    } catch (problem) {
      show(element, trouble, problem);
    } finally {
      element.removeAttribute('aria-busy');
      button?.removeAttribute('aria-disabled');
    }
  }
}

/** What went wrong, with a way to try again where that may help. */
export function problemBox(problem, again) {
  return h('div.problem', { role: 'alert' }, words(problem), again && h('button.button.second.small', { type: 'button', onclick: again }, t('again')));
}

function show(element, trouble, problem) {
  if (problem.title === undefined) throw problem;
  const loose = [];
  for (const { pointer, detail } of problem.fields) {
    const input = element.querySelector(`[name="${CSS.escape(pointer.split('/')[1] ?? '')}"]:not([type=checkbox], [type=radio])`);
    if (input) say(input, detail);
    else loose.push(h('p.small', detail));
  }

  trouble.append(...words(problem), ...loose);
  const first = element.querySelector('[aria-invalid=true]');
  if (first) first.focus();
  else if (problem.isPassing) element.querySelector('[type=submit]')?.focus();
}

function words(problem) {
  return [h('b', problem.title ?? t('problem.title')), problem.detail && h('p.small', problem.detail)].filter(Boolean);
}

function clear(element, trouble) {
  trouble.replaceChildren();
  for (const input of element.querySelectorAll('[aria-invalid]')) say(input, '');
}

function isComplete(element) {
  const wrong = [...element.querySelectorAll('input, textarea, select')].filter((input) => !input.validity.valid);
  for (const input of wrong) say(input, input.validity.valueMissing ? t('field.missing') : input.validationMessage);
  wrong[0]?.closest('details')?.setAttribute('open', '');
  wrong[0]?.focus();
  return wrong.length === 0;
}

function say(input, text) {
  if (text) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
  const place = input.closest('.field')?.querySelector('.wrong');
  if (place) place.textContent = text;
}
