/** The registry is whole, says everything once, and stays within its own bounds. */
import { describe, expect, it } from "vitest";
import { opening, type Requirement } from "./define.ts";
import { standardError, standardErrors, standardFamilies, statusesOf } from "./index.ts";
import { locations } from "./locations.ts";

/** IANA's OAuth Extensions Error Registry, in its order and its state of 2026-03-25; access_denied is in it twice. */
const REGISTERED = `
  invalid_request unauthorized_client access_denied unsupported_response_type invalid_scope server_error
  temporarily_unavailable invalid_client invalid_grant unsupported_grant_type invalid_token insufficient_scope
  unsupported_token_type interaction_required login_required account_selection_required consent_required
  invalid_request_uri invalid_request_object request_not_supported request_uri_not_supported
  registration_not_supported need_info request_denied request_submitted invalid_redirect_uri
  invalid_client_metadata invalid_software_statement unapproved_software_statement authorization_pending slow_down
  expired_token invalid_target unsupported_pop_key incompatible_ace_profiles invalid_authorization_details
  invalid_dpop_proof use_dpop_nonce insufficient_user_authentication invalid_issuer invalid_subject
  invalid_trust_anchor invalid_trust_chain invalid_metadata not_found unsupported_parameter
  vp_formats_not_supported invalid_request_uri_method wallet_unavailable`;

/** Defined by final specifications that have not put them into the registry. */
const DEFINED = `
  unmet_authentication_requirements
  expired_login_hint_token unknown_user_id missing_user_code invalid_user_code invalid_binding_message transaction_failed
  invalid_resource_id unsupported_method_type
  invalid_transaction_data invalid_credential_request unknown_credential_configuration unknown_credential_identifier
  invalid_proof invalid_nonce invalid_encryption_parameters credential_request_denied invalid_transaction_id
  invalid_notification_id invalid_notification_request`;

const DRAFT = "invalid_grant_id invalid_client_attestation use_attestation_challenge use_fresh_attestation";

describe("the registry", () => {
  it.each([
    ["registered", REGISTERED],
    ["defined", DEFINED],
    ["draft", DRAFT],
  ] as const)("has every code that is %s, and no other", (standing, names) => {
    const here = standardErrors.filter((entry) => entry.standing === standing).map(({ error }) => error);
    expect(here.toSorted()).toEqual(names.trim().split(/\s+/).sort());
  });

  it("has each code and each title once", () => {
    for (const all of [standardErrors.map(({ error }) => error), standardErrors.map(({ title }) => title)])
      expect(all.filter((one, n) => all.indexOf(one) !== n)).toEqual([]);
    expect(new Set(standardFamilies.map(({ id }) => id)).size).toBe(standardFamilies.length);
  });

  it("is looked up by name", () => {
    for (const entry of standardErrors) expect(standardError(entry.error)).toBe(entry);
    for (const other of ["", "constructor", "__proto__", "INVALID_GRANT", "token_expired"])
      expect(standardError(other)).toBe(undefined);
  });

  it("names every place of its table, and no place twice by one section", () => {
    const used = new Set(standardErrors.flatMap(({ usedAt }) => usedAt.map(({ at }) => at)));
    expect([...used].sort()).toEqual(Object.keys(locations).sort());
    for (const { usedAt } of standardErrors) {
      const uses = usedAt.map(({ at, section }) => `${at} ${section.spec} ${section.section}`);
      expect(new Set(uses).size).toBe(uses.length);
    }
  });
});

const requirements: (readonly [string, Requirement])[] = [
  ...standardErrors.flatMap((entry) => entry.requirements.map((each) => [entry.error, each] as const)),
  ...Object.entries(locations).flatMap(([at, place]) => place.requirements.map((each) => [at, each] as const)),
];

describe("a requirement", () => {
  it("binds somebody to something, by a section", () => {
    expect(requirements.length).toBeGreaterThan(100);
    for (const [of, { section, who, level, when, says }] of requirements) {
      expect(["MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "MAY"], of).toContain(level);
      expect(["authorization server", "resource server", "client"], of).toContain(who);
      expect([of, section.section]).toEqual([of, expect.stringMatching(/^\d+(\.\d+)*$/)]);
      expect([of, when, says]).toEqual([of, expect.stringMatching(/\w$/), expect.stringMatching(/\w$/)]);
    }
  });

  it("reads as a sentence", () => {
    const [place] = locations["authorization endpoint"].requirements;
    expect(place && `${opening(place)} ${place.level} ${place.says}.`).toBe(
      "If the redirect URI is missing, invalid or not the client's, or the client is unknown, the authorization server MUST NOT redirect to it.",
    );
  });
});

describe.each(standardErrors.map((entry) => [entry.error, entry] as const))("%s", (_, entry) => {
  const { error, title, means, usedAt, validation, confusedWith = [] } = entry;

  it("is within the characters of an error code", () => expect(error).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/));

  it("says what it means, where it is used and how to judge it", () => {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(means).toMatch(/^[A-Z].*\.$/);
    expect(means.length).toBeLessThan(220);
    expect(usedAt.length).toBeGreaterThan(0);
    for (const list of [validation.accept, validation.reject]) expect(list.length).toBeGreaterThan(0);
  });

  it("has statuses that HTTP has for errors", () => {
    for (const use of usedAt) for (const status of statusesOf(use)) expect([4, 5]).toContain(Math.floor(status / 100));
  });

  it("is not confused with itself, nor twice with another", () => {
    const names = confusedWith.map(({ name }) => name);
    expect(names).not.toContain(error);
    expect(new Set(names).size).toBe(names.length);
  });
});

it("all text is plain ASCII, without quotations", () => {
  const texts: string[] = [];
  JSON.stringify([standardFamilies, locations], (_, value) => {
    if (typeof value === "string") texts.push(value);
    return value;
  });
  for (const text of texts) expect(text).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/);
});
