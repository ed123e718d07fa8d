/** What the pages about applications that registered themselves share. */
import type { Tab } from "../../../pages/console/layout.tsx";

export const READ = "candor:users:read";
export const WRITE = "candor:users";

const TABS: readonly (readonly [label: string, path: string])[] = [
  ["Applications", "/registrations"],
  ["Initial access tokens", "/registrations/tokens"],
  ["Documents", "/registrations/documents"],
];

export const tabsAt = (current: string): readonly Tab[] =>
  TABS.map(([label, path]) => ({ label, path, current: path === current }));
