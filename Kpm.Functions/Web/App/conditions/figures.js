/**
 * The figures of a leaf, by the names of its fields: their names for the API, the least and the most that it takes, and what is usual.
 * @typedef {Object<string, {name: string, min: number, max: number, usual: number}>} Figures
 */

/** A leaf as it is usual, to be written on. @param {Figures} figures */
export const blankOf = (type, figures) => ({ type, ...Object.fromEntries(Object.entries(figures).map(([key, { usual }]) => [key, String(usual)])) });

/** A leaf as the API takes it; null while a figure is missing or out of its range. @param {Figures} figures */
export function leafOf(node, figures) {
  const all = Object.entries(figures).map(([key, { name, min, max }]) => ({ name, min, max, value: node[key] === '' ? NaN : Number(node[key]) }));
  if (!all.every(({ min, max, value }) => Number.isInteger(value) && value >= min && value <= max)) return null;
  return { type: node.type, ...Object.fromEntries(all.map(({ name, value }) => [name, value])) };
}

/** What a field of a figure takes. */
export const limitsOf = ({ min, max }) => ({ type: 'number', min, max, step: 1, required: true, inputmode: 'numeric' });
