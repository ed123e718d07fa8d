/** Request objects: authorization requests as signed or encrypted JWTs (RFC 9101 and OpenID Connect Core 6). */
import { openid, rfc } from "../specs.ts";
import { type StandardCode, server } from "./define.ts";

/** Registered by OpenID Connect Core, and taken up by RFC 9101. */
const registered = {
  standing: "registered",
  changeController: "OpenID Foundation",
  reference: openid("core", "3.1.2.6"),
} as const satisfies Partial<StandardCode>;

const AUTHORIZATION = [
  { at: "authorization endpoint", section: openid("core", "3.1.2.6") },
  { at: "authorization endpoint", section: rfc(9101, "7") },
] as const;

export const requestObject: readonly StandardCode[] = [
  {
    ...registered,
    error: "invalid_request_uri",
    title: "The request_uri doesn't lead to a usable request",
    means: "The request at request_uri couldn't be fetched or isn't valid.",
    usedAt: AUTHORIZATION,
    requirements: [],
    validation: {
      accept: ["this code for a request_uri that cannot be fetched"],
      reject: ["a server that fetches any address: it can be used to reach into a private network"],
    },
    confusedWith: [
      { name: "invalid_request_object", note: "The object itself was received, but is wrong." },
      { name: "request_uri_not_supported", note: "The server does not read request_uri at all." },
    ],
  },
  {
    ...registered,
    error: "invalid_request_object",
    title: "The request object is not valid",
    means:
      "The JWT that carries the request cannot be decrypted, is not signed as it should be, or has invalid contents.",
    usedAt: [...AUTHORIZATION, { at: "PAR", section: rfc(9126, "2.3") }],
    requirements: [
      server.must(rfc(9101, "6.1"), "the request object cannot be decrypted", "return invalid_request_object"),
      server.must(
        rfc(9101, "6.2"),
        "the signature is wrong, or its key is not the client's",
        "return invalid_request_object",
      ),
      server.must(
        rfc(9101, "10.5"),
        "require_signed_request_object is true and the object has alg none",
        "reject the request",
      ),
    ],
    validation: {
      accept: ["invalid_request_object for a broken signature"],
      reject: ["a redirect to a URI that is only in an object whose signature is wrong"],
    },
    confusedWith: [
      {
        name: "invalid_request",
        note: "For faults of the plain request, and at PAR also for an unsigned request if it must be signed.",
      },
    ],
  },
  {
    ...registered,
    error: "request_not_supported",
    title: "The request parameter is not supported",
    means: "The request is a JWT in the request parameter, but the server doesn't read that parameter.",
    usedAt: AUTHORIZATION,
    requirements: [
      server.must(
        openid("core", "6.1"),
        "it does not support request and a client sends it",
        "return request_not_supported",
      ),
    ],
    validation: {
      accept: ["this code where the metadata has request_parameter_supported false"],
      reject: ["continuing with the plain parameters, as if request had not been sent"],
    },
    confusedWith: [
      { name: "invalid_request_object", note: "The server reads request objects, but this one is wrong." },
    ],
  },
  {
    ...registered,
    error: "request_uri_not_supported",
    title: "The request_uri parameter is not supported",
    means: "The request is referred to by request_uri, but the server doesn't follow it.",
    usedAt: AUTHORIZATION,
    requirements: [
      server.must(
        openid("core", "6.2"),
        "it does not support request_uri and a client sends it",
        "return request_uri_not_supported",
      ),
    ],
    validation: {
      accept: ["this code where the metadata has request_uri_parameter_supported false"],
      reject: ["continuing with the plain parameters, as if request_uri had not been sent"],
    },
    confusedWith: [
      { name: "invalid_request_uri", note: "The server follows request_uri, but this one leads nowhere." },
    ],
  },
];
