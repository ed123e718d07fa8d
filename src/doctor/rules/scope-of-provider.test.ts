/** Scopes that a provider doesn't have, and that libraries request by default. */
import { expect, it } from "vitest";
import { buildView } from "../build-view.ts";
import { read } from "../read.ts";
import { scopeOfProviderRules } from "./scope-of-provider.ts";

const found = (text: string) => scopeOfProviderRules.flatMap(({ run }) => run(buildView(read(text))))[0];

it.each([
  ["GitLab", "openid offline_access", "without it"],
  ["GitLab", "openid groups", "doesn't have it"],
  ["Google", "openid email offline_access", "access_type=offline"],
  ["Google", "openid groups", "doesn't have it"],
  ["Amazon Cognito", "openid roles", "doesn't have it"],
])("%s has not all of '%s'", (provider, scope, fix) => {
  const text = `With ${provider} I get: invalid_scope. The requested scope is invalid, unknown, or malformed.\nscope: '${scope}'`;
  expect(found(text)).toMatchObject({ reason: "scope/unknown", fix: expect.stringContaining(fix) });
});

it.each([
  "With Keycloak I get: invalid_scope. The requested scope is invalid.\nscope: 'openid offline_access'",
  "With GitLab I get: invalid_scope. The requested scope is invalid.\nscope: 'openid profile'",
  "With GitLab everything works.\nscope: 'openid offline_access'",
])("nothing follows from: %s", (text) => expect(found(text)).toBeUndefined());
