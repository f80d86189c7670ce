import { account } from './views/account.js';
import { forgot } from './views/forgot.js';
import { invitation } from './views/invitation.js';
import { keeps } from './views/keeps.js';
import { legacies } from './views/legacies/list.js';
import { legacy } from './views/legacies/legacy.js';
import { memory } from './views/memory.js';
import { plan } from './views/plan/plan.js';
import { signIn } from './views/sign-in.js';
import { signUp } from './views/sign-up.js';
import { trash } from './views/trash.js';
import { vault } from './views/vault.js';
import { waiting } from './views/waiting.js';
import { watch } from './views/watch.js';

/** The pages: what the address holds after `#`, and whether everybody may see it. */
const routes = [
  [/^#\/sign-in$/, signIn, true],
  [/^#\/join(?:\/(\w+))?$/, signUp, true],
  [/^#\/forgot$/, forgot, true],
  [/^#\/memories\/([\w-]+)$/, memory, false],
  [/^#\/trash$/, trash, false],
  [/^#\/invitation\/([\w.%-]+)$/, invitation, false],
  [/^#\/keeps$/, keeps, false],
  [/^#\/plan$/, plan, false],
  [/^#\/legacies$/, legacies, false],
  [/^#\/legacies\/([\w-]+)$/, legacy, false],
  [/^#\/waiting$/, waiting, false],
  [/^#\/watch\/([\w-]+)(?:\/([\w-]+))?$/, watch, false],
  [/^#\/account$/, account, false],
];

/** @returns {{view: (page: HTMLElement, parameters: string[]) => (void|(() => void)), parameters: string[], isOpen: boolean}} The vault for an unknown address. */
export function find(hash) {
  for (const [pattern, view, isOpen] of routes) {
    const found = pattern.exec(hash);
    if (found) return { view, parameters: found.slice(1), isOpen };
  }

  return { view: vault, parameters: [], isOpen: false };
}
