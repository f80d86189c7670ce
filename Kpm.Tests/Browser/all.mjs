export { api, faults, inspect, open, tell } from './browser.mjs';
export { again, drop, endElsewhere, enter, expect, look, openGift, person, refreshToken, seePictures, signIn, trust, turn, until, visit } from './deeds.mjs';
export { landscape } from './paint.mjs';
