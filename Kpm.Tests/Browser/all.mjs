export { api, faults, inspect, open, tell } from './browser.mjs';
export { again, drop, enter, expect, look, openGift, person, seePictures, signIn, trust, turn, until, visit } from './deeds.mjs';
export { landscape } from './paint.mjs';
