import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { leavesOf, opening, placesIn, standingAt } = await import(pathToFileURL(join(process.env.KPM_WEB, 'conditions', 'opening.js')).href);
const now = 1_000;
const date = (next) => ({ type: 'date', met: false, next_change: next });
const place = { type: 'place', met: false, location: null, latitude: 42.5, longitude: 3.25, radius: 50 };
const of = (type, members, more = {}) => ({ type, met: false, of: members, ...more });

for (const [what, condition, expected] of [
  ['a date opens then', date(5_001), 5_001],
  ['what is met opens at once', { ...date(null), met: true }, 0],
  ['all of them open with the last', of('all', [date(7_001), date(5_001), place]), 7_001],
  ['any of them opens with the first', of('any', [date(7_001), date(5_001)]), 5_001],
  ['one of them that waits for somebody opens at once', of('any', [date(7_001), { type: 'inactivity', met: false }]), 0],
  ['two of three open with the second', of('at_least', [date(9_001), date(5_001), date(7_001)], { count: 2 }), 7_001],
  ['a step opens so long after what came before', { type: 'after', met: false, next_change: 6_001 }, 6_001],
  ['a step whose day is not known yet opens at once', { type: 'after', met: false, next_change: null }, 0],
  ['all of them wait for a step whose day is known', of('all', [date(5_001), { type: 'after', met: false, next_change: 6_001 }]), 6_001],
  ['a day that is drawn has come at the end', { type: 'window', met: false, from: 2_000, until: 8_000 }, 8_000],
  ['a surprise day has come within a year', { type: 'window', met: false }, now + 361 * 864e5],
]) if (opening(condition, now) !== expected) throw new Error(`not so: ${what}: ${opening(condition, now)}`);

const tree = of('all', [date(5_001), of('any', [place, { type: 'after', met: false }])]);
if (leavesOf(tree).map(({ type }) => type).join() !== 'date,place,after') throw new Error('leaves are counted from the first on');
if (placesIn(tree).map(standingAt).join() !== 'geo:42.5,3.25') throw new Error('somebody stands in the middle of a place');
