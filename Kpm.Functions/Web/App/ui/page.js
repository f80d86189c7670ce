import { t } from '../words/index.js';
import { fill, h } from './h.js';
import { problemBox } from './form.js';

/** The head of a page: its title, a line that explains it, and what one can do. */
export function head(title, lead, ...actions) {
  return h('div.page-head', h('div', h('h1', { tabindex: '-1' }, title), lead && h('p.lead', lead)), actions.length > 0 && h('div.row', actions));
}

/** Shows what a request brings; while it takes, that it takes; and when it fails, why, and a way to try again. */
export async function load(place, request, show) {
  fill(place, h('div', { role: 'status' }, h('div.spin', { 'aria-hidden': 'true' }), h('span.read-only', t('loading'))));
  try {
    const found = await request();
    fill(place, show(found));
  } catch (problem) {
    if (problem.name === 'AbortError') return;
    if (problem.title === undefined) throw problem;
    fill(place, problemBox(problem, () => load(place, request, show)));
  }
}

/** Runs what a button does; a refusal is told beside it. */
export function act(place, deed) {
  return async (event) => {
    const button = event.currentTarget;
    if (button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');
    try {
      place.replaceChildren();
      await deed();
    } catch (problem) {
      if (problem.title === undefined) throw problem;
      place.replaceChildren(problemBox(problem));
    } finally {
      button.removeAttribute('aria-disabled');
    }
  };
}
