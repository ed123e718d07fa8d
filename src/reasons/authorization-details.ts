/** Faults of authorization details (RFC 9396): of their form, of their types, and of what a client may ask for with them. */
import { rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import { developer, full, leaveOut, names, operator, point, set, shown, whole } from "./fixes.ts";

const PARAMETER = "authorization_details";

const leaveItOut = (says: string): Fix => developer(says, leaveOut(PARAMETER));

const ofClient = (types: readonly string[]): string =>
  types.length === 0 ? "This client is allowed none" : `This client is allowed ${names(types)}`;

export const authorizationDetails = {
  malformed: reason({
    title: "authorization_details isn't a list of details",
    error: "invalid_authorization_details",
    cause:
      "The parameter authorization_details is a JSON array of objects, each with a type. In a form or a URL, the text of that array is encoded once. A single object without the array, text that was encoded twice, and an empty list are the usual mistakes.",
    evidence: { fault: field("text", "what is wrong with it") },
    says: (e) => `authorization_details ${e.fault}. Send a JSON array of objects that each have a type.`,
    points: (e) => [point(PARAMETER, e.fault)],
    fixes: () => [
      developer("Send a JSON array of objects that each have a type, encoded once."),
      leaveItOut("Remove authorization_details if scopes say what you need."),
    ],
    remedies: {
      developer:
        "Serialize an array of objects with your JSON library, and pass the text to your OAuth library as it is.",
    },
    cites: [rfc(9396, "2"), rfc(9396, "5")],
    related: ["authorization-details/invalid"],
  }),
  "type-unknown": reason({
    title: "Unknown type of authorization details",
    error: "invalid_authorization_details",
    cause:
      "The type of an object in authorization_details isn't one that the server knows. Types are declared by the API's operator and compared letter for letter, also where they are URLs.",
    evidence: {
      sent: field("text", "type"),
      near: optional("text", "type that was probably intended"),
      types: field("list", "types that the client is allowed"),
    },
    says: (e) =>
      `The type '${shown(e.sent)}' of authorization details is unknown. ${e.near === undefined ? `Send a type of authorization_details_types_supported. ${ofClient(e.types)}` : `Send '${shown(e.near)}'`}.`,
    points: (e) => [point(PARAMETER, e.near === undefined ? "unknown type" : `did you mean ${shown(e.near)}?`, e.sent)],
    fixes: (e) => [
      developer(
        e.near === undefined
          ? `Send a type that the server knows. ${names(e.types) === "" ? "Its metadata has them" : `This client is allowed ${names(e.types)}`}.`
          : `Send the type ${full(e.near)}.`,
      ),
      leaveItOut("Remove authorization_details if scopes say what you need."),
    ],
    remedies: {
      developer: "Use a type of authorization_details_types_supported in the server's metadata, letter for letter.",
      operator: "Declare the type in authorizationDetailsTypes, with a schema.",
    },
    cites: [rfc(9396, "5"), rfc(9396, "2.1")],
    related: ["authorization-details/type-not-allowed"],
  }),
  "type-not-allowed": reason({
    title: "The client may not ask for this type of authorization details",
    error: "invalid_authorization_details",
    cause:
      "The type is known, but it isn't among the types that this client is registered for (authorization_details_types).",
    evidence: {
      clientId: field("text", "client"),
      type: field("text", "type"),
      allowed: field("list", "types that the client is allowed"),
    },
    says: (e) =>
      `${e.clientId} isn't allowed authorization details of the type '${e.type}'. Ask the operator to allow it. ${ofClient(e.allowed)}.`,
    points: (e) => [point(PARAMETER, "not allowed for this client", e.type)],
    fixes: (e) => [
      ...(whole(e.type)
        ? [
            operator(`Allow ${shown(e.clientId)} the type ${full(e.type)}.`, {
              change: "add-to-client",
              member: "authorizationDetailsTypes",
              values: [e.type],
            }),
          ]
        : []),
      leaveItOut("Remove authorization_details if scopes say what you need."),
    ],
    remedies: {
      developer: "Ask the operator to add the type to the client's authorization_details_types.",
      operator: "Add the type to the client's authorizationDetailsTypes.",
    },
    cites: [rfc(9396, "5"), rfc(9396, "10")],
    related: ["authorization-details/type-unknown"],
  }),
  invalid: reason({
    title: "The details don't fit their type",
    error: "invalid_authorization_details",
    cause:
      "An object in authorization_details violates the schema of its type: a member is missing, has a name that the type doesn't have, or a value of another kind. A server must refuse that, because the user would otherwise allow something that the API understands differently.",
    evidence: {
      type: field("text", "type"),
      at: field("text", "place in authorization_details, as a JSON pointer"),
      expected: field("text", "what is expected there"),
      near: optional("text", "member that was probably intended"),
    },
    says: (e) =>
      `authorization_details of the type '${e.type}' are wrong at ${e.at}: expected ${e.expected}. ${e.near === undefined ? "Correct that place" : `Rename it to '${shown(e.near)}'`}.`,
    points: (e) => [point(PARAMETER, `${e.at}: expected ${e.expected}`)],
    fixes: (e) => [
      developer(
        e.near === undefined
          ? `Correct ${shown(e.at)}: ${shown(e.expected)}.`
          : `Rename the member at ${shown(e.at)} to ${shown(e.near)}.`,
      ),
      leaveItOut("Remove authorization_details if scopes say what you need."),
    ],
    remedies: {
      developer: "Hold what you send against the description of the type by its API.",
      operator: "The schema of the type in authorizationDetailsTypes says what is valid.",
    },
    cites: [rfc(9396, "5")],
    related: ["authorization-details/malformed"],
  }),
  "other-api": reason({
    title: "The details are for another API",
    error: "invalid_authorization_details",
    cause:
      "The type of these details belongs to one API, but the request is for another one: by its resource parameter, its scopes or other details. One access token serves one API.",
    evidence: {
      type: field("text", "type"),
      api: field("text", "API of the type"),
      apis: field("list", "APIs of the rest of the request"),
    },
    says: (e) =>
      `Details of the type '${e.type}' are for ${e.api}, but the request is for ${names(e.apis)}. Name each API by resource in the authorization request, or send a request for each.`,
    points: (e) => [
      point(PARAMETER, `for ${shown(e.api)}`, e.type),
      point("resource", `the request is for ${names(e.apis)}`),
    ],
    fixes: (e) => {
      const all = [e.api, ...e.apis.slice(0, 2)].filter(whole);
      const nameThem = developer(
        `In an authorization request, name each API by resource: ${names(all)}. Then request a token for each.`,
        set("resource", all.join(" ")),
      );
      return [
        ...(all.length === 0 ? [] : [nameThem]),
        leaveItOut("Remove authorization_details, and send a request for each API."),
      ];
    },
    remedies: {
      developer: "Send resource once for each API in the authorization request, and once in each token request.",
    },
    cites: [rfc(9396, "3.2"), rfc(8707, "2")],
    related: ["resource/unnamed", "scope/mixes-resources"],
  }),
  "exceeds-grant": reason({
    title: "These details weren't granted",
    error: "invalid_authorization_details",
    cause:
      "A token request with a code, a refresh token or a token that is exchanged asks for details that weren't granted before. It may ask for some of what was granted, with fewer entries in its lists, and never for more or for anything else.",
    evidence: {
      type: field("text", "type"),
      granted: field("list", "types that were granted"),
    },
    says: (e) =>
      `The authorization details of the type '${e.type}' are more than what was granted (${names(e.granted) || "none"}). Remove authorization_details to get all that was granted, or ask the user again.`,
    points: (e) => [point(PARAMETER, "more than was granted", e.type)],
    fixes: () => [leaveItOut("Remove authorization_details. The token then has all details that were granted.")],
    remedies: {
      developer:
        "Send authorization_details to the token endpoint only to get less than was granted. To get more, send the user to the authorization endpoint.",
    },
    cites: [rfc(9396, "6.1"), rfc(9396, "6")],
    related: ["scope/exceeds-grant"],
  }),
} as const;
