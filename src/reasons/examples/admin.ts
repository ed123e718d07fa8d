/** Requests to the admin API. */
import { type Examples, sameRequest } from "./define.ts";
import { BEARER, get, message } from "./messages.ts";

const TOKEN = "Authorization: Bearer {access_token of demo-admin}";
const JSON_TYPE = "Content-Type: application/json";
const MERGE_PATCH = "Content-Type: application/merge-patch+json";
const SCOPES = "/admin/v1/scopes";
const SCOPE = `${SCOPES}/reports.write`;
const NEW_SCOPE = '{"name": "reports.write", "description": "Write reports"}';
const REGISTERED = "the scope reports.write is registered";

const add = (body: string, path = SCOPES, type = JSON_TYPE, token = TOKEN): string =>
  message(`POST ${path}`, [token, type], body);
const OF_USERS = "demo-web may ask users for candor:applications";
const OWN = '{"client_name": "Reports", "redirect_uris": ["https://app.example/callback"]}';
/** Adds an application with a token of ada. */
const addOwn = (body: string): string => add(body, "/admin/v1/applications", JSON_TYPE, BEARER);
const change = (...headers: string[]): string =>
  message(`PATCH ${SCOPE}`, [TOKEN, MERGE_PATCH, ...headers], '{"sensitive": true}');

const REQUESTED = "reports.read is requested for an application";
const ask = (scope: string): string =>
  add(
    `{"application": "reports", "scope": "${scope}", "reason": "The monthly report is written at night."}`,
    "/admin/v1/requests",
  );
const decision = (version: string, body: string): string =>
  message("PATCH /admin/v1/requests/0a1b2c3d4e5", [TOKEN, JSON_TYPE, `If-Match: ${version}`], body);

const KEY = "9f1c7a52-6d0e-4c1b-8a35-2f4e6b7d9c01";
/** Adds something with an Idempotency-Key. */
const addOnce = (key: string, body = NEW_SCOPE): string =>
  message(`POST ${SCOPES}`, [TOKEN, JSON_TYPE, `Idempotency-Key: ${key}`], body);

export const admin = {
  "admin/role-insufficient": {
    situation:
      "Ada, who isn't an operator, gives demo-web a token for candor:scopes. demo-web tries to register a scope.",
    given: ["demo-web is allowed candor:scopes", "ada's access token was requested with candor:scopes"],
    refused: add(NEW_SCOPE, SCOPES, JSON_TYPE, "Authorization: Bearer {access_token}"),
    correctedBy: "request",
    corrected: add(NEW_SCOPE),
    change: "demo-admin, which acts for itself, registers the scope.",
  },
  "admin/parameter-unknown": {
    situation: "demo-admin wants to see what a new scope would do, but misspells dry_run.",
    refused: add(NEW_SCOPE, `${SCOPES}?dryrun=true`),
    correctedBy: "request",
    corrected: add(NEW_SCOPE, `${SCOPES}?dry_run=true`),
    change: "The parameter has its right name, and nothing is changed.",
  },
  "admin/idempotency-key-malformed": {
    situation: "demo-admin sends a sentence as the key of its request.",
    refused: addOnce("register reports.write"),
    correctedBy: "request",
    corrected: addOnce(KEY),
    change: "The key is a random UUID.",
  },
  "admin/idempotency-key-reused": {
    situation: "demo-admin makes one key when it starts, and sends it with every request.",
    given: ["reports.write was registered with the same Idempotency-Key"],
    refused: addOnce(KEY, '{"name": "reports.publish", "description": "Publish reports"}'),
    correctedBy: "request",
    corrected: addOnce(
      "b0d4f6c8-1a3e-4f57-9b6d-8c2e0a4f6d13",
      '{"name": "reports.publish", "description": "Publish reports"}',
    ),
    change: "Each request has a key of its own.",
  },
  "admin/idempotency-key-busy": sameRequest({
    situation: "demo-admin gives up waiting for a response too early, and repeats the request with its key.",
    given: ["the first request with this Idempotency-Key is still being carried out"],
    refused: addOnce(KEY),
    correctedBy: "waiting",
    afterwards: ["the first request is finished"],
    change: "Then the same request gets the response of the first one.",
  }),
  "admin/idempotency-outcome-unknown": {
    situation: "demo-admin repeats a request with its key, because the server stopped before it responded.",
    given: ["the server stopped while it carried out the first request"],
    refused: addOnce(KEY),
    correctedBy: "request",
    corrected: message(`GET ${SCOPES}?q=reports.write`, [TOKEN]),
    change: "demo-admin looks whether the scope is registered. It is, so there is nothing to repeat.",
  },
  "admin/wrong-content-type": {
    situation: "demo-admin sends JSON, but its HTTP client labels the body as a form.",
    refused: add(NEW_SCOPE, SCOPES, "Content-Type: application/x-www-form-urlencoded"),
    correctedBy: "request",
    corrected: add(NEW_SCOPE),
    change: "Content-Type says that the body is JSON.",
  },
  "admin/body-malformed": {
    situation: "demo-admin puts a body together from texts, and names a member twice.",
    refused: add('{"name": "reports.read", "description": "Write reports", "name": "reports.write"}'),
    correctedBy: "request",
    corrected: add(NEW_SCOPE),
    change: "Each member is in the body once.",
  },
  "admin/not-found": {
    situation: "demo-admin asks for a scope before it is registered.",
    refused: get(SCOPE, TOKEN),
    correctedBy: "operator",
    corrected: get(SCOPE, TOKEN),
    afterwards: [REGISTERED],
    change: "The scope is registered, and then the same request shows it.",
  },
  "admin/owned-by-file": {
    situation: "demo-admin tries to remove demo-strict, which the configuration file registers.",
    refused: message("DELETE /admin/v1/applications/demo-strict", [TOKEN, 'If-Match: "1"']),
    correctedBy: "configuration",
    corrected: message("DELETE /admin/v1/applications/demo-strict", [TOKEN, 'If-Match: "1"']),
    afterwards: ["demo-strict is registered through the API instead of the file"],
    change: "demo-strict is taken out of the file and registered through the API, where it can be removed.",
  },
  "admin/if-match-absent": {
    situation: "demo-admin marks a scope as sensitive without saying which version it has seen.",
    given: [REGISTERED],
    refused: change(),
    correctedBy: "request",
    corrected: change('If-Match: "1"'),
    change: "If-Match has the ETag that came with the scope.",
  },
  "admin/changed-meanwhile": {
    situation: "demo-admin changes a scope that somebody else has changed since demo-admin read it.",
    given: [REGISTERED, "the description of reports.write was changed meanwhile"],
    refused: change('If-Match: "1"'),
    correctedBy: "request",
    corrected: change('If-Match: "2"'),
    change: "demo-admin gets the scope again, and repeats the change with its new ETag.",
  },
  "admin/member-unknown": {
    situation: "demo-admin registers a sensitive scope, but misspells the member that says so.",
    refused: add('{"name": "reports.write", "description": "Write reports", "sensitve": true}'),
    correctedBy: "request",
    corrected: add('{"name": "reports.write", "description": "Write reports", "sensitive": true}'),
    change: "The member has its right name.",
  },
  "admin/field-invalid": {
    situation: "demo-admin registers a web application whose redirect URI has a fragment.",
    refused: add(
      '{"client_name": "Reports", "redirect_uris": ["https://app.example/callback#done"]}',
      "/admin/v1/applications",
    ),
    correctedBy: "request",
    corrected: add(
      '{"client_name": "Reports", "redirect_uris": ["https://app.example/callback"]}',
      "/admin/v1/applications",
    ),
    change: "The redirect URI has no fragment.",
  },
  "admin/operator-only": {
    situation: "ada registers an application of her own, and wants to spare its users the consent page.",
    given: [OF_USERS],
    refused: addOwn(
      '{"client_name": "Reports", "redirect_uris": ["https://app.example/callback"], "first_party": true}',
    ),
    correctedBy: "request",
    corrected: addOwn(OWN),
    change: "first_party isn't sent. An operator can set it later.",
  },
  "admin/self-service-off": {
    situation: "ada registers an application of her own on a server where only operators do that.",
    given: [OF_USERS, "users may not register applications"],
    refused: addOwn(OWN),
    correctedBy: "configuration",
    corrected: addOwn(OWN),
    afterwards: ["users may register applications"],
    change: "The setting selfService lets users register applications.",
  },
  "admin/quota-reached": {
    situation: "ada registers one more application than she may have.",
    given: [OF_USERS, "ada may have one application, and has it"],
    refused: addOwn(OWN),
    correctedBy: "configuration",
    corrected: addOwn(OWN),
    afterwards: ["ada may have two applications"],
    change: "The setting selfService lets users have more applications.",
  },
  "admin/exists-already": {
    situation: "demo-admin registers a scope under the name of another one.",
    given: [REGISTERED],
    refused: add(NEW_SCOPE),
    correctedBy: "request",
    corrected: add('{"name": "reports.publish", "description": "Publish reports"}'),
    change: "The new scope has another name.",
  },
  "admin/request-pending": {
    situation: "demo-admin requests a scope for an application, although there is an open request for it.",
    given: [REQUESTED],
    refused: ask("reports.read"),
    correctedBy: "request",
    corrected: ask("read_profile"),
    change: "The other request stays, and this one is for another scope.",
  },
  "admin/request-decided": {
    situation: "demo-admin approves a request that was declined before.",
    given: [REQUESTED, "the request was declined"],
    refused: decision('"3"', '{"state": "approved"}'),
    correctedBy: "request",
    corrected: message("GET /admin/v1/requests/0a1b2c3d4e5", [TOKEN]),
    change: "demo-admin looks at what was decided. If the scope is still needed, another request can be made.",
  },
  "admin/request-outdated": {
    situation: "demo-admin approves a request after the redirect URIs of the application were changed.",
    given: [REQUESTED, "the redirect URIs of the application were changed meanwhile"],
    refused: decision('"2"', '{"state": "approved"}'),
    correctedBy: "request",
    corrected: decision('"2"', '{"state": "declined", "comment": "The redirect URIs have changed. Ask again."}'),
    change: "The request is declined, and another one can be made for the application as it is now.",
  },
  "admin/in-use": {
    situation: "demo-admin removes a scope that an application is still allowed to request.",
    given: [REGISTERED, "an application is allowed reports.write"],
    refused: message(`DELETE ${SCOPE}`, [TOKEN, 'If-Match: "1"']),
    correctedBy: "operator",
    corrected: message(`DELETE ${SCOPE}`, [TOKEN, 'If-Match: "1"']),
    afterwards: ["no application is allowed reports.write"],
    change: "The application is no longer allowed the scope, and then the same request removes it.",
  },
} satisfies Examples;
