import { addressOf, read, send } from './client.js';

/** The receipt of a delivered legacy, with all that it takes to check it, as it is signed. */
export const receipt = async (legacy) => (await send('GET', `/legacy/${legacy}/receipt`)).blob();

/** Where the public keys are that receipts are signed with. */
export const signingKeys = addressOf('/signing-keys');

/** What is found when the person's history is checked. */
export const verifiedHistory = () => read('/me/history/verify');
