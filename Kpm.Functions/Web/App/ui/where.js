import { t } from '../words/index.js';

/** Where the person is; the browser asks them first. @returns {Promise<{latitude: number, longitude: number, accuracy: number}>} */
export function whereIAm() {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(t('place.unknown')));
    if (!('geolocation' in navigator)) { fail(); return; }
    navigator.geolocation.getCurrentPosition(({ coords }) => resolve(coords), fail, { enableHighAccuracy: true, timeout: 20_000, maximumAge: 10_000 });
  });
}
