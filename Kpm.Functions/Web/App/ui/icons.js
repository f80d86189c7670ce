import { s } from './h.js';

/** Drawings of 24 by 24, each a few strokes. */
const strokes = {
  picture: ['M4 5h16v14H4z', 'M4 16l5-5 4 4 3-3 4 4', 'M15.5 9.5h.01'],
  video: ['M3 6h12v12H3z', 'M15 10l6-3v10l-6-3'],
  sound: ['M9 18V6l10-2v12', 'M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z', 'M19 16a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z'],
  letter: ['M6 3h9l4 4v14H6z', 'M14 3v5h5', 'M9 12h6', 'M9 16h6'],
  box: ['M3 8l9-5 9 5v8l-9 5-9-5z', 'M3 8l9 5 9-5', 'M12 13v8'],
  gift: ['M4 10h16v10H4z', 'M3 7h18v3H3z', 'M12 7v13', 'M12 7C9 2 5 4 7 7', 'M12 7c3-5 7-3 5 0'],
  vault: ['M5 21V11a7 7 0 0 1 14 0v10z', 'M9 21v-9a3 3 0 0 1 6 0v9'],
  people: ['M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z', 'M2.5 20c.5-4 3-6 6.500-6s6 2 6.500 6', 'M16 4.500a3.500 3.500 0 0 1 0 6.500', 'M18 14.500c2 .8 3.200 2.700 3.500 5.500'],
  plan: ['M5 4h14v17H5z', 'M5 9h14', 'M9 2v4', 'M15 2v4', 'M9 15l2 2 4-4'],
  place: ['M12 21c5-6 7-9 7-12a7 7 0 0 0-14 0c0 3 2 6 7 12z', 'M12 11.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z'],
  date: ['M4 5h16v15H4z', 'M4 10h16', 'M8 3v4', 'M16 3v4'],
  bottle: ['M10 2h4v5l2 3v11H8V10l2-3z', 'M8 14h8'],
  capsule: ['M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z', 'M12 7v5l3.500 2'],
  tree: ['M6 4v10a4 4 0 0 0 4 4h2', 'M6 10h6', 'M15 7h5v6h-5z', 'M15 15h5v6h-5z'],
  lock: ['M6 11h12v9H6z', 'M9 11V8a3 3 0 0 1 6 0v3'],
  self: ['M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z', 'M4 21c.5-5 3.500-7 8-7s7.500 2 8 7'],
  done: ['M5 13l4 4L19 7'],
  plus: ['M12 5v14', 'M5 12h14'],
  up: ['M12 19V5', 'M6 11l6-6 6 6'],
  down: ['M12 5v14', 'M6 13l6 6 6-6'],
  close: ['M6 6l12 12', 'M18 6L6 18'],
  back: ['M15 5l-7 7 7 7'],
  save: ['M12 4v11', 'M7 11l5 5 5-5', 'M5 20h14'],
  bin: ['M5 7h14', 'M10 7V4h4v3', 'M7 7l1 13h8l1-13'],
};

/** A drawing beside a text that says the same. */
export function icon(name) {
  return s('svg.icon', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, strokes[name].map((d) => s('path', { d })));
}

/** The drawing for what a file is. */
export function kindOf(mediaType) {
  const [kind, rest] = (mediaType ?? '').split('/');
  if (kind === 'image') return 'picture';
  if (kind === 'video') return 'video';
  if (kind === 'audio') return 'sound';
  return kind === 'text' || rest === 'pdf' || /word|document|rtf/.test(rest ?? '') ? 'letter' : 'box';
}
