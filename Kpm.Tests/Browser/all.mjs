export { api, faults, inspect, open, tell } from './browser.mjs';
export { drop, expect, person, seePictures, signIn, visit } from './deeds.mjs';
export { landscape } from './paint.mjs';
