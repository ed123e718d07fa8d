/** Scopes and APIs that can't be used as declared. */

import { stateAt } from "../../protocol/scope/catalogue.ts";
import { catalogueFrom } from "../catalogue.ts";
import type { Configuration } from "../schema.ts";
import { type Check, type Found, ofApis, ofClients, ofScopes } from "./define.ts";

function* uselessReplacements({ scopes }: Configuration): Generator<Found> {
  for (const [i, { name, ...states }] of scopes.entries()) {
    for (const state of ["deprecated", "removed"] as const) {
      const replacement = states[state]?.replacement;
      const isGone = scopes.some((scope) => scope.name === replacement && scope.removed !== undefined);
      const is = replacement === name ? `${name} itself` : isGone ? `${replacement}, which is removed` : undefined;
      if (is !== undefined) yield { key: `scopes[${i}].${state}.replacement`, is };
    }
  }
}

export const scopes: readonly Check[] = [
  {
    name: "sunset-before-since",
    setting: "scopes[].deprecated.sunset",
    when: "A scope's sunset date is before the date of its deprecation.",
    means: "The scope is removed before it is announced as deprecated.",
    fix: "Set sunset to a date after since.",
    find: ofScopes(
      ".deprecated.sunset",
      ({ deprecated }) =>
        deprecated?.sunset !== undefined &&
        deprecated.sunset < deprecated.since &&
        `${deprecated.sunset}, while since is ${deprecated.since}`,
    ),
  },
  {
    name: "sunset-has-passed",
    setting: "scopes[].deprecated.sunset",
    when: "A scope's sunset date has passed, but clients are still allowed to request it.",
    means: "Requests for the scope are refused as scope/removed.",
    fix: "Mark the scope as removed and remove it from the clients, or postpone its sunset date.",
    find: ofScopes(
      ".deprecated.sunset",
      ({ name, deprecated }, { configuration, now }) =>
        deprecated?.sunset !== undefined &&
        deprecated.sunset >= deprecated.since &&
        Date.parse(deprecated.sunset) <= now &&
        configuration.clients.some((client) => client.scopes.includes(name)) &&
        `${deprecated.sunset}, which has passed`,
    ),
  },
  {
    name: "deprecated-and-removed",
    setting: "scopes[].removed",
    when: "A scope is both `deprecated` and `removed`.",
    means: "The scope counts as removed. It isn't granted, and its sunset date has no effect.",
    fix: "Keep only one of the two settings.",
    find: ofScopes(
      ".removed",
      ({ deprecated, removed }) =>
        deprecated !== undefined && removed !== undefined && "set, and deprecated is set too",
    ),
  },
  {
    name: "replacement-not-granted",
    setting: "scopes[].deprecated.replacement",
    when: "A scope's replacement is the scope itself or a removed scope.",
    means: "Developers who switch to the replacement are refused again.",
    fix: "Name a replacement that is still granted.",
    find: ({ configuration }) => uselessReplacements(configuration),
  },
  {
    name: "scope-names-alike",
    setting: "scopes[].name",
    when: "The names of two scopes differ only in letter case.",
    means: "Scopes are case-sensitive, so it is easy to request the wrong one.",
    fix: "Use names that differ in more than letter case.",
    find: ofScopes(".name", ({ name }, { configuration }) => {
      const alike = configuration.scopes.find(
        (other) => other.name !== name && other.name.toLowerCase() === name.toLowerCase(),
      );
      return alike !== undefined && name > alike.name && `${name}, and there is ${alike.name}`;
    }),
  },
  {
    name: "scope-name-with-delimiter",
    setting: "scopes[].name",
    when: "The name of a scope contains a comma, a semicolon or a plus sign.",
    means:
      "The name looks like several scopes joined by the wrong delimiter, and libraries that split scopes at commas break it up.",
    fix: "Use only letters, digits and . : / _ - in the name.",
    find: ofScopes(".name", ({ name }) => /[,;+|]/.test(name) && name),
  },
  {
    name: "api-without-scopes",
    setting: "apis[].resource",
    when: "No scope belongs to an API.",
    means: "No access token is ever issued for the API, because each token is for the API of its scopes.",
    fix: "Declare a scope whose api is this resource, or remove the API.",
    find: ofApis(
      ".resource",
      ({ resource }, { configuration }) =>
        !configuration.scopes.some(({ api }) => api === resource) && `${resource}, but no scope names it as its api`,
    ),
  },
  {
    name: "opaque-api-not-introspected",
    setting: "apis[].tokens",
    when: "An API uses opaque tokens, but no client is allowed to introspect them.",
    means: "The API can't check its tokens, because its requests to /introspect return active: false.",
    fix: "Add the resource to introspects of the client that the API uses to authenticate, or set tokens to jwt.",
    find: ofApis(
      ".tokens",
      ({ resource, tokens }, { configuration }) =>
        tokens === "opaque" &&
        !configuration.clients.some(({ introspects }) => introspects.includes(resource)) &&
        "opaque, but no client is allowed to introspect them",
    ),
  },
  {
    name: "scope-not-granted-any-more",
    setting: "clients[].scopes",
    when: "A client is allowed a removed scope.",
    means: "Requests for it are refused as scope/removed.",
    fix: "Remove the scope from the client, and allow its replacement instead.",
    find: ofClients(".scopes", ({ scopes: allowed }, { configuration }) => {
      const gone = configuration.scopes.filter(({ name, removed }) => removed !== undefined && allowed.includes(name));
      return gone.length > 0 && `a list with ${gone.map(({ name }) => name).join(", ")}, which is removed`;
    }),
  },
  {
    name: "default-scopes-of-several-apis",
    setting: "clients[].defaultScopes",
    when: "A client's default scopes belong to several APIs.",
    means: "A request without scope is refused as scope/mixes-resources unless it names one of the APIs in resource.",
    fix: "Keep only the default scopes of one API.",
    find: ofClients(".defaultScopes", ({ defaultScopes }, { configuration, now }) => {
      const catalogue = catalogueFrom(configuration);
      const live = defaultScopes
        .flatMap((name) => catalogue.scopes.get(name) ?? [])
        .filter((scope) => stateAt(scope, now).is !== "removed");
      const apis = new Set(live.flatMap(({ api }) => api ?? []));
      return apis.size > 1 && `${defaultScopes.join(" ")}, of ${[...apis].join(" and ")}`;
    }),
  },
];
