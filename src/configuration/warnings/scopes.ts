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
    when: "The sunset of a scope is before the day since when it is deprecated.",
    means: "The scope is removed before it is announced as deprecated.",
    fix: "Set sunset to a day after since.",
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
    when: "The sunset of a scope has passed, and clients are still allowed it.",
    means: "Requests for the scope are refused as scope/removed.",
    fix: "Declare the scope as removed, and remove it from the clients. Otherwise move its sunset.",
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
    means: "It counts as removed: it is not granted, and its sunset has no effect.",
    fix: "Keep one of the two.",
    find: ofScopes(
      ".removed",
      ({ deprecated, removed }) =>
        deprecated !== undefined && removed !== undefined && "set, and deprecated is set too",
    ),
  },
  {
    name: "replacement-not-granted",
    setting: "scopes[].deprecated.replacement",
    when: "The replacement of a scope is the scope itself, or one that is removed.",
    means: "Developers who follow the refusal are refused again.",
    fix: "Name a scope that is granted.",
    find: ({ configuration }) => uselessReplacements(configuration),
  },
  {
    name: "scope-names-alike",
    setting: "scopes[].name",
    when: "Two scopes differ only in upper and lower case.",
    means: "Scopes are case-sensitive, and a request for one is easily sent for the other.",
    fix: "Use names that differ in more than case.",
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
    when: "The name of a scope has a comma, a semicolon or a plus sign in it.",
    means:
      "Requests for it look like several scopes joined by the wrong delimiter, and libraries that split at commas break it up.",
    fix: "Use letters, digits and . : / _ - in the name.",
    find: ofScopes(".name", ({ name }) => /[,;+|]/.test(name) && name),
  },
  {
    name: "api-without-scopes",
    setting: "apis[].resource",
    when: "No scope belongs to an API.",
    means: "No access token is ever issued for it: tokens are for the API of their scopes.",
    fix: "Declare a scope whose api is the resource, or leave the API out.",
    find: ofApis(
      ".resource",
      ({ resource }, { configuration }) =>
        !configuration.scopes.some(({ api }) => api === resource) && `${resource}, and no scope has it as its api`,
    ),
  },
  {
    name: "opaque-api-not-introspected",
    setting: "apis[].tokens",
    when: "An API has opaque tokens, and no client introspects them.",
    means: "The API cannot find out what its tokens are worth: its requests to /introspect respond with active: false.",
    fix: "List the resource in introspects of the client that the API authenticates as, or set tokens to jwt.",
    find: ofApis(
      ".tokens",
      ({ resource, tokens }, { configuration }) =>
        tokens === "opaque" &&
        !configuration.clients.some(({ introspects }) => introspects.includes(resource)) &&
        "opaque, and no client introspects them",
    ),
  },
  {
    name: "scope-not-granted-any-more",
    setting: "clients[].scopes",
    when: "A client is allowed a scope that is removed.",
    means: "Requests for it are refused as scope/removed.",
    fix: "Take the scope from the client, and allow its replacement.",
    find: ofClients(".scopes", ({ scopes: allowed }, { configuration }) => {
      const gone = configuration.scopes.filter(({ name, removed }) => removed !== undefined && allowed.includes(name));
      return gone.length > 0 && `a list with ${gone.map(({ name }) => name).join(", ")}, which is removed`;
    }),
  },
  {
    name: "default-scopes-of-several-apis",
    setting: "clients[].defaultScopes",
    when: "The default scopes of a client belong to several APIs.",
    means: "A request without scope is refused as scope/mixes-resources unless it names one of the APIs by resource.",
    fix: "Keep default scopes of one API.",
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
