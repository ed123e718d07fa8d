/** OpenID Federation 1.0: trust chains. Registered for the authorization endpoint, and said by federation endpoints. */
import { openid, type Section, uma } from "../specs.ts";
import { type Requirement, type StandardCode, server, type Use } from "./define.ts";

const ERRORS: Section = openid("federation", "8.9");
const AUTHENTICATION: Section = openid("federation", "12.1.3");

/** Each code has its own status at the federation endpoints. */
function said(status: number): { usedAt: readonly Use[]; requirements: readonly Requirement[] } {
  return {
    usedAt: [
      { at: "federation endpoint", section: ERRORS, statuses: [status] },
      { at: "authorization endpoint", section: AUTHENTICATION },
      { at: "PAR", section: AUTHENTICATION },
    ],
    requirements: [server.should(ERRORS, "a federation endpoint returns it", `use status ${status}`)],
  };
}

/** Where there is no trust there is no redirect either. */
function distrusted(status: number): { usedAt: readonly Use[]; requirements: readonly Requirement[] } {
  const { usedAt, requirements } = said(status);
  return {
    usedAt: usedAt.filter(({ at }) => at !== "authorization endpoint"),
    requirements: [
      ...requirements,
      server.must(
        AUTHENTICATION,
        "trust in the client cannot be established, or its metadata is invalid or against policy",
        "treat the redirect URI as invalid and not redirect",
      ),
      server.should(AUTHENTICATION, "it returns this code to a client", "do so only in response to a pushed request"),
    ],
  };
}

const federated = {
  standing: "registered",
  changeController: "OpenID Foundation",
  reference: ERRORS,
} as const satisfies Partial<StandardCode>;

export const federation: readonly StandardCode[] = [
  {
    ...federated,
    ...said(404),
    error: "invalid_issuer",
    title: "The endpoint does not serve this issuer",
    means: "The request names an issuer for which this endpoint makes no statements.",
    validation: { accept: ["404 with a JSON body"], reject: ["a statement in the name of another issuer"] },
    confusedWith: [{ name: "invalid_subject", note: "The issuer is served, but the subject isn't." }],
  },
  {
    ...federated,
    ...said(404),
    error: "invalid_subject",
    title: "The endpoint does not serve this subject",
    means: "The request names a subject about which this endpoint makes no statements.",
    validation: { accept: ["404 with a JSON body"], reject: ["200 with an empty statement"] },
    confusedWith: [{ name: "not_found", note: "The requested entity doesn't exist." }],
  },
  {
    ...federated,
    ...distrusted(404),
    error: "invalid_trust_anchor",
    title: "The trust anchor cannot be used",
    means: "The named trust anchor can't be found, or this party doesn't use it.",
    validation: {
      accept: ["404 with a JSON body, or an error in response to PAR"],
      reject: ["a redirect with this code"],
    },
    confusedWith: [{ name: "invalid_trust_chain", note: "The anchor can be used, but the chain to it isn't valid." }],
  },
  {
    ...federated,
    ...distrusted(400),
    error: "invalid_trust_chain",
    title: "The trust chain isn't valid",
    means: "The chain of statements from the entity to the trust anchor cannot be validated.",
    validation: {
      accept: [
        "400 with a JSON body",
        "a client that tries again after a while: a federation may be in the middle of a change",
      ],
      reject: ["a redirect with this code"],
    },
    confusedWith: [
      { name: "invalid_metadata", note: "The chain is valid, but its metadata for the entity isn't acceptable." },
    ],
  },
  {
    ...federated,
    ...distrusted(400),
    error: "invalid_metadata",
    title: "Metadata or its policy is not acceptable",
    means: "The entity's metadata, or the policies of the chain, have invalid values or contradict each other.",
    validation: { accept: ["400 with a JSON body"], reject: ["a redirect with this code"] },
    confusedWith: [{ name: "invalid_client_metadata", note: "Returned by the registration endpoint." }],
  },
  {
    ...federated,
    ...said(404),
    error: "not_found",
    title: "The entity is unknown",
    means: "The requested entity identifier is unknown here. UMA uses the code for a resource that isn't registered.",
    usedAt: [...said(404).usedAt, { at: "resource registration", section: uma("federated", "3.2"), statuses: [404] }],
    validation: {
      accept: ["404 with a JSON body"],
      reject: ["this code for a URL that does not exist in an API"],
    },
    confusedWith: [{ name: "invalid_subject", note: "The entity may exist, but this endpoint does not serve it." }],
  },
  {
    ...federated,
    ...said(400),
    error: "unsupported_parameter",
    title: "A parameter is not supported",
    means: "The request has a parameter that this server does not support.",
    validation: {
      accept: ["400 with a JSON body from a federation endpoint"],
      reject: ["this code for an unknown parameter of an ordinary OAuth request, which must be ignored"],
    },
    confusedWith: [{ name: "invalid_request", note: "The parameter is supported, but its value is wrong." }],
  },
];
