/** Scopes that contain their resource, as Microsoft's do, next to resource indicators (RFC 8707). */
import { OPENID_SCOPES } from "../../protocol/scope/catalogue.ts";
import { rfc } from "../../specs.ts";
import type { View } from "../view.ts";
import { type Found, list, rule, short } from "./define.ts";
import { announced, GUID, grantTypeOf, isAt, MICROSOFT } from "./requests.ts";
import { FITS, saidOf, weigh } from "./said.ts";
import { wordsOf } from "./scope.ts";

const OPENID = new Set(OPENID_SCOPES.map(({ name }) => name));
const GRAPH = "https://graph.microsoft.com";

/** The resource of a scope in Microsoft's form; none for those of OpenID Connect. */
function resourceOf(word: string): string | undefined {
  if (OPENID.has(word)) return undefined;
  const found =
    /^((?:https|api):\/\/[^/]+(?:\/[^/]+)*?)\/+[^/]+$/i.exec(word)?.[1] ?? /^([0-9a-f-]{36})\/[^/]+$/i.exec(word)?.[1];
  if (found !== undefined) return found.toLowerCase();
  return /^[A-Z][A-Za-z-]+\.[A-Z][\w.]+$/.test(word) ? GRAPH : undefined;
}

const FITTING = { errors: ["invalid_scope", "invalid_resource", "invalid_target"], words: /scope|resource/i };

function* microsoft(view: View): Iterable<Found> {
  for (const request of view.requests.filter((one) => isAt(one, ...MICROSOFT))) {
    const scope = request.parameters.get("scope");
    if (scope === undefined || scope.trim() === "") continue;
    const said = saidOf(view, request);
    const words = wordsOf(scope);
    const resources = [...new Set(words.flatMap((word) => resourceOf(word) ?? []))];
    if (resources.length > 1)
      yield {
        reason: "scope/mixes-resources",
        confidence: weigh(said, 0.88, FITTING),
        says: `the scopes belong to ${resources.length} resources: ${short(list(resources), 160)}`,
        source: scope,
        part: words.find((word) => resourceOf(word) === resources[1]),
        fix: `Ask for the scopes of one resource at a time: first ${words.filter((word) => resourceOf(word) === resources[0] || OPENID.has(word)).join(" ")}, and the others in a token request of their own.`,
        spec: rfc(8707, "2"),
      };
    const isDefault = words.some((word) => /\/\.default$/i.test(word));
    const [only] = words;
    if (grantTypeOf(request) === "client_credentials" && only !== undefined && !isDefault) {
      const resource = resourceOf(only) ?? (/^(?:https|api):\/\//.test(only) ? only.replace(/\/$/, "") : undefined);
      yield {
        reason: "scope/malformed",
        confidence: weigh(said, 0.93, FITS.scope),
        says: "client credentials take one scope, the resource followed by /.default",
        source: scope,
        part: only,
        fix: `Send scope=${resource ?? GRAPH}/.default`,
        spec: rfc(6749, "4.4.2"),
      };
    } else if (isDefault && words.some((word) => !OPENID.has(word) && !/\/\.default$/i.test(word)))
      yield {
        reason: "scope/malformed",
        confidence: weigh(said, 0.86, FITS.scope),
        says: ".default is beside single permissions",
        source: scope,
        part: words.find((word) => !/\.default$/i.test(word)),
        fix: "Ask for .default alone, or for the single permissions alone.",
      };
    for (const word of words) {
      if (OPENID.has(word) || /[,;]/.test(word)) continue;
      if (/^(?:default|\.default|[a-z]+_[a-z_]+|[a-z]+)$/.test(word) || GUID.test(word))
        yield {
          reason: "scope/prefix-missing",
          confidence: weigh(said, GUID.test(word) ? 0.6 : 0.78, FITS.scope),
          says: `'${short(word)}' does not say to which resource it belongs`,
          source: scope,
          part: word,
          fix: GUID.test(word)
            ? `Send api://${word}/.default, or the name of the scope behind it.`
            : `Put the application ID URI of the API before it: api://<id>/${word}.`,
        };
    }
  }
}

function* indicator(view: View): Iterable<Found> {
  for (const request of view.requests) {
    const resource = request.parameters.get("resource");
    if (resource === undefined || resource === "") continue;
    const said = saidOf(view, request);
    const own = wordsOf(request.parameters.get("scope") ?? "").flatMap((word) => resourceOf(word) ?? []);
    const bare = resource.toLowerCase().replace(/\/$/, "");
    const [other] = own.filter((one) => one !== bare && `api://${bare}` !== one);
    if (own.length > 0 && other !== undefined && isAt(request, ...MICROSOFT))
      yield {
        reason: "resource/mismatch",
        confidence: weigh(said, 0.82, FITTING),
        says: `resource is ${short(resource)}, and the scope belongs to ${short(other)}`,
        source: `resource=${resource}`,
        part: resource,
        fix: "Leave resource out, or ask for a scope of that resource.",
        spec: rfc(8707, "2"),
      };
    if (!/^[a-z][a-z\d+.-]*:\S+$/i.test(resource) && !isAt(request, ...MICROSOFT) && said.errors.has("invalid_target"))
      yield {
        reason: "resource/unknown",
        confidence: 0.75,
        says: "resource is not an absolute URI",
        source: `resource=${resource}`,
        part: resource,
        fix: "Send the resource's identifier, an absolute URI.",
        spec: rfc(8707, "2"),
      };
    if (resource.includes("#"))
      yield {
        reason: "resource/unknown",
        confidence: weigh(said, 0.7, FITTING),
        says: "resource has a fragment",
        source: `resource=${resource}`,
        part: "#",
        spec: rfc(8707, "2"),
      };
    const named = announced(view, "resource").find(
      (one) => one !== resource && one.replace(/\/$/, "").toLowerCase() !== "",
    );
    if (named !== undefined && !announced(view, "resource").includes(resource))
      yield {
        reason: "resource/mismatch",
        confidence: weigh(said, 0.9, FITTING),
        says: `resource is ${short(resource)}, and the API's metadata says ${short(named)}`,
        source: `resource=${resource}`,
        part: resource,
        fix: `Send resource=${named}`,
        spec: rfc(8707, "2"),
      };
  }
}

export const scopeResourceRules = [rule("scope/resources", microsoft), rule("resource/indicator", indicator)];
