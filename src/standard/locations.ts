/** How an error is returned at each place, whatever its code. */
import { openid, rfc, type Section, uma } from "../specs.ts";
import { api, client, type Location, type Requirement, server } from "./define.ts";

interface Place {
  readonly title: string;
  /** The form of the response, in a sentence or two. */
  readonly answered: string;
  /** The usual HTTP statuses of the response; none where it does not respond to the client's own request. */
  readonly statuses: readonly number[];
  readonly section: Section;
  readonly requirements: readonly Requirement[];
}

const CHARACTERS = "send error or error_description with a double quote, a backslash or anything but printable ASCII";
const URI = "make error_uri a URI reference, without space, double quote and backslash";

/** Every place, in the order in which a client comes to it. */
export const locations: Readonly<Record<Location, Place>> = {
  "authorization endpoint": {
    title: "Authorization endpoint",
    answered:
      "By a redirect to the client, with error and state as parameters of the redirect URI. If the client or the redirect URI can't be trusted, with a page for the user.",
    statuses: [],
    section: rfc(6749, "4.1.2.1"),
    requirements: [
      server.mustNot(
        rfc(6749, "4.1.2.1"),
        "the redirect URI is missing, invalid or not the client's, or the client is unknown",
        "redirect to it",
      ),
      server.should(rfc(6749, "4.1.2.1"), "it does not redirect for that reason", "tell the user what is wrong"),
      server.must(rfc(6749, "4.1.2.1"), "the request had a state", "return it exactly as it came"),
      server.mustNot(rfc(6749, "4.1.2.1"), "always", CHARACTERS),
      server.must(rfc(6749, "4.1.2.1"), "error_uri is sent", URI),
      server.must(
        openid("core", "3.2.2.6"),
        "the flow returns its parameters in the fragment",
        "put the error into the fragment as well",
      ),
      server.must(rfc(9207, "2"), "it supports issuer identification", "send iss with errors too"),
    ],
  },
  PAR: {
    title: "Pushed authorization request",
    answered:
      "As JSON in the form of the token endpoint's errors, with the codes of the authorization endpoint too. 405 for a method other than POST, 413 for a body that is too large, 429 for too many requests.",
    statuses: [400],
    section: rfc(9126, "2.3"),
    requirements: [
      server.must(
        rfc(9126, "2.3"),
        "the client has to sign its requests and sent one that does not comply",
        "refuse it with 400 and invalid_request",
      ),
    ],
  },
  "token endpoint": {
    title: "Token endpoint",
    answered:
      "As JSON with error, error_description and error_uri, and with status 400 unless the code says otherwise.",
    statuses: [400],
    section: rfc(6749, "5.2"),
    requirements: [
      server.must(rfc(6749, "5.2"), "a token request is refused", "send error, as a single ASCII code"),
      server.mustNot(rfc(6749, "5.2"), "always", CHARACTERS),
      server.must(rfc(6749, "5.2"), "error_uri is sent", URI),
    ],
  },
  "device authorization": {
    title: "Device authorization endpoint",
    answered: "As JSON, just as the token endpoint does.",
    statuses: [400],
    section: rfc(8628, "3.2"),
    requirements: [],
  },
  "backchannel authentication": {
    title: "Backchannel authentication endpoint",
    answered: "As JSON, with the status that the code is listed under.",
    statuses: [400],
    section: openid("ciba", "13"),
    requirements: [
      server.must(openid("ciba", "13"), "an authentication request is refused", "send error, as a single ASCII code"),
      server.mustNot(openid("ciba", "13"), "always", CHARACTERS),
    ],
  },
  "client notification": {
    title: "Client notification endpoint",
    answered: "As JSON that the provider sends to the client, with the auth_req_id it is about.",
    statuses: [],
    section: openid("ciba", "12"),
    requirements: [
      server.must(openid("ciba", "12"), "a transaction fails and the client is in push mode", "send auth_req_id"),
    ],
  },
  resource: {
    title: "Protected resource",
    answered: "In the WWW-Authenticate header of the API's response. The API chooses the body.",
    statuses: [401],
    section: rfc(6750, "3"),
    requirements: [
      api.must(
        rfc(6750, "3"),
        "the request has no credentials, or a token that doesn't give access to the resource",
        "send a WWW-Authenticate header",
      ),
      api.should(rfc(6750, "3"), "a token was sent but wasn't accepted", "give the reason in an error attribute"),
      api.shouldNot(rfc(6750, "3.1"), "the request has no credentials at all", "send an error code"),
      api.mustNot(rfc(6750, "3"), "always", "repeat error, error_description, error_uri, scope or realm"),
    ],
  },
  revocation: {
    title: "Revocation endpoint",
    answered:
      "As JSON in the form of the token endpoint's errors. An unknown token isn't an error: the response is 200.",
    statuses: [400],
    section: rfc(7009, "2.2.1"),
    requirements: [],
  },
  introspection: {
    title: "Introspection endpoint",
    answered:
      "As failed authentication of the caller. An unknown or expired token isn't an error: the response is 200 with active: false.",
    statuses: [401],
    section: rfc(7662, "2.3"),
    requirements: [
      server.must(
        rfc(7662, "2.3"),
        "the caller is authenticated, and the token is inactive, invalid or not meant for the caller",
        "respond with active false, not with an error",
      ),
    ],
  },
  registration: {
    title: "Client registration endpoint",
    answered: "As JSON with error and error_description, and with status 400 unless the code says otherwise.",
    statuses: [400],
    section: rfc(7591, "3.2.2"),
    requirements: [
      server.must(rfc(7591, "3.2.2"), "a registration is refused", "send error, as a single ASCII code"),
      server.may(rfc(7591, "3.2.2"), "it has more details", "add its own members"),
      client.must(rfc(7591, "3.2.2"), "it does not know a member of the response", "ignore it"),
    ],
  },
  "permission endpoint": {
    title: "Permission endpoint",
    answered: "As JSON to the resource server that asked for a permission ticket.",
    statuses: [400],
    section: uma("federated", "4.3"),
    requirements: [],
  },
  "resource registration": {
    title: "Resource registration endpoint",
    answered: "As JSON to the resource server that registers what it protects.",
    statuses: [400],
    section: uma("federated", "3.2"),
    requirements: [
      server.must(uma("federated", "3.2"), "the resource cannot be found", "return 404"),
      server.must(uma("federated", "3.2"), "the method is not supported", "return 405"),
      server.must(uma("federated", "3.2"), "the request is malformed", "return 400"),
    ],
  },
  "federation endpoint": {
    title: "Federation endpoints",
    answered: "As JSON with error and error_description.",
    statuses: [400],
    section: openid("federation", "8.9"),
    requirements: [
      server.should(openid("federation", "8.9"), "a request is refused", "respond with a JSON object"),
      server.must(openid("federation", "8.9"), "it responds in the standard form", "send error and error_description"),
    ],
  },
  "credential endpoint": {
    title: "Credential endpoint",
    answered: "As JSON with error and error_description, never encrypted.",
    statuses: [400],
    section: openid("issuance", "8.3.1.2"),
    requirements: [
      server.must(
        openid("issuance", "8.3.1.2"),
        "the fault is in the credential request itself",
        "use one of that section's codes instead of invalid_request",
      ),
      server.mustNot(openid("issuance", "8.3.1.2"), "always", CHARACTERS),
    ],
  },
  "deferred credential endpoint": {
    title: "Deferred credential endpoint",
    answered: "As the credential endpoint does.",
    statuses: [400],
    section: openid("issuance", "9.3"),
    requirements: [],
  },
  "notification endpoint": {
    title: "Notification endpoint",
    answered: "As JSON with error.",
    statuses: [400],
    section: openid("issuance", "11.3"),
    requirements: [
      server.must(openid("issuance", "11.3"), "the notification_id is invalid", "respond with 400 with a JSON body"),
    ],
  },
};
