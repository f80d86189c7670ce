const drawing = 'http://www.w3.org/2000/svg';

/**
 * Makes an element: never from text that could hold code.
 * @param {string} tag Its name, and classes after dots: `div.card.row`.
 * @param {object|Node|string|null} [first] Attributes (`on…` are listeners, `true` is an empty attribute), or the first child.
 * @param {...(Node|string|null|false|Array)} children What is inside; nothing for null and false.
 * @returns {HTMLElement}
 */
export function h(tag, first, ...children) {
  return make((name) => document.createElement(name), tag, first, children);
}

/** The same for a drawing. @returns {SVGElement} */
export function s(tag, first, ...children) {
  return make((name) => document.createElementNS(drawing, name), tag, first, children);
}

/** Puts these in place of what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(9).filter(isThere));
  return element;
}

function make(create, tag, first, children) {
  const [name, ...classes] = tag.split('.');
  const element = create(name);
  if (classes.length > 0) element.setAttribute('class', classes.join(' '));
  const isChild = first === null || first === undefined || first === false || typeof first === 'string' || first instanceof Node || Array.isArray(first);
  if (!isChild) dress(element, first);
  element.append(...[isChild ? first : null, ...children].flat(9).filter(isThere));
  return element;
}

function dress(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') element.value = value;
    else if (name === 'checked') element.checked = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

function isThere(child) {
  return child !== null && child !== undefined && child !== false;
}
