const patience = 5 * 60_000;
let touched = 0;
const touch = ({ isTrusted }) => { if (isTrusted) touched = Date.now(); };
// A screen reader or dictation may press and type without a pointer or a key.
for (const kind of ['pointerdown', 'keydown', 'click', 'input']) addEventListener(kind, touch, { capture: true, passive: true });

/** Whether a person is there: the page is seen, and was touched a moment ago. */
export const presence = () => (document.visibilityState === 'visible' && Date.now() - touched < patience ? 'foreground' : 'background');
