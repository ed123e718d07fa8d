/** What is required of responses that are signed JWTs (JWT Secured Authorization Response Mode, JARM). */
import { openid } from "../specs.ts";
import type { Requirements } from "./define.ts";

const MIXED_UP = "A client that uses several servers takes the response of one for that of another (mix-up).";
const FAILS = "Clients that verify their responses fail.";

export const jwtResponses = {
  "jarm/issuer": {
    cites: [openid("jarm", "2.1"), openid("jarm", "2.4")],
    level: "MUST",
    says: "iss is the issuer.",
    threat: MIXED_UP,
    by: "jwt-responses/iss",
  },
  "jarm/audience": {
    cites: [openid("jarm", "2.1"), openid("jarm", "2.4")],
    level: "MUST",
    says: "aud is the client.",
    threat: "A client uses the response that was meant for another one.",
    by: "jwt-responses/aud",
  },
  "jarm/expires": {
    cites: [openid("jarm", "2.1"), openid("jarm", "2.4")],
    level: "MUST",
    says: "exp is there, and still to come.",
    threat: "A response that leaked once can be replayed for ever.",
    by: "jwt-responses/exp",
  },
  "jarm/short-lived": {
    cites: [openid("jarm", "2.1")],
    level: "SHOULD",
    says: "A response lasts ten minutes at most.",
    threat: "A response that leaked can be replayed for long.",
    by: "jwt-responses/short-lived",
  },
  "jarm/state": {
    cites: [openid("jarm", "2.1")],
    level: "MUST",
    says: "The JWT has the state of the request, unchanged.",
    threat: "The client can't tell its own response from one that an attacker started (CSRF).",
    by: "jwt-responses/state",
  },
  "jarm/code": {
    cites: [openid("jarm", "2.1")],
    level: "MUST",
    says: "The JWT has a code, which gives tokens.",
    threat: FAILS,
    by: "jwt-responses/code",
  },
  "jarm/signed": {
    cites: [openid("jarm", "2.2"), openid("jarm", "2.4")],
    level: "MUST",
    says: "The JWT is signed by a key behind jwks_uri.",
    threat: "An attacker injects a code of his own.",
    by: "jwt-responses/signed",
  },
  "jarm/not-none": {
    cites: [openid("jarm", "2.2"), openid("jarm", "2.4")],
    level: "MUST",
    says: "The JWT has an algorithm other than none.",
    threat: "An attacker injects a code of his own.",
    by: "jwt-responses/not-none",
  },
  "jarm/alone": {
    cites: [openid("jarm", "2.3"), openid("jarm", "2.1")],
    level: "MUST",
    says: "There is no code and no state beside the JWT.",
    threat: "Clients read what isn't signed.",
    by: "jwt-responses/alone",
  },
  "jarm/query": {
    cites: [openid("jarm", "2.3.1")],
    level: "MUST",
    says: "If query.jwt is listed, the response comes in the query.",
    threat: FAILS,
    by: "jwt-responses/query",
  },
  "jarm/fragment": {
    cites: [openid("jarm", "2.3.2")],
    level: "MUST",
    says: "If fragment.jwt is listed, the response comes in the fragment.",
    threat: FAILS,
    by: "jwt-responses/fragment",
  },
  "jarm/form-post": {
    cites: [openid("jarm", "2.3.3")],
    level: "MUST",
    says: "If form_post.jwt is listed, the response is posted.",
    threat: FAILS,
    by: "jwt-responses/form-post",
  },
  "jarm/default": {
    cites: [openid("jarm", "2.3.4")],
    level: "MUST",
    says: "If jwt is listed, it means the query for the response type code.",
    threat: FAILS,
    by: "jwt-responses/default",
  },
  "jarm/errors": {
    cites: [openid("jarm", "2.1")],
    level: "MUST",
    says: "Errors come as JWTs too.",
    threat: "An attacker makes up errors, or clients drop the true ones.",
    by: "jwt-responses/errors",
  },
} satisfies Requirements;
