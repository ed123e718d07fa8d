import type { CauseCode } from "../../reasons/causes.ts";
import { rfc } from "../../specs.ts";
import type { View } from "../view.ts";
import { type Found, rule, short } from "./define.ts";
import { ABSENT } from "./request-parameters.ts";
import { isAt, MICROSOFT } from "./requests.ts";
import { type Fits, saidOf, weigh } from "./said.ts";

const PLACEHOLDER =
  /^(?:undefined|null|none|nil|nan|\[object object\]|true|false|todo|changeme|change[-_]me|xxx+|\$\{.*\}|\{\{?.*\}?\}|<[^<>]+>|%[a-z_]+%|\$[a-z_]+|process\.env\..*|(?:your|my|enter|insert|put|replace)[-_ ].*|.*[-_](?:here|goes[-_]here)|client[-_]?id|client[-_]?secret|(?:your|the)[A-Z]\w*|app[-_]?id|some[-_]client[-_]id)$/i;

const MEANT: Readonly<Record<string, readonly [CauseCode, Fits["errors"]]>> = {
  client_id: ["client/unknown", ["invalid_client", "unauthorized_client", "invalid_request"]],
  client_secret: ["client-auth/secret-wrong", ["invalid_client", "unauthorized_client"]],
  redirect_uri: ["redirect-uri/malformed", ["invalid_request", "redirect_uri_mismatch"]],
  code: ["request/parameter-absent", ["invalid_grant", "invalid_request"]],
  refresh_token: ["request/parameter-absent", ["invalid_grant", "invalid_request"]],
  code_verifier: ["pkce/verifier-missing", ["invalid_grant", "invalid_request"]],
  code_challenge: ["pkce/challenge-malformed", ["invalid_request"]],
  scope: ["scope/missing", ["invalid_scope", "invalid_request"]],
  device_code: ["request/parameter-absent", ["invalid_grant", "invalid_request"]],
};

function* placeholders(view: View): Iterable<Found> {
  for (const request of view.requests) {
    if (request.endpoint === "other") continue;
    const all: readonly (readonly [string, string | undefined])[] = [
      ...Object.keys(MEANT).map((name) => [name, request.parameters.get(name)] as const),
      ["client_id", request.basic?.id],
      ["client_secret", request.basic?.secret],
    ];
    for (const [name, value] of all) {
      // A shell fills in its variables after the command was copied.
      if (value === undefined || !PLACEHOLDER.test(value.trim()) || /^\$\{?[A-Z_\d]+\}?$/.test(value)) continue;
      // What was covered before it was pasted isn't a placeholder of the program.
      if (
        /^(?:<(?:redacted|removed|hidden|secret|omitted|code|token|the|my|app|client)[^<>]*>|x{3,}|none|true|false|redacted)$/i.test(
          value.trim(),
        ) ||
        (name !== "client_id" && /^<.*>$|^(?:your|my)[-_]|client[-_]?secret|here$/i.test(value.trim()))
      ) {
        if (!/^(?:your|my|enter|insert|put|replace)[-_ ]/i.test(value)) continue;
      }
      const sure =
        /^(?:undefined|null|nil|nan|\[object object\]|\$\{.*\}|\{\{?.*\}?\}|process\.env.*|\$[a-z_]+|%[a-z_]+%)$/i.test(
          value.trim(),
        );
      const [reason, errors] = MEANT[name] ?? ["request/parameter-absent", []];
      yield {
        reason,
        confidence: weigh(saidOf(view, request), sure ? 0.93 : 0.5, { errors }),
        says:
          sure || name === "client_id"
            ? `${name} is '${short(value, 40)}': a value that was never filled in`
            : `${name} is a placeholder that was never filled in`,
        source: sure ? `${name}=${short(value, 40)}` : undefined,
        fix: `Fill in ${name}: look whether the variable is set where the program runs.`,
        spec: rfc(6749, "2.2"),
      };
    }
    if (isAt(request, ...MICROSOFT) && /^\/(?:undefined|null|%7B|\{|your)/i.test(request.url?.pathname ?? ""))
      yield {
        reason: "request/wrong-endpoint",
        confidence: 0.85,
        says: "the path has a placeholder where the tenant is due",
        source: request.url?.pathname,
        fix: "Put the tenant's id into the path.",
      };
    else if (
      /\/(?:undefined|null|\{[a-z_]+\}|%7B\w+%7D|:tenant|\[object%20Object\])(?:\/|$)/i.test(
        request.url?.pathname ?? "",
      )
    )
      yield {
        reason: "request/wrong-endpoint",
        confidence: weigh(saidOf(view, request), 0.85, { errors: ["not_found"] }),
        says: "the path has a placeholder that was never filled in",
        source: request.url?.pathname,
        fix: "Fill it in: look whether the variable is set where the program runs.",
      };
  }
}

/** A parameter that was encoded twice, except those with rules of their own. */
function* encoded(view: View): Iterable<Found> {
  for (const request of view.requests.filter(({ endpoint }) => endpoint === "token" || endpoint === "authorization")) {
    for (const name of ["client_id", "response_type", "grant_type", "audience", "resource", "username"]) {
      const value = request.parameters.get(name) ?? "";
      if (!/%(?:20|3A|2F|40|2B|7C)/i.test(value)) continue;
      yield {
        reason:
          name === "client_id"
            ? "client/unknown"
            : name === "grant_type"
              ? "request/grant-type-unsupported"
              : name === "resource" || name === "audience"
                ? "resource/unknown"
                : "request/parameter-rejected",
        confidence: weigh(saidOf(view, request), 0.82, {
          errors: [
            "invalid_request",
            "invalid_client",
            "unsupported_grant_type",
            "unsupported_response_type",
            "invalid_target",
          ],
        }),
        says: `${name} is still percent-encoded: it was encoded twice`,
        source: `${name}=${value}`,
        part: /%[0-9a-f]{2}/i.exec(value)?.[0],
        fix: `Encode ${name} once.`,
        spec: rfc(6749, "B"),
      };
    }
    const keys = [...request.parameters.keys()].filter((name) => /^amp;/.test(name));
    if (keys.length > 0)
      yield {
        reason: "request/parameter-absent",
        confidence: weigh(saidOf(view, request), 0.9, ABSENT),
        says: "the URL has &amp; where & is due: it was escaped for HTML and not read as HTML",
        source: short(keys[0] ?? "", 40),
        fix: "Join the parameters by &.",
        spec: rfc(6749, "B"),
      };
  }
}

export const requestValueRules = [rule("request/placeholder", placeholders), rule("request/encoded", encoded)];
