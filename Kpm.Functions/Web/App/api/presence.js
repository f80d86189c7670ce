const patience = 5 * 60_000;
let touched = 0;
for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, () => { touched = Date.now(); }, { capture: true, passive: true });

/** Whether a person is there: the page is seen, and was touched a moment ago. */
export const presence = () => (document.visibilityState === 'visible' && Date.now() - touched < patience ? 'foreground' : 'background');
