/** Dynamic client registration (RFC 7591, RFC 7592). */
import { rfc } from "../specs.ts";
import { type StandardCode, server } from "./define.ts";

const registered = {
  standing: "registered",
  changeController: "IETF",
  reference: rfc(7591, "3.2.2"),
  usedAt: [{ at: "registration", section: rfc(7591, "3.2.2") }],
} as const satisfies Partial<StandardCode>;

/** A client that changes its own registration gets the same errors. */
const managed = [...registered.usedAt, { at: "registration", section: rfc(7592, "2.2") }] as const;

export const registration: readonly StandardCode[] = [
  {
    ...registered,
    error: "invalid_redirect_uri",
    title: "A redirect URI cannot be registered",
    means: "One of the redirect URIs that the client wants to register is invalid or not allowed.",
    usedAt: managed,
    requirements: [],
    validation: {
      accept: ["400 with a JSON body from the registration endpoint"],
      reject: ["this code at the authorization endpoint or the token endpoint"],
    },
    confusedWith: [
      {
        name: "invalid_request",
        note: "For a redirect URI in a pushed request. At the authorization endpoint, the user sees a page instead.",
      },
      {
        name: "invalid_grant",
        note: "For a redirect_uri in a token request that is not the one of the authorization request.",
      },
    ],
  },
  {
    ...registered,
    error: "invalid_client_metadata",
    title: "The client's metadata is not acceptable",
    means: "A field of the metadata that the client wants to register has a value that the server doesn't accept.",
    usedAt: managed,
    requirements: [
      server.may(rfc(7591, "3.2.2"), "a value does not suit it", "replace it with a valid one instead of refusing"),
    ],
    validation: {
      accept: ["400 with a JSON body", "success with other values, as the response says"],
      reject: ["401 or 403 for metadata: those are about the initial access token"],
    },
    confusedWith: [
      { name: "invalid_redirect_uri", note: "The more specific code for faults in redirect_uris." },
      { name: "invalid_metadata", note: "The equivalent in OpenID Federation." },
      { name: "invalid_token", note: "For an initial access token that is not valid." },
    ],
  },
  {
    ...registered,
    error: "invalid_software_statement",
    title: "The software statement is not valid",
    means: "The signed statement about the client's software cannot be verified or has invalid contents.",
    requirements: [],
    validation: {
      accept: ["400 with a JSON body"],
      reject: ["registering the client from a statement that does not verify"],
    },
    confusedWith: [{ name: "unapproved_software_statement", note: "The statement is valid, but isn't approved here." }],
  },
  {
    ...registered,
    error: "unapproved_software_statement",
    title: "The software statement is not approved here",
    means: "The signed statement is valid, but this server doesn't accept it, for example because of who issued it.",
    requirements: [],
    validation: { accept: ["400 with a JSON body"], reject: ["this code for a statement whose signature is wrong"] },
    confusedWith: [{ name: "invalid_software_statement", note: "The statement cannot be verified." }],
  },
];
