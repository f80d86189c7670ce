import { h } from '../ui/h.js';
import { t } from '../words/index.js';

/** Takes files that are dropped anywhere on the page. @param {(files: File[]) => void} take */
export function dropping(page, take) {
  const veil = h('div.drop', { 'aria-hidden': 'true' }, h('p', t('vault.drop')));
  let depth = 0;
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files');
  const on = {
    dragenter: (event) => { if (hasFiles(event)) { depth++; page.append(veil); } },
    dragleave: (event) => { if (hasFiles(event) && --depth <= 0) end(); },
    dragover: (event) => { if (hasFiles(event)) event.preventDefault(); },
    drop: (event) => { if (hasFiles(event)) { event.preventDefault(); end(); take([...event.dataTransfer.files]); } },
  };
  for (const [name, listener] of Object.entries(on)) window.addEventListener(name, listener);
  return () => { for (const [name, listener] of Object.entries(on)) window.removeEventListener(name, listener); };

  function end() {
    depth = 0;
    veil.remove();
  }
}
