import fc from "fast-check";
import { expect, it } from "vitest";
import { ADMIN_SCOPE_NAMES } from "../scope/catalogue.ts";
import { type CallerRole, scopesOfRole, withinRole } from "./role.ts";

it.each<[CallerRole, string, string]>([
  ["operator", "candor:keys candor:users:read", "candor:keys candor:users:read"],
  ["operator", "candor:keys candor:keys:read", "candor:keys"],
  ["auditor", "candor:keys candor:keys:read candor:users:read orders", "candor:keys:read candor:users:read orders"],
  ["user", "openid candor:applications candor:keys", "openid candor:applications"],
  ["user", "candor:scopes candor:scopes:read", "candor:scopes:read"],
  ["user", "candor:keys", "candor:keys"],
])("%s: %s", (role, asked, granted) => expect(withinRole(asked.split(" "), role).join(" ")).toBe(granted));

it("grants nothing that wasn't asked for or that the role doesn't allow, unless that is everything", () => {
  const scopes = fc.uniqueArray(fc.constantFrom(...ADMIN_SCOPE_NAMES, "openid", "orders"), { minLength: 1 });
  const roles = fc.constantFrom<CallerRole>("user", "auditor", "operator");
  fc.assert(
    fc.property(scopes, roles, (asked, role) => {
      const granted = withinRole(asked, role);
      expect(granted.every((name) => asked.includes(name))).toBe(true);
      const isKept = (name: string) => !ADMIN_SCOPE_NAMES.includes(name) || scopesOfRole(role).includes(name);
      expect(granted.every(isKept) || granted === asked).toBe(true);
    }),
  );
});
