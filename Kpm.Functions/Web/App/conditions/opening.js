const oneDay = 864e5;

/**
 * From when on time alone does not stand in the way of a condition; what waits for people is taken for met.
 * @param {object} condition As the API explains it.
 * @returns {number} 0 for always.
 */
export function opening(condition, now = Date.now()) {
  if (condition.met) return 0;
  const members = (condition.of ?? []).map((member) => opening(member, now)).sort((one, other) => one - other);
  switch (condition.type) {
    case 'date': return condition.next_change ?? condition.at ?? 0;
    // It is known once what comes before was delivered.
    case 'after': return condition.next_change ?? 0;
    case 'window': return condition.until ?? now + 361 * oneDay;
    case 'all': return members.at(-1) ?? 0;
    case 'any': return members[0] ?? 0;
    case 'at_least': return members[condition.count - 1] ?? 0;
    default: return 0;
  }
}

/** The leaves of a condition, as the API counts them. */
export const leavesOf = (condition) => (condition.of ? condition.of.flatMap(leavesOf) : [condition]);

/** The places that it asks for. */
export const placesIn = (condition) => leavesOf(condition).filter(({ type }) => type === 'place');

/** Being at a place, as one tells the API. */
export const standingAt = ({ location, latitude, longitude }) => location ?? `geo:${latitude},${longitude}`;
