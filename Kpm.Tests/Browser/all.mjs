export { api, faults, inspect, open, tell } from './browser.mjs';
export { again, drop, expect, openGift, person, seePictures, signIn, trust, until, visit } from './deeds.mjs';
export { landscape } from './paint.mjs';
